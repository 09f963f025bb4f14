#!/bin/sh
# What was sent stays as it was; the same period counted again says what came
# late, and the next report carries it.  The numbers are worked out by hand.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
take() { # TIME CATEGORY [PUPIL]
	doc intake "" "$1" category="$2" |
	    if [ "${3-}" ]; then
		sed "s/{\"origin\":\"khong-ro\"}/{\"student\":\"$3\"}/"
	    else
		cat
	    fi >one.jsonl
	batch one.jsonl
	[ "$code" -eq 0 ] || tap 1 "an intake of $1"
}
pupil() { # CODE: the name
	grep "^[0-9]*,$1," "$DATA/lists/01-tieu-hoc-utf8.csv" | cut -d, -f4
}
# HK I as it is known on 20/12/2023: a crisis and a drop-out, both open.
take 2023-10-02T08:00 khung-hoang 1400100007
take 2023-11-01T08:00 bo-hoc

# --- the prose parts ---------------------------------------------------------
as lan report note iv --year 2023 --term 1 --text "Thiếu phòng tư vấn."
ok "a part in prose"
has "IV. Hạn chế, nguyên nhân" "by its number"
as lan report note iv/HAN-CHE --year 2023 --term 1 \
    --text "Thiếu phòng tư vấn.
Giáo viên kiêm nhiệm."
ok "written anew"
printf '20 lớp, 612 học sinh\n\n' >part.txt
as hieu report note I --year 2023 --term 1 --text @part.txt --format json
ok "by a principal, from a file"
json '$_->{part} eq "i/dac-diem" && $_->{text} eq "20 l\x{1edb}p, 612 h\x{1ecd}c sinh" &&
    $_->{period} eq "hk1" && $_->{year} eq "2023-2024" && $_->{op} > 0 &&
    @{$_->{notices}} == 0' "the answer"
as bao report note --list --format json
ok "a reporter lists them"
json '@$_ == 3 - 1 && $_->[0]{text} =~ /nhi\x{1ec7}m\.$/ &&
    $_->[1]{by} eq "hieu"' "the newest of each"
as bao report note IV --year 2023 --term 1
ok "and reads one"
equal "$out" "Thiếu phòng tư vấn.
Giáo viên kiêm nhiệm." "as it was written"
as lan --lang en report note VI --year 2023 --term 1
is 5 "one that is not written"
says "not written yet" "is said so"
as lan report note VII --year 2023 --term 1 --text x
is 2 "no such part"
says "I, IV, V" "names those that there are"
as lan report note II --year 2023 --term 1 --text x
is 2 "nor are the computed parts written"
as lan report note V --year 2023 --text x
is 2 "a part of no report"
as lan report note V --year 2023 --term 1 --text " "
is 2 "an empty part"
as lan report note V --year 2023 --term 1 --text "$(printf 'a\033[31m')"
is 2 "control characters"
printf 'một\r\nhai\rba\r\n' >crlf.txt
as lan report note V --year 2023 --term 1 -n --text @crlf.txt --format json
json '$_->{text} =~ /^m[^\r]*t\nhai\nba\n?$/' "line ends of other systems are taken"
printf 'one\r\ntwo\033' >control.txt
as lan --lang en report note V --year 2023 --term 1 -n --text @control.txt
is 2 "another control character is not"
says "line 2" "and the line is named"
as lan report note V --year 2023 --term 1 --remove
is 5 "nothing to take away"
as lan report note V --year 2023 --term 1 --text x --remove
is 2 "written and taken away"
as lan report note V --year 2023 --term 1 --text x --dry-run
ok "a dry run"
as lan report note V --year 2023 --term 1
is 5 "writes nothing"
as lan report note V --year 2023 --term 1 --text x
as lan report note V --year 2023 --term 1 --remove
ok "taken away"
as lan report note V --year 2023 --term 1
is 5 "it is not there"
as lan report note --list --format csv
equal "$(printf '%s\n' "$out" | grep -c phuong-huong)" 0 "nor in the list"
as bao report note V --year 2023 --term 1 --text x
is 4 "a reporter does not write"
as lan report note V --year 2023 --term 1 --dry-run --format json \
    --text "Em $(pupil 1400100007 | perl -CS -pe '$_ = uc') cần giúp"
