# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Text of a size that real tables can have: time and memory grow as it does.
. tests/lib.sh

# make_text N KIND: a document of N descriptors, each with a file of its own
make_text()
{
	awk -v n="$1" -v kind="$2" 'BEGIN {
		one = kind == "null"
		printf "fdmap 1 pid 9 tgid 9 comm huge snapshot chunked\n\n"
		printf "[table]\nTABLE OPEN\n%016x %d\n\n", 1, n
		printf "[descriptors]\nFD FLAGS FILE\n"
		for (i = 0; i < n; i++)
			printf "%d - %016x\n", i, i + 1
		printf "\n[files]\nFILE INODE REFS MODE FLAGS POS NAME\n"
		for (i = 0; i < n; i++)
			printf "%016x %016x 1 rw O_RDWR 0 %s\n", i + 1,
				one ? 1 : i + 1, one ? "/dev/null" : "/tmp/f" i
		printf "\n[inodes]\nINODE TYPE DEV INO NLINK SIZE\n"
		for (i = 0; i < (one ? 1 : n); i++)
			printf "%016x reg 0:9 %d 1 0\n", i + 1, i
		printf "\n"
	}' > "$WORK/$1-$2"
}

# measure NAME FILE ARGUMENT...: draw in ten times the text's memory; time is
# in ms. Sanitizers need more than that, and are given what they want.
measure()
{
	local name=$1 file=$2 size start
	shift 2
	size=$(($(stat -c %s "$file") >> 10))
	start=${EPOCHREALTIME/./}
	(
		[ "$VARIANT" = asan ] || ulimit -v $((size * 10 + 65536))
		exec "$FDMAP" "$@" --from "$file" > "$WORK/out"
	)
	result $? "$name"
	time=$(((${EPOCHREALTIME/./} - start) / 1000))
	echo "# $time ms for $((size >> 10)) MiB of text"
}

make_text 100000 files
measure "100,000 files" "$WORK/100000-files" --width=80
small=$time
[ "$(grep -c '┼\|▶' "$WORK/out")" -eq 100000 ]
result $? "each has its arrow"
measure "100,000 files as dot" "$WORK/100000-files" --format=dot
measure "100,000 files listed" "$WORK/100000-files" list
[ "$(wc -l < "$WORK/out")" -eq 100001 ]
result $? "each has its row"

make_text 1000000 null
measure "1,000,000 opens of one inode" "$WORK/1000000-null" --width=80
[ "$(wc -l < "$WORK/out")" -lt 12 ] && grep -q 1000000 "$WORK/out"
result $? "they are one item that says how many it is"
rm "$WORK/1000000-null"

# 2,000 processes of 50 descriptors each, ten of them shared by all.
awk 'BEGIN {
	for (p = 1; p <= 2000; p++) {
		printf "fdmap 1 pid %d comm p%d snapshot whole\n\n", p, p
		printf "[table]\nTABLE OPEN\n%016x 50\n\n", p
		printf "[descriptors]\nFD FILE\n"
		for (i = 0; i < 50; i++)
			printf "%d %016x\n", i, i < 10 ? 1 + i : p * 64 + i
		printf "\n[files]\nFILE INODE REFS\n"
		for (i = 0; i < 50; i++)
			printf "%016x %016x %d\n", i < 10 ? 1 + i : p * 64 + i,
				1, i < 10 ? 2000 + 3 * (i == 0) : 1
		printf "\n[inodes]\nINODE\n%016x\n\n", 1
		if (p <= 3)
			printf "[maps]\nMM FILE AS COUNT\n%016x %016x map 1\n\n",
				7, 1
	}
}' > "$WORK/all"
measure "who holds 80,010 files of 2,000 processes" "$WORK/all" refs
[ "$(grep -c '^  refs' "$WORK/out")" -eq 80010 ]
result $? "each has its account"
[ "$(grep -c '^  refs 2003 = 2000 descriptors + 1 mapping + 2 unexplained$' \
	"$WORK/out")" -eq 1 ] &&
	[ "$(grep -c '^  refs 2000 = 2000 descriptors$' "$WORK/out")" -eq 9 ] &&
	[ "$(grep -c '^  refs 1 = 1 descriptor$' "$WORK/out")" -eq 80000 ]
result $? "all accounts are right"

if [ "$VARIANT" = asan ]; then
	skip "1,000,000 files" "takes minutes with sanitizers"
	exit 0
fi
make_text 1000000 files
measure "1,000,000 files" "$WORK/1000000-files" --width=80
# Squares would make it a hundred times; a busy machine is no reason to fail.
[ "$time" -lt $((small * 40 + 5000)) ]
result $? "ten times as many take about ten times as long"
