# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Options, exit statuses and messages.
. tests/lib.sh

text=$data/textbook.txt

fdmap
expect "no process" 2 "fdmap: no process given: name a process ID, or saved \
text with --from"
fdmap draw
expect "no process to draw" 2 "fdmap: no process given: name a process ID, or \
saved text with --from"
for pid in 0 01 +1 1x bash 99999999999; do
	fdmap "$pid"
	expect "bad process ID $pid" 2 "fdmap: bad process ID '$pid': give a \
command or a positive number"
done
fdmap draw list
expect "two commands" 2 "fdmap: bad process ID 'list': give a command or a \
positive number"
fdmap --format=png --from "$text"
expect "bad format" 2 "fdmap: unknown format 'png': give text, dot or \
mermaid"
fdmap --color=maybe --from "$text"
expect "bad colour" 2 "fdmap: unknown colour choice 'maybe': give auto, \
always or never"
for width in 0 39 10001 -1 8o; do
	fdmap "--width=$width" --from "$text"
	expect "bad width $width" 2 "fdmap: bad width '$width': give 40 to \
10000 columns"
done
fdmap list --width=80 --from "$text"
expect "option of drawings" 2 "fdmap: list does not know '--width': leave that \
option out"
fdmap refs --width=80 --from "$text"
expect "another command's option" 2 "fdmap: refs does not know '--width': \
leave that option out"
fdmap list --format=dot --from "$text"
expect "another command's format" 2 "fdmap: unknown format 'dot': give table \
or json"
fdmap refs --format=dot --from "$text"
expect "no format of refs" 2 "fdmap: unknown format 'dot': give text, table \
or json"
fdmap refs
expect "no process to account for" 2 "fdmap: no process given: name a process \
ID, or saved text with --from"
for arg in 812: 812:x 812:-1 812:2147483648 :3 0:3 x:3; do
	fdmap refs "$arg" --from "$text"
	expect "bad descriptor $arg" 2 "fdmap: bad process or descriptor \
'${arg}': give PID or PID:FD"
done
fdmap draw 812:3 --from "$text"
expect "descriptor to draw" 2 "fdmap: bad process ID '812:3': give a command \
or a positive number"
fdmap refs 812:3 812:77 --from "$text"
expect "no such descriptor" 1 "fdmap: process 812 has no descriptor 77"
[[ $out == 812:3* ]]
result $? "the other one is accounted for"
fdmap refs 814 --from "$text"
expect "no such process to account for" 1 "fdmap: no process '814' in '$text'"
fdmap save --from "$text"
cmp -s "$text" "$WORK/out"
result $? "save writes documents as they are"
cp "$text" "$WORK/saved"
fdmap save 812 814 --from "$text" -o "$WORK/saved"
expect "save of a process that is not there" 1 "fdmap: no process '814' in \
'$text'"
cmp -s "$text" "$WORK/saved"
result $? "replaces no file then"
ln -s saved "$WORK/link"
fdmap save 813 --from "$text" -o "$WORK/link"
expect "save to a file" 0 ""
[ -L "$WORK/link" ] && cmp -s tests/golden/textbook-save.txt "$WORK/saved" &&
	[ "$(stat -c %a "$WORK/saved")" = "$(printf %o $((0666 & ~$(umask))))" ]
result $? "the file is replaced where the link leads to"
fdmap save --from "$text" -o "$WORK/none/saved"
expect "save where no folder is" 1 "fdmap: cannot write '$WORK/none/saved': No \
such file or directory"
fdmap save --from "$text" -o /dev/null
expect "save to a device" 1 "fdmap: cannot replace '/dev/null': not a file: \
write to standard output"
(ulimit -f 1; trap '' XFSZ; "$FDMAP" save --from "$data/kinds.txt" \
	-o "$WORK/saved" 2> "$WORK/err")
[ $? -eq 1 ] && cmp -s tests/golden/textbook-save.txt "$WORK/saved" &&
	[ "$(find "$WORK" -name 'saved*' | wc -l)" -eq 1 ]
result $? "a file that cannot be written leaves the old one, and no other"

fdmap --nonsense
[ $status -eq 2 ] && [ -z "$out" ]
result $? "unknown option is a usage error"

fdmap --help
[ $status -eq 0 ] && [ -z "$err" ] && [[ $out == *"The commands are:"* ]]
result $? "--help"
fdmap --ascii refs --help
[ $status -eq 0 ] && [ -z "$err" ] && [[ $out == *"Usage: fdmap refs"* ]] &&
	[[ $out == *--from=FILE* ]] && [[ $out != *--width* ]]
result $? "--help of a command"
fdmap --from "$text" -f json list
[ $status -eq 0 ] && [[ $out == *'"descriptors"'* ]]
result $? "options may stand before the command"
fdmap --from list --width=80
expect "their values are no command" 1 "fdmap: cannot read 'list': No such \
file or directory"
fdmap --version
[ $status -eq 0 ] && [[ $out =~ ^fdmap\ [0-9.]+$ ]]
result $? "--version"

fdmap --from "$WORK/none"
expect "missing file" 1 "fdmap: cannot read '$WORK/none': No such file or \
directory"
fdmap --from "$WORK"
expect "directory" 1 "fdmap: cannot read '$WORK': Is a directory"
fdmap 814 --from "$text"
expect "process not in the text" 1 "fdmap: no process '814' in '$text'"
[ -z "$out" ]
result $? "nothing is drawn of it"
fdmap 813 814 --width=80 --from "$text"
expect "one of two processes is missing" 1 "fdmap: no process '814' in '$text'"
same tests/golden/one-process.txt "$WORK/out" "the other one is drawn"

fdmap --width=80 --from - < "$text"
same tests/golden/textbook-80.txt "$WORK/out" "standard input"
fdmap draw --from "$text"
same tests/golden/textbook-80.txt "$WORK/out" "draw, as wide as COLUMNS says"
fdmap 813 812 813 --width=80 --from "$text"
[ $status -eq 0 ] && [ "$(grep -c '^process' "$WORK/out")" -eq 2 ]
result $? "a process named twice is drawn once"

if [ -w /dev/full ]; then
	for arguments in draw list --format=dot; do
		err=$("$FDMAP" "$arguments" --from "$text" 2>&1 > /dev/full)
		status=$?
		expect "full disk: $arguments" 1 "fdmap: cannot write the \
output: No space left on device"
	done
else
	skip "full disk" "no /dev/full"
fi
# A pipe that nobody reads: silence and SIGPIPE, or a message where that is off.
exec 3> >(exec true)
wait $!
err=$(trap '' PIPE; "$FDMAP" --from "$text" 2>&1 >&3)
status=$?
expect "closed pipe" 1 "fdmap: cannot write the output: Broken pipe"
exec 3>&-

# The module's own files, on a machine where it is not loaded.
if [ -e /sys/kernel/debug/fdmap ]; then
	fdmap $$
	expect "live process" 0 ""
else
	fdmap $$
	[ $status -eq 1 ] && [ -z "$out" ] && [ "$(wc -l < "$WORK/err")" -eq 1 ]
	result $? "without the module"
fi
