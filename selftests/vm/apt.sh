# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Getting packages through apt without installing them; sourced after lib.sh.

# Bring the package lists up to date where we may; the old ones do otherwise.
apt_refresh()
{
	[ "$(id -u)" -eq 0 ] || return 0
	apt-get -q update >/dev/null 2>&1 ||
		say "apt-get update failed: going on with the old package lists"
}

# apt_newest PACKAGE: its newest version in the series $KERNEL.
apt_newest()
{
	apt-cache madison "$1" 2>/dev/null |
		awk -v series="$KERNEL." 'index($3, series) == 1 { print $3 }' |
		sort -V | tail -n 1 | grep . ||
		die "apt offers no '$1' of version $KERNEL: as root, run" \
		    "apt-get update, with the sources of Debian" \
		    "$(kernel_field SUITE) and its security suite"
}

# apt_depends PACKAGE VERSION: the kernel packages that it depends on.
apt_depends()
{
	apt-cache show "$1=$2" | sed -n 's/^Depends: //p' | tr ',' '\n' |
		sed -n 's/^ *\(linux-[^ ]*\).*/\1/p' | grep -v '^linux-base$'
}

# apt_download DIR PACKAGE=VERSION...: fetch into DIR; apt checks the hashes.
# Root's apt would warn that its sandbox user cannot write to DIR.
apt_download()
{
	local dir=$1 package

	shift
	for package in "$@"; do
		say "fetching $package$(apt_size "$package")"
		(cd "$dir" && apt-get -q -o APT::Sandbox::User=root \
			download "$package") >"$dir/apt.log" 2>&1 || {
			grep '^E:' "$dir/apt.log" >&2 || true
			die "cannot download '$package': try again with" \
			    "a network, after apt-get update"
		}
	done
}

# apt_size PACKAGE=VERSION: " (12 MB)", or nothing where apt does not tell.
apt_size()
{
	apt-cache show "$1" | awk '/^Size:/ {
		printf " (%d MB)", $2 / 1e6 + 1; exit }'
}
