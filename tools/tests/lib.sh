# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2034
# What the tests share. FDMAP is the program, WORK a folder for their own files.

suite=$(basename "$0" .sh)
data=tests/data

# result STATUS NAME: one line of TAP
result()
{
	[ "$1" -eq 0 ] && echo "ok $suite: $2" || echo "not ok $suite: $2"
}

# skip NAME REASON
skip()
{
	echo "ok $suite: $1 # SKIP $2"
}

# same EXPECTED FOUND NAME: the two files are equal
same()
{
	diff -u "$1" "$2" > "$WORK/diff"
	result $? "$3"
	sed 's/^/# /' "$WORK/diff" | head -n 60
}

# fdmap ARGUMENT...: run it; out, err and status are what came of it
fdmap()
{
	"$FDMAP" "$@" > "$WORK/out" 2> "$WORK/err"
	status=$?
	out=$(tr '\0' '?' < "$WORK/out")
	err=$(tr '\0' '?' < "$WORK/err")
}

# expect NAME STATUS MESSAGE: the last run ended so, with this line or no line
expect()
{
	if [ "$status" -eq "$2" ] && [ "$err" = "$3" ]; then
		result 0 "$1"
	else
		result 1 "$1"
		echo "# status $status, expected $2"
		printf '%s\n' "found:    $err" "expected: $3" | sed 's/^/# /'
	fi
}

# Control characters; then C1 controls, bidirectional marks, zero widths.
bad_bytes='[\x00-\x09\x0b-\x1f\x7f]'
bad_characters='[\x{80}-\x{9f}\x{ad}\x{300}-\x{36f}\x{61c}\x{200b}-\x{200f}'
bad_characters+='\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]'

# harmless FILE: it is UTF-8, and shows nothing but what can be seen
harmless()
{
	iconv -f UTF-8 -t UTF-8 "$1" > "$WORK/iconv" 2>&1 &&
		! LC_ALL=C grep -aqP "$bad_bytes" "$1" &&
		! grep -qP "$bad_characters" "$1"
}
