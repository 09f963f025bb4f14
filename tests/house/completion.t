#!/bin/sh
# Completion in bash: what is offered where, out of the program itself.
. "$(dirname "$0")/../lib.sh"
command -v bash >/dev/null || { echo "1..0 # SKIP no bash"; exit 0; }

mkdir "$T/bin"
ln -s "$CTXH" "$T/bin/ctxh"
PATH=$T/bin:$PATH
export PATH

# words WORD...: what is offered for the last of the words (ctxh not among
# them), on one line.  Bash runs without any start-up file: nothing but the
# completion's own file is there.
words() {
	bash --norc --noprofile -c '
		. "$1" || exit 1
		shift
		COMP_WORDS=(ctxh "$@")
		COMP_CWORD=$#
		COMP_LINE="${COMP_WORDS[*]}"
		COMP_POINT=${#COMP_LINE}
		_ctxh ctxh "${COMP_WORDS[COMP_CWORD]}" \
		    "${COMP_WORDS[COMP_CWORD-1]}"
		echo "${COMPREPLY[*]}"' - "$TOP/completions/ctxh.bash" "$@" \
	    2>"$T/words.err"
	cat "$T/words.err"
}
offers() { # TEXT NAME WORD...: the offer is exactly this
	text=$1 name=$2
	shift 2
	equal "$(words "$@")" "$text" "$name"
}
among() { # TEXT NAME WORD...: the offer has this word
	text=$1 name=$2
	shift 2
	out=$(words "$@")
	case " $out " in *" $text "*) tap 0 "$name" ;; *) tap 1 "$name" ;; esac
}

check "bash reads it" bash -n "$TOP/completions/ctxh.bash"
check "and takes it" bash --norc --noprofile -c '
	. "$1" && complete -p ctxh' - "$TOP/completions/ctxh.bash"

offers "init intake" "verbs" i
offers "tiep-nhan" "aliases" tie
among fsck "all verbs where nothing is typed" ""
offers "" "nothing for what there is not" xyz
among --store "options of every verb before the verb" --
offers "due" "a verb behind an option with a value" --store x.db due
offers "list" "and behind one without" --no-pager lis
offers "import" "subcommands" student i
offers "recover" "of another verb" key rec
among --dry-run "options of a subcommand" student import --d
among --within "options of a verb" due --w
offers "--harm-level --harm-continues --harm-access --harm-obstacles" \
    "fields of a form" assess 1 --harm
offers "--harm-level" "and under the alias" danh-gia 1 --harm-l
offers "cao trung-binh thap" "codes of a field" assess 1 --level ""
offers "trung-binh" "that begin so" assess 1 --level tr
offers "trung-binh" "with = as bash splits it" assess 1 --level = tr
offers "cao trung-binh thap" "with = alone" assess 1 --level =
offers "--level=trung-binh" "with = in one word" assess 1 --level=tr
offers "csv" "of a global option" list --format c
offers "vi en" "before the verb" --lang ""
offers "tong-dai-111" "agencies" refer 1 --agency tong
offers "" "nothing for a free text" intake --condition ""
offers "" "nor after --" due -- --w

: >danh-sach.csv
: >"danh sach 2.csv"
mkdir thu-muc
out=$(words student import danh-)
equal "$out" "danh-sach.csv" "files as an argument"
offers "danh-sach.csv" "files of an option" plan 1 --json danh-
offers "@danh-sach.csv" "a text out of a file" intake --condition @danh-
offers "danh sach 2.csv" "a name with blanks is one word" \
    --store "danh s"
among thu-muc "folders" record --batch thu

offers "student" "help takes verbs" help stu
offers "find" "and subcommands" help student f

offers "" "no case numbers without a store" show VV
new_store
CTXH_USER=lan
export CTXH_USER
run student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
ok "pupils"
head -n 13 "$DATA/year/2023-2024.jsonl" >cases.jsonl
run record --batch cases.jsonl
ok "cases"
offers "VV-2023-0001 VV-2023-0002 VV-2023-0003" "case numbers" show VV
offers "VV-2023-0002" "that begin so" assess VV-2023-0002
offers "VV-2023-0001 VV-2023-0002 VV-2023-0003" "also as a value" \
    link VV-2023-0001 --with VV
offers "VV-2023-0001 VV-2023-0002 VV-2023-0003" "and the second of link" \
    link VV-2023-0001 VV
mkdir sub
mv ctxh.db sub/kho.db
offers "" "none where the store is elsewhere" show VV
offers "VV-2023-0001 VV-2023-0002 VV-2023-0003" "but of the store named" \
    --store sub/kho.db show VV
CTXH_USER=nobody
offers "" "and none without a key, silently" --store sub/kho.db show VV

# Beside the package bash-completion, which loads a file by the command's name.
if [ -f /usr/share/bash-completion/bash_completion ]; then
	mkdir -p "$T/share/bash-completion/completions"
	cp "$TOP/completions/ctxh.bash" \
	    "$T/share/bash-completion/completions/ctxh"
	check "the package finds it" bash --norc --noprofile -c '
		. /usr/share/bash-completion/bash_completion
		if declare -F _comp_load >/dev/null; then
			_comp_load ctxh
		else
			__load_completion ctxh
		fi
		complete -p ctxh | grep -q _ctxh'
fi
finish
