# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Whatever is drawn fits, and never is what a terminal or a parser obeys.
. tests/lib.sh

for text in "$data"/*.txt; do
	wide=0
	for width in 40 50 59 60 61 65 70 75 80 100 120 200; do
		fdmap --width="$width" --from "$text"
		[ "$status" -eq 0 ] || wide=1
		if [ "$(wc -L < "$WORK/out")" -gt "$width" ]; then
			echo "# wider than $width"
			wide=1
		fi
	done
	result $wide "$(basename "$text") fits every width"
done

# Control characters; then C1 controls, bidirectional marks, zero widths.
bad_bytes='[\x00-\x09\x0b-\x1f\x7f]'
bad_characters='[\x{80}-\x{9f}\x{ad}\x{300}-\x{36f}\x{61c}\x{200b}-\x{200f}'
bad_characters+='\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]'
for arguments in --width=80 --width=40 --format=dot list --ascii; do
	fdmap "$arguments" --from "$data/hostile.txt"
	sed -i 's/^\t*//' "$WORK/out"
	iconv -f UTF-8 -t UTF-8 "$WORK/out" > "$WORK/iconv" 2>&1 &&
		! LC_ALL=C grep -aqP "$bad_bytes" "$WORK/out" &&
		! grep -qP "$bad_characters" "$WORK/out"
	result $? "hostile names are harmless: $arguments"
done

fdmap --ascii --from "$data/hostile.txt"
! LC_ALL=C grep -q '[^ -~]' "$WORK/out"
result $? "--ascii is ASCII"

fdmap --color=never --from "$data/textbook.txt"
! grep -q $'\033' "$WORK/out"
result $? "no colour in a file"
fdmap --color=always --width=80 --from "$data/textbook.txt"
sed 's/\x1b\[[0-9;]*m//g' "$WORK/out" > "$WORK/plain"
same tests/golden/textbook-80.txt "$WORK/plain" "colour changes nothing else"
