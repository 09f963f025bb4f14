#!/bin/sh
# --edit: a form in the user's editor, as git does it.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
. "$TOP/tests/verb/editor.sh"
export CTXH
new_store
pupils
WHEN="--at 2025-09-08T08:00"

head_of() {
	run fsck --format json
	printf '%s\n' "$out" | sed -n 's/.*"head":[^"]*"\([^"]*\)".*/\1/p'
}

# --- filled in ---------------------------------------------------------------
{
	set_field source "gvcn   Giáo viên chủ nhiệm"
	set_field category "  bao-luc  "
	printf '%s\n' 's|^initial_need:.*|initial_need:\ntam-ly\ny-te, an-toan|'
	set_field student 1400100001
	set_field self_harm không
	cat <<-'X'
	/^condition:/c\
	condition: Em sợ: không dám đến lớp\
	# dòng này là chú thích\
	    # dòng này là nội dung\
	\
	        thụt vào\
	Em: con không biết\
	    place: không phải mục
	X
} >fill.sed
editor fill <<X
sed -i -f '$T/work/fill.sed' "\$1"
X
edit "$T/fill" intake --edit --via truc-tiep $WHEN
ok "an intake in the editor"
equal "$(drafts)" "" "no draft is left"
has "VV-2025-0001" "and its case"
check "labels" grep -q '^# Thông qua (bắt buộc): một mã$' "$T/fill.shown"
check "choices" grep -q '^#     truc-tiep       Gặp trực tiếp$' "$T/fill.shown"
check "what an option gave" grep -q '^via: truc-tiep$' "$T/fill.shown"
check "--at" grep -q '^received_at: 08/09/2025 08:00$' "$T/fill.shown"
run --as lan --format json show 1 --names
json 'my $f = $_->{documents}[0]{fields};
    $f->{source} eq "gvcn" && $f->{category} eq "bao-luc" &&
    "@{$f->{initial_need}}" eq "tam-ly y-te an-toan" &&
    exists $f->{self_harm} && !$f->{self_harm} &&
    $f->{received_at} eq "2025-09-08T08:00:00+07:00" &&
    @{$f->{students}} == 1 && $f->{students}[0]{student} eq "1400100001"' \
    "its fields"
json 'use utf8; $_->{documents}[0]{fields}{condition} eq
    "Em sợ: không dám đến lớp\n# dòng này là nội dung\n\n    thụt vào\n" .
    "Em: con không biết\nplace: không phải mục"' "its text, to the letter"

# --- given up ----------------------------------------------------------------
head=$(head_of)
for how in true touch ": >" "sed -i d" "sed -i '/^[^#]/d'" \
    "sed -i 's/^\([a-z_]*\):.*/\1:/'"; do
	edit "$how" assess 1 --edit
	is 1 "$how: nothing recorded"
	says "không ghi gì vào sổ" "$how: it says so"
	equal "$(drafts)" "" "$how: no draft"
done
edit false assess 1 --edit
is 1 "an editor that fails"
says 'trình soạn thảo "false" bỏ dở' "is named"
equal "$(drafts)" "" "and leaves no draft"
edit "/nowhere/editor" assess 1 --edit
is 1 "an editor that is not there"
equal "$(head_of)" "$head" "nothing was written"

# --- errors ------------------------------------------------------------------
{
	set_field harm_level caoo
	set_field conclusion "Một kết luận rất riêng"
} >wrong.sed
editor wrong <<X
sed -i -f '$T/work/wrong.sed' "\$1"
X
edit "$T/wrong" assess 1 --edit
is 2 "a wrong choice"
draft=$(drafts)
line=$(grep -n '^harm_level:' "$draft" | cut -d: -f1)
says "$draft:$line: " "at its line"
says "ctxh assess VV-2025-0001 --draft \"$draft\"" "and how to go on"
check "what was typed is there" grep -q "^conclusion: Một kết luận rất riêng" \
    "$draft"
equal "$(sed -n "$((line - 1))s/:.*//p" "$draft")" "#! LỖI" \
    "the error stands above the line"
