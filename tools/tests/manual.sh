# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The manual page: well-formed, and it knows every option.
. tests/lib.sh

manual=../Documentation/man/fdmap.8

if command -v mandoc > "$WORK/where"; then
	mandoc -Tlint -Wwarning "$manual" > "$WORK/out"
	result $? "well-formed"
	sed 's/^/# /' "$WORK/out"
else
	skip "well-formed" "no mandoc: apt-get install mandoc"
fi

# Each command has a synopsis, in which its options are, and what they do is
# told below.
# synopsis COMMAND: the lines about it
synopsis()
{
	sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$manual" |
		awk -v command="$1" '
			/^\.Nm/ { text = "" }
			{ text = text $0 "\n" }
			$2 == command || $3 == command { found = 1 }
			found && /^\.Ar|^\.Op Ar/ { print text; exit }
		'
}

fdmap --help
sed -n '/^The commands are/,/^$/s/^  \([a-z]*\) .*/\1/p' "$WORK/out" \
	> "$WORK/commands"
[ -s "$WORK/commands" ]
result $? "there are commands"
while read -r command; do
	synopsis "$command" > "$WORK/synopsis"
	[ -s "$WORK/synopsis" ] && grep -q "^\.It Cm $command\$" "$manual"
	result $? "describes $command"
	fdmap "$command" --help
	[ "$status" -eq 0 ]
	result $? "$command has its own help"
	grep -o -e '--[a-z]*' "$WORK/out" | sort -u > "$WORK/options"
	while read -r option; do
		grep -q -e "^\.It.* Fl -${option#--}" "$manual"
		result $? "describes $option of $command"
		case $option in --help|--usage|--version) continue ;; esac
		grep -q -e "Fl -${option#--}" "$WORK/synopsis" ||
			grep -q -e "Fl ${option:2:1} Ar" "$WORK/synopsis"
		result $? "$command: $option is in its synopsis"
	done < "$WORK/options"
done < "$WORK/commands"
