#!/bin/sh
# The calendar as people see and change it, and deadlines counted anew.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"

# --- without a store ----------------------------------------------------------
run calendar show 2026-08
ok "a month, without a store"
has "$(printf '24 25 26 27 28 29 30 \n31*')" "weeks start on Monday, a day off is marked"
has "22+23" "and so is a make-up Saturday"
has "Làm bù cho 31/8/2026" "each has its name"
has "chính thức" "and its basis"
has "07:30-11:30,13:30-17:30" "the office hours"
hasnt "dự kiến" "a year with a list is no estimate"
hasnt "$(printf '\033')" "no colour where there is no terminal"
run --color always calendar show 2026-08
has "$(printf '\033')" "with colour the marks stay"
has "22+" "beside the colour"
run calendar show 2027-02
has "2/2027 lịch dự kiến" "an estimate says so in its head"
run calendar show 2028
has "chưa có lịch năm 2028" "a year that nothing lists"
run calendar show 8/2026
has "22+23" "a month as it is said"
run calendar show --year 2026
has "Tháng 9/2026" "a school year begins in September"
has "8/2027" "and ends in August"
hasnt "9/2027" "and not later"
run --format json calendar show 2026
json '$_->{from} eq "2026-01-01" && $_->{to} eq "2026-12-31" &&
    @{$_->{days}} == 15 && $_->{years}[0]{status} eq "known" &&
    $_->{office_hours} eq "07:30-11:30,13:30-17:30" &&
    $_->{office_hours_origin} eq "built-in" &&
    !grep { $_->{origin} ne "built-in" } @{$_->{days}}' "JSON"
widest=$("$CTXH" calendar show 2026 | perl -CSD -ne 'chomp;
    $n = length if length > $n; END { print $n }')
[ "$widest" -le 80 ]
tap $? "80 columns do ($widest)"
if command -v script >/dev/null; then
	TERM=dumb PAGER=cat script -qec "stty cols 150; '$CTXH' --color never \
	    calendar show 2026" /dev/null </dev/null >"$T/out" 2>"$T/err"
	out=$(head -n 1 "$T/out")
	has "Tháng 6/2026" "on a wide terminal six months stand side by side"
fi
for bad in 20x6 2026-13 2026-2028 13/2026 0; do
	run calendar show $bad
	is 2 "no such period: $bad"
done
run calendar show 2026 --year 2026
is 2 "a year and --year"

# --- check --------------------------------------------------------------------
H=date,kind,name,basis
cat >bad.csv <<X
$H
2027-02-30,off,Tết,x
2027-02-04,rest,Tết,x
2027-02-05,off,,x
2027-02-06,off,Tết,x
2027-02-08,work,Bù,x
2027-02-08,off,Bù,x
2027-02-09
X
run calendar check bad.csv
is 1 "a file with errors"
for line in 2 3 4 7 8; do
	says "bad.csv:$line:" "line $line is wrong"
done
says "bad.csv:5: cảnh báo" "a day off on a Saturday looks odd"
says "bad.csv:6: cảnh báo" "a make-up day on a Monday looks odd"
says "năm 2027 chỉ có" "a year with few days looks odd"
equal "$(printf '%s\n' "$err" | grep ^bad | cut -d : -f 2 | tr '\n' ' ')" \
    "2 3 4 5 6 7 8  cảnh báo " "all in the order of lines"
printf '%s\n' $H 2027-02-09,off,Tết,x 2027-02-09,off,Tết,x \
    2027-02-06,off,Tết,x 2027-02-08,rest,Tết,x >order.csv
run calendar check --format json order.csv
json '"@{[map { $_->{line} } @{$_->{errors}}]}" eq "3 5"' "in JSON, too"
printf '%s\n' $H "thứ Ba 09/02/2027,off,Tết,x" "thứ Tư 09/02/2027,off,Tết,x" \
    tết,off,Tết,x >typed.csv
run calendar check typed.csv
says "typed.csv:2: trong tệp lịch chỉ ghi ngày" "a file has dates without weekday"
says "typed.csv:3: 09/02/2027 là thứ Ba" "a weekday that does not fit"
says 'typed.csv:4: không phải ngày: "tết"' "what is no date"
run calendar check --format json bad.csv
equal "$code" 1 "in JSON"
json '!$_->{ok} && @{$_->{errors}} == 5 && $_->{errors}[0]{line} == 2' \
    "all errors, by line"
run calendar check - </dev/null
is 1 "an empty file"
printf 'ngay,loai\n' >head.csv
run calendar check head.csv
says "head.csv:1:" "another header"
awk 'BEGIN { print "date,kind,name,basis"
	for (i = 0; i < 1000000; i++) print "2027-02-04,off,Tết,x" }' >huge.csv
