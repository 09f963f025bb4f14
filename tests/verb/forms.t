#!/bin/sh
# The ways of filling in a form, what is refused and in which order, and the
# shapes that scripts rely on.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
pupils
head_of() {
	run fsck --format json
	printf '%s\n' "$out" | sed -n 's/.*"head":[^"]*"\([^"]*\)".*/\1/p'
}
unchanged() { # NAME
	equal "$(head_of)" "$head" "$1: nothing written"
}
WHEN="--at 2025-09-08T08:00"
FIRST="--via truc-tiep --source gvcn --category bao-luc --initial-need tam-ly"
LEVEL="--harm-level thap --harm-continues thap --harm-access thap
    --harm-obstacles thap --protect-self cao --protect-reach cao
    --protect-tell cao --protect-watched cao"

# --- options -----------------------------------------------------------------
run --as lan --format json intake $FIRST --condition "Em hoảng sợ" $WHEN \
    --student 1400100001 --role nguoi-bi-hai --student 1400100002 \
    --role nguoi-gay-hai --initial-need=y-te --initial-need tam-ly --urgent
ok "an intake by options"
json '$_->{format} == 1 && $_->{case} eq "VV-2025-0001" &&
    $_->{document} eq "VV-2025-0001/1" && $_->{form} eq "intake" &&
    $_->{state} eq "tiep-nhan" && @{$_->{deadlines}} == 2 &&
    (grep { $_ eq "assess" } @{$_->{next}}) && $_->{op} > 1' "its JSON"
run --as lan --format json show VV-2025-0001
json 'my $f = $_->{documents}[0]{fields};
    "@{$f->{initial_need}}" eq "tam-ly y-te" && @{$f->{students}} == 2 &&
    $f->{students}[1]{role} eq "nguoi-gay-hai" && $f->{urgent} &&
    ref $f->{urgent} && !exists $f->{condition} &&
    !exists $f->{students}[0]{student}' \
    "a repeated option is a list, in which nothing stands twice"
run --as lan tiep-nhan $FIRST --condition x $WHEN --student 1400100001 \
    --dry-run
equal "$code" 0 "by the Vietnamese verb"
head=$(head_of)
run --as lan --format json assess VV-2025-0001 --dry-run $LEVEL --level thap \
    --route tai-truong --consulted nguoi-hoc --needs tam-ly \
    --at "09/09/2025 08:00"
ok "--dry-run checks and shows"
json '$_->{state} eq "da-danh-gia" && !defined $_->{op}' "what would be"
unchanged "--dry-run"

# --- one object --------------------------------------------------------------
doc assess-tai-truong "" 2025-09-09T08:00 | fields >assess.json
run --as lan assess VV-2025-0001 --json assess.json --dry-run
equal "$code" 0 "--json FILE"
code=0
sed 's/"needs":\["tam-ly"\]/"needs":["y-te","tam-ly","y-te"]/' assess.json \
    >twice.json
"$CTXH" --as lan --format json assess VV-2025-0001 --json - \
    <twice.json >"$T/out" 2>"$T/err" || code=$?
out=$(cat "$T/out") err=$(cat "$T/err")
ok "--json -"
json '$_->{state} eq "da-danh-gia" && $_->{document} eq "VV-2025-0001/2"' \
    "recorded"
run --as lan --format json show VV-2025-0001
json '"@{$_->{documents}[1]{fields}{needs}}" eq "y-te tam-ly"' \
    "what its list named twice once"
doc plan "" 2025-09-10T08:00 | fields >plan.json
run --as lan plan VV-2025-0001 --json plan.json --review-on 01/12/2025
ok "options beside an object"
run --as lan --format json show VV-2025-0001
json '$_->{documents}[2]{fields}{review_on} eq "2025-12-01"' "both count"

# --- texts from files --------------------------------------------------------
printf 'Lý do dài\ntrên hai dòng' >reason
run --as lan refer VV-2025-0001 --agency cong-an-xa --kind thong-bao \
    --method dien-thoai --basis khan-cap --reason @reason \
    --at 2025-09-10T09:00
ok "@FILE"
code=0
printf 'qua đầu vào' | "$CTXH" --as lan progress 1 --result - \
    --at 2025-09-10T10:00 >"$T/out" 2>"$T/err" || code=$?
