#!/bin/sh
# ctxh due as people and their phones see it: groups, what to do next, events.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"

# --- nothing -----------------------------------------------------------------
as lan due
ok "an empty store"
equal "$out" "không có việc nào đến hạn" "has nothing due"
as lan due --explain
equal "$out" "không có việc nào đến hạn" "nor to explain"
as lan --format csv due
equal "$(printf %s "$out" | tr -d '\r')" \
    "case,rule,started_at,due_at,met_at,status,basis,group,entry" \
    "in CSV: the header"
as lan due --check
equal "$code$out$err" 0 "--check is silent"
as lan due --ics
equal "$(printf %s "$out" | tr -d '\r' | grep -c EVENT)" 0 \
    "a calendar without events"
has "END:VCALENDAR" "is one all the same"

# --- groups ------------------------------------------------------------------
# As of Monday 08/09/2025, 10:00.  Plans wait for their decision: of 02/09 until
# 05/09, of 03/09 until that Monday, of 04/09 until Tuesday.  Reviews are due on
# Sunday the 14th and Monday the 15th.  111 is to be asked by 14:00 (bullying,
# known since Friday), and by 14:00 on Tuesday (abuse, since 09:30).
planned() { # LABEL DAY [REVIEW]
	doc intake "" "2025-$2T07:30" label="$1"
	doc assess-tai-truong "@$1" "2025-$2T07:40"
	doc plan "@$1" "2025-$2T07:50" ${3:+to="2025-$3"}
	[ -z "${3-}" ] || doc approved "@$1" "2025-$2T08:00"
}
{
	planned late 09-02
	planned today 09-03
	planned tuesday 09-04
	planned sunday 09-05 09-14
	planned monday 09-05 09-15
	doc intake "" 2025-09-05T08:00 label=ask category=bao-luc
	doc intake "" 2025-09-08T09:30 label=now category=xam-hai
	doc intake "" 2025-09-05T08:00 label=sent
	doc refer-chuyen-gui @sent 2025-09-05T10:00
} >lines.jsonl
batch lines.jsonl
equal "$code" 0 "cases"
perl -MJSON::PP -0777 -e '$c = decode_json(<>)->{cases};
    print "$_ $c->{$_}\n" for sort keys %$c' "$T/out" >numbers
