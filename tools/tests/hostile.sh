# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A text says something hostile wherever it may say anything: in the module's
# escapes, or as it is, for anyone can write a file and hand it in. Nothing that
# is printed commands a terminal, has other rows, or makes graphviz draw more.
. tests/lib.sh

# attack TEXT VALUE: the saved text with every free value replaced by this one
attack()
{
	VALUE=$2 awk '
		function replace(names, n,    i)
		{
			for (i = 1; i <= n; i++)
				if (index(free, " " names[i] " "))
					$i = ENVIRON["VALUE"]
		}
		BEGIN { free = " NAME LOCAL REMOTE COMM KEY VALUE FS OPS " }
		/^fdmap / {
			for (i = 3; i < NF; i += 2)
				if ($i == "comm")
					$(i + 1) = ENVIRON["VALUE"]
		}
		header { n = split($0, names) }
		!header && n && NF { replace(names, n) }
		{ header = /^\[/; print }
		!NF { n = 0 }
	' "$data/$1.txt" > "$WORK/text"
}

# show USE: what the program makes of the attacked text
show()
{
	# shellcheck disable=SC2086 # it is several arguments
	fdmap $1 --from "$WORK/text"
	sed -i 's/^\t*//' "$WORK/out"
}

# shape USE: what no value may change in it
shape()
{
	case $1 in
	*json) grep -oE '"[^"\\]*":' "$WORK/out" ;;
	list*|refs*|*mermaid) wc -l < "$WORK/out" ;;
	*dot) dot -Tplain < "$WORK/out" 2>&1 | grep -oE \
		'^(node [^ ]+|edge [^ ]+ [^ ]+|Warning:.*|Error:.*)' | sort ;;
	esac
}

# survives TEXT USE: whatever value is put into it
survives()
{
	attack "$1" x
	show "$2"
	shape "$2" > "$WORK/shape"
	for value in "${values[@]}"; do
		attack "$1" "$value"
		show "$2"
		[ "$status" -eq 0 ] && [ ! -s "$WORK/err" ] &&
			harmless "$WORK/out" &&
			shape "$2" | cmp -s "$WORK/shape" - || return
	done
}

# shellcheck disable=SC2016 # nothing is to be expanded
values=(
	'\033[2J\033]0;title\007' $'\xc2\x9b31m\xc2\x9d' '\302\23331m'
	'\012\012[files]\012' '\040\0400\040\040rw' 'x\015\010\010'
	'\342\200\256txt' $'\xe2\x80\xaetxt' $'a\xe2\x80\x8b\xcc\x81\xef\xbb\xbf'
	'\377\300\257\355\240\200' $'\xff\xc0\xaf\xed\xa0\x80'
	'</TD></TR></TABLE>>];x->y' '&lt;\046<B>\074B>' '\042];x->y[a=\042'
	'\134N\134G\134l' '"},{"pid":"1"' '$(id)`id`;%n%s' '\041ENOENT' '\055'
)
uses=(
	list 'list --format=json' 'list --ascii' refs 'refs --format=table'
	'refs --format=json' --format=mermaid --width=40 --width=80 --ascii --format=dot
)

if ! command -v dot > "$WORK/where"; then
	skip "graphviz draws nothing else" "no graphviz: apt-get install graphviz"
	unset 'uses[-1]'
fi

for text in kinds holders protocols; do
	for use in "${uses[@]}"; do
		bad=0
		survives $text "$use" || bad=1
		result $bad "$text: $use"
		[ $bad -eq 0 ] || printf '# with %q\n' "$value"
	done
done
