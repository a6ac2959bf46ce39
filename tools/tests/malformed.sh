# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Malformed text: one line that says where and what was expected.
. tests/lib.sh

head='fdmap 1 pid 1 tgid 1 comm x\n\n'
fds='[descriptors]\nFD FLAGS FILE\n0 - 00000000000000f1\n\n'
files='[files]\nFILE INODE NAME\n00000000000000f1 00000000000000e1 /x\n\n'
inodes='[inodes]\nINODE INO\n00000000000000e1 1\n\n'

# bad LINE MESSAGE TEXT: the text, with printf's escapes, is refused
bad()
{
	# shellcheck disable=SC2059
	printf "$3" > "$WORK/text"
	fdmap --from "$WORK/text"
	expect "$2" 1 "fdmap: $WORK/text:$1: $2"
}

# good NAME TEXT: the text is drawn
good()
{
	# shellcheck disable=SC2059
	printf "$2" > "$WORK/text"
	fdmap --from "$WORK/text"
	expect "$1" 0 ""
}

good "least text" "$head$fds$files$inodes"
good "no table at all" "$head"
good "blank lines between tables" "$head\n$fds\n\n$files$inodes\n"

bad 1 "expected a first line 'fdmap 1 pid PID ...', found an empty text" ''
bad 1 "expected a first line 'fdmap 1 pid PID ...', found 'hello'" 'hello\n'
bad 1 "expected a first line 'fdmap 1 pid PID ...', found ''" '\n'
bad 1 "expected text of version 1, found version '2'" 'fdmap 2 pid 1 comm x\n\n'
bad 1 "expected text of version 1, found version ''" 'fdmap \n\n'
bad 1 "'comm': expected a value, found none" 'fdmap 1 pid 1 comm\n\n'
bad 1 "pid: expected a number, found 'x'" 'fdmap 1 pid x comm x\n\n'
bad 1 "pid: expected once, found twice" 'fdmap 1 pid 1 pid 1 comm x\n\n'
bad 1 "first line: expected pid, found none" 'fdmap 1 comm x\n\n'
bad 1 "comm: expected a value whose backslashes are octal escapes, found \
'a\\x'" 'fdmap 1 pid 1 comm a\\x\n\n'
bad 2 "expected a blank line, found 'x'" 'fdmap 1 pid 1 comm x\nx\n'
bad 1 "text was cut: expected a blank line" 'fdmap 1 pid 1 comm x\n'
bad 1 "text was cut: the last line does not end" 'fdmap 1 pid 1 comm x'
bad 3 "expected a table's name in brackets, found 'files'" "${head}files\n"
bad 3 "expected a table's name in brackets, found '[]'" "${head}[]\n"
bad 3 "text was cut: expected the header row of the table 'files'" \
	"${head}[files]\n"
bad 4 "text was cut: expected a row or the blank line that ends the table \
'files'" "${head}[files]\nFILE INODE\n"
bad 4 "text was cut: expected a row or the blank line that ends the table \
'later'" "${head}[later]\nX\n"
bad 4 "files: expected INODE, found none" "${head}[files]\nFILE\n\n"
bad 4 "FILE: expected once, found twice" "${head}[files]\nFILE INODE FILE\n\n"
bad 7 "table 'files': expected once, found twice" \
	"${head}${files}[files]\nFILE INODE\n\n"
bad 5 "expected 3 values as in the header row, found 2" \
	"${head}[descriptors]\nFD FLAGS FILE\n0 -\n\n"
bad 5 "expected 2 values as in the header row, found 3" \
	"${head}[descriptors]\nFD FILE\n0 - 00000000000000f1\n\n"
bad 5 "FD: expected a descriptor number, found '-'" \
	"${head}[descriptors]\nFD FILE\n- 00000000000000f1\n\n"
bad 5 "FD: expected a descriptor number, found '4294967296'" \
	"${head}[descriptors]\nFD FILE\n4294967296 00000000000000f1\n\n"
