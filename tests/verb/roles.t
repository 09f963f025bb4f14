#!/bin/sh
# Role by verb: who may do what, and what a refusal leaves behind.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
run --as lan staff add tam --role staff --name "Lê Thị Tâm"
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo"
pupils
begin() { # LABEL KIND...
	label=$1
	shift
	day=9
	doc intake "" 2025-09-08T08:00 label="$label"
	for kind in "$@"; do
		doc "$kind" "@$label" "$(printf '2025-09-%02dT08:00' "$day")"
		day=$((day + 1))
	done
}
{
	begin c1
	begin c2 assess-tai-truong
	begin c3 assess-tai-truong plan
	begin c4 assess-tai-truong plan approved
	begin c5 refer-chuyen-gui
	begin c6 close approved
} >lines.jsonl
batch lines.jsonl
ok "cases in every state"
for kind in intake assess-tai-truong plan progress review-tiep-tuc \
    refer-huong-dan follow close reopen link support consent; do
	doc $kind "" 2025-10-01T08:00 | fields >"${kind%%-t*}.json"
done
doc approved "" 2025-10-01T08:00 paper= | fields >key.json
doc approved "" 2025-10-01T08:00 | fields >paper.json
doc support VV-2025-0001 2025-10-01T08:00 >support.jsonl
echo "Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp" >none.csv
echo "1400100009,Lò Thị Én,02/03/2015,Nữ,4A" >>none.csv

{
	echo Mã học sinh,Ngày nghỉ,Phép
	for day in 1 2 3; do echo 1400100001,$day/10/2025,K; done
} >nghi.csv
run --as lan screen import nghi.csv --year 2025
ok "a list of absences"

# --- the matrix --------------------------------------------------------------
# VERB... with what each may expect: focal, principal, staff, reporter, no key
cat >matrix <<'X'
0 0 4 4 12 intake --json intake.json
0 4 4 4 12 assess 1 --json assess.json
0 4 4 4 12 plan 2 --json plan.json
4 0 4 4 12 approve 3 --json key.json
0 4 4 4 12 approve 3 --json paper.json
0 4 4 4 12 progress 4 --json progress.json
0 4 4 4 12 review 4 --json review.json
0 0 4 4 12 refer 1 --json refer-huong-dan.json
0 0 4 4 12 follow 5 --json follow.json
0 4 4 4 12 close 1 --json close.json
0 4 4 4 12 reopen 6 --json reopen.json
0 4 4 4 12 link 2 --json link.json
0 4 4 4 12 support 1 --json support.json
0 4 4 4 12 support --json support.json
0 4 4 4 12 consent 1 --json consent.json
0 4 4 4 12 record --batch support.jsonl
0 4 4 4 12 student import none.csv --year 2025
0 4 4 4 12 screen import nghi.csv --year 2025
0 0 4 0 12 screen run --year 2025
0 0 4 4 12 screen run --year 2025 --names
0 0 4 4 12 screen accept 1400100001 --year 2025 --group nguy-co-bo-hoc --at 2025-10-06 --dry-run
0 0 4 4 12 screen dismiss 1400100001 --year 2025 --reason x --dry-run
0 0 4 4 12 student list
0 0 4 4 12 student show 1400100001
0 0 4 4 12 student find mai
0 0 4 4 12 student list --names
0 0 4 4 12 student show 1400100001 --names
0 0 4 4 12 student find mai --names
0 0 4 0 12 list
0 0 4 0 12 show 1
0 0 4 4 12 show 1 --names
0 0 4 0 12 due --at 2025-10-01T08:00
0 0 4 0 12 due 1 --explain --at 2025-10-01T08:00
0 4 4 4 12 session --topic tam-ly --at 2025-11-05T08:00
0 0 4 0 12 report --year 2025 --term 1
0 0 4 0 12 report --case 1
0 0 4 4 12 report --case 1 --names
0 0 4 4 12 report issue --from 2025-09-05 --to 2025-10-05 --number 5 --date 2025-10-06
0 0 4 0 12 report issued
0 0 4 0 12 report --issued latest
0 0 4 4 12 report note IV --year 2025 --term 1 --text x
0 0 4 0 12 report note IV --year 2025 --term 1
0 0 4 0 12 report note --list
0 0 4 0 12 report --from 2025-11-01 --to 2025-11-30 --table counselling
0 0 4 4 12 log
0 0 4 4 12 log 1
0 0 0 0 0 fsck
0 - 4 4 12 fsck --rebuild
0 0 4 4 12 staff list
- - 4 4 12 staff add moi --role staff --name Mới
- - 4 4 12 staff retire bao
0 0 0 0 0 agency list
0 0 4 4 12 agency contact cong-an-xa --phone 113
0 0 4 4 12 agency set cong-an-xa --note x
0 0 4 4 12 agency end cong-an-xa --on 2099-12-31
0 0 0 0 0 version
0 0 0 0 0 help
X
mkdir "$T/nokey"
refusals=0
while read -r focal principal staff reporter nokey args; do
	case $args in
	*.json* | *.jsonl | *.csv*) dry=--dry-run ;;
	*) dry= ;;
	esac
	for one in "$focal lan" "$principal hieu" "$staff tam" "$reporter bao"; do
		want=${one% *}
		[ "$want" = - ] && continue
		run --as "${one#* }" $args $dry
		equal "$code" "$want" "${one#* } $args"
		case $want$args in 4*) refusals=$((refusals + 1)) ;; esac
	done
	[ "$nokey" = - ] && continue
	mine=$XDG_DATA_HOME
	XDG_DATA_HOME=$T/nokey
	run $args $dry
	equal "$code" "$nokey" "without a key: $args"
	XDG_DATA_HOME=$mine
