# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A target that does what it is asked; to be sourced.

files=/tmp/target

# start DESCRIPTORS [DEPTH]: a target, its process ID in pid. It has processor 0
# to itself, if others keep to the other one. Its files go with it.
start()
{
	mkdir "$files"
	mount -t tmpfs none "$files"
	coproc TARGET { exec taskset 1 target "$files" "$@"; }
	# shellcheck disable=SC2153 # the shell sets it
	target_pid=$TARGET_PID
	# shellcheck disable=SC2034 # for who sources this
	read -r pid <&"${TARGET[0]}"
}

stop()
{
	eval "exec ${TARGET[1]}>&-"
	wait "$target_pid"
	umount "$files"
	rmdir "$files"
}

# begin COMMAND: let the target begin with it.
begin()
{
	echo "$1" >&"${TARGET[1]}"
}

# finish: set answer to what the target answers when it is done.
finish()
{
	# shellcheck disable=SC2034 # for who sources this
	read -r answer <&"${TARGET[0]}"
}

# ask COMMAND: both.
ask()
{
	begin "$1"
	finish
}
