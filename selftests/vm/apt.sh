# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Getting packages of $KERNEL's suites through apt, without installing them and
# without a change to this machine's apt; sourced after lib.sh.

# Set by apt_use, which comes first: what all of apt is called with.
apt_conf=''

# debian_uri SUITE: where this machine's own apt gets the archive that holds
# SUITE, which for security suites is another one.
debian_uri()
{
	local own

	own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	[[ $1 != *-security ]] || own+=-security
	# shellcheck disable=SC2016 # apt's variables
	apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
		'Created-By: Packages' |
		awk -v own="$own" '$1 == own && $2 == "main" { print $3 }' |
		head -n 1 | grep . ||
		die "apt has no source for Debian's suite '$own': add one" \
		    "to /etc/apt/sources.list"
}

# apt_sources: the suites of $KERNEL, as lines of a sources.list.
apt_sources()
{
	local suite suites uri keys=/usr/share/keyrings/debian-archive-keyring.gpg

	suites=$(kernel_field SUITES)
	for suite in ${suites//,/ }; do
		uri=$(debian_uri "$suite")
		echo "deb [arch=amd64 signed-by=$keys] $uri $suite main"
	done
}

# Give apt package lists and sources of $KERNEL's own, beside its ordinary
# settings (a proxy, say), but without its actions after an update.
apt_use()
{
	local dir

	dir=$cache_dir/apt/$(kernel_field SUITES)
	mkdir -p "$dir/lists/partial"
	apt_sources >"$dir/sources.$$"
	mv "$dir/sources.$$" "$dir/sources.list"
	cat >"$dir/conf.$$" <<-END
		#clear APT::Update;
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Dir::Cache "$dir";
		Dir::Etc::SourceList "$dir/sources.list";
		Dir::Etc::SourceParts "-";
		Dir::State::Lists "$dir/lists";
	END
	mv "$dir/conf.$$" "$dir/apt.conf"
	apt_conf=$dir/apt.conf
	(apt_update "$dir")
}

# Bring the package lists up to date; old ones do otherwise.
apt_update()
{
	take_lock "$1/.lock" "updates these package lists"
	apt-get -q -c "$apt_conf" update >"$1/log" 2>&1 ||
		say "apt-get update failed: going on with the old package lists"
}

# apt_newest PACKAGE: its newest version in $KERNEL's series.
apt_newest()
{
	local series

	series=$(kernel_field SERIES)
	apt-cache -c "$apt_conf" madison "$1" 2>/dev/null |
		awk -v series="$series." 'index($3, series) == 1 { print $3 }' |
		sort -V | tail -n 1 | grep . ||
		die "apt offers no '$1' of version $series: try again with a" \
		    "network; the package lists are those of Debian" \
		    "$(kernel_field SUITES)"
}

# apt_exactly PACKAGE VERSION: this version, if apt has it. Debian drops old ones
# some day: where it knows others only, this ends with kselftest's status for what
# cannot be tested.
apt_exactly()
{
	if apt_has "$1" "$2"; then
		echo "$2"
		return
	fi
	apt-cache -c "$apt_conf" madison linux-image-amd64 |
		grep . >/dev/null ||
		die "apt knows no kernel at all: try again with a network"
	say "Debian $(kernel_field SUITES) has no '$1' of version $2 any more"
	exit "$status_gone"
}

# apt_has PACKAGE VERSION
apt_has()
{
	apt-cache -c "$apt_conf" madison "$1" 2>/dev/null |
		awk -v version="$2" '$3 == version { found = 1 }
			END { exit !found }'
}

# apt_depends PACKAGE VERSION: the names that it depends on, of alternatives
# the first.
apt_depends()
{
	apt-cache -c "$apt_conf" show "$1=$2" | sed -n 's/^Depends: //p' |
		tr ',' '\n' | awk '{ sub(":any$", "", $1); print $1 }'
}

# apt_kernel_depends PACKAGE VERSION: those of them that are made from the
# kernel's source, as linux-base is not.
apt_kernel_depends()
{
	apt_depends "$1" "$2" | grep '^linux-' | grep -vx linux-base || true
}

# apt_download DIR PACKAGE=VERSION...: fetch into DIR; apt checks the hashes.
apt_download()
{
	local dir=$1 package

	shift
	for package in "$@"; do
		say "fetching $package$(apt_size "$package")"
		(cd "$dir" && apt-get -q -c "$apt_conf" download "$package") \
			>"$dir/apt.log" 2>&1 || {
			grep '^E:' "$dir/apt.log" >&2 || true
			die "cannot download '$package': try again with" \
			    "a network"
		}
	done
}

# apt_size PACKAGE=VERSION: " (12 MB)", or nothing where apt does not tell.
apt_size()
{
	apt-cache -c "$apt_conf" show "$1" | awk '/^Size:/ {
		printf " (%d MB)", $2 / 1e6 + 1; exit }'
}
