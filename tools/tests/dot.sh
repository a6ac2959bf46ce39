# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Graphviz takes what --format=dot prints, without a word.
. tests/lib.sh

if ! command -v dot > "$WORK/where"; then
	skip "graphviz accepts drawings" "no graphviz: apt-get install graphviz"
	exit 0
fi

for text in "$data"/*.txt; do
	fdmap --format=dot --from "$text"
	dot -Tplain < "$WORK/out" > "$WORK/plain" 2> "$WORK/err" &&
		[ ! -s "$WORK/err" ]
	result $? "graphviz accepts $(basename "$text")"
	head -n 3 "$WORK/err" | sed 's/^/# /'
done

# Ten and nine descriptors, seven files, and one line between the two tables.
fdmap --format=dot --from "$data/textbook.txt"
[ "$(dot -Tplain < "$WORK/out" | grep -c '^edge T.* F')" -eq 19 ]
result $? "each descriptor has its arrow"
[ "$(dot -Tplain < "$WORK/out" | grep -c '^edge F.* I')" -eq 7 ]
result $? "each open file has its arrow"