out=$(cat "$T/out") err=$(cat "$T/err")
is 6 "- is read, then the state is asked"
code=0
printf 'qua đầu vào' | "$CTXH" --as lan support 1 --note - \
    --at 2025-09-10T10:00 >"$T/out" 2>"$T/err" || code=$?
out=$(cat "$T/out") err=$(cat "$T/err")
ok "-"
run --as lan --format json show VV-2025-0001 --names
json 'utf8::encode(my $r = $_->{documents}[3]{fields}{reason});
    utf8::encode(my $n = $_->{documents}[4]{fields}{note});
    $r =~ /^L\S+ do d\S+i\ntr\S+n hai/ && $n =~ /^qua / && length($n) > 10' \
    "the texts as they stood there"
run --as lan support 1 --note @nowhere $WHEN
[ "$code" -ne 0 ]
tap $? "a file that is not there"
says nowhere "named"

# --- when --------------------------------------------------------------------
head=$(head_of)
run --as lan plan 1 --at 2025-09-11T08:00 --submitted-at 2025-09-12T08:00
is 2 "--at and the field differ"
run --as lan support 1 --at 2025-09-11T08:00 --on "11/09/2025 08:00" --dry-run
equal "$code" 0 "--at and the field agree"
run --as lan support 1 --at 2025-02-30
is 2 "no such date"
run --as lan support 1 --at 09/31/2025
is 2 "mm/dd is never tried"

# --- usage: 2 ----------------------------------------------------------------
run --as lan --lang en assess 1 --level caoo
is 2 "no such code"
says cao "the nearest is named"
run --as lan --lang en assess 1 --level xyz
says trung-binh "or all choices"
run --as lan --lang en assess 1 --levell cao
is 2 "no such option"
says "did you mean" "the nearest is named"
run --as lan --lang en asess 1
is 2 "no such verb"
says '"assess"' "the nearest is named"
run --as lan --lang en report isue --number 5
is 2 "no such subverb of a verb that is one itself"
says 'did you mean "report issue"?' "the nearest is named"
run --as lan --lang en consent withdraww 1
is 2 "nor of one that takes a case"
says 'did you mean "consent withdraw"?' "the nearest is named"
run --as lan ass 1
is 2 "verbs are never abbreviated"
run --as lan assess 1 --lev cao
is 2 "nor are options"
run --as lan assess 1 2
is 2 "one argument too many"
run --as lan assess
is 2 "one too few"
run --as lan --format xml list
is 2 "no such format"
run --as lan --lang en assess 1 --at 2025-09-11T08:00
is 6 "the state comes before what is missing"
run --as lan --format json intake $WHEN --category khac
is 2 "required fields"
json 'my $m = $_->{error}{message}; !grep { $m !~ /$_/ }
    qw(via source condition students initial_need)' "all in one message"
json '$_->{error}{code} eq "usage" && ref $_->{error}{where} eq "HASH"' \
    "errors in JSON go to standard output"
equal "$err" "" "and only there"
run --as lan refer 1 --agency ubnd-xa --kind chuyen-gui --method cong-van \
    --basis khan-cap --reason x --at 2025-09-11T08:00
is 2 "required because of another field"
case $err in *letter_no*letter_date*) tap 0 "both named" ;;
*) tap 1 "both named" ;; esac
for json in '{"nosuch":1}' '{"via":7}' '{"via":"truc-tiep","via":"van-ban"}' \
    '{"urgent":"yes"}' '{"students":{}}' '{"students":[{"age":"x"}]}' \
    '{"students":[{"nosuch":1}]}' '{"received_at":"today"}' '[1]' '{' \
    '{"condition":"a\u0000b"}' '{"father_age":"x"}' '{"initial_need":["no"]}'
do
	printf '%s' "$json" >bad.json
	run --as lan intake $FIRST --condition x --json bad.json $WHEN
	is 2 "$json"
done
unchanged "wrong usage"

