# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The texts that fuzzing begins with, and those that it found to break something
# at some time: each is drawn and listed, or refused with a line that says why.
. tests/lib.sh

# refused: the last run failed, and said so
refused()
{
	[ "$status" -eq 1 ] && [[ $err == fdmap:\ * ]]
}

# plain: no report can do anything to a terminal
plain()
{
	! LC_ALL=C grep -aq '[^ -~]' "$WORK/err"
}

for text in tests/fuzz/corpus/* tests/fuzz/found/*; do
	[ -e "$text" ] || continue
	bad=0
	for arguments in list --width=40 --width=61 --width=80 --width=200 \
			 --ascii --color=always --format=dot --format=mermaid refs save; do
		fdmap "$arguments" --from "$text"
		{ [ "$status" -eq 0 ] || refused; } && plain || bad=1
	done
	result $bad "survives $(basename "$text")"
done