equal "$(ls -l "$draft" | cut -c1-10) $(ls -ld "${draft%/*}" | cut -c1-10)" \
    "-rw------- drwx------" "nobody else reads it"
for given in "--json own.txt" "--at 2025-09-09" "--level thap"; do
	# shellcheck disable=SC2086
	edit touch assess 1 --draft "$draft" $given
	is 2 "a draft goes without $given"
	says "--draft không đi cùng" "it says so"
done

# --- a draft taken up again --------------------------------------------------
edit true assess 1 --draft "$draft"
is 1 "looked at and closed"
equal "$(drafts)" "$draft" "it stays"
edit touch assess 1 --draft "$draft"
is 2 "saved as it is, it is tried again"
equal "$(drafts)" "$draft" "and stays where it is"
equal "$(grep -c '^#! LỖI' "$draft")" 2 "what was said before is not said twice"
for other in "plan 1" "assess 1 --amend" intake; do
	# shellcheck disable=SC2086
	edit touch $other --draft "$draft"
	[ "$code" -ne 0 ]
	tap $? "it is none of $other"
done
edit touch plan 1 --draft "$draft"
is 2 "nor of another form"
says 'là của "ctxh assess VV-2025-0001", không phải của "ctxh plan' \
    "it says whose it is"
{
	for f in harm_level harm_continues harm_access harm_obstacles level; do
		set_field $f thap
	done
	for f in self reach tell watched; do
		set_field protect_$f cao
	done
	set_field consulted "nguoi-hoc; gvcn"
	set_field needs tam-ly
	set_field route tai-truong
	set_field assessed_at "09/09/2025 08:00"
} >right.sed
editor right <<X
sed -i -f '$T/work/right.sed' "\$1"
echo backup >"\$1~"
mkdir -p "\$(dirname "\$1")"
echo swap >"\$(dirname "\$1")/.assess.txt.swp"
X
edit "$T/right" assess 1 --draft "$draft"
ok "gone on with, and recorded"
equal "$(find "$XDG_DATA_HOME" -path '*/edit-*')" "" \
    "no folder is left, nor what the editor put beside it"
run --as lan --format json show 1 --names
json 'use utf8; my $f = $_->{documents}[1]{fields};
    $f->{conclusion} eq "Một kết luận rất riêng" &&
    "@{$f->{consulted}}" eq "nguoi-hoc gvcn"' "with what was typed first"
# A file of one's own is read, and not touched.
printf 'closed_on: 10/09/2025 08:00\nclose_reason: het-nguy-co\n' >own.txt
cp own.txt own.kept
edit touch close 1 --draft own.txt --dry-run
equal "$code" 0 "a text of one's own"
says "ctxh close VV-2025-0001 --draft" "--dry-run keeps the draft"
edit touch close 1 --draft "$(drafts)" --dry-run --format json
equal "$code" 0 "in JSON"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
equal "$(cat own.txt)" "$(cat own.kept)" "it is as it was"
edit touch close 1 --draft nowhere.txt
is 1 "no such draft"

# --- what cannot be read -----------------------------------------------------
# reads CODE LINE TEXT NAME <<text: an intake that is given as that text.
reads() {
	cat >typed.txt
	edit touch intake --draft typed.txt --dry-run
	is "$1" "$4"
	line=$2
	[ "$line" = - ] || line=$((line + 2))
	case $line in
	-) says "$3" "$4: why" ;;
	*) says "intake.txt:$line: $3" "$4: at line $2" ;;
	esac
	rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
}
reads 2 2 'không có trường "sorce"; có phải "source"?' "a slip" <<'X'
via: truc-tiep
sorce: gvcn
X
reads 2 1 'không có trường "hello"' "an unknown field" <<'X'
hello: x
X
reads 2 4 '"via" ghi hai lần; đã có ở dòng 1' "a field twice" <<'X'
via: truc-tiep

condition: x
via: truc-tiep
X
reads 2 2 'dòng này không thuộc trường nào' "a line of nothing" <<'X'

Em sợ
X
reads 2 2 '"via" chỉ ghi một dòng' "two lines for a code" <<'X'
via: truc-tiep
dien-thoai
X
reads 2 1 'không có khối [pupils]' "an unknown block" <<'X'
[pupils]
X
reads 2 3 '"via" không thuộc khối [students]' "a field in a block" <<'X'
[students]
student: 1400100001
via: truc-tiep
X
reads 2 1 '"students" ghi thành các khối' "a list as a field" <<'X'
students: 1400100001
X
reads 2 4 'không có lựa chọn "nguoi"' "a choice in a block" <<'X'
[students]
student: 1400100001