# --- conditions: 6 -----------------------------------------------------------
intake() {
	run --as lan intake $FIRST --student 1400100001 --condition x "$@" \
	    --dry-run
}
intake $WHEN
equal "$code" 0 "an intake"
intake $WHEN --known-at 2025-09-08T07:59
is 6 "known before it was received"
intake $WHEN --informant-name An
is 6 "an informant who did not consent"
intake $WHEN --informant-name An --informant-consents
equal "$code" 0 "one who did"
intake $WHEN --family-informed khong-bao
is 2 "why the family is not told"
intake $WHEN --special-group a
equal "$code" 0 "a group for one of 10 years"
run --as lan intake $FIRST --student 1400100003 --condition x $WHEN \
    --special-group a --dry-run
is 6 "not for one of 18"
refer() {
	run --as lan refer VV-2025-0001 --method truc-tiep --reason x "$@" \
	    --dry-run
}
R="--at 2025-09-11T08:00 --basis khan-cap"
refer $R --agency ldtbxh-huyen --kind chuyen-gui
is 6 "an agency that was gone"
says ubnd-xa "its successor is named"
refer --basis khan-cap --at 2025-09-11T08:00 --agency so-y-te --kind chuyen-gui
equal "$code" 0 "one that was there"
refer $R --agency cong-an-xa --kind huong-dan
is 6 "what an agency does not take"
refer $R --agency ubnd-xa --kind bo-hoc
is 6 "left school: only where the pupil lives"
refer $R --agency nowhere --kind chuyen-gui
is 5 "no such agency"
DY="--at 2025-09-11T08:00 --basis dong-y --agency ubnd-xa --kind chuyen-gui"
refer $DY
is 6 "on consent, without any"
run --as lan consent VV-2025-0001 --student 1400100001 --by cha-me \
    --scope chuyen-gui --at 2025-09-08T09:00
ok "the mother consents"
refer $DY
is 6 "a child of 10 consents too"
run --as lan consent VV-2025-0001 --student 1400100001 --by nguoi-hoc \
    --scope chia-se --at 2025-09-08T09:00
refer $DY
is 6 "to another thing is not to this"
run --as lan consent VV-2025-0001 --student 1400100001 --by nguoi-hoc \
    --scope chuyen-gui --at 2025-09-12T09:00
refer $DY
is 6 "later is not then"
run --as lan consent VV-2025-0001 --student 1400100001 --by nguoi-hoc \
    --scope chuyen-gui --at 2025-09-08T09:30
run --as lan consent VV-2025-0001 --student 1400100002 --by cha-me \
    --scope chuyen-gui --at 2025-09-08T09:30
run --as lan consent VV-2025-0001 --student 1400100002 --by nguoi-hoc \
    --scope chuyen-gui --at 2025-09-08T09:30
refer $DY
equal "$code" 0 "with all consents"
run --as lan consent withdraw VV-2025-0001 --student 1400100001 --by cha-me \
    --scope chuyen-gui --at 2025-09-09T09:00
ok "withdrawn"
refer $DY
is 6 "a consent withdrawn is none"
run --as lan link VV-2025-0001 VV-2025-0001 --kind trung-lap $WHEN
is 6 "a case is not its own duplicate"
doc intake "" 2025-09-08T10:00 >line.jsonl
batch line.jsonl
run --as lan assess VV-2025-0002 --dry-run $LEVEL --harm-level cao \
    --level thap --route tai-truong --consulted nguoi-hoc --needs tam-ly \
    --at 2025-09-09T08:00
is 2 "one option twice"
CAO="--harm-level cao --harm-continues thap --harm-access thap
    --harm-obstacles thap --protect-self cao --protect-reach cao
    --protect-tell cao --protect-watched cao --route tai-truong
    --consulted nguoi-hoc --needs tam-ly --at 2025-09-09T08:00 --dry-run"
run --as lan assess VV-2025-0002 $CAO --level thap
is 6 "a level below what the tables suggest"
run --as lan assess VV-2025-0002 $CAO --level thap --level-reason "đã hết"
equal "$code" 0 "with a reason"
run --as lan assess VV-2025-0002 $CAO --level cao
equal "$code" 0 "as suggested"
run --as lan assess VV-2025-0002 $LEVEL --level thap --route tai-truong \
    --consulted gvcn --needs tam-ly --at 2025-09-09T08:00
is 2 "why the pupil was not asked"