json '$_->{notices}[0]{code} eq "name"' "the name of a pupil on a case"
as lan report note V --year 2023 --term 1 -n --format json --text "em 1400100007"
json '$_->{notices}[0]{code} eq "name"' "and a code"
as lan report note V --year 2023 --term 1 -n --format json --text "14001000070"
json '@{$_->{notices}} == 0' "but not a part of another number"
# Else the question itself would tell who is on a case, and how it is written.
as lan report note V --year 2023 --term 1 -n --format json \
    --text "$(pupil 1400100009)"
json '$_->{notices}[0]{code} eq "name"' "the name of one who is on none, too"
printf '1400300001,%s\n1400300002,%s\n1400300003,%s\n' "Lò Văn Pùa" \
    "Lò Vãn Púa" "Nghiêm Đình Ỷ" | sed 's/$/,01\/02\/2015,Nam,3A,Kinh/' |
    sed '1i Mã định danh Bộ GD\&ĐT,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc' \
    >three.csv
as lan student import three.csv --year 2023-2024
equal "$code" 0 "two pupils whose names are alike"
said() { # TEXT: what of it is quoted
	as lan --lang en report note V --year 2023 --term 1 -n --format json \
	    --text "$1"
	value 'join "|", map { $_->{message} =~ /^"(.*)" looks like/s }
	    @{$_->{notices}}' 2>/dev/null
}
equal "$(said "(1) Em LO  van-pua, lớp 3A")" "LO  van-pua" \
    "once, as it was typed and not as it is registered"
equal "$(said "gặp nghiem đi$(printf '\314\200')nh y$(printf '\314\211').")" \
    "nghiem đi$(printf '\314\200')nh y$(printf '\314\211')" \
    "with accents that stand for themselves"
equal "$(said "Lo Van")$(said "van pua lo")$(said "lovanpua")" "" \
    "but not a part, nor another order"
as lan report --year 2023 --term 1
has "20 lớp, 612 học sinh" "the report has the part"
hasnt "chưa viết" "and hints on terminals only"
equal "$(printf '%s\n' "$out" | sed -nE \
    's/^((I|IV)\.|Biểu [0-9]|Kiểm).*/\1/p' | paste -sd' ')" \
    "I. Biểu 2 Biểu 3 Biểu 4 IV. Kiểm" "each in its place"
as lan report --year 2023 --term 2 --format json
json '@{$_->{prose}} == 4 && !grep { defined $_->{text} } @{$_->{prose}}' \
    "another term has parts of its own"

# --- issuing -----------------------------------------------------------------
issue() { # WHO NUMBER DATE ARG...
	by=$1 number=$2 date=$3
	shift 3
	as "$by" report issue --number "$number" --date "$date" "$@"
}
HK1="--year 2023 --term 1 --until 2023-12-20"
as lan report issued --format json
equal "$out" "[]" "nothing was issued"
as lan report --issued latest
is 5 "so there is nothing to show"
# shellcheck disable=SC2086
{
issue lan 05/BC-TH 2023-12-19 $HK1
is 6 "dated before its numbers"
issue lan 05/BC-TH "$(date -d '+9 days' +%Y-%m-%d)" $HK1
is 6 "dated in the future"
issue lan " " 2023-12-22 $HK1
is 2 "no number"
issue lan "$(printf '05\n/BC')" 2023-12-22 $HK1
is 2 "a number of two lines"
issue lan 05/BC-TH 32/12/2023 $HK1
is 2 "no such day"
issue lan 05/BC-TH 2023-12-22 --year 2023
is 2 "which report is asked"
issue bao 05/BC-TH 2023-12-22 $HK1
is 4 "a reporter does not issue"
as lan log --format jsonl
has '"of":"report issue"' "which leaves a trace"
cp ctxh.db before.db
issue lan 05/BC-TH 2023-12-22 $HK1 --dry-run --format json
ok "a dry run"
json '!defined $_->{op} && $_->{number} eq "05/BC-TH"' "has no operation"
cmp -s ctxh.db before.db
tap $? "and changes nothing"
issue lan "  05/BC-TH " 22/12/2023 $HK1 --format json
ok "issued"
}
json '$_->{op} > 0 && $_->{number} eq "05/BC-TH" &&
    $_->{date} eq "2023-12-22" && $_->{until} eq "2023-12-20" &&
    $_->{period} eq "hk1" && $_->{from} eq "2023-09-05" &&
    $_->{to} eq "2024-01-18" && $_->{by} eq "lan" &&
    !defined $_->{corrects} && @{$_->{notices}} == 0' "the answer"