role: nguoi
X
reads 2 4 'chưa ghi các mục bắt buộc: category' "missing" <<'X'
via: truc-tiep
source: gvcn
received_at:
category:
X
printf 'via: truc-tiep\0\n' >nul
reads 2 - "byte NUL" "a NUL byte" <nul
{
	echo 'condition:'
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do
		head -c 65536 /dev/zero | tr '\0' x
		echo
	done
} >long
reads 2 1 "văn bản quá dài" "more than 1 MiB" <long

# --- before the editor starts ------------------------------------------------
as lan staff add mai --role reporter --name "Mai"
ok "a reporter"
editor never </dev/null
EDITOR=$T/never
as mai assess 1 --edit
is 4 "who may not is told so"
edit "$T/never" assess 77 --edit
is 5 "no such case"
edit "$T/never" assess --edit
is 2 "no case"
edit "$T/never" reopen 1 --edit --batch x
is 2 "--batch"
edit "$T/never" intake --draft own.txt --batch x
is 2 "--draft and --batch"
echo '{"goals":"vui"}' >kind.json
edit "$T/never" plan 1 --edit --json kind.json
is 2 "a list that is none"
echo '{"goal":["vui"]}' >kind.json
edit "$T/never" plan 1 --edit --json kind.json
is 2 "no such field"
unset EDITOR
TERM=dumb run --as lan assess 1 --edit
is 2 "no editor"
says "export EDITOR=" "what to do"
TERM=xterm run --as lan assess 1 --edit
is 2 "no editor and no terminal"
VISUAL=$T/never TERM=dumb run --as lan assess 1 --edit
is 2 "VISUAL is none for a dumb terminal"
check "the editor never started" test ! -e "$T/never.shown"
VISUAL=$T/never EDITOR=false TERM=xterm run --as lan assess 1 --edit
check "VISUAL before EDITOR" test -e "$T/never.shown"
rm -f "$T/never.shown"
CTXH_EDITOR=$T/never VISUAL=false EDITOR=false TERM=xterm \
    run --as lan assess 1 --edit
check "CTXH_EDITOR before both" test -e "$T/never.shown"

# --- where drafts are --------------------------------------------------------
edit "$T/wrong" plan 1 --edit --format json
is 1 "wrong.sed fits no plan"
XDG_RUNTIME_DIR=$T/run
export XDG_RUNTIME_DIR
mkdir -m 700 "$T/run"
edit "$T/wrong" review 1 --edit --format json
is 2 "in JSON"
json '$_->{error}{where}{draft} =~ m{^\Q$ENV{XDG_RUNTIME_DIR}\E/ctxh/edit-} &&
    $_->{error}{where}{path} eq $_->{error}{where}{draft} &&
    $_->{error}{where}{field} eq "harm_level" &&
    $_->{error}{where}{line} > 10 && $_->{error}{code} eq "usage"' \
    "where it is, in memory"
rm -rf "$T/run/ctxh"
chmod 755 "$T/run"
edit "$T/wrong" review 1 --edit
case $(drafts) in "$XDG_DATA_HOME"/ctxh/edit-*) tap 0 "not where others look" ;;
*) tap 1 "not where others look" ;; esac
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
unset XDG_RUNTIME_DIR