# --- the order of checks -----------------------------------------------------
run --as bao list
is 12 "no such member"
as hieu assess VV-2025-0099 --level nowhere
is 2 "a wrong code before a missing right"
as hieu assess VV-2025-0099 --level cao
is 4 "a missing right before an unknown case"
run --as lan approve VV-2025-0099 --verdict approved
is 5 "an unknown case before the rights that depend on it"
run --as lan approve VV-2025-0002 --verdict approved
is 4 "these rights before the transition"
run --as lan plan VV-2025-0002 --at 2025-09-09T08:00
is 6 "the transition before what is missing"
run --as lan intake --informant-name x --category khac $WHEN
is 2 "what is missing before other rules"

# --- a case's number ---------------------------------------------------------
for n in 1 0001 VV-2025-0001 vv-2025-0001; do
	run --as lan show $n
	equal "$code" 0 "the case $n"
done
doc intake "" 2024-10-08T10:00 >line.jsonl
batch line.jsonl
run --as lan --format json show 1
json '$_->{case} eq "VV-2025-0001"' "the digits alone: of the newest year"
run --as lan show VV-2024-0001
ok "another year by its number"
for n in 99 0 -- VV-2025- x; do
	run --as lan show -- "$n"
	[ "$code" -eq 5 ] || [ "$code" -eq 2 ]
	tap $? "no case $n"
done

# --- batches -----------------------------------------------------------------
head=$(head_of)
{
	doc intake "" 2025-09-15T08:00 label=a
	doc assess-tai-truong @a 2025-09-16T08:00
	doc progress @a 2025-09-17T08:00
	doc plan @a 2025-09-18T08:00
} >lines.jsonl
batch lines.jsonl
is 6 "one bad line"
json '$_->{error}{where}{line} == 3' "its number"
unchanged "all or nothing"
run --as lan --format json record --batch lines.jsonl --keep-going
equal "$code" 3 "--keep-going"
json '$_->{format} == 1 && $_->{recorded} == 3 && $_->{rejected} == 1 &&
    $_->{cases}{a} eq "VV-2025-0003" && $_->{op} > 1 &&
    $_->{errors}[0]{line} == 3' "the others are recorded"
head=$(head_of)
run --as lan --format json record --batch lines.jsonl --dry-run
is 6 "--dry-run refuses the same"
sed 3d lines.jsonl >good.jsonl
batch good.jsonl --dry-run
ok "--dry-run of a good batch"
json '$_->{recorded} == 3 && $_->{cases}{a} eq "VV-2025-0004"' "as it would be"
unchanged "a batch in --dry-run"
code=0
"$CTXH" --as lan --format json record --batch - <good.jsonl >"$T/out" \
    2>"$T/err" || code=$?
out=$(cat "$T/out") err=$(cat "$T/err")
ok "--batch -"
equal "$(run --as lan --format json log; value 'scalar @$_')" \
    "$(run fsck --format json; value '$_->{ops}')" "log has every operation"
run --as lan --format json log
json '(grep { $_->{table} eq "document" && $_->{count} == 3 }
    @{$_->[-1]{rows}}) == 1' "a batch is one operation"
doc review-tiep-tuc VV-2025-0004 2025-10-01T08:00 | sed 's/"form":"review",//' \
    >line.jsonl
doc approved VV-2025-0004 2025-09-19T08:00 >decision.jsonl
batch decision.jsonl
run --as lan --format json review --batch line.jsonl
ok "a verb's own batch"
equal "$(case_state VV-2025-0004)" dang-thuc-hien "recorded"
doc progress VV-2025-0004 2025-10-01T08:00 >line.jsonl
run --as lan review --batch line.jsonl
is 2 "a document of another form in it"
head=$(head_of)
for line in '{"form":"nosuch","case":"VV-2025-0001"}' '{"case":"VV-2025-0001"}' \
    '[]' '{"form":"support","case":7}' 'x' '{"form":"support","on":"x"}'; do
	echo "$line" >line.jsonl
	batch line.jsonl
	is 2 "a line $line"