bad 5 "FILE: expected an id of 16 hexadecimal digits, found 'f1'" \
	"${head}[descriptors]\nFD FILE\n0 f1\n\n"
bad 5 "FILE: expected an id of 16 hexadecimal digits, found \
'00000000000000F1'" "${head}[descriptors]\nFD FILE\n0 00000000000000F1\n\n"
bad 5 "NAME: expected a value whose backslashes are octal escapes, found \
'/x\\000'" "${head}[files]\nFILE INODE NAME\n00000000000000f1 \
00000000000000e1 /x\\\\000\n\n"
bad 5 "POS: expected a number, found '1k'" "${head}[files]\nFILE INODE POS\n\
00000000000000f1 00000000000000e1 1k\n\n"
bad 5 "DEV: expected MAJOR:MINOR, found '8'" "${head}[inodes]\nINODE DEV\n\
00000000000000e1 8\n\n"
bad 3 "expected printable characters, found the control character \\000" \
	"${head}[files\\000]\n"
bad 5 "expected printable characters, found the control character \\011" \
	"${head}[descriptors]\nFD FILE\n0\t00000000000000f1\n\n"
bad 1 "expected printable characters, found the control character \\015" \
	'fdmap 1 pid 1 comm x\r\n\r\n'
bad 5 "[descriptors]: FILE '00000000000000f1' is not in [files]" \
	"$head$fds$inodes"
bad 9 "[files]: INODE '00000000000000e1' is not in [inodes]" "$head$fds$files"
bad 6 "[inodes]: id '00000000000000e1' appears twice, first on line 5" \
	"${head}[inodes]\nINODE\n00000000000000e1\n00000000000000e1\n\n"
bad 10 "expected a descriptor above 1, found 1" "$head${files}[descriptors]\n\
FD FILE\n1 00000000000000f1\n1 00000000000000f1\n\n$inodes"
bad 5 "text was cut: expected 2 rows in [descriptors], found 1" \
	"${head}[table]\nOPEN\n2\n\n$fds$files$inodes"
bad 6 "expected one row in [table], found another" \
	"${head}[table]\nOPEN\n0\n0\n\n"
good "no table at all where the snapshot is none" \
	'fdmap 1 pid 1 comm x snapshot none\n\n'
bad 1 "text was cut: expected [table] after snapshot 'whole', found none" \
	'fdmap 1 pid 1 comm x snapshot whole\n\n'
bad 4 "expected at most 64 columns, found 65" \
	"${head}[files]\n$(printf 'A%.0s ' {1..65})\n\n"

# Tables that tell more of objects.
rest="$files$inodes"
good "tables that tell more" "$head${rest}[pipes]\nINODE BYTES\n\
00000000000000e1 busy\n\n[details]\nFILE KEY VALUE\n00000000000000f1 - -\n\n"
good "a file that is only mapped" "$head${rest}[maps]\nMM FILE AS COUNT\n\
00000000000000c1 00000000000000f1 map 1\n\n"
bad 13 "[pipes]: INODE '00000000000000e2' is not in [inodes]" \
	"$head${rest}[pipes]\nINODE\n00000000000000e2\n\n"
bad 14 "[sockets]: id '00000000000000e1' appears twice, first on line 13" \
	"$head${rest}[sockets]\nINODE\n00000000000000e1\n00000000000000e1\n\n"
bad 13 "PEER: expected an id of 16 hexadecimal digits, gone, busy or -, found \
'up'" "$head${rest}[sockets]\nINODE PEER\n00000000000000e1 up\n\n"
bad 13 "[details]: FILE '00000000000000f2' is not in [files]" \
	"$head${rest}[details]\nFILE KEY VALUE\n00000000000000f2 a b\n\n"
bad 12 "details: expected VALUE, found none" \
	"$head${rest}[details]\nFILE KEY\n\n"
bad 13 "[epoll]: TARGET '00000000000000f2' is not in [files]" \
	"$head${rest}[epoll]\nEPOLL TARGET\n00000000000000f1 \
00000000000000f2\n\n"
bad 13 "TARGET: expected an id of 16 hexadecimal digits or -, found 'x'" \
	"$head${rest}[epoll]\nEPOLL TARGET\n00000000000000f1 x\n\n"
