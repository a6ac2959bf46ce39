# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A kernel of our own configuration, built from Debian's source package; sourced
# by fetch-kernel.

config=$vm_dir/$flavour.config

# configure SOURCE OBJECTS: fail if the kernel does not take a line of $config,
# as it does when a dependency is missing.
configure()
{
	local lost

	make -s -C "$1" O="$2" KCONFIG_ALLCONFIG="$config" allnoconfig >&2
	lost=$(grep -E '^(# )?CONFIG_' "$config" | grep -vxFf "$2/.config") ||
		return 0
	die "kernel '$KERNEL' does not take these lines of '$config':" \
	    "$(tr '\n' ' ' <<<"$lost")"
}

# Say every half minute how far a build is whose steps come by here.
show_progress()
{
	local steps=0 said=$SECONDS

	while read -r _; do
		steps=$((steps + 1))
		[ $((SECONDS - said)) -ge 30 ] || continue
		said=$SECONDS
		say "  $steps steps in $SECONDS s"
	done
	say "  $steps steps in $SECONDS s: done"
}

# compile SOURCE OBJECTS LOG
compile()
{
	say "building kernel '$KERNEL': some 1,900 steps, 5 to 15 minutes" \
	    "on two processors"
	make -C "$1" O="$2" -j"$(nproc)" bzImage modules 2>&1 | tee "$3" |
		show_progress || {
		grep -E '(error:|Error |\*\*\*)' "$3" >&2 || tail "$3" >&2
		die "kernel '$KERNEL' does not build: see the lines above"
	}
}

# fetch VERSION DIR: make a whole kernel in DIR; of the build is kept only what
# modules are built with.
fetch()
{
	local version=$1 dir=$2 source=$2/source objects=$2/objects

	"$vm_dir/install-packages" source kernel
	mkdir -p "$source" "$objects" "$dir/modules/kernel"
	apt_download "$dir" "$package=$version"
	say "unpacking it"
	dpkg-deb --fsys-tarfile "$dir"/*.deb |
		tar -xO "./usr/src/$package.tar.xz" |
		tar -xJ -C "$source" --strip-components=1
	configure "$source" "$objects"
	compile "$source" "$objects" "$dir/build.log"
	make -s -C "$source" O="$objects" run-command KBUILD_RUN_COMMAND="\
		$source/scripts/package/install-extmod-build $dir/headers" >&2
	cp "$objects/arch/x86/boot/bzImage" "$dir/vmlinuz"
	cp "$objects/include/config/kernel.release" "$dir/release"
	echo gcc >"$dir/needs"
	rm -r "$source" "$objects" "$dir"/*.deb "$dir"/*.log
}