no() {
	sed -n "s/^$1 //p" numbers
}
# groups TIME: rule and group of each row, in the order of the list
groups() {
	as "${who:-lan}" --format json due --at "$1"
	perl -MJSON::PP -0777 -e 'open my $n, "<", "numbers";
	    my %l = map { reverse split } <$n>;
	    print join " ", map { "$l{$_->{case}}:$_->{rule}:" .
		($_->{top} ? "$_->{top}/" : "") . ($_->{group} // "-") }
	    @{decode_json(<STDIN>)}' <"$T/out"
}
equal "$(groups 2025-09-08T10:00)" "now:notify-now:now/today \
late:approve:overdue ask:refer:today today:approve:today now:refer:week \
tuesday:approve:week sunday:review:week monday:review:later \
sent:follow:later" "groups on a Monday"
who=hieu
equal "$(groups 2025-09-08T10:00 | cut -d' ' -f1-4)" \
    "late:approve:decision/overdue today:approve:decision/today \
tuesday:approve:decision/week now:notify-now:now/today" \
    "for the principal decisions come before all"
who=lan
equal "$(groups 2025-09-14T23:59 | tr ' ' '\n' | grep review | tr '\n' ' ')" \
    "sunday:review:today monday:review:later " "on Sunday the week ends"
equal "$(groups 2025-09-15T00:00 | tr ' ' '\n' | grep review | tr '\n' ' ')" \
    "sunday:review:overdue monday:review:today " "on Monday one begins"
equal "$(groups 2025-09-13T08:00 | tr ' ' '\n' | grep review | tr '\n' ' ')" \
    "sunday:review:week monday:review:later " "on Saturday it goes on"
equal "$(groups 2025-09-05T07:00 | tr ' ' '\n' | grep -c ask)" 0 \
    "what has not begun is not there"

# --- the screen --------------------------------------------------------------
as lan due --at 2025-09-08T10:00
ok "the screen"
equal "$out" "1 quá hạn, 3 hôm nay, 3 trong tuần này, 2 sau đó

Làm ngay
  $(no now)  Thông báo ngay                        08/09 10:30  còn 30 phút
                ctxh refer $(no now) --kind thong-bao

Quá hạn
  $(no late)  Phê duyệt kế hoạch                    05/09 17:30  quá 2 ngày
                ctxh approve $(no late)

Hôm nay
  $(no ask)  Hỏi 111 hoặc có công văn chuyển, gửi  08/09 14:00  còn 4 giờ
                ctxh refer $(no ask) --agency tong-dai-111
  $(no today)  Phê duyệt kế hoạch                    08/09 17:30  còn 7 giờ
                ctxh approve $(no today)

Trong tuần này
  $(no now)  Hỏi 111 hoặc có công văn chuyển, gửi  09/09 15:30  còn 29 giờ
                ctxh refer $(no now) --agency tong-dai-111
  $(no tuesday)  Phê duyệt kế hoạch                    09/09 17:30  còn 31 giờ
                ctxh approve $(no tuesday)
  $(no sunday)  Rà soát, đánh giá sau can thiệp       14/09 17:30  còn 6 ngày
                ctxh review $(no sunday)

Sau đó
  $(no monday)  Rà soát, đánh giá sau can thiệp       15/09 17:30  còn 7 ngày
                ctxh review $(no monday)
  $(no sent)  Theo dõi chuyển, gửi                  16/09 17:30  còn 8 ngày
                ctxh follow $(no sent) --agency ubnd-xa" "is this"
as lan --lang en due --at 2025-09-08T10:00
has "1 overdue, 3 today, 3 this week, 2 later" "in English: sums"
for head in "At once" Overdue Today "This week" Later; do
	case "
$out
" in *"
$head
"*) tap 0 "$head" ;; *) tap 1 "$head" ;; esac
done
as lan due --at 2025-09-08T20:00
has "08/09 17:30  đến hết hôm nay" "after hours the day is not over"
as hieu due --at 2025-09-08T10:00
has "3 chờ quyết định, 1 quá hạn, 3 hôm nay" "the principal's sums"
has "Chờ thủ trưởng quyết định" "the principal's own group"
has "việc của đầu mối: ctxh review $(no sunday)" "what only the focal may do"
hasnt "việc của đầu mối: ctxh refer" "a principal may refer"
as bao due --at 2025-09-08T10:00
ok "a reporter may see it"
has "việc của đầu mối: ctxh approve $(no late)" "and do nothing about it"
as lan due --all --at 2025-09-08T10:00
has "Đã xong" "what is settled has a group"
has "đúng hạn" "and its status"
as lan due "$(no sunday)" --all --at 2025-09-05T08:00
equal "$(printf '%s\n' "$out" | sed -n 1p)" "1 sau đó" "of one case"
as lan due --within 1d --at 2025-09-08T10:00
hasnt "Sau đó" "--within cuts"
# What the screen says to do settles it.
as lan refer "$(no ask)" --agency tong-dai-111 --kind huong-dan \
    --method dien-thoai --basis luat-quy-dinh --reason "hỏi" \
    --at 2025-09-08T10:30
as lan --format json due "$(no ask)" --all --at 2025-09-08T11:00
json '(grep { $_->{rule} eq "refer" && $_->{status} eq "met" &&
    !defined $_->{group} } @$_) == 1' "the command named meets the rule"
as lan due --at 2025-09-08T10:00 --ics -o x --check
is 2 "--ics with --check"
as lan due --ics --format csv
is 2 "nor with a format"
as lan due --at 2025-09-08T10:00 -o x
is 2 "-o without --ics"

