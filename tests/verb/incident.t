#!/bin/sh
# The incident report on one case: a case worked out by hand, before it is
# settled and after; as of a day it is what it was on that day; and nothing
# that is about a person without --names.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
run --as lan staff add tam --role staff --name "Lê Thị Tâm"
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo"
pupils
{
	# A Monday.  The clocks of refer and notify-now run from 09:00.
	doc intake "" 2025-09-08T08:00 category=bao-luc extra='
	    "known_at":"2025-09-08T09:00:00+07:00","urgent":true,
	    "setting":"truong","students":[{"student":"1400100001"},
	    {"student":"1400100003","role":"nguoi-gay-hai"},
	    {"origin":"truong-khac","name":"x","school":"x","sex":"nam",
	    "role":"nguoi-gay-hai"},{"origin":"truong-khac","name":"x",
	    "school":"x","sex":"nam","role":"nguoi-gay-hai"}]' | tr -d '\n'
	echo
	doc refer-thong-bao VV-2025-0001 2025-09-08T09:30
	doc refer-thong-bao VV-2025-0001 2025-09-09T07:30
	doc assess-tai-truong VV-2025-0001 2025-09-10T08:00
	doc plan VV-2025-0001 2025-09-11T08:00 to=2025-10-10
	doc approved VV-2025-0001 2025-09-12T08:00
	doc progress VV-2025-0001 2025-09-20T08:00
	doc refer-chuyen-gui VV-2025-0001 2025-09-25T08:00
	doc follow VV-2025-0001 2025-09-30T08:00
	doc close VV-2025-0001 2025-10-08T08:00
	doc approved VV-2025-0001 2025-10-09T10:00
	doc support VV-2025-0001 2025-10-13T08:00
	doc reopen VV-2025-0001 2025-10-20T08:00
} | perl "$TOP/tests/verb/canaries.pl" "$TOP/lib/rules/tt33-2018.json" \
    canaries >lines.jsonl
check "enough words that must not be seen" \
    test "$(wc -l <canaries)" -ge 60

# --- as of a day, what it was then ------------------------------------------
# The case is told without the chain's head, which every operation moves.
told() { # OPTION...
	as lan report --case 1 --format json "$@"
	printf '%s\n' "$out" | grep -v '"chain_head"'
}
n=0
while IFS= read -r line; do
	n=$((n + 1))
	printf '%s\n' "$line" >line.jsonl
	as lan record --batch line.jsonl
	[ "$code" -eq 0 ] || tap 1 "document $n is recorded"
	day=$(printf '%s\n' "$line" |
	    sed 's/.*"[a-z]*_at":"\(2025-[0-9-]*\)T\([0-9:]*\).*/\1/')
	case $line in
	*'"form":"close"'*) day=2025-10-08 ;;
	*'"form":"support"'*) day=2025-10-13 ;;
	*'"form":"intake"'* | *'"sent_at":"2025-09-08'*) continue ;;
	esac
	told --until "$day" >"then.$day"
done <lines.jsonl
equal "$n" 13 "thirteen documents"
same=0
for f in then.*; do
	told --until "${f#then.}" >now
	cmp -s "$f" now && same=$((same + 1))
done
equal "$same" 11 "what happened later does not exist for a report of before"
told >now
told --until 2199-01-01 >ahead
check "of a day to come it is what is known now" cmp now ahead
hasnt '"until":	"2199' "and does not say that day"

# --- before it is settled ----------------------------------------------------
as lan report --case vv-2025-0001 --until 11/09/2025 --format json
ok "before it is settled"
json '$_->{format} == 1 && $_->{kind} eq "case" && !$_->{settled} &&
    $_->{case} eq "VV-2025-0001" && $_->{until} eq "2025-09-11" &&
    $_->{state} eq "cho-duyet" &&
    $_->{category} eq "bao-luc" && $_->{level} eq "thap" &&
    $_->{route} eq "tai-truong" && !$_->{names} && !$_->{duplicate}' \
    "where it stands"
has '"state_label":	"Chờ phê duyệt"' "in words, too"
json '$_->{pending}{on} eq "plan" && !defined $_->{outcome} &&
    $_->{pending}{since} eq "2025-09-11T08:00:00+07:00" &&
    "@{$_->{next}}" eq "approve refer" &&
    $_->{next_steps}[1]{form} eq "refer"' "what waits, and what comes next"
json 'join(" ", map { "$_->{rule}=$_->{status}" } @{$_->{deadlines}}) eq
    "refer=waived notify-now=met approve=open" &&
    $_->{deadlines}[0]{due_at} eq "2025-09-09T15:00:00+07:00" &&
    $_->{deadlines}[1]{due_at} eq "2025-09-08T10:00:00+07:00" &&
    $_->{deadlines}[2]{due_at} eq "2025-09-16T17:30:00+07:00"' \
    "the deadlines of that day"
