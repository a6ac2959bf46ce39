# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Building what goes into the VM; sourced after lib.sh.

textbook=$build_dir/textbook
# shellcheck disable=SC2034 # not every script puts the tool into the VM
fdmap=$build_dir/tools/fdmap

# Set kernel to the directory of the VM's kernel and ko to the module for it,
# newly built.
prepare_module()
{
	kernel=$("$vm_dir/fetch-kernel")
	ko=$("$vm_dir/build-module" "$kernel/headers")
}

# The textbook program is built without kselftest's lib.mk, so that the first
# demonstration need not fetch the kernel's source.
prepare_programs()
{
	local source=$top_dir/selftests/textbook.c

	(
		take_lock "$build_dir/.lock" "builds here"
		make -s -C "$top_dir/tools" BUILD="$build_dir/tools" >&2
		[ "$textbook" -nt "$source" ] ||
			gcc -std=gnu17 -O2 -o "$textbook" "$source"
	)
}