done <matrix

# --- a refusal leaves a trace ------------------------------------------------
run --as lan --format json log
equal "$(perl -MJSON::PP -0777 -e 'print scalar grep {
    ($_->{verb} // "") eq "refused" } @{decode_json(<>)}' "$T/out")" \
    "$refusals" "each refusal is an operation"
json 'my %by; $by{$_->{by}}++ for grep { ($_->{verb} // "") eq "refused" }
    @$_; $by{tam} > 25 && $by{bao} > 20 && $by{hieu} > 10' "of who was refused"
count_ops() {
	run --as lan --format json fsck
	value '$_->{ops}'
}
n=$(count_ops)
run --as bao assess 1 --level cao
is 4 "refused"
run --as bao --lang en assess 1 --level cao
says "$(printf '%s' "$err" | sed 's/^ctxh: //')" "says so"
case $err in *focal*) tap 0 "and which right is missing" ;;
*) tap 1 "and which right is missing" ;; esac
equal "$(count_ops)" $((n + 2)) "two refusals, two operations"
run --as tam show VV-2025-0099
is 4 "the right comes before the case"
n=$(count_ops)
run --as bao assess 1 --level cao --no-such-option x
is 2 "wrong usage comes before the right"
equal "$(count_ops)" "$n" "and leaves no trace"
run --as lan show VV-2025-0099
is 5 "not found"
run --as lan progress 1 --at 2025-10-01T08:00
is 6 "against the rules"
equal "$(count_ops)" "$n" "these leave none either"

# --- names -------------------------------------------------------------------
run --as lan show 1
ok "without names"
hasnt Tình "no narrative"
run --as lan student list
hasnt "Hoàng Thị Mai" "no name"
equal "$(count_ops)" "$n" "reading without names leaves no trace"
run --as hieu show 1 --names
ok "with names"
run --as lan student list --names
has "Hoàng Thị Mai" "with names"
run --as lan student find "hoang thi mai" --names
has "Hoàng Thị Mai" "found with names"
run --as hieu student show 1400100001 --names
has "Hoàng Thị Mai" "shown with names"
run --as lan consent list --names
ok "consents with names"
equal "$(count_ops)" $((n + 5)) "each leaves its own row"
run --as lan --format json log
json 'join(" ", map { "$_->{by}:$_->{verb}:$_->{detail}{names}" }
    @$_[-5 .. -1]) eq join(" ", "hieu:show:1", "lan:student list:1",
    "lan:student find:1", "hieu:student show:1", "lan:consent list:1") &&
    !grep { @{$_->{rows}} } @$_[-5 .. -1]' \
    "who looked at what, and that nothing was written"

# --- decisions ---------------------------------------------------------------
run --as lan approve 3 --verdict approved --signed-by "Trần Văn Hiếu" \
    --at 2025-10-01T08:00
is 4 "a focal without the paper's number"
run --as lan approve 3 --verdict approved --on-paper "số 3" \
    --at 2025-10-01T08:00
is 4 "a focal without the signer"
run --as hieu approve 3 --verdict approved --signed-by "Trần Văn Hiếu" \
    --on-paper "số 3" --at 2025-10-01T08:00
is 4 "a principal decides with the key"
run --as lan approve 3 --verdict approved --signed-by "Nguyễn Thị Lan" \
    --on-paper "số 3" --at 2025-10-01T08:00
is 4 "nobody decides on an own document"
run --as lan approve 3 --verdict approved --signed-by "NGUYỄN  THỊ LAN" \
    --on-paper "số 3" --at 2025-10-01T08:00
is 4 "in capitals neither"
run --as lan approve 3 --verdict approved --signed-by "Nguyễn Thị Lan" \
    --on-paper "số 3" --self-approve --at 2025-10-01T08:00
is 2 "a reason is required"
run --as lan approve 3 --verdict approved --signed-by "Nguyễn Thị Lan" \
    --on-paper "số 3" --self-approve --because "trường chỉ có một người" \
    --at 2025-10-01T08:00 --dry-run
equal "$code" 0 "with --self-approve --because"
run --as hieu approve 3 --verdict approved --at 2025-10-01T08:00
ok "with a key"
run --as lan approve 2 --verdict approved --signed-by "Trần Văn Hiếu" \
    --on-paper "số 4" --at 2025-10-01T08:00
ok "from paper"
run --as bao --format json show 3
json '(grep { $_->{form} eq "decision" && $_->{decided} eq "key" &&
    $_->{by} eq "hieu" } @{$_->{documents}}) == 1' "decided with a key"
run --as bao --format json show 2
json '(grep { $_->{form} eq "decision" && $_->{decided} eq "paper" &&
    $_->{by} eq "lan" } @{$_->{documents}}) == 1' "decided on paper"
run --as bao show 2
has "theo bản giấy" "and shown as such"
run --as bao show 3
hasnt "theo bản giấy" "the other is not"
run --as lan intake --json intake.json
equal "$code" 0 "a case"
run --as hieu refer 7 --json refer-huong-dan.json
ok "a principal refers"

run --as lan fsck
ok "the store is whole"
finish