json '@{$_->{referrals}} == 1 && $_->{referrals}[0]{kind} eq "thong-bao" &&
    $_->{referrals}[0]{sent_at} eq "2025-09-08T09:30:00+07:00" &&
    !defined $_->{referrals}[0]{late}' "the police were told once"
json '$_->{measures}{submitted_at} eq "2025-09-11T08:00:00+07:00" &&
    !defined $_->{measures}{approved_at} &&
    $_->{measures}{to} eq "2025-10-10"' "a plan without approval"
json 'my @p = @{$_->{students}}; @p == 4 &&
    join(",", sort keys %{$p[0]}) eq "grade,role,role_label,sex,sex_label" &&
    $p[0]{role} eq "nguoi-bi-hai" && $p[0]{grade} == 4 &&
    $p[0]{sex} eq "nu" && $p[2]{origin} eq "truong-khac"' \
    "of people role, grade and sex"
as lan report --case 1 --until 2025-09-11
ok "as a text"
has "BÁO CÁO ĐỘT XUẤT" "with its title"
has "vụ việc đang được giải quyết; tình hình đến hết ngày 11/09/2025" \
    "and how it stands"
has "Người bị hại: 01 nữ, khối 4" "the one"
has "Người gây hại: 01 nữ, khối 5" "the other"
has "Người gây hại: 02 nam" "two who are alike are counted"
has "Đang chờ thủ trưởng quyết định về kế hoạch" "what waits"
has "Phê duyệt kế hoạch: hạn 16/09/2025 17:30; còn trong hạn" "by when"
has "8. Kiến nghị, đề xuất" "room for what is asked of the level above"
hasnt "7. Kết quả" "and no end"

# --- after -------------------------------------------------------------------
as lan report --case 1 --until 2025-10-13 --format json
ok "after it is settled"
json '$_->{settled} && $_->{state} eq "da-ket-thuc" &&
    !defined $_->{pending} &&
    $_->{outcome}{closed_at} eq "2025-10-09T10:00:00+07:00" &&
    $_->{outcome}{form} eq "close" &&
    $_->{outcome}{close_reason} eq "het-nguy-co" &&
    $_->{outcome}{decided} eq "paper" && $_->{outcome}{on} eq "closing"' \
    "how it ended"
json '$_->{measures}{approved_at} eq "2025-09-12T08:00:00+07:00" &&
    $_->{measures}{progress} == 1 && $_->{measures}{support} == 1' \
    "what was done"
json 'join(" ", map { "$_->{rule}=$_->{status}" } @{$_->{deadlines}}) eq
    "refer=met-late notify-now=met approve=met review=waived follow=met" &&
    $_->{deadlines}[4]{due_at} eq "2025-10-06T17:30:00+07:00"' \
    "whether in time"
json '@{$_->{referrals}} == 2 && $_->{referrals}[1]{late} &&
    $_->{referrals}[1]{answered_at} eq "2025-09-30T08:00:00+07:00" &&
    $_->{referrals}[1]{status} eq "da-nhan"' "where it was sent"
json '$_->{notes}{decisions}{on_paper} == 2 &&
    $_->{notes}{principals}[0]{handle} eq "hieu"' "how it was decided"
json '"@{[map { $_->{form} } @{$_->{timeline}}]}" eq "intake refer refer
    assess plan decision progress refer follow close decision support" =~
    s/\s+/ /gr' "all steps in their order"
head=$(value '$_->{chain_head}')
as lan fsck --head "$head"
ok "the head on it is in the chain"
as lan report --case 1 --until 2025-10-13
has "vụ việc đã giải quyết xong" "the text says so"
has "7. Kết quả giải quyết" "with its end"
has "Vụ việc đã kết thúc lúc 09/10/2025 10:00" "when"
has "Lý do kết thúc: " "and why"
hasnt "Đang chờ thủ trưởng" "nothing waits"
as lan report --case 1 --format json
json '!$_->{settled} && $_->{state} eq "da-danh-gia" &&
    !defined $_->{outcome}' "reopened, it is not settled"

# --- what is about a person --------------------------------------------------
printf '%s\n' "Hoàng Thị Mai" "Cà Thị Xuân" 1400100001 1400100003 4A 5B \
    >>canaries
# Lines of a text are broken where they are full.
flat() {
	out=$(printf '%s' "$out" | tr -s ' \n' '  ')
}
seen() { # how many of the words standard output has
	tr '\n' ' ' <"$T/out" | tr -s ' ' >flat
	while IFS= read -r word; do
		grep -qF -- "$word" flat && echo "$word"
	done <canaries
}
total=$(wc -l <canaries | tr -d ' ')
for format in text json csv; do
	as lan report --case 1 --format $format
	ok "without names as $format"
	equal "$(seen)" "" "nothing about a person in it"
	focal=$out
	as bao report --case 1 --format $format
	equal "$out" "$focal" "a reporter gets the same"