# --- lists -------------------------------------------------------------------
{
	set_field submitted_at "10/09/2025 08:00"
	printf '%s\n' 's|^needs:.*|needs: tam-ly|' \
	    's|^goals:.*|goals:\n- Em an tâm đến lớp\n  và có bạn\n- Em ngủ được|'
	set_field goal 2
	set_field what "Gặp riêng: hằng tuần"
	set_field who "Cô Lan"
	set_field from 11/09/2025
	set_field to 30/09/2025
	printf '%s\n' '$a\' '[activities]\' 'what: Thăm nhà\' 'who: Cô Hà\' \
	    'with:\' 'from: 2025-09-12\' 'to: 2025-09-13\' '\' \
	    '[activities]\' 'what:'
} >plan.sed
editor plan <<X
sed -i -f '$T/work/plan.sed' "\$1"
X
edit "$T/plan" plan 1 --edit
ok "a plan"
run --as lan --format json show 1 --names
json 'use utf8; my $f = $_->{documents}[2]{fields};
    join("|", @{$f->{goals}}) eq "Em an tâm đến lớp\nvà có bạn|Em ngủ được" &&
    @{$f->{activities}} == 2 && $f->{activities}[0]{goal} == 2 &&
    $f->{activities}[1]{what} eq "Thăm nhà" &&
    !exists $f->{activities}[1]{with} &&
    $f->{activities}[1]{to} eq "2025-09-13"' "its goals and activities"
# An error in the second block is said there.
cat >block.sed <<'X'
/^who: Cô Hà/d
s|^what: Thăm nhà|what: Thăm nhà em|
X
editor block <<X
sed -i -f '$T/work/block.sed' "\$1"
X
edit "$T/block" plan 1 --edit --amend
is 2 "a field is missing in the second block"
draft=$(drafts)
equal "$(sed -n "$(printf '%s\n' "$err" | sed -n 's/.*plan.txt:\([0-9]*\):.*/\1/p')p" \
    "$draft")" "[activities]" "said where the block begins"
rm -rf "$XDG_DATA_HOME"/ctxh/edit-*

# --- --amend -----------------------------------------------------------------
cat >exact.json <<'X'
{"received_at":"2025-09-10T07:30:45+07:00","via":"truc-tiep","source":"gvcn",
"category":"bao-luc","initial_need":["tam-ly"],"urgent":true,
"students":[{"student":"1400100002","role":"nguoi-bi-hai"},
    {"origin":"truong-khac","role":"nguoi-gay-hai","name":"Lường Văn Tài"}],
"condition":"  Em im lặng\n\n  # một dòng  \n","place":"Sân sau",
"father_name":"Lò Văn Ín","father_age":41}
X
run --as lan intake --json exact.json
equal "$code" 0 "an intake to amend"
run --as lan --format json show 2 --names
before=$(value 'my $f = $_->{documents}[0]{fields}; delete @$f{qw(place
    father_age)}; JSON::PP->new->ascii->canonical->encode($f)')
cat >amend.sed <<'X'
s|^place:.*|place: Cổng trường|
s|^father_age:.*|father_age:|
/^source:/d
X
editor amend <<X
sed -i -f '$T/work/amend.sed' "\$1"
X
edit true intake 2 --edit --amend
is 1 "nothing to correct"
edit "echo >>" intake 2 --edit --amend
is 1 "nor in a line more"
equal "$(drafts)" "" "no draft"
edit "$T/amend" intake 2 --edit --amend --mother-name "Cà Thị Ọi"
ok "corrected"
check "the pupil's code" grep -q '^student: 1400100002$' "$T/amend.shown"
check "a number" grep -q '^father_age: 41$' "$T/amend.shown"
check "yes" grep -q '^urgent: có$' "$T/amend.shown"
check "the moment" grep -q '^received_at: 2025-09-10T07:30:45+07:00$' \
    "$T/amend.shown"
run --as lan --format json show 2 --names
json 'use utf8; my $f = $_->{documents}[1]{fields};
    $f->{place} eq "Cổng trường" && !exists $f->{father_age} &&
    $f->{mother_name} eq "Cà Thị Ọi"' "what was changed, emptied, given"
equal "$(value 'my $f = $_->{documents}[1]{fields}; delete @$f{qw(place
    mother_name)}; JSON::PP->new->ascii->canonical->encode($f)')" "$before" \
    "the rest is as it was, to the letter"
# The form is that of the case's own rule set, whatever is in force today.
edit "$T/never" intake --edit
check "TT 18 has a topic" grep -q '^topic:' "$T/never.shown"
equal "$(grep -c '^topic:' "$T/amend.shown")" 0 "a case of TT 33 has none"
topic=$(sed -n '/Nội dung tư vấn/{n;n;s/# *\([a-z-]*\) .*/\1/p;}' \
    "$T/never.shown")