run calendar check huge.csv
is 2 "a million rows"
head -n 30000 huge.csv >long.csv
run calendar check --format json long.csv
json '$_->{errors}[0]{message} =~ /20000/ && @{$_->{errors}} <= 100' \
    "more days than a calendar has"
rm huge.csv long.csv
run calendar show 2025 --format csv
cp "$T/out" back.csv
run calendar check back.csv
ok "what show writes is read back"

printf 'date;kind;name;basis\r\n04/02/2027;off;"Tết; mồng một";QĐ 1\r\n' >semi.csv
run --format json calendar check --local semi.csv
json '$_->{ok} && $_->{rows} == 1' "as a spreadsheet here writes it"

# --- import and add -----------------------------------------------------------
new_store
as hieu staff add tam --role reporter --name Tâm
as lan staff add sen --role staff --name Sen
as sen calendar show 2026-08
ok "a member of the staff sees the calendar"
has "chưa có các ngày riêng" "and what is missing in it"
as tam --format json calendar show 2026-08
json '$_->{own}' "a reporter reads all of it"
head_of() {
	run --as lan --format json fsck
	value '"$_->{ops} $_->{head}"'
}
before=$(head_of)
as lan calendar import bad.csv
is 1 "an import with errors is refused"
equal "$(head_of)" "$before" "and wrote nothing"
cat >small.csv <<X
$H
2027-02-04,off,Tết Nguyên đán,estimate
2027-03-08,off,Họp phụ huynh,QĐ 3
X
as lan calendar import --dry-run --local small.csv
equal "$code" 0 "a trial"
equal "$(head_of)" "$before" "writes nothing"
as tam calendar import small.csv
is 4 "not for a reporter"
as tam calendar add 2027-03-08 --off --name x
is 4 "nor to add a day"
as lan --format json calendar import --local small.csv
json '$_->{added} == 1 && $_->{unchanged} == 1 && $_->{changed} == 0 &&
    $_->{removed} == 0 && !@{$_->{replaced}} && $_->{op} &&
    $_->{days}[0]{date} eq "2027-03-08" && !defined $_->{days}[0]{old} &&
    $_->{days}[0]{new}{kind} eq "off" &&
    $_->{days}[0]{new}{basis} =~ /^Q.+ 3$/' "days beside the list"
as lan --format json calendar show 2027-03
json '$_->{days}[0]{origin} eq "store" && $_->{days}[0]{local} &&
    $_->{years}[0]{status} eq "estimate"' "the year is an estimate still"
before=$(head_of)
as lan --format json calendar import --local small.csv
json '!defined $_->{op} && $_->{unchanged} == 2' "again: nothing to write"
equal "$(head_of)" "$before" "no operation"
as hieu calendar add 06/03/2027 --work --name "Học bù" --basis "QĐ 4"
ok "the principal, too"
has "ctxh due --recompute" "and is told what does not move"
as lan calendar add 2027-03-08 --none
ok "a day as any other again"
as lan calendar show 2027-03
hasnt "Họp phụ huynh" "is gone"
has "06/03/2027" "the others stay"
as lan calendar add 2027-03-08 --off
is 2 "a day without a name"
as lan calendar add 2027-02-30 --off --name x
is 2 "no such date"
as lan calendar add 2027-03-08 --off --work --name x
is 2 "off and worked"
as lan calendar add 2027-03-08
is 2 "neither"
as lan calendar add 2028-01-03 --off --name "Nghỉ bù" --basis "QĐ 5"
as lan calendar add 2028-01-04 --off --name "-nghỉ bù" --basis "=QĐ 5"
as lan calendar show 2028-01 --format csv
cp "$T/out" formula.csv
as lan --format json calendar import --local formula.csv
json '$_->{unchanged} == 2 && !defined $_->{op}' \
    "what a spreadsheet takes for a formula comes back as it was"