as lan report --issued 05/BC-TH --format json
ok "the report as it was sent"
cp "$T/out" sent.json
as bao report --issued 05/bc-th --format json
cmp -s "$T/out" sent.json
tap $? "its number in small letters"
json '$_->{issue}{number} eq "05/BC-TH" && !exists $_->{issued} &&
    $_->{issue}{date} eq "2023-12-22" && @{$_->{corrections}} == 0 &&
    $_->{tables}[0]{rows}[-1]{cells}[1] == 2 &&
    $_->{prose}[1]{text} =~ /Gi/' "frozen with its prose"
head=$(value '$_->{chain_head}')
sent=$out
as lan report --issued latest
sent_text=$out
has "Số: 05/BC-TH" "its number"
has "Ngày 22 tháng 12 năm 2023" "and its date"
as lan report --issued latest --format csv
sent_csv=$out
as lan report $HK1 --format csv
equal "$out" "$sent_csv" "the tables are those of the day"
as lan report $HK1
has "So với báo cáo đã gửi (số 05/BC-TH, ngày 22/12/2023; học kỳ I" \
    "counted again it names what was sent"
has "Không có gì khác, theo cùng ngày chốt số liệu 20/12/2023" \
    "and nothing differs"

# --- what came late ----------------------------------------------------------
# A second crisis of 1/12, known too late; and one of 5/1, after the numbers
# were taken.
take 2023-12-01T08:00 khung-hoang
take 2024-01-05T08:00 khung-hoang
as lan report note IV --year 2023 --term 1 --text "Khác."
for who in lan bao; do
	as $who report --issued 05/BC-TH --format json
	equal "$out" "$sent" "$who: what was sent is as it was"