edit "$T/never" intake 2 --edit --amend --topic "$topic"
is 2 "nor is it taken"
says 'không có trường "topic"' "it says so"
edit "$T/never" assess 2 --edit
check "its help" grep -q 'Điều 7.1.b' "$T/never.shown"
edit "$T/amend" reopen 2 --edit --amend
is 5 "no document to amend"

# --- other editors, other systems --------------------------------------------
# A file of Windows: a mark at its start, CRLF.
{
	cat fill.sed
	set_field received_at "11/09/2025 08:00"
	set_field via dien-thoai
} >win.sed
editor windows <<X
sed -i -f '$T/work/win.sed' "\$1"
sed -i 's/\$/\r/; 1s/^/\xef\xbb\xbf/' "\$1"
X
edit "$T/windows" intake --edit --format json
ok "CRLF"
run --as lan --format json show "$(value '$_->{case}')" --names
json 'use utf8; my $f = $_->{documents}[0]{fields};
    $f->{via} eq "dien-thoai" && $f->{condition} !~ /\r/ &&
    $f->{condition} =~ /^Em sợ: không dám đến lớp\n# dòng/' "as it was typed"
# Letters as macOS takes them apart.
{
	cat win.sed
	printf 's|^place:.*|place: Tru\314\233o\314\233\314\200ng|\n'
} >nfd.sed
editor nfd <<X
sed -i -f '$T/work/nfd.sed' "\$1"
X
edit "$T/nfd" intake --edit --format json
ok "letters in parts"
run --as lan --format json show "$(value '$_->{case}')" --names
json 'use utf8; $_->{documents}[0]{fields}{place} eq "Trường"' "put together"
# While one writes, others work.
editor busy <<X
'$CTXH' --as hieu close 1 --close-reason het-nguy-co --dry-run >'$T/busy.out' \\
    2>&1
'$CTXH' --as hieu intake --json '$T/work/exact.json' >>'$T/busy.out' 2>&1 ||
    exit 1
sed -i -f '$T/work/win.sed' "\$1"
X
edit "$T/busy" intake --edit
ok "the store is free while somebody types"
# A key with a passphrase.
printf 'cá trê kho\n' >pass
code=0
"$CTXH" --as lan --passphrase-fd 3 key passphrase >"$T/out" 2>"$T/err" \
    </dev/null 3<pass || code=$?
equal "$code" 0 "a passphrase"
editor closed <<X
if [ -e /proc/self/fd/3 ]; then exit 1; fi
sed -i -f '$T/work/fill.sed' "\$1"
X
EDITOR="$T/closed"
code=0
"$CTXH" --as lan --passphrase-fd 3 intake --edit --via truc-tiep \
    >"$T/out" 2>"$T/err" </dev/null 3<pass || code=$?
equal "$code" 0 "with a passphrase, which the editor does not see"
printf 'cá trê kho\n\n' >pass
"$CTXH" --as lan --passphrase-fd 3 key passphrase >"$T/out" 2>"$T/err" \
    </dev/null 3<pass

# --- nothing of it stays anywhere --------------------------------------------
secret=$(printf 'chuyện này chỉ cô Lan biết' | od -An -tx1 | tr -d ' \n')
editor secret <<X
perl -i -pe 's/^condition:.*/"condition: " . pack("H*", "$secret")/e' "\$1"
sed -i -f '$T/work/rest.sed' "\$1"
ln "\$1" '$T/link'
X
{
	set_field source gvcn
	set_field category bao-luc
	set_field initial_need tam-ly
	set_field student 1400100001
} >rest.sed
edit "$T/secret" intake --edit --via truc-tiep --format json
ok "an intake with a secret"
perl -e 'print pack("H*", $ARGV[0])' "$secret" >"$T/needle"
run --as lan show "$(value '$_->{case}')" --names
has "$(cat "$T/needle")" "which is in the store"
out=
: >"$T/out"
equal "$(tr -d '\0' <"$T/link" | wc -c)" 0 "the draft was written over"
rm -f "$T/link"
grep -rlFf "$T/needle" "$T" >found
equal "$(grep -v needle found)" "" "it stands in no file"

