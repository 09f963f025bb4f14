#!/bin/sh
# Drafts of --edit: what an editor may leave in their place, and that nothing
# of them stays behind.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
. "$TOP/tests/verb/editor.sh"
new_store
pupils

folders() {
	find "$XDG_DATA_HOME/ctxh" -name 'edit-*'
}
intake() { # EDITOR ARG...
	how=$1
	shift
	edit "$how" intake --edit --via truc-tiep "$@"
}
set_field place "Một nơi rất riêng" >place.sed
editor types <<X
sed -i -f '$T/work/place.sed' "\$1"
X

# --- the editor leaves no file -----------------------------------------------
# gone NAME <<script: an editor that leaves no file in the draft's place.
gone() {
	editor "$1"
	intake "$T/$1"
	is 1 "$1: nothing was recorded"
	says "trình soạn thảo không để lại tệp nào" "$1: it says so"
	hasnt "--draft" "$1: and names no draft, nothing was typed"
	equal "$(folders)" "" "$1: no folder stays"
	intake "$T/types"
	is 2 "$1: a draft"
	draft=$(drafts)
	edit "$T/$1" intake --draft "$draft"
	is 1 "$1: a draft taken up again"
	says "trình soạn thảo không để lại tệp nào" "$1: it says so again"
	says "--draft \"$(drafts)\"" "$1: and how to go on"
	check "$1: with what was typed before" \
	    grep -q "^place: Một nơi rất riêng" "$(drafts)"
	rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
}
gone removed <<'X'
rm "$1"
X
gone folder <<'X'
rm "$1"
mkdir "$1"
X
gone pipe <<'X'
rm "$1"
mkfifo "$1"
X
gone link <<X
mv "\$1" '$T/elsewhere'
ln -s '$T/elsewhere' "\$1"
X
gone all <<'X'
rm -r "${1%/*}"
X
# What lies in a folder there is the user's.
editor full <<'X'
rm "$1"
mkdir "$1"
echo mine >"$1/mine"
X
intake "$T/types"
edit "$T/full" intake --draft "$(drafts)"
is 1 "a folder that is not empty"
draft=$(drafts | grep -v /mine)
says "--draft \"$draft\"" "a draft beside it"
check "with what was typed" grep -q "^place: Một nơi rất riêng" "$draft"
check "and what is in the folder stays" grep -rq mine "$XDG_DATA_HOME/ctxh"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*

# --- what is no text ---------------------------------------------------------
editor nul <<'X'
printf 'place: Ở xa\0\n' >>"$1"
X
intake "$T/nul"
is 2 "a NUL byte"
draft=$(drafts)
says "\"$draft\" có byte NUL; trước hết hãy mở bằng trình soạn thảo" \
    "what to do first"
says "--draft \"$draft\"" "and then"
edit "$T/types" intake --draft "$draft"
is 2 "it is refused as it is"
says "trước hết hãy mở bằng trình soạn thảo" "with what to do"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
editor long <<'X'
head -c 17000000 /dev/zero | tr '\0' '#' >>"$1"
X
intake "$T/long"
is 2 "too long"
draft=$(drafts)
says "\"$draft\" dài hơn 16777216 byte; trước hết hãy mở" "what to do first"
edit "$T/types" intake --draft "$draft"
is 2 "it is refused as it is"
says "rút ngắn" "with what to do"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
# A draft that comes through a pipe.
code=0
echo "via: truc-tiep" | EDITOR=$T/types "$CTXH" --as lan intake --draft - \
    >"$T/out" 2>"$T/err" || code=$?
out= err=$(cat "$T/err")
is 2 "a draft from standard input"
check "is kept" grep -q "^#! LỖI" "$(drafts)"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*

# --- a form that the case's state does not take -------------------------------
printf '{"students":[{"student":"1400100001"}]}' >who.json
run --as lan intake --json who.json --via truc-tiep --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x
ok "a case"
editor looks </dev/null
edit "$T/looks" plan 1 --edit
is 1 "a plan without an assessment"
says 'đang ở trạng thái "Mới tiếp nhận" nên không ghi được "Kế hoạch' \
    "is told"
check "also in the text, before anything is typed" \
    grep -q '^#! vụ việc đang ở trạng thái' "$T/looks.shown"
equal "$(drafts)" "" "and closed unchanged it leaves no draft"
edit "$T/looks" plan 1 --edit --at 08/09/2025
hasnt "đang ở trạng thái" "of another time it is not known"
edit "$T/looks" assess 1 --edit
hasnt "đang ở trạng thái" "an assessment is the next"

# --- nothing stays behind ----------------------------------------------------
needle=Lo-Van-Kin-dang-so
editor secret <<X
ln "\$1" '$T/before'
perl -i -pe 's/^condition:.*/"condition: " . "$needle " x 800/e;
    s/^place:.*/place: $needle/; s/^(via):.*/\$1: sai/' "\$1"
ln "\$1" '$T/typed'
X
intake "$T/secret"
is 2 "a draft that is marked"
check "holds what was typed" grep -q "^place: $needle" "$(drafts)"
equal "$(tr -d '\0' <"$T/typed" | wc -c)" 0 \
    "what it was before is written over"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-* "$T/typed" "$T/before"

# A sanitizer keeps what is freed, and has its own free().
if ! nm -D "$TEST_BUILD/ctxh" | grep -q __asan_init; then
	{
		set_field source gvcn
		set_field category bao-luc
		set_field initial_need tam-ly
		set_field student 1400100001
	} >rest.sed
	editor heap <<-X
	perl -i -pe 's/^condition:.*/"condition: " . ("$needle " x 800) .
	    "\n    $needle\n    $needle"/e; s/^place:.*/place: $needle/' "\$1"
	sed -i -f '$T/work/rest.sed' "\$1"
	X
	sed 's/bao-luc/khong-co/' rest.sed >wrong.sed
	sed 's/rest.sed/wrong.sed/' "$T/heap" >"$T/marked"
	chmod +x "$T/marked"
	for how in marked heap; do
		last=0
		SHIM_NEEDLE=$needle SHIM_LEFT=$T/left \
		    LD_PRELOAD=$TEST_BUILD/tests/shim_heap.so \
		    EDITOR=$T/$how "$CTXH" --as lan intake --edit \
		    --via truc-tiep >"$T/out" 2>"$T/err" </dev/null ||
		    last=$?
		check "$how: freed memory holds nothing of it" \
		    test ! -e "$T/left"
	done
	equal "$last" 0 "and it was recorded"
fi
finish