done
as lan report --issued 05/BC-TH
equal "$out" "$sent_text" "as text"
as bao report --issued 05/BC-TH --format csv
equal "$out" "$sent_csv" "as CSV"
as bao fsck --head "$head"
ok "and its head in the chain"
cells() { # MEMBER: table.row.column: sent -> now
	value 'join "", map { "$_->{table}.$_->{row}.$_->{column}: " .
	    ($_->{sent} // "null") . " -> " . ($_->{now} // "null") . "\n" }
	    grep { $_->{table} eq "cases" } @{'"$1"'}'
}
as bao report --year 2023 --term 1 --format json
ok "the term counted again, to its end"
json '$_->{issued}{number} eq "05/BC-TH" &&
    $_->{issued}{until} eq "2023-12-20" && $_->{issued}{op} > 0 &&
    !exists $_->{issued}{additions} && @{$_->{corrections}} == 0 &&
    $_->{period}{until} eq "2024-01-18" &&
    $_->{tables}[0]{rows}[-1]{cells}[1] == 4' "has all four cases"
LATE="cases.khung-hoang.received: 1 -> 2
cases.khung-hoang.students: 1 -> 2
cases.khung-hoang.level_none: 1 -> 2
cases.khung-hoang.carried_out: 1 -> 2
cases.total.received: 2 -> 3
cases.total.students: 2 -> 3
cases.total.level_none: 2 -> 3
cases.total.carried_out: 2 -> 3"
equal "$(cells '$_->{issued}{differences}')" "$LATE" \
    "but of the sent day only the late one differs"
equal "$(value 'join ",", @{$_->{issued}{prose}}' | cut -c1-3)" "IV." \
    "and the part that was written anew is named"
as lan report --year 2023 --term 1
has "Tổng số: Tiếp nhận trong kỳ 2 -> 3" "as text"
has "Phần lời đã viết lại: IV. Hạn chế, nguyên nhân." "both"
as lan report --year 2023 --term 2 --format json
json '!defined $_->{issued} && @{$_->{corrections}} == 1 &&
    $_->{corrections}[0]{number} eq "05/BC-TH" &&
    $_->{corrections}[0]{additions_until} eq "2024-01-18"' \
    "the next term corrects it"
equal "$(cells '$_->{corrections}[0]{differences}')" "$LATE" "by the same"
equal "$(cells '$_->{corrections}[0]{additions}')" \
    "$(printf '%s\n' "$LATE" | sed 's/2 -> 3/3 -> 4/; s/1 -> 2/2 -> 3/')" \
    "and adds what came after the day"
as lan report --year 2023 --term 2
has "Bổ sung, đính chính kỳ trước (số 05/BC-TH" "as text"
has "Bổ sung, sau ngày 20/12/2023 đến hết ngày 18/01/2024:" "both parts"
as lan report --year 2023 --term year --format json
json '$_->{corrections}[0]{number} eq "05/BC-TH"' "so does the year"
as lan report --from 2023-12-01 --to 2023-12-31 --format json
json '@{$_->{corrections}} == 0 && !defined $_->{issued}' \
    "a report of two days does not"

# --- a name in what is issued ------------------------------------------------
as lan report note I --from 2023-11-01 --to 2023-11-30 --text "Có Lò Văn"
as lan report note IV --from 2023-11-01 --to 2023-11-30 --text "Pùa. Em lo van pua"
as lan --lang en report issue --number 08/BC --date 2023-12-01 -n --format json \
    --from 2023-11-01 --to 2023-11-30
json '1 == grep({ $_->{code} eq "name" } @{$_->{notices}}) &&
    $_->{notices}[-1]{message} =~ /^"lo van pua" looks like/' \
    "is questioned once more, each part by itself"
if command -v script >/dev/null; then
	for answer in k c; do
		echo $answer >answers
		TERM=dumb script -qec "'$CTXH' --as lan report note V --term 1 \
		    --year 2023 --text 'Em lo van pua'" /dev/null \
		    >"$T/out" 2>&1 <answers
		equal "$?" "$([ $answer = c ]; echo $?)" "asked: $answer"
		out=$(tr -d '\r' <"$T/out")
		has '"lo van pua" giống họ tên' "with what was typed"
		as lan report note V --year 2023 --term 1
		equal "$out" "$([ $answer = k ] || echo "Em lo van pua")" \
		    "and recorded only after a yes"
	done
	as lan report note V --year 2023 --term 1 --remove
fi

# --- a corrected issue, and the next year ------------------------------------
as hieu report issue --number 07/BC-TH --date 2024-01-20 --year 2023 --term 1 \
    --format json
ok "the same period again"
json '$_->{corrects} eq "05/BC-TH" && $_->{notices}[0]{code} eq "corrected"' \
    "corrects the earlier one"
as lan report --issued 07/BC-TH --format json
equal "$(cells '$_->{corrections}[0]{differences}')" "$LATE" "and says in what"
as lan report --issued 07/BC-TH
has "Bổ sung, đính chính báo cáo đã gửi (số 05/BC-TH" "as text"
as lan report --year 2023 --term 1 --format json
json '$_->{issued}{number} eq "07/BC-TH" &&
    @{$_->{issued}{differences}} == 0' "the newest issue counts"
as lan report issue --number 07/BC-TH --date 2024-08-20 --year 2023 \
    --term year --until 2024-08-15 --format json
json '$_->{notices}[0]{code} eq "number-again" &&
    $_->{notices}[0]{message} =~ /m\x{1ed7}i b\x{e1}o c\x{e1}o/' \
    "a number twice in a calendar year, which only a letter may have"
as lan report issue --number 07/BC-TH --date 2025-01-06 --year 2024 --term 1 \
    --until 2025-01-05 --format json
json '@{$_->{notices}} == 0' "in the next one it is free again"
as lan --lang en report --issued 07/BC-TH
is 2 "three have this number"
says "3 reports were issued as number" "how many"
says "20/01/2024 (--op " "which ones"
says ", 06/01/2025 (--op" "all of them"
as lan report --issued 7/bc-th --year 2024 --format json
json '$_->{year} eq "2024-2025" && $_->{corrections}[0]{period} eq "year"' \
    "a year may tell them apart; a first term corrects the year before"
as lan report --issued 7/bc-th --date 20/8/2024 --format json
json '$_->{period}{kind} eq "year"' "and the date does"
as lan report --issued 07/BC-TH --date 21/8/2024
is 5 "none of that day"
as lan report --issued latest --format json
json '$_->{year} eq "2024-2025"' "the newest is the newest of all"
for date in 20/08/2024 21/08/2024; do
	as lan --lang en report issue --number "7/bc - th" --date $date \
	    --year 2023 --term year --until 2024-08-16
	again=$(printf '%s\n' "$out" | sed -n 's/^Print it: ctxh //p')
	eval "as lan $again --format json"
	json '$_->{issue}{number} eq "7/bc - th" &&
	    $_->{period}{until} eq "2024-08-16"' "what is said to print it does"
done
has '"date":	"2024-08-21"' "also for the next day"
op=$(as lan report issue --number 9 --date 2023-11-02 --from 2023-10-01 \
    --to 2023-10-30 --dry-run --format json; value '$_->{picked_by}')
equal "$op" number "a number of its own is enough"
as lan report --date 20/8/2024 --year 2023 --term 1
is 2 "a date without a number"
as lan report issue --number 9 --date 2023-11-02 --from 2023-10-01 \
    --to 2023-10-31 --format json
json '$_->{period} eq "span"' "two days are issued, too"
as lan report --from 2023-10-01 --to 2023-10-31 --format json
json '$_->{issued}{number} eq 9' "and known again"
as lan report --from 2023-10-01 --to 2023-10-30 --format json
json '!defined $_->{issued}' "by both days"
as lan report --issued 9 --term 1
is 2 "a number says which report"
as lan report --issued 99
is 5 "no such number"
# A category that nothing was sent of comes as a row of zeros.
take 2023-10-20T08:00 khac
as lan report --from 2023-10-01 --to 2023-10-31 --format json
json '(grep { $_->{row} eq "khac" && $_->{column} eq "received" }
    @{$_->{issued}{differences}})[0]{sent} eq "0"' "a new row was one of zeros"
