#!/bin/sh
# Completion in bash, zsh and fish: what is offered where, out of the program
# itself, and the same in each.
. "$(dirname "$0")/../lib.sh"

mkdir "$T/bin"
ln -s "$CTXH" "$T/bin/ctxh"
PATH=$T/bin:$PATH
export PATH
LC_ALL=C.UTF-8
all=
for shell in bash zsh fish; do
	command -v $shell >/dev/null && all="$all $shell"
done
[ -n "$all" ] || { echo "1..0 # SKIP no shell that completes"; exit 0; }
shells=$all

# What zsh's completion does with words and files, without a terminal; that it
# works on one is seen below.
cat >"$T/stubs.zsh" <<'END'
source $1
shift
whole=$@[-1]
compset() { PREFIX=${PREFIX#${~2}} }
_files() {
	local f
	for f in $PREFIX*(N); do
		print -r -- ${whole%$PREFIX}$f
	done
}
_describe() {
	local w
	for w in ${(P)3}; do
		w=${${w//\\:/$'\1'}/:/$'\t'}
		print -r -- ${w//$'\1'/:}
	done
}
words=(ctxh "$@") CURRENT=$(( $# + 1 )) PREFIX=$whole
_ctxh
END

# described SHELL WORD...: what is offered for the last of the words (ctxh not
# among them), a line each, and in zsh and fish behind a TAB what it means.  The shells run without any start-up file: nothing
# but the completion's own file is there.
described() {
	shell=$1
	shift
	case $shell in
	bash)
		bash --norc --noprofile -c '
			. "$1" || exit 1
			shift
			COMP_WORDS=(ctxh "$@")
			COMP_CWORD=$#
			COMP_LINE="${COMP_WORDS[*]}"
			COMP_POINT=${#COMP_LINE}
			_ctxh ctxh "${COMP_WORDS[COMP_CWORD]}" \
			    "${COMP_WORDS[COMP_CWORD-1]}"
			[[ ${#COMPREPLY[@]} -eq 0 ]] ||
			    printf "%s\n" "${COMPREPLY[@]}"' - \
		    "$TOP/completions/ctxh.bash" "$@" ;;
	zsh)
		zsh -f "$T/stubs.zsh" "$TOP/completions/_ctxh" "$@" ;;
	fish)
		fish --no-config -c '
			source $argv[1]
			set -l line
			for word in $argv[2..-2]
				set -a line (string escape -- $word)
			end
			if test -n "$argv[-1]"
				set -a line (string escape -- $argv[-1])
			else
				set -a line ""
			end
			complete -C "ctxh "(string join " " -- $line)
		    ' -- "$TOP/completions/ctxh.fish" "$@" ;;
	esac 2>"$T/words.err"
	cat "$T/words.err"
}
words() {
	described "$@" | sed 's/	.*//'
}
offers() { # TEXT NAME WORD...: the offer is exactly these words
	# shellcheck disable=SC2086
	text=$(printf '%s\n' $1 | sort) name=$2
	shift 2
	for shell in $shells; do
		equal "$(words "$shell" "$@" | sort)" "$text" "$name ($shell)"
	done
}
offers_one() { # TEXT NAME WORD...: it is this one word
	text=$1 name=$2
	shift 2
	for shell in $shells; do
		equal "$(words "$shell" "$@")" "$text" "$name ($shell)"
	done
}
among() { # TEXT NAME WORD...: the offer has this word
	text=$1 name=$2
	shift 2
	for shell in $shells; do
		words "$shell" "$@" | sed 's|/$||' | grep -qxF -e "$text"
		tap $? "$name ($shell)"
	done
}

command -v bash >/dev/null &&
check "bash reads it" bash -n "$TOP/completions/ctxh.bash"
command -v bash >/dev/null &&
check "and takes it" bash --norc --noprofile -c '
	. "$1" && complete -p ctxh' - "$TOP/completions/ctxh.bash"

offers "in init intake" "verbs, and aliases that begin so" i
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
case $all in *bash*)
	shells=bash
	offers "trung-binh" "with = as bash splits it" assess 1 --level = tr
	offers "cao trung-binh thap" "with = alone" assess 1 --level =
	shells=$all ;;
esac
offers "--level=trung-binh" "with = in one word" assess 1 --level=tr
offers "csv" "of a global option" list --format c
offers "vi en" "before the verb" --lang ""
offers "tong-dai-111" "agencies" refer 1 --agency tong
offers "utf-8 utf-16le utf-16be" "encodings" student import --encoding u
offers "" "nothing for a free text" intake --condition ""
offers "" "nor after --" due -- --w

: >danh-sach.csv
: >"danh sach 2.csv"
mkdir thu-muc
offers "danh-sach.csv" "files as an argument" student import danh-
offers "danh-sach.csv" "files of an option" plan 1 --json danh-
offers "--json=danh-sach.csv" "with = in one word" plan 1 --json=danh-
offers "@danh-sach.csv" "a text out of a file" intake --condition @danh-
offers_one "danh sach 2.csv" "a name with blanks is one word" \
    --store "danh s"
among thu-muc "folders" record --batch thu

offers "hk1_end hk1_due" "settings" config set hk1
offers "office_hours" "of the verb alone, too" config get off
offers "" "and no value of one" config set hk1_end hk
offers "thcs thpt" "but levels" config set school.levels th
offers "mam-non tieu-hoc thcs thpt gdtx chuyen-biet" "several of them" \
    config set school.levels thcs ""
offers "I IV V VI" "parts of a report" report note ""
offers "IV" "that begin so" report note IV
offers "" "and no second" report note IV ""

offers "student" "help takes verbs" help stu
offers "find" "and subcommands" help student f
offers "" "and no more" help student find ""
offers "" "no argument where there is none" version ""
offers "--no-pager --no-input" "options that begin so" due --no

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
offers "VV-2023-0002" "also of the report on one" report --case VV-2023-0002
mkdir sub
mv ctxh.db sub/kho.db
offers "" "none where the store is elsewhere" show VV
offers "" "nor reports" report --issued ""
for n in 01 02; do
	run --store sub/kho.db report issue --number $n/BC-TH --date 20/01/2024 \
	    --year 2023 --term 1 --until 18/01/2024
done
offers "01/BC-TH 02/BC-TH" "reports by their numbers" \
    --store sub/kho.db report --issued ""
offers "02/BC-TH" "that begin so" --store sub/kho.db report --issued 02
offers "" "not of another verb" --store sub/kho.db due --issued 02
among deadlines "tables" --store sub/kho.db report --table ""
offers "referrals" "that begin so" --store sub/kho.db report --table ref
offers "VV-2023-0002" "a case to be printed" --store sub/kho.db \
    print VV-2023-0002
offers "plan progress" "and then a form" --store sub/kho.db print 1 p
offers "log" "or its history" --store sub/kho.db print 1 lo
offers "handover" "a form alone" --store sub/kho.db print --blank h
offers "assess activity activity_done activity_end" "without a store, too" \
    print --template-help a
offers "refer" "and as a value" print --all --form ref
run --store sub/kho.db staff add hieu --role principal --name "Hiệu"
offers "hieu lan" "who has a key" --store sub/kho.db --as ""
run --store sub/kho.db --as lan undo 6
offers "2 3 4 5 7" "operations that can be taken back" \
    --store sub/kho.db --as lan undo ""
offers "hieu" "that begins so" --store sub/kho.db due --as hi
offers "VV-2023-0001 VV-2023-0002 VV-2023-0003" "but of the store named" \
    --store sub/kho.db show VV
CTXH_USER=nobody
offers "" "and none without a key, silently" --store sub/kho.db show VV

# The school's own agencies, too; contacts never.
CTXH_USER=lan
run --store sub/kho.db agency add cong-an-cm --kind police --name "Công an xã"
offers "cong-an-xa cong-an-tinh cong-an-huyen cong-an-cm" \
    "the school's own agencies" --store sub/kho.db agency show cong
offers "cong-an-cm" "as values" --store sub/kho.db agency add x --instead-of \
    cong-an-c
offers "school.name" "settings" config get school.n
offers "police" "proposals" agency add x --kind pol

# What a word means, in the user's language.
CTXH_LANG=en
export CTXH_LANG
run help --complete -- agency sh
equal "$out" "show	one agency, of whatever time" "what a word means"
unset CTXH_LANG
for shell in $shells; do
	[ "$shell" = bash ] ||
	equal "$(described "$shell" int)" \
	    "intake	tiếp nhận thông tin: lập vụ việc mới" \
	    "in Vietnamese ($shell)"
done
run help --complete -- --store sub/kho.db show VV-2023-0001
has "VV-2023-0001	" "and how a case stands"
run help a b c
is 2 "help is not completion"

# On a terminal.
case $all in *zsh*)
	cat >"$T/terminal.zsh" <<'END'
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w z 'echo rea""dy'
zpty -r -m z out '*ready*'
zpty -w -n z $'ctxh ini\t\C-aprint -r -- "got \C-e"\n'
zpty -r -m z out $'*\ngot *\n*'
print -r -- ${out//$'\r'/}
END
	out=$(timeout 60 zsh -f "$T/terminal.zsh" "$TOP/completions" 2>&1)
	printf '%s\n' "$out" | grep -q '^got ctxh init *$'
	tap $? "zsh completes a verb on a terminal" ;;
esac

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
