# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The cache of what is fetched and made of it; sourced after lib.sh and apt.sh.
# A store is a directory kernel/NAME or source/SERIES; in it is one a version,
# and "current", a link to the one in use.

cache_dir=${XDG_CACHE_HOME:-${HOME:?is not set: set it}/.cache}/fdmap

# kernel_store: the directory of $KERNEL in the cache. A kernel of a configuration
# of ours has one for each state of that; one of a fixed version, for that.
kernel_store()
{
	local config version

	version=$(kernel_field VERSION)
	if [ "$(kernel_field BUILD)" = source ]; then
		config=$vm_dir/$(kernel_field FLAVOUR).config
		echo "kernel/$KERNEL-$(sha256sum "$config" | cut -c 1-12)"
	elif [ "$version" != - ]; then
		echo "kernel/$KERNEL-$version"
	else
		echo "kernel/$KERNEL"
	fi
}

# publish DIR VERSION: a version appears under its name only when it is whole,
# and is used only once "current" points to it, which changes in one step.
publish()
{
	local store=${1%/*}

	sync -f "$1"
	rm -rf "${store:?}/$2"
	mv -T "$1" "$store/$2"
	ln -sfn "$2" "$store/.current"
	mv -T "$store/.current" "$store/current"
}

# refresh STORE PACKAGE VERSION: get this version ("-": the newest) by the caller's
# function fetch VERSION DIR, unless it is there. Leftovers of killed runs go.
refresh()
{
	local store=$1 version=$3 new

	rm -rf --one-file-system "$store"/.new.*
	if [ "$version" = - ]; then
		version=$(apt_newest "$2")
	else
		version=$(apt_exactly "$2" "$version")
	fi
	if [ "$(readlink "$store/current")" = "$version" ]; then
		say "$2 $version is in the cache and the newest there is"
		return
	fi
	new=$(mktemp -d "$store/.new.XXXXXX")
	fetch "$version" "$new"
	publish "$new" "$version"
}

# cached STORE PACKAGE VERSION [-u]: print the directory of what this version of
# PACKAGE stands for, of any if it is "-". A cache that has one is enough, without a
# network or a lock; -u asks for the newest.
cached()
{
	local store=$cache_dir/$1 update=''

	[ "${4:-}" != -u ] || [ "$3" != - ] || update=1
	if [ ! -e "$store/current/" ] || [ "$update" ]; then
		take_lock "$store/.lock" "fetches ${1/\// }"
		if [ ! -e "$store/current/" ] || [ "$update" ]; then
			apt_use
			refresh "$store" "$2" "$3"
		fi
	fi
	(cd -P "$store/current" && pwd)
}