# On a terminal one screen.
if command -v script >/dev/null; then
	TERM=dumb script -qec "stty rows 12 cols 80; '$CTXH' --as lan due \
	    --at 2025-09-08T10:00" /dev/null 2>"$T/err" | tr -d '\r' >"$T/out"
	out=$(cat "$T/out")
	has "1 quá hạn, 3 hôm nay" "a small terminal has the sums"
	has "… và 7 việc nữa: ctxh due --all" "and says what it leaves out"
	[ "$(wc -l <"$T/out")" -le 12 ]
	tap $? "and does not scroll"
	TERM=dumb script -qec "stty rows 60 cols 80; '$CTXH' --as lan due \
	    --at 2025-09-08T10:00" /dev/null 2>"$T/err" >"$T/out"
	out=$(cat "$T/out")
	hasnt "việc nữa" "a large one has all"
fi

# --- --explain ---------------------------------------------------------------
as lan due "$(no late)" --explain --at 2025-09-08T10:00
has "căn cứ: TT 33/2018/TT-BGDĐT Điều 7.2.b" "--explain: the rule's basis"
has "giờ làm việc: 07:30-11:30,13:30-17:30" "the office hours"
has "03/09/2025" "what was counted"
as lan due "$(no now)" --explain --at 2025-09-08T10:00
equal "$(printf '%s\n' "$out" | grep -c "giờ làm việc")" 1 \
    "clock hours go by none"

XDG_DATA_HOME=$T/share1
mkdir -p "$XDG_DATA_HOME" "$T/work1"
(
	cd "$T/work1" || exit 1
	rm -f "$T/sheet"
	run init --school A --code B --level tieu-hoc --user lan --sheet "$T/s1"
	{
		doc intake "" 2026-01-09T13:30 label=saturday category=xam-hai
		doc intake "" 2026-02-13T16:00 label=tet category=xam-hai
	} >lines.jsonl
	batch lines.jsonl
	run due --explain --at 2026-02-13T17:00
	printf '%s\n' "$out" >"$T/explained"
	run due --at 2026-02-13T17:00
	printf '%s\n' "$out" >"$T/minute"
	run due --at 2026-02-13T17:00:59
	printf '%s\n' "$out" >"$T/second"
	run due --at 2026-02-13T17:01:00
	printf '%s\n' "$out" >"$T/late"
)
XDG_DATA_HOME=$T/share
out=$(cat "$T/explained")
has "14/02/2026  không tính: Thứ Bảy, nghỉ hằng tuần (Bộ luật Lao động" \
    "a Saturday with its basis"
has "16/02/2026  không tính: Tết Nguyên đán, chính thức" "a day off with its"
has "10/01/2026 07:30 - 10/01/2026 11:30  240 phút  Làm bù cho 02/01/2026, chính thức (CV 12729/VPCP-KGVX)" \
    "a make-up day with its"
out=$(cat "$T/minute")
has "13/02 17:00  đến hạn" "where the minute counts its last is in time"
out=$(cat "$T/second")
has "13/02 17:00  đến hạn" "to its last second"
out=$(cat "$T/late")
has "13/02 17:00  quá 1 phút" "and the next one is not"

# --- --ics -------------------------------------------------------------------
events() { # TIME: the events of the file "han.ics", read by another reader
	as lan due --ics -o han.ics --at "$1"
	perl "$TOP/tests/verb/ics.pl" <han.ics >events 2>"$T/err"
	code=$?
	out=$(cat events)
	err=$(cat "$T/err")
}
events 2025-09-08T11:00
ok "a file that another program reads"
equal "$(wc -l <events | tr -d ' ')" 8 "with an event for each deadline"
as lan due --ics --at 2025-09-08T11:00
cp "$T/out" out.ics
check "standard output has the same" cmp out.ics han.ics
TZ=Asia/Ho_Chi_Minh
export TZ
as lan due --all --ics --at 2025-09-08T11:00
unset TZ
cp "$T/out" "$T/out.zone"
check "whatever the zone, and what is settled stays out" \
    sh -c 'cmp "$1/out.zone" han.ics' - "$T"