# --- told to end -------------------------------------------------------------
mkfifo up go
editor slow <<X
sed -i 's/^condition:.*/condition: Đang gõ dở/' "\$1"
echo up >'$T/work/up'
read x <'$T/work/go'
X
for signal in TERM HUP; do
	EDITOR=$T/slow "$CTXH" --as lan intake --edit >"$T/out" 2>"$T/err" \
	    </dev/null &
	pid=$!
	read -r x <up
	kill -$signal $pid
	echo go >go &
	code=0
	wait $pid || code=$?
	out= err=$(cat "$T/err")
	equal "$(kill -l "$code")" "$signal" "SIG$signal"
	says "--draft" "SIG$signal: the draft is kept"
	check "SIG$signal: with what was typed" grep -rq "Đang gõ dở" \
	    "$XDG_DATA_HOME/ctxh"
	wait
	rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
done

# --- on a terminal -----------------------------------------------------------
if command -v script >/dev/null; then
	# at_terminal EDITOR ARG...
	at_terminal() {
		code=0
		TERM=xterm EDITOR=$1 script -qec "'$CTXH' --as lan $2" \
		    /dev/null >"$T/out" 2>"$T/err" </dev/null || code=$?
		out=$(tr -d '\r' <"$T/out")
		err=$(cat "$T/err")
	}
	editor mends <<-X
	if [ -e '$T/once' ]; then
		cp "\$1" '$T/again.shown'
		sed -i 's/^via:.*/via: truc-tiep/' "\$1"
	else
		sed -i -f '$T/work/win.sed' "\$1"
		sed -i 's/^via:.*/via: sai/' "\$1"
		: >'$T/once'
	fi
	X
	at_terminal "$T/mends" "intake --edit"
	equal "$code" 0 "it opens again, and is mended"
	equal "$(sed -n '/^via:/{x;s/:.*//;p;};h' "$T/again.shown")" \
	    "#! LỖI" "above the line stands why"
	equal "$(drafts)" "" "no draft"
	editor stays <<-X
	sed -i 's/^via:.*/via: sai/; s/^place:.*/place: Ở rất xa/' "\$1"
	echo x >>'$T/times'
	X
	at_terminal "$T/stays" "intake --edit"
	equal "$code" 2 "closed without a change, it gives up"
	equal "$(grep -c x "$T/times")" 2 "the second time"
	has 'không có lựa chọn "sai"' "with the error"
	check "the draft is kept" grep -q "Ở rất xa" "$(drafts)"
	at_terminal false "intake --edit"
	has "bản nháp trước còn ở \"$(drafts)\"" "the next time it is named"
	at_terminal "$T/stays" "intake --edit --no-input"
	equal "$code" 2 "--no-input opens once"
	rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
fi

# --- texts of any kind -------------------------------------------------------
# Broken in all ways, they are refused or taken, and never a crash.
cat >break.pl <<'X'
use strict;
use warnings;
my ($from, $seed) = @ARGV;
srand $seed;
open my $in, '<:raw', $from or die;
local $/;
my $s = <$in>;
my @bits = ("\n", ':', '[', ']', '#', "\t", ' ', '- ', "\xff", "\xe1\xbb",
    "\n[students]\n", "\nvia:", "\r", "\r\n", "\xef\xbb\xbf", 'a' x 300,
    "\n#! ", "\x7f", "\x01", "\n\n\n", "\xcc\x81", '::', "\n- ");
for (1 .. 1 + rand 12) {
	my $at = int rand length $s;
	my $what = int rand 3;
	substr($s, $at, int rand 40) = '' if $what == 0;
	substr($s, $at, 0) = $bits[rand @bits] if $what == 1;
	substr($s, $at, 0) = substr $s, int(rand length $s), int rand 200
	    if $what == 2;
}
print $s;
X
cp "$T/nfd.shown" whole
sed -i -f win.sed whole
bad=
for i in $(seq 1 150); do
	perl break.pl whole "$i" >broken
	edit touch intake --draft broken --dry-run
	case $code in 0 | 1 | 2 | 5 | 6) ;; *) bad="$bad $i:$code" ;; esac
	case $code$err in
	*Sanitizer*) bad="$bad $i:sanitizer" ;;
	2*broken:0* | 2*"-1:"*) bad="$bad $i:line" ;;
	esac
	rm -rf "$XDG_DATA_HOME"/ctxh/edit-*