as lan calendar add 2028-01-04 --none
as lan --format json calendar show 2028-01
json '@{$_->{days}} == 1 && $_->{years}[0]{status} eq "unknown"' \
    "a day of the school's own does not make a year known"

as lan calendar add "thứ Năm 06/01/2028" --off --name x --dry-run
ok "a date is typed as everywhere"
has "06/01/2028" "and read"
as lan calendar add "thứ Tư 06/01/2028" --off --name x --dry-run
is 2 "a weekday that does not fit"
says "06/01/2028 là thứ Năm, không phải thứ Tư" "is asked back"

# --- a year that is known stays so --------------------------------------------
before=$(head_of)
printf '%s\n' $H 2026-11-24,off,T,official 2026-11-25,off,T,estimate >one.csv
as lan calendar import one.csv
is 1 "no estimate comes into a year that is known"
says 'one.csv:3: ngày "25/11/2026" ghi căn cứ là dự kiến' "with its line"
as lan --format json calendar import --local one.csv
json '@{$_->{errors}} == 1 && !$_->{op}' "nor as the school's own day"
as lan calendar add 24/11/2026 --off --name x --basis "estimate by me"
is 2 "nor alone"
equal "$(head_of)" "$before" "nothing was written"
as lan calendar add 24/11/2026 --off --name x --basis "QĐ 12"
as lan calendar show 2026 --format csv
cp "$T/out" known.csv
as lan --format json calendar import --dry-run known.csv
json '$_->{unchanged} == 16 && !@{$_->{days}} && !@{$_->{replaced}}' \
    "what show writes changes nothing, with a day of the school's own, too"
as lan --format json calendar show 2026
json '$_->{years}[0]{status} eq "known"' "the year is known as before"
as lan calendar add 24/11/2026 --none

# --- the official list of an estimated year -----------------------------------
cat >official.csv <<X
$H
2027-01-01,off,Tết Dương lịch,official
2027-02-05,off,Tết Nguyên đán,official
2027-02-08,off,Tết Nguyên đán,official
2027-02-09,off,Tết Nguyên đán,official
2027-02-10,off,Tết Nguyên đán,official
2027-04-16,off,Giỗ Tổ Hùng Vương,official
2027-04-30,off,Ngày Chiến thắng,official
2027-05-03,off,Nghỉ bù 1/5,official
2027-09-02,off,Quốc khánh,official
2027-09-03,off,Quốc khánh,official
X
{
	doc intake "" 2027-02-03T16:00 label=next category=xam-hai
	doc intake "" 2027-01-12T08:00 label=sure category=xam-hai
	doc intake "" 2025-09-08T08:00 label=calm category=xam-hai
} >lines.jsonl
batch lines.jsonl
next=$(value '$_->{cases}{next}')
calm=$(value '$_->{cases}{calm}')
sure=$(value '$_->{cases}{sure}')
refer() { # of which case, at which moment
	run --as lan --format json due "$1" --all --at "$2"
	value 'join " ", map { ($_->{due_at}, $_->{estimated} ? 1 : 0) }
	    grep { $_->{rule} eq "refer" } @$_'
}
NOW=2027-02-03T17:00
equal "$(refer "$next" $NOW)" "2027-02-12T10:00:00+07:00 1" \
    "a deadline by the estimate"
as lan --format json calendar import official.csv
json '$_->{added} == 0 && $_->{changed} == 10 && $_->{removed} == 1 &&
    "@{$_->{replaced}}" eq "2027" &&
    (grep { $_->{date} eq "2027-02-04" && $_->{why} eq "estimate" &&
    !defined $_->{new} } @{$_->{days}}) == 1' \
    "the list takes the estimate's place"
as lan calendar import official.csv
has "không có gì để ghi" "once"
as lan --format json calendar show 2027
json '$_->{years}[0]{status} eq "known" &&
    !grep { $_->{basis} =~ /^estimate/ } @{$_->{days}}' "the year is known"