event() { # TEXT EXPR NAME: of the one event with that text
	grep -F "$1" events >event
	perl -MJSON::PP -e '$_ = decode_json(scalar <STDIN>);
	    exit !eval $ARGV[0]' "$2" <event
	tap $? "$3"
}
out=$(cat events)
event "$(no today): " '$_->{DTEND} eq "20250908T103000Z" &&
    $_->{DTSTART} eq "20250908T100000Z"' "ends when it is due, in UTC"
event "$(no today): " '"@{$_->{alarms}}" eq "60"' "rings an hour before"
event "$(no sunday): " '"@{$_->{alarms}}" eq "1440 60"' "and a day before"
event "$(no late): " '"@{$_->{alarms}}" eq ""' "not for what is over"
event "$(no late): " '$_->{SUMMARY} =~ /^QU/' "which is marked"
event "$(no sent): " '$_->{DESCRIPTION} =~ m{^H.*16/09/2025 17:30}' \
    "says it in words"
for word in xam-hai "xâm hại" ubnd-xa "Ủy ban" lan "khong-ro" tong-dai; do
	! grep -qiF "$word" han.ics
	tap $? "no \"$word\" in it"
done
before=$(perl -ne 'print "$1\n" if /"UID":"([^"]*)"/' events | sort)
events 2025-09-08T11:30
equal "$(perl -ne 'print "$1\n" if /"UID":"([^"]*)"/' events | sort)" \
    "$before" "an event keeps its UID"
revision() {
	grep -F "$(no sunday): " events | perl -MJSON::PP -e '$_ =
	    decode_json(scalar <STDIN>); print $_->{SEQUENCE}'
}
first=$(revision)
events 2025-09-08T11:31
[ "$(revision)" -gt "$first" ]
tap $? "a file that is made later is a later revision"
printf '%s\n' "$before" | grep -vqE '^[0-9a-f]{32}@ctxh$'
[ $? -eq 1 ]
tap $? "of digits alone"
as lan due --ics -o /no/such/dir/x.ics
is 1 "a file that cannot be made"
doc intake "" 2027-02-03T16:00 label=next category=xam-hai >lines.jsonl
batch lines.jsonl
next=$(value '$_->{cases}{next}')
as lan due "$next" --ics -o han.ics --at 2027-02-03T16:10
perl "$TOP/tests/verb/ics.pl" <han.ics >events
out=$(cat events)
event "$next: H" '$_->{STATUS} eq "TENTATIVE" &&
    $_->{DESCRIPTION} =~ /l.*ch d.* ki/' "an estimate is tentative, in words"
{
	doc intake "" 2025-09-08T08:00 label=twin
	doc refer-chuyen-gui @twin 2025-09-08T09:00
	doc refer-chuyen-gui @twin 2025-09-08T09:00 agency=cong-an-xa
} >lines.jsonl
batch lines.jsonl
twin=$(value '$_->{cases}{twin}')
as lan due "$twin" --ics --at 2025-09-08T10:00
cp "$T/out" han.ics
check "two agencies told in one minute are two events" sh -c '
	[ "$(perl "$1" <han.ics | grep -c DTEND)" -eq 2 ]' - \
	"$TOP/tests/verb/ics.pl"

# --- the school's reports ----------------------------------------------------
XDG_DATA_HOME=$T/share2
mkdir -p "$XDG_DATA_HOME" "$T/work2"
cd "$T/work2" || exit 1
rm -f "$T/sheet"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan --format json due --at 2026-06-20T08:00
equal "$(tr -d ' \n' <"$T/out")" "[]" "no date is set: no report is due"
as lan config set hk1_due 24/12/2025 --year 2025
ok "before 25/12 is by 24/12"
as lan config set year_due 23/05/2026 --year 2025
# status TIME: the reports and how they stand
status() {
	as lan --format json due --all --at "$1"
	perl -MJSON::PP -0777 -e 'print join " ", map {
	    ($_->{next}{fields}{term}) . ":$_->{status}:" .
	    ($_->{group} // "-") } @{decode_json(<STDIN>)}' <"$T/out"
}
equal "$(status 2025-09-04T23:59:59)" "" "before the year there is none"
equal "$(status 2025-09-05T00:00)" "1:open:later year:open:later" \
    "they begin with it"
equal "$(status 2025-12-22T08:00)" "1:open:week year:open:later" "that week"
equal "$(status 2025-12-23T08:00)" "1:soon:week year:open:later" "a day before"
equal "$(status 2025-12-24T23:59:59)" "1:soon:today year:open:later" \
    "any moment of the day is in time"
equal "$(status 2025-12-25T00:00)" "1:overdue:overdue year:open:later" \
    "and none after it"
as lan --format json due --at 2025-12-25T00:00
json '!defined $_->[0]{case} && exists $_->[0]{case} &&
    $_->[0]{rule} eq "report" && $_->[0]{next}{verb} eq "report issue" &&
    $_->[0]{due_at} eq "2025-12-24T17:30:00+07:00" &&
    $_->[0]{started_at} eq "2025-09-05T00:00:00+07:00" &&
    !exists $_->[0]{agency}' "a row without a case"
as lan due --at 2025-12-25T00:00
equal "$out" "1 quá hạn, 1 sau đó

Quá hạn
  Báo cáo sơ kết học kỳ I 2025-2026   24/12 17:30       quá 6 giờ
    ctxh report issue --year 2025-2026 --term 1

Sau đó
  Báo cáo tổng kết năm học 2025-2026  23/05/2026 17:30  còn 149 ngày
    ctxh report issue --year 2025-2026 --term year" "as people read it"
as lan due --check --at 2025-12-24T23:59
equal "$code$out$err" 0 "--check is silent until then"
as bao due --check --at 2025-12-25T00:00
equal "$code" 7 "and then it is not, for a reporter neither"
has "Báo cáo sơ kết học kỳ I 2025-2026" "and names it"
hasnt "tổng kết" "and nothing else"
as lan --lang en due --at 2025-12-25T00:00
has "report of the first term, 2025-2026" "in English"
as lan --format json due --within 2w --at 2025-12-12T08:00
json '@$_ == 1 && $_->[0]{next}{fields}{term} eq "1"' "--within counts"
as lan due --ics --at 2025-12-01T08:00
perl "$TOP/tests/verb/ics.pl" <"$T/out" >events
equal "$(grep -c DTEND events)" 2 "both are events"
grep -q '20251224T103000Z' events
tap $? "at the close of the last day in time"
as lan config set year_due 25/05/2026 --year 2025
as lan due --ics --at 2025-12-01T08:00
perl "$TOP/tests/verb/ics.pl" <"$T/out" >moved
equal "$(perl -ne 'print "$1\n" if /"UID":"([^"]*)"/' moved)" \
    "$(perl -ne 'print "$1\n" if /"UID":"([^"]*)"/' events)" \
    "a date that moves keeps its UID"
printf '{"students":[{"origin":"truong-khac"}]}' >students.json
as lan intake --at 2025-12-25T08:00 --via truc-tiep --source gvcn \
    --category khung-hoang --initial-need an-toan --condition x \
    --json students.json
as lan --format json due 1 --all --at 2025-12-26T08:00
json '@$_ == 0' "a case has no report"
as lan config unset hk1_due --year 2025
equal "$(status 2025-12-25T00:00)" "year:open:later" "what is not set is not due"

# Met by the first report of the period that was issued, on its date.
as lan config set hk1_due 24/12/2025 --year 2025
issue() { # NUMBER DATE
	as lan report issue --year 2025-2026 --term 1 --until 2025-12-20 \
	    --number "$1" --date "$2"
	equal "$code" 0 "report $1 is issued"
}
as lan report issue --year 2024-2025 --term 1 --until 2025-01-10 \
    --number 02/BC --date 2025-01-11
equal "$code" 0 "the report of the year before"
equal "$(status 2025-12-23T10:00)" "1:soon:week year:open:later" "is not this one"
issue 07/BC 2025-12-26
equal "$(status 2025-12-26T10:00)" "year:open:later 1:met-late:-" \
    "a report of the 26th is late"
issue 05/BC 2025-12-24
equal "$(status 2025-12-23T10:00)" "1:soon:week year:open:later" \
    "as of a day before there is none"
equal "$(status 2025-12-26T10:00)" "year:open:later 1:met:-" \
    "one of the last day is in time"
as lan --format json due --all --at 2025-12-26T10:00
json '(grep { $_->{met_at} && $_->{met_at} eq "2025-12-24T00:00:00+07:00" &&
    !defined $_->{case} } @$_) == 1' "met on its date"
as lan due --check --at 2025-12-26T10:00
equal "$code$out" 0 "and --check is silent"
as lan report issue --year 2025-2026 --term year --until 2026-05-20 \
    --number 09/BC --date 2026-05-21
as lan due --at 2026-05-30T08:00
hasnt "Báo cáo" "the year's report is its own"

# --- summer ------------------------------------------------------------------
as lan due --at 2026-05-31T23:59
hasnt "trực hè" "in May nobody asks"
as lan due --at 2026-06-01T00:00
has "chưa phân công ai trực hè này; xem ctxh config set summer_duty.2025-2026" \
    "in June it asks"
as lan due --check --at 2026-05-20T08:00
equal "$code$out" 0 "--check does not"
as lan config set summer_duty "01/06-30/06 Nguyễn Văn An, 0912 345 678" \
    "25/06-31/07 Lê Thị Bé" "02/08-31/08 Vì Văn Cường, 0987 654 321" --year 2025
ok "who is there"
as lan due --at 2026-06-10T08:00
has "trực hè: Nguyễn Văn An, 0912 345 678 (01/06 đến 30/06)" "on that day"
hasnt "Lê Thị Bé" "and nobody of another"
has "ngày 01/08/2026 chưa có ai trực hè" "and the first day without"
as bao due --at 2026-06-25T08:00
has "Nguyễn Văn An, 0912 345 678" "two on one day: the one"
has "trực hè: Lê Thị Bé (25/06 đến 31/07)" "and the other, without a number"
as lan due --at 2026-08-01T08:00
has "ngày 01/08/2026 chưa có ai trực hè" "the gap itself"
hasnt "trực hè:" "nobody is named"
as lan due --at 2026-08-31T23:59
has "trực hè: Vì Văn Cường" "the last day"
hasnt "chưa có ai" "and no gap behind it"
as lan due --at 2026-09-01T00:00
hasnt "trực hè" "in September it is over"
as lan --lang en due --at 2026-06-10T08:00
has "on duty this summer: Nguyễn Văn An, 0912 345 678 (01/06 to 30/06)" \
    "in English"
as lan due 1 --at 2026-06-10T08:00
hasnt "trực hè" "not beside one case"
for text in "01/06 An" "31/06-30/07 An" "30/06-01/06 An" "01/05-30/06 An" \
    "01/06-05/09 An" "01/06-30/06" "01/06-30/06 0912345678" \
    "01/06-30/06 An, 09 hoặc 12" "01/06-30/06An" "một hai"; do
	as lan config set summer_duty "$text" --year 2025
	is 2 "no duty: $text"
done

# --- another school ----------------------------------------------------------
as lan config set hk1_due 24/12/2025 --year 2025
as lan --format json due --at 2025-12-01T08:00
here=$(value '$_->[0]{uid}')
XDG_DATA_HOME=$T/share3
mkdir -p "$XDG_DATA_HOME" "$T/work3"
cd "$T/work3" || exit 1
rm -f "$T/sheet"
new_store
as lan config set hk1_due 24/12/2025 --year 2025
as lan --format json due --at 2025-12-01T08:00
json '$_->[0]{uid} =~ /^[0-9a-f]{32}$/ && $_->[0]{uid} ne "'"$here"'"' \
    "no two stores give the same UID"
finish
