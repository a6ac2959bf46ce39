# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the scripts of the VM share; to be sourced by them.

set -euo pipefail
shopt -s inherit_errexit
vm_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top_dir=$(cd "$vm_dir/../.." && pwd)
build_dir=$top_dir/build
default_kernel=6.1
KERNEL=${KERNEL:-$default_kernel}

# How fetch-kernel ends if a kernel cannot be had any more: kselftest's status
# for a skip.
# shellcheck disable=SC2034 # not every script fetches
status_gone=4

# A make that runs these scripts must not pass its options to those they run.
unset MAKEFLAGS MFLAGS MAKELEVEL

# Progress goes to stderr: stdout belongs to results.
say()
{
	printf '%s\n' "$*" >&2
}

die()
{
	say "${0##*/}: $*"
	exit 1
}

# kernel_field COLUMN: the value in the row of $KERNEL in the list of kernels.
kernel_field()
{
	awk -v name="$KERNEL" -v column="$1" '
		/^#/ || NF == 0 { next }
		!col { for (i = 1; i <= NF; i++) if ($i == column) col = i; next }
		$1 == name { print $col; found = 1 }
		END { exit !found }
	' "$vm_dir/kernels" ||
		die "no kernel '$KERNEL': see $vm_dir/kernels"
}

# kernel_names: the kernels of the list.
kernel_names()
{
	awk '!/^#/ && NF && header++ { print $1 }' "$vm_dir/kernels"
}

# take_lock FILE WHAT: hold FILE until this process ends; say whom we wait for.
take_lock()
{
	mkdir -p "$(dirname "$1")"
	exec {lock_fd}>"$1"
	flock -n "$lock_fd" && return
	say "waiting for another run that $2"
	flock "$lock_fd"
}

# claim_dir NAME: set out to a directory for a run of the VM that is ours until
# this process ends: build/vm/NAME, or NAME-2, ... while others use those.
claim_dir()
{
	local n=1 fd

	out=$build_dir/vm/$1
	while mkdir -p "$out" && exec {fd}>"$out/.lock" && ! flock -n "$fd"; do
		exec {fd}>&-
		n=$((n + 1))
		out=$build_dir/vm/$1-$n
	done
	export FDMAP_VM_CLAIMED=$out
}