done
equal "$bad" "" "150 broken texts"

# --- what is written is read back --------------------------------------------
# The documents of a school year, with texts of all kinds put into them, once
# from a file and once through the editor: both stores hold the same.
cat >texts.pl <<'X'
use strict;
use warnings;
use utf8;
use JSON::PP;
my ($year, $cases, $seed) = @ARGV;
srand $seed;
my $json = JSON::PP->new->canonical->utf8;
my @parts = ('Em', 'buồn', "\n", "\n\n", '    ', '  ', "\t", '#', '# ', '- ',
    '-', 'via:', 'em: ', '[students]', '[', ':', '"""', "\\", '%s', 'cô Hà',
    "\x{1f642}", "#!", "\n- ", "\n# ", "\n    ", "\ngoals: x", "\n[a]\n");
sub text {
	my $s = join '', map { $parts[rand @parts] } 1 .. 1 + rand 9;
	$s =~ s/^\s+|\s+$//g;
	# Lines of blanks alone become empty ones.
	1 while $s =~ s/\n[ \t]+\n/\n\n/;
	return length $s ? $s : 'x';
}
open my $in, '<', $year or die;
my %taken;
while (<$in>) {
	my $d = $json->decode($_);
	if (defined $d->{label}) {
		last if keys %taken == $cases;
		$taken{$d->{label}} = 1;
	}
	next if defined $d->{case} && !$taken{substr $d->{case}, 1};
	exists $d->{$_} and $d->{$_} = text() for qw(condition result reason
	    note opinion);
	$d->{place} = text(), $d->{family} = text(), $d->{mother_age} = 35
	    if $d->{form} eq 'intake';
	$d->{health} = text() if $d->{form} eq 'assess';
	if ($d->{form} eq 'plan') {
		$d->{goals} = [map { text() } 1 .. 1 + rand 3];
		$_->{what} = text(), $_->{budget} = 1500000
		    for @{$d->{activities}};
	}
	$d->{conclusion} = text() if $d->{form} eq 'review';
	$d->{adjustment} = text() if $d->{form} eq 'progress';
	print $json->encode($d), "\n";
}
X
run --as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
perl texts.pl "$DATA/year/2023-2024.jsonl" 12 "${SEED:-1}" >docs
cp ctxh.db other.db
CTXH_STORE=other.db
export CTXH_STORE
run --as lan record --batch docs --format json
equal "$code" 0 "documents from a file"
unset CTXH_STORE
perl -MJSON::PP -e '
	my $json = JSON::PP->new->canonical->utf8;
	while (<STDIN>) {
		my $d = $json->decode($_);
		my ($form, $case, $label) = delete @$d{qw(form case label)};
		$form = "approve" if $form eq "decision";
		my $no = $case ? $no{substr $case, 1} : undef;
		open my $out, ">", "one.json" or die;
		print $out $json->encode($d);
		close $out;
		$ENV{EDITOR} = "echo >>";
		my $said = join "", do { open my $p, "-|", $ENV{CTXH}, "--as",
		    "lan", "--format", "json", $form, ($no ? $no : ()),
		    "--edit", "--json", "one.json" or die; <$p> };
		my $r = $json->decode($said);
		die "$form: $said" unless $r->{case};
		$no{$label} = $r->{case} if $label;
		print "$r->{case}\n" if $label;
	}' <docs >cases 2>"$T/err" || tap 1 "documents through the editor"
cat "$T/err"
[ "$(grep -c . cases)" -eq 12 ]
tap $? "documents through the editor"
bad=
for case in $(cat cases); do
	for store in ctxh.db other.db; do
		run --as lan --store $store --format json show "$case" --names
		value 'JSON::PP->new->ascii->canonical->pretty->encode([map {
		    $_->{fields} } @{$_->{documents}}])' >"$store.json"
	done
	diff -u other.db.json ctxh.db.json >"$T/err" || bad="$bad $case"
	[ -z "$bad" ] || break
done
err=$(cat "$T/err")
equal "$bad" "" "both hold the same"
equal "$(drafts)" "" "no draft"
finish
