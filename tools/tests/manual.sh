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

fdmap --help
grep -o -e '--[a-z]*' "$WORK/out" | sort -u > "$WORK/options"
while read -r option; do
	grep -q -e "Fl -${option#--}" "$manual"
	result $? "describes $option"
done < "$WORK/options"