json '(grep { $_->{date} eq "2027-03-06" } @{$_->{days}}) == 1' \
    "the school's own days stay"

# --- deadlines counted anew ---------------------------------------------------
equal "$(refer "$next" $NOW)" "2027-02-12T10:00:00+07:00 1" \
    "a stored deadline stays"
before=$(head_of)
as tam due --recompute
is 4 "counting anew is not for a reporter"
before=$(head_of)
as lan --format json due --recompute --dry-run
json '$_->{changed} == 2 && !defined $_->{op} && @{$_->{documents}} == 2 &&
    @{$_->{deadlines}} >= 3' "a trial"
equal "$(head_of)" "$before" "records nothing"
as lan due --recompute "$calm"
ok "a case without a difference"
equal "$(head_of)" "$before" "records nothing"
as lan due --recompute
ok "counting anew"
has "$next" "names the case"
has "12/02/2027 10:00 (lịch dự kiến)" "the old time"
has "11/02/2027 10:00" "and the new one"
hasnt "$calm" "but no case that is as it was"
equal "$(refer "$next" $NOW)" "2027-02-11T10:00:00+07:00 0" \
    "now it is due by the list"
equal "$(refer "$sure" 2027-01-12T09:00)" "2027-01-13T14:00:00+07:00 0" \
    "what stays in time is no estimate any more"
before=$(head_of)
as lan --format json due --recompute
json '$_->{changed} == 0 && !defined $_->{op}' "again: nothing differs"
equal "$(head_of)" "$before" "nor is anything recorded"

# What was due as of an earlier moment stays so.
tables() {
	run --as lan --format json report --from 2025-09-01 --to 2025-09-09 \
	    --until 2025-09-09 --table deadlines
	value 'join " ", map { map { "@$_" } map { $_->{rows}[0]{cells} ?
	    [map { $_ // "-" } @{$_->{rows}[0]{cells}}] : [] } $_ }
	    @{$_->{tables}}'
}
old=$(tables)
as lan calendar add 2025-09-09 --off --name "Bão số 9" --basis "CV 1"
equal "$(refer "$calm" 2025-09-20T08:00)" "2025-09-09T14:00:00+07:00 0" \
    "a day off later does not move it"
as lan due "$calm" --explain
has "còn phần dưới đây tính theo lịch hiện nay, theo đó hạn sẽ là 10/09/2025 14:00" \
    "--explain says by which calendar it counts, and where that ends"
as hieu --format json due --recompute "$calm"
json '$_->{changed} == 1 && $_->{deadlines}[0]{new_due_at} ne
    $_->{deadlines}[0]{due_at}' "the principal counts one case anew"
run --as lan --format json due "$calm"
json '(grep { $_->{due_at} eq "2025-09-10T14:00:00+07:00" } @$_) == 1' \
    "now it is due a day later"
equal "$(refer "$calm" 2025-09-20T08:00)" "2025-09-09T14:00:00+07:00 0" \
    "as of then it is due as it was"
equal "$(tables)" "$old" "and a report as of then is the same"
as lan show "$calm"
has "Tính lại thời hạn" "show names the document"
has "10/09/2025 14:00" "with the new time"
as lan --format json show "$calm"
json 'my ($d) = grep { $_->{form} eq "recount" } @{$_->{documents}};
    $d && !%{$d->{fields}} && $d->{by} eq "hieu" &&
    $d->{deadlines}[0]{due_at} eq "2025-09-09T14:00:00+07:00" &&
    $d->{deadlines}[0]{new_due_at} eq "2025-09-10T14:00:00+07:00"' "in JSON"
as lan log "$calm"
has "due --recompute" "log has the operation"
as lan due --recompute --all
is 2 "not together with --all"
as lan due --dry-run
is 2 "a trial of nothing"
as lan due --recompute VV-2025-0999
is 5 "no such case"

# A recount is of no form of a rule set, and nobody records one by hand.
printf '{"form":"recount","case":"%s"}\n' "$calm" >line.jsonl
as lan record --batch line.jsonl
is 2 "no document of that form"
# The case goes on, and what follows from it is the same when rebuilt.
doc refer-chuyen-gui "$calm" 2025-09-10T09:00 >line.jsonl
batch line.jsonl
ok "the case goes on"
run --as lan --format json due "$calm" --all
json '(grep { $_->{rule} eq "refer" && $_->{status} eq "met" } @$_) == 1' \
    "in time by the new calendar"
as lan intake --amend "$calm" --at 2025-09-08T09:00
equal "$code" 0 "amended"
run --as lan --format json due "$calm" --all
json '(grep { $_->{rule} eq "refer" && $_->{status} eq "met" &&
    $_->{due_at} eq "2025-09-10T15:00:00+07:00" } @$_) == 1' \
    "another start counts by the calendar in force"