as bao report issued --format csv
equal "$(printf '%s\n' "$out" | tr -d '\r' | cut -d, -f1,3 | paste -sd' ')" \
    "number,period 05/BC-TH,hk1 07/BC-TH,hk1 07/BC-TH,year 07/BC-TH,hk1 7/bc - th,year 7/bc - th,year 9,span" \
    "a reporter lists what was issued"
as lan --lang en report issued
has "the first term 2023-2024" "in English"
as lan report issued
has "học kỳ" "and in Vietnamese"

# --- the head, the term's end, the due date ----------------------------------
as lan config set school.place "Chiềng Mung"
as lan config set school.upper "UBND xã Chiềng Mung"
as lan config set school.letterhead "TRƯỜNG TIỂU HỌC CHIỀNG MUNG" "Tổ tư vấn"
ok "the letterhead is set"
as lan report issue --number 11/BC --date 2024-03-05 --from 2024-02-01 \
    --to 2024-02-29
as lan report --issued 11/BC
equal "$(printf '%s\n' "$out" | head -n 5)" "UBND xã Chiềng Mung
TRƯỜNG TIỂU HỌC CHIỀNG MUNG
Tổ tư vấn
Số: 11/BC
Chiềng Mung, ngày 05 tháng 3 năm 2024" "the head, without the name twice"
as lan report issue --number 12/BC --date 2024-02-09 --from 2024-02-01 \
    --to 2024-02-05
as lan report --issued 12/BC
has "Chiềng Mung, ngày 09 tháng 02 năm 2024" "February has a 0"
as lan report --issued 05/BC-TH
equal "$out" "$sent_text" "what was sent keeps its own"
# Four cases were received by 20/12, the fifth on 5/1; a sixth of 15/1 moves to
# the second term, whose report would count it again.
take 2024-01-15T08:00 bo-hoc
as lan report issue --number 13/BC --date 2024-01-22 --year 2023 --term 1
as lan --format json config set terms.2023-2024.hk1_end 12/01/2024
json '$_->{notices}[0]{code} eq "issued" &&
    $_->{notices}[0]{message} =~ m{05/BC-TH.*07/BC-TH.*13/BC \(22/01/2024\)}' \
    "a term that was reported ends anew: which reports that concerns"
