# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The file system that the VM runs on: busybox, the guest's scripts, and what
# the options of "run" name; sourced by it.

# Programs need their shared libraries, at the paths that they ask for. ldd
# fails for what has none: scripts and static programs.
copy_libraries()
{
	local files

	files=$(find "$stage" -type f -perm /111 -exec ldd {} + 2>/dev/null ||
		true)
	grep -o '/[^ ]*' <<<"$files" | grep -v ':$' | sort -u |
		xargs cp -L --parents -t "$stage"
}

# The drawing wants a locale that knows UTF-8.
copy_locale()
{
	mkdir -p "$stage/usr/lib/locale"
	cp -r /usr/lib/locale/C.utf8 "$stage/usr/lib/locale/"
}

# An interactive shell wants to know the terminal that it is typed at.
copy_terminfo()
{
	local dir entry=${TERM:0:1}/$TERM

	for dir in /etc/terminfo /lib/terminfo /usr/share/terminfo; do
		[ ! -e "$dir/$entry" ] ||
			cp -L --parents "$dir/$entry" "$stage"
	done
}

# Modules of the kernel that tests ask for by modprobe.
copy_modules()
{
	local release name file
	local -A files=()

	release=$(cat "$kernel/release")
	while read -r file; do
		name=${file##*/}
		name=${name%%.ko*}
		files[${name//-/_}]=$file
	done < <(find "$kernel/modules/kernel/" -name '*.ko*')
	mkdir -p "$stage/lib/modules/$release"
	while read -r name; do
		[ -z "${files[$name]:-}" ] ||
			cp "${files[$name]}" "$stage/lib/modules/$release/"
	done < <(grep -v '^#' "$vm_dir/modules")
	busybox depmod -b "$stage" "$release"
}

make_stage()
{
	mkdir -p "$stage"/{bin,sbin,dev,etc,root,vm,usr/{bin,sbin,local/bin}}
	cp -L /bin/busybox /bin/bash "$stage/bin/"
	cp "$vm_dir"/guest/* "$stage/vm/"
	ln -s busybox "$stage/bin/sh"
	mv "$stage/vm/init" "$stage/init"
	mv "$stage/vm/passwd" "$stage/vm/group" "$stage/etc/"
	[ -z "$module" ] || cp "$module" "$stage/vm/fdmap.ko"
	copy_locale
	copy_modules
	[ -z "$interactive" ] || copy_terminfo
}

# The guest's settings: the line, and for a person the terminal and a session.
make_env()
{
	local stty='raw -echo' session='' size

	if [ "$interactive" ]; then
		size=$(stty size 2>/dev/null) || size='24 80'
		stty="sane rows ${size% *} cols ${size#* }"
		session='setsid -c'
	fi
	printf '%s\n' "STTY='$stty' SESSION='$session'" \
		"export TERM='$TERM' FDMAP_KO=/vm/fdmap.ko"
}

# make_initramfs COMMAND...: write $out/initramfs.
make_initramfs()
{
	local stage=$out/stage tree

	rm -rf "$stage"
	make_stage
	[ ${#programs[@]} -eq 0 ] ||
		cp -L "${programs[@]}" "$stage/usr/local/bin/"
	for tree in "${trees[@]}"; do
		mkdir -p "$stage/${tree#*:}"
		cp -rL "${tree%%:*}/." "$stage/${tree#*:}/"
	done
	make_env >"$stage/vm/env"
	printf '%s\n' "$*" >"$stage/vm/command"
	copy_libraries
	(cd "$stage" && find . | cpio --quiet -o -H newc -R 0:0) \
		>"$out/initramfs"
	rm -rf "$stage"
}
