# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Whatever is drawn fits, and never is what a terminal or a parser obeys.
. tests/lib.sh

for text in "$data"/*.txt; do
	wide=0 expected=0
	[[ $text == */failed.txt ]] && expected=1
	for width in 40 50 59 60 61 65 70 75 80 100 120 200; do
		fdmap --width="$width" --from "$text"
		[ "$status" -eq $expected ] || wide=1
		if [ "$(wc -L < "$WORK/out")" -gt "$width" ]; then
			echo "# wider than $width"
			wide=1
		fi
	done
	result $wide "$(basename "$text") fits every width"
done

for arguments in --width=80 --width=40 --format=dot --format=mermaid list \
		 --ascii; do
	fdmap "$arguments" --from "$data/hostile.txt"
	sed -i 's/^\t*//' "$WORK/out"
	harmless "$WORK/out"
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
