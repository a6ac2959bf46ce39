# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A kernel out of Debian's packages; sourced by fetch-kernel.

# kernel_packages PACKAGE VERSION: the packages that a meta package stands for:
# what it depends on and what that is divided into. It itself is not needed, but
# where one version is wanted, it is what a meta package would depend on.
kernel_packages()
{
	local package

	{
		[ "$(kernel_field VERSION)" = - ] || echo "$1"
		for package in $(apt_kernel_depends "$1" "$2"); do
			echo "$package"
			apt_kernel_depends "$package" "$2"
		done
	} | sort -u
}

# at_version VERSION PACKAGE...: each as apt wants it, PACKAGE=VERSION. Tools that
# several versions of a kernel have in common are there in the newest only.
at_version()
{
	local version=$1 package

	shift
	for package; do
		if apt_has "$package" "$version"; then
			echo "$package=$version"
		else
			echo "$package=$(apt_newest "$package")"
		fi
	done
}

# headers_need PACKAGE=VERSION...: what the headers' packages ask for to build
# modules with, beside each other.
headers_need()
{
	local package

	for package; do
		apt_depends "${package%=*}" "${package#*=}"
	done | grep -v '^linux-' | sort -u
}

# make_build_root DIR PACKAGE...: make a system of the kernel's base suite that
# has these, gcc, make and no more. In a mount namespace of its own: a killed
# mmdebstrap leaves nothing mounted.
make_build_root()
{
	local dir=$1 suites base packages

	shift
	"$vm_dir/install-packages" chroot
	suites=$(kernel_field SUITES)
	base=${suites%%,*}
	packages=$(printf '%s,' gcc make "$@")
	say "making a build root of Debian $base"
	unshare -m mmdebstrap --quiet --variant=essential \
		--include="${packages%,}" "$base" "$dir" - \
		<"${apt_conf%/*}/sources.list" >"$dir.log" 2>&1 || {
		grep '^E:' "$dir.log" >&2 || true
		die "cannot make a build root of '$base': try again with a" \
		    "network"
	}
}

# The headers name each other by absolute paths of an installed system.
relocate_headers()
{
	sed -i 's,^include /usr/src/,include ../,' "$1/Makefile"
}

# describe DIR: add the fixed names beside root/, failing if a part is missing.
# Newer packages put all below /usr.
describe()
{
	local dir=$1 release modules headers vmlinuz

	modules=$(cd "$dir" && find root/lib/modules/ root/usr/lib/modules/ \
		-maxdepth 2 -name kernel -printf '%h\n' 2>/dev/null |
		head -n 1) || true
	release=${modules##*/}
	headers=root/usr/src/linux-headers-$release
	vmlinuz=root/boot/vmlinuz-$release
	[ -e "$dir/$vmlinuz" ] || vmlinuz=$modules/vmlinuz
	[ -s "$dir/$vmlinuz" ] && [ -s "$dir/$headers/Module.symvers" ] ||
		return 1
	echo "$release" >"$dir/release"
	ln -s "$vmlinuz" "$dir/vmlinuz"
	ln -s "$modules" "$dir/modules"
	ln -s "$headers" "$dir/headers"
	if [ "$build" = root ]; then
		ln -s root "$dir/buildroot"
	else
		relocate_headers "$dir/headers"
	fi
}

# fetch VERSION DIR: make a whole kernel in DIR. Its packages are unpacked, not
# installed, into a directory or a build root.
fetch()
{
	local version=$1 dir=$2 image headers needs package packages

	[ "$build" = host ] || [ "$(id -u)" -eq 0 ] ||
		die "modules for kernel '$KERNEL' are built in a build root:" \
		    "run this as root"
	# shellcheck disable=SC2046 # names of packages hold no blanks
	image=$(at_version "$version" \
		$(kernel_packages "linux-image-$flavour" "$version"))
	# shellcheck disable=SC2046
	headers=$(at_version "$version" \
		$(kernel_packages "linux-headers-$flavour" "$version"))
	packages=$(printf '%s\n' "$image" "$headers" | sort -u)
	mkdir "$dir/debs" "$dir/root"
	# shellcheck disable=SC2086
	apt_download "$dir/debs" $packages
	# Newer headers' packages depend on the image's, too.
	# shellcheck disable=SC2046
	needs=$(headers_need \
		$(comm -23 <(echo "$headers") <(echo "$image")))
	# shellcheck disable=SC2086
	if [ "$build" = root ]; then
		make_build_root "$dir/root" $needs
	else
		echo $needs >"$dir/needs"
	fi
	say "unpacking the kernel"
	for package in "$dir"/debs/*.deb; do
		dpkg-deb -x "$package" "$dir/root"
	done
	rm -rf "$dir/debs" "$dir/root.log"
	describe "$dir" || die "the packages of kernel '$KERNEL' lack a part:" \
		"apt offered $(tr '\n' ' ' <<<"$packages")"
}