done
echo '{"form":"progress","case":"@nobody","done_at":"2025-09-10"}' >line.jsonl
batch line.jsonl
[ "$code" -eq 5 ] || [ "$code" -eq 2 ]
tap $? "a label that no line has"
{
	doc intake "" 2025-09-15T08:00 label=a
	doc intake "" 2025-09-15T08:00 label=a
} >line.jsonl
batch line.jsonl
is 2 "a label given twice"
unchanged "bad lines"
: >line.jsonl
batch line.jsonl
ok "an empty batch"
json '$_->{recorded} == 0' "records nothing"

# --- shapes ------------------------------------------------------------------
same_keys='sub k { join " ", sort keys %{$_[0]} }'
run --as lan --format json list
json "$same_keys"' @$_ == 4 && !grep { k($_) ne
    "case category level next_due_at opened_at overdue route rules state year" }
    @$_' "list"
run --as lan --format json list --year 2024
json '@$_ == 1 && $_->[0]{year} eq "2024-2025" &&
    !defined $_->[0]{level} && JSON::PP::is_bool($_->[0]{overdue})' \
    "list --year, null and booleans"
run --as lan --format json list --year 2024-2025
json '@$_ == 1' "the long year"
run --as lan --format json list --state da-ket-thuc
equal "$code $(tr -d ' \n' <"$T/out")" "0 []" "an empty list"
run --as lan --format csv list --state da-ket-thuc
equal "$code $(grep -c . "$T/out")" "0 1" "in csv its header"
run --as lan --format jsonl list --state da-ket-thuc
equal "$code$out" 0 "in jsonl nothing"
run --as lan --format jsonl list
equal "$(grep -c '^{"case"' "$T/out")" 4 "jsonl"
run --as lan --format csv list
equal "$(grep -c '^VV-' "$T/out")" 4 "csv"
run --as lan --format json show VV-2025-0001
json 'my $s = $_; $s->{format} == 1 && !grep { !exists $s->{$_} }
    qw(case state category level route opened_at year next_due_at overdue
    students documents deadlines)' "show"
json '!grep { my $d = $_; grep { !exists $d->{$_} }
    qw(id form at recorded_at by fields) } @{$_->{documents}}' "its documents"
json '!grep { exists $_->{student} } @{$_->{students}}' "without codes"
json '$_->{documents}[0]{at} =~ /^2025-09-08T08:00:00\+07:00$/' "times"
run --as lan --format json due --all --at 2025-09-30T08:00
json '@$_ && !grep { my $d = $_; grep { !exists $d->{$_} }
    qw(case rule started_at due_at met_at status basis) } @$_' "due"
run --as lan --format json fsck
json '$_->{format} == 1 && $_->{ok} && JSON::PP::is_bool($_->{ok}) &&
    $_->{ops} > 3 && $_->{head} =~ /^[0-9a-f]{64}$/ && !@{$_->{problems}}' "fsck"

# --- languages ---------------------------------------------------------------
run --as lan --lang en show VV-2025-0099
says "no such case" "English"
run --as lan show VV-2025-0099
says "không có vụ việc" "Vietnamese"
CTXH_LANG=en
export CTXH_LANG
run --as lan show VV-2025-0099
says "no such case" "English by the environment"
run --as lan --lang vi show VV-2025-0099
says "không có vụ việc" "the option is stronger"
unset CTXH_LANG
for pair in tiep-nhan:intake danh-gia:assess ke-hoach:plan phe-duyet:approve \
    danh-gia-lai:review chuyen-gui:refer theo-doi:follow bao-cao:report \
    hoc-sinh:student; do
	run --lang en "${pair%:*}" --help
	equal "$code" 0 "${pair%:*}"
	has "ctxh ${pair#*:}" "is ${pair#*:}"
done

# --- 10 and 12 ---------------------------------------------------------------
cd "$T" || exit 1
run list
is 10 "no store"
run --store "$T/none.db" --format json list
is 10 "no such store"
json '$_->{error}{code} && $_->{error}{message}' "in JSON"
cd work || exit 1
mkdir -p deep/er
cd deep/er || exit 1
run --as lan list
ok "the store of a folder above"
run list
is 2 "several keys and no choice"
case $err in *hieu*lan*) tap 0 "names them" ;; *) tap 1 "names them" ;; esac
CTXH_USER=lan
export CTXH_USER
run list
ok "\$CTXH_USER chooses"
unset CTXH_USER
XDG_DATA_HOME=$T/nokey
run list
is 12 "no key"
finish
