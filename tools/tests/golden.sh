# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Recorded text to expected output. After a wanted change, run
# GOLDEN=update make check, and read what changed.
. tests/lib.sh

# File of expected output, saved text, arguments.
cases='
textbook-40	textbook	--width=40
textbook-80	textbook	--width=80
textbook-120	textbook	--width=120
textbook-200	textbook	--width=200
textbook-ascii	textbook	--width=80 --ascii
textbook-colour	textbook	--width=80 --color=always
textbook-dot	textbook	--format=dot
textbook-list	textbook	list
one-process	textbook	--width=80 813
states-80	states	--width=80
states-200	states	--width=200
shared-80	shared	--width=80
shared-list	shared	list
folded-80	folded	--width=80
folded-40	folded	--width=40
folded-dot	folded	--format=dot
crowded-80	crowded	--width=80
crowded-120	crowded	--width=120
hostile-80	hostile	--width=80
hostile-ascii	hostile	--width=80 --ascii
hostile-list	hostile	list
hostile-dot	hostile	--format=dot
reordered-80	reordered	--width=80
unreferred-80	unreferred	--width=80
unreferred-40	unreferred	--width=40
demo-80	demo	--width=80
demo-120	demo	--width=120
demo-refs	demo	refs 104
kinds-80	kinds	--width=80
kinds-120	kinds	--width=120
kinds-40	kinds	--width=40
kinds-ascii	kinds	--width=100 --ascii
kinds-dot	kinds	--format=dot
kinds-list	kinds	list
kinds-json	kinds	list --format=json
kinds-refs	kinds	refs
kinds-refs-one	kinds	refs 105:11 105:0
holders-80	holders	--width=80
holders-dot	holders	--format=dot
holders-refs	holders	refs
holders-refs-ascii	holders	refs 40:0 --ascii
holders-refs-table	holders	refs --format=table
holders-refs-json	holders	refs 20:3 --format=json
busy-80	busy	--width=80
busy-40	busy	--width=40
busy-ascii	busy	--width=80 --ascii
busy-dot	busy	--format=dot
busy-refs	busy	refs
busy-json	busy	list --format=json
chunks-80	chunks	--width=80
chunks-refs	chunks	refs
protocols-80	protocols	--width=80
protocols-120	protocols	--width=120
protocols-40	protocols	--width=40
protocols-dot	protocols	--format=dot
textbook-mermaid	textbook	--format=mermaid
kinds-mermaid	kinds	--format=mermaid
hostile-mermaid	hostile	--format=mermaid --ascii
textbook-save	textbook	save 813
'

while IFS=$'\t' read -r name text arguments; do
	[ "$name" ] || continue
	# shellcheck disable=SC2086
	fdmap $arguments --from "$data/$text.txt"
	[ "$GOLDEN" = update ] && cp "$WORK/out" "tests/golden/$name.txt"
	expect "$name succeeds" 0 ""
	same "tests/golden/$name.txt" "$WORK/out" "$name"
done <<< "$cases"

# Processes that could not be copied: the others are shown, and the status says
# that something was not.
failed="fdmap: $data/failed.txt:1: process 40 could not be read: 'ENOMEM'
fdmap: $data/failed.txt:40: process 41 could not be read: 'unknown'"
while IFS=$'\t' read -r name arguments; do
	# shellcheck disable=SC2086
	fdmap $arguments --from "$data/failed.txt"
	[ "$GOLDEN" = update ] && cp "$WORK/out" "tests/golden/$name.txt"
	expect "$name says so" 1 "$failed"
	same "tests/golden/$name.txt" "$WORK/out" "$name"
done <<'EOF'
failed-80	--width=80
failed-40	--width=40
failed-dot	--format=dot
failed-list	list
failed-refs	refs
EOF
fdmap refs 40:3 --from "$data/failed.txt"
expect "of such a process no descriptor is missing" 1 "$failed"
fdmap 812 --width=80 --from "$data/failed.txt"
expect "who is not asked about does not matter" 0 ""

# A locale that is not UTF-8 draws as --ascii does.
LC_ALL=C fdmap --width=80 --from "$data/textbook.txt"
same tests/golden/textbook-ascii.txt "$WORK/out" "locale C is ASCII"