run --as lan --format json due --all
cp "$T/out" all.json
as lan fsck --rebuild
ok "rebuilt"
run --as lan --format json due --all
cp "$T/out" rebuilt.json
check "gives the same" cmp all.json rebuilt.json
as lan --lang en --format json due "$next" --explain --at $NOW
json '(grep { $_->{skipped} && $_->{skipped} eq "2027-02-06" &&
    $_->{name} eq "Saturday" && $_->{basis} =~ /Article 111/ }
    map { @{$_->{explain}} } @$_) == 1' "a Saturday has its basis"
json '(grep { $_->{skipped} && $_->{skipped} eq "2027-02-05" &&
    $_->{basis} eq "official" } map { @{$_->{explain}} } @$_) == 1' \
    "and so has a day off"

# --- office hours of the school -----------------------------------------------
XDG_DATA_HOME=$T/share2
mkdir -p "$XDG_DATA_HOME" "$T/work2"
cd "$T/work2" || exit 1
rm -f "$T/sheet"
new_store
take() { # a case of abuse from that moment; its number in $number
	doc intake "" "$1" label=x category=xam-hai >line.jsonl
	batch line.jsonl
	number=$(value '$_->{cases}{x}')
}
take 2025-10-14T12:00
first=$number
equal "$(refer "$first" 2025-10-14T12:30)" "2025-10-15T17:30:00+07:00 0" \
    "by the usual hours"
as lan config set office_hours 07:00-11:00,13:00-16:30
ok "hours of the school's own"
hasnt "có đúng không" "of a usual length"
for hours in 08:00-08:01 08:00-11:59 06:00-18:01; do
	as lan config set office_hours $hours --dry-run
	ok "$hours"
	case $out$err in
	*"giờ làm việc ghi như vậy có đúng không?"*) tap 0 "asks about them" ;;
	*) tap 1 "asks about them" ;;
	esac
done
as lan config set office_hours 08:00-12:00 --dry-run
hasnt "có đúng không" "half a day is one"
as lan calendar show 2025-10
has "07:00-11:00,13:00-16:30 (của trường)" "are shown"
as lan --format json calendar show 2025-10
json '$_->{office_hours} eq "07:00-11:00,13:00-16:30" &&
    $_->{office_hours_origin} eq "store"' "in JSON, too"
equal "$(refer "$first" 2025-10-14T12:30)" "2025-10-15T17:30:00+07:00 0" \
    "a deadline that is stored stays"
take 2025-10-14T08:00
equal "$(refer "$number" 2025-10-14T12:30)" "2025-10-15T14:30:00+07:00 0" \
    "a new one goes by them"
as lan --format json due "$number" --explain --at 2025-10-14T12:30
json 'my ($r) = grep { $_->{rule} eq "refer" } @$_;
    my @m = map { $_->{counted_minutes} } @{$r->{explain}};
    "@m" eq "180 210 240 90" &&
    $r->{explain}[1]{from} eq "2025-10-14T13:00:00+07:00"' \
    "and is explained by them"
# The next working day ends at 16:30 now.
as lan --format json due "$first" --at 2025-10-14T12:30
json '(grep { $_->{rule} eq "refer" && $_->{status} eq "open" } @$_) == 1' \
    "soon goes by them"
as lan --format json due --recompute
json '$_->{changed} == 1 && $_->{deadlines}[0]{case} eq "'"$first"'" &&
    (grep { $_->{changed} && $_->{rule} eq "refer" &&
    $_->{new_due_at} eq "2025-10-16T08:00:00+07:00" }
    @{$_->{deadlines}}) == 1' "counted anew by them"
finish