bad 13 "[watches]: FILE '00000000000000f2' is not in [files]" \
	"$head${rest}[watches]\nFILE\n00000000000000f2\n\n"
bad 13 "WD: expected a number, found 'x'" \
	"$head${rest}[watches]\nFILE WD\n00000000000000f1 x\n\n"
bad 13 "[locks]: INODE '00000000000000e2' is not in [inodes]" \
	"$head${rest}[locks]\nINODE KIND\n00000000000000e2 posix\n\n"
bad 13 "OWNER: expected an id of 16 hexadecimal digits or -, found '7'" \
	"$head${rest}[locks]\nINODE KIND OWNER\n00000000000000e1 posix 7\n\n"
bad 13 "[owners]: FILE '00000000000000f2' is not in [files]" \
	"$head${rest}[owners]\nFILE\n00000000000000f2\n\n"
bad 13 "[inflight]: FILE '00000000000000f2' is not in [files]" \
	"$head${rest}[inflight]\nSOCKET FILE STATE\n00000000000000e1 \
00000000000000f2 queued\n\n"
bad 13 "[inflight]: SOCKET '00000000000000e2' is not in [inodes]" \
	"$head${rest}[inflight]\nSOCKET FILE STATE\n00000000000000e2 - busy\n\n"
bad 12 "inflight: expected STATE, found none" \
	"$head${rest}[inflight]\nSOCKET\n\n"
bad 13 "COUNT: expected a number up to 2147483647, found '2147483648'" \
	"$head${rest}[maps]\nMM FILE AS COUNT\n00000000000000c1 \
00000000000000f1 map 2147483648\n\n"
good "mappings of an address space without an id" "$head${rest}[maps]\n\
MM FILE AS COUNT\n- 00000000000000f1 map 1\n- - torn 0\n\n"
bad 13 "[maps]: FILE '00000000000000f2' is not in [files]" \
	"$head${rest}[maps]\nMM FILE AS COUNT\n00000000000000c1 \
00000000000000f2 map 1\n\n"
bad 13 "RECVQ: expected a number, busy or more, found 'gone'" \
	"$head${rest}[sockets]\nINODE RECVQ\n00000000000000e1 gone\n\n"
bad 13 "SENDQ: expected a number, found 'busy'" \
	"$head${rest}[sockets]\nINODE SENDQ\n00000000000000e1 busy\n\n"
bad 13 "PID: expected a number, gone or busy, found 'more'" \
	"$head${rest}[owners]\nFILE PID\n00000000000000f1 more\n\n"
bad 5 "REFS: expected a number, found 'busy'" "${head}[files]\nFILE INODE \
REFS\n00000000000000f1 00000000000000e1 busy\n\n"
bad 13 "TID: expected a number, found '-'" "$head${rest}[tasks]\nTID\n-\n\n"
bad 13 "[paths]: INODE '00000000000000e2' is not in [inodes]" \
	"$head${rest}[paths]\nAS INODE\ncwd 00000000000000e2\n\n"

# What is wrong in one document loses no other.
printf 'fdmap 1 pid 5 comm x\n\n[files]\nx\n\n' > "$WORK/text"
cat "$data/textbook.txt" >> "$WORK/text"
fdmap --width=80 --from "$WORK/text"
expect "one of three documents is malformed" 1 "fdmap: $WORK/text:4: files: \
expected FILE, found none"
same tests/golden/textbook-80.txt "$WORK/out" "the others are drawn"

# An id that means another file in a later document was used again.
sed 's/00000000000000e1/00000000000000e7/' "$data/reordered.txt" |
	cat "$data/reordered.txt" - > "$WORK/text"
fdmap --from "$WORK/text"
expect "id used again" 0 "fdmap: $WORK/text:31: file '00000000000000f1' is \
another one than in an earlier document: its memory was used again"
