# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Building what goes into the VM; sourced after lib.sh.

textbook=$build_dir/textbook
# shellcheck disable=SC2034 # not every script puts the tool into the VM
fdmap=$build_dir/tools/fdmap

# Set kernel to the directory of the VM's kernel and ko to the module for it;
# build that, the tool and the program that makes the textbook situation. One run at a time writes to build/.
prepare()
{
	"$vm_dir/install-packages" module tool vm
	kernel=$("$vm_dir/fetch-kernel")
	ko=$(
		take_lock "$build_dir/.lock" "builds here"
		build_programs >&2
		"$vm_dir/build-module" "$kernel/headers"
	)
}

# The textbook program is built without kselftest's lib.mk, so that the first
# demonstration need not fetch the kernel's source.
build_programs()
{
	local source=$top_dir/selftests/textbook.c

	make -s -C "$top_dir/tools" BUILD="$build_dir/tools"
	[ "$textbook" -nt "$source" ] ||
		gcc -std=gnu17 -O2 -Wall -Wextra -o "$textbook" "$source"
}