done
as lan log
before=$(printf '%s\n' "$out" | grep -c .)
for format in text json csv; do
	as lan report --case 1 --names --format $format
	ok "with names as $format"
	equal "$(seen | wc -l | tr -d ' ')" "$total" "all of it is there"
done
as lan log --format json
equal "$(value 'scalar grep { $_->{verb} eq "report" &&
    $_->{detail}{names} && $_->{detail}{of} eq "1" } @$_')" 3 \
    "and each left its trace"
as lan log
equal "$(printf '%s\n' "$out" | grep -c .)" "$((before + 3))" \
    "a report without names leaves none"
as hieu report --case 1 --names
ok "a principal may, too"
has "Người bị hại: Hoàng Thị Mai, nữ, lớp 4A, mã 1400100001" "the names"
has "CÓ THÔNG TIN CÁ NHÂN" "under a warning"

# --- who, which, how ---------------------------------------------------------
as tam report --case 1
is 4 "a teacher reads no case"
as bao report --case 1 --names
is 4 "a reporter no names"
as lan report --case VV-2025-0002
is 5 "no such case"
as lan report --case 1 --until 2025-09-07
is 2 "a day before the case"
says "08/09/2025" "and from when on"
as lan report --case 1 --until hôm-kia
is 2 "no day"
for other in "--year 2025" "--term 1" "--from 2025-09-05" "--to 2025-10-05" \
    "--issued latest" "--date 2025-09-05" "--op 3" "--table cases" --public
do
	# shellcheck disable=SC2086
	as lan report --case 1 $other
	is 2 "not with $other"
done
as lan report --term 1 --names
is 2 "tables have no names"

as lan report --case 1 --format csv -o plain.csv
as lan report --case 1 --names -o named.txt
ok "into a file"
equal "$(stat -c %a named.txt)" 600 "which is closed where it has names"
as lan report --case 1 --names -o plain.csv
equal "$(stat -c %a plain.csv)" 600 "also one that was open"
check "and holds it" grep -q "Hoàng Thị Mai" plain.csv

# --- Vietnamese, whatever the messages are -----------------------------------
doc intake "" 2025-11-03T08:00 category=xam-hai | fields >line.json
as lan intake --json line.json
# A limit that began after its regulation had ended.
doc plan VV-2025-0001 2025-11-03T08:00 >line.jsonl
as lan record --batch line.jsonl
for n in 1 2; do
	as lan --lang vi report --case $n --format json
	vietnamese=$out
	as lan --lang en report --case $n --format json
	equal "$out" "$vietnamese" "always Vietnamese ($n)"
done
as lan --lang en report --case 1
flat
has "(hết hiệu lực sau ngày 30/10/2025; hạn riêng của nhà trường)" \
    "down to a basis that ended"
as lan report --case 2
has "Chưa đánh giá." "without an assessment"
has "Chưa thông báo, chuyển, gửi" "and without a letter"
has "QUÁ HẠN, chưa làm" "late is late"

# --- what was corrected, and what was there before ---------------------------
doc intake "" 2025-11-03T09:00 category=bao-luc | fields >line.json
as lan intake --json line.json
doc assess-cong-dong VV-2025-0003 2025-11-03T10:00 | fields >line.json
as lan assess 3 --json line.json
doc assess-cong-dong VV-2025-0003 2025-11-03T11:00 | fields >line.json
as lan assess 3 --json line.json --amend
as lan report --case 3 --format json
json '"@{[map { $_->{form} } @{$_->{timeline}}]}" eq "intake assess" &&
    $_->{timeline}[1]{amended} && !$_->{timeline}[0]{amended} &&
    $_->{timeline}[1]{at} eq "2025-11-03T11:00:00+07:00" &&
    $_->{deadlines}[0]{status} eq "overdue"' "an amended document counts once"
as lan link 3 2 --kind trung-lap --at "2025-11-04 08:00"
ok "it is another case over again"
as lan report --case 3 --format json
json '$_->{duplicate} && @{$_->{deadlines}} == 0' \
    "whose limits the other one keeps"
as lan report --case 3
has "Vụ việc này trùng với một vụ việc khác" "the text says so"

# --- who signed --------------------------------------------------------------
doc assess-khong-can VV-2025-0002 2025-11-04T08:00 >line.jsonl
as lan record --batch line.jsonl
as hieu approve 2 --verdict approved --at "2025-11-05 08:00"
ok "the principal closes it with the key"
as lan report --case 2 --format json
json '$_->{settled} && $_->{outcome}{decided} eq "key" &&
    $_->{outcome}{form} eq "assess" && $_->{outcome}{by} eq "hieu" &&
    !defined $_->{outcome}{close_reason} &&
    $_->{notes}{decisions}{by_key} == 1' "which stands on the report"
as lan report --case 2
flat
has "theo quyết định của thủ trưởng (ký bằng khóa)" "and in its text"
as lan fsck
ok "the store is whole"
finish