as lan --format json config set terms.2022-2023.hk1_end 12/01/2023
json '!exists $_->{notices}' "not those of another year"
as lan report --year 2023 --term 1 --format json
json '$_->{period}{to} eq "2024-01-12" && $_->{issued}{to} eq "2024-01-18" &&
    $_->{issued}{number} eq "13/BC"' "a term that ends anew is the same one"
received() { # MEMBER
	value 'join ",", map { "$_->{row}:$_->{sent}-$_->{now}" } grep {
	    $_->{column} eq "received" && $_->{table} eq "cases" }
	    @{'"$1"'{differences}}'
}
json '$_->{issued}{moved}{sent}{to} eq "2024-01-18" &&
    $_->{issued}{moved}{now}{to} eq "2024-01-12" &&
    $_->{issued}{moved}{now}{until} eq "2024-01-12"' "the days of both"
equal "$(received '$_->{issued}')" "bo-hoc:2-1,total:6-5" \
    "a case that moved is no longer in the term"
as lan report --year 2023 --term 2 --format json
json '$_->{tables}[0]{rows}[-1]{id} eq "total" &&
    $_->{tables}[0]{rows}[-1]{cells}[1] == 1' "but in the second one"
equal "$(received '$_->{corrections}[0]')" "bo-hoc:2-1,total:6-5" \
    "whose report takes it from the first one's"
as lan report --year 2023 --term 2
has "Kỳ đã đổi: đến 18/01/2024 -> 12/01/2024" "as text"
has "theo cùng ngày chốt số liệu 12/01/2024" "counted to its new end"
as lan report issue --number 14/BC --date 2024-06-03 --year 2023 --term 2
as lan config set terms.2023-2024.hk1_end 18/01/2024
as lan report --year 2023 --term 2 --format json
json '$_->{issued}{moved}{sent}{from} eq "2024-01-13" &&
    $_->{issued}{moved}{now}{from} eq "2024-01-19" &&
    !defined $_->{corrections}[0]{moved}' "moved back, the other way round"
equal "$(received '$_->{issued}')" "bo-hoc:1-0,total:1-0" \
    "the second term gives it back"
as lan config set terms.2024-2025.year_due 2025-05-24
as lan due --format json
json '1 == grep { $_->{rule} eq "report" } @$_' "a report is overdue"
as lan report issue --number 30/BC --date 2025-05-24 --year 2024 --term year \
    --until 2025-05-20
ok "it is issued"
as lan due --format json
json '!grep { $_->{rule} eq "report" } @$_' "and due no more"
# Under the newer regulation: a counselling session that was written down late.
as lan report issue --number 50/BC --date 2025-12-22 --year 2025 --term 1 \
    --until 2025-12-20
as lan session --on "2025-12-01 15:00" --mode truc-tiep --size ca-nhan \
    --topic tam-ly
ok "a session without a case"
as lan report --year 2025 --term 1 --format json
equal "$(value 'join " ", sort map { "$_->{row}.$_->{column}:" .
    "$_->{sent}-$_->{now}" } grep { $_->{table} eq "counselling" }
    @{$_->{issued}{differences}}')" \
    "tam-ly.direct:0-1 tam-ly.individual:0-1 total.direct:0-1 total.individual:0-1" \
    "is named in its table"
printf '%s\n' "Mã định danh Bộ GD&ĐT,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc" \
    "1400200001,Lan,01/02/2015,Nữ,3A,Kinh" >one.csv
as lan student import one.csv --year 2023-2024
equal "$code" 0 "a pupil with a name of one word"
take 2024-02-01T08:00 khac 1400200001
as lan report note V --from 2024-02-01 --to 2024-02-29 --format json \
    --text "Lan tỏa"
json '@{$_->{notices}} == 0 && $_->{period} eq "span"' \
    "is too common to be questioned"
if command -v script >/dev/null; then
	TERM=dumb script -qec "'$CTXH' --as lan report --year 2023 --term 2" \
	    /dev/null >"$T/out" 2>&1 </dev/null
	out=$(tr -d '\r' <"$T/out")
	has "(chưa viết: ctxh report note vi ...)" "on a terminal it hints"
fi
as lan fsck
ok "the store is sound"
finish
