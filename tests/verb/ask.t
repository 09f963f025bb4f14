#!/bin/sh
# On a terminal a form without fields is asked for, field by field.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
command -v script >/dev/null || { tap 1 "script(1) gives a terminal"; finish; }
# typed ARG... <LINES: as typed at a terminal; $out is what stood on it.
typed() {
	code=0
	TERM=dumb script -qec "'$CTXH' --as lan $*" /dev/null >"$T/out" \
	    2>"$T/err" || code=$?
	out=$(tr -d '\r' <"$T/out")
	err=$(cat "$T/err")
}
# When: now; how: 1; who: 3; what: 4, after a wrong number; one pupil, the
# role that follows from the kind of case; no other; how it is; what he needs;
# nothing of the rest; yes.
printf '%s\n' '' 1 3 99 4 1400100009 '' '' 'Em buồn' 3 '' c >answers
typed intake <answers
equal "$code" 0 "asked, and recorded"
has "Thông qua *" "a required field with its mark"
has "Bị bạo lực học đường" "choices with their labels"
has "ghi vào sổ?" "asked before it is written"
run --as lan --format json list
json '@$_ == 1 && $_->[0]{category} eq "bao-luc" &&
    $_->[0]{state} eq "tiep-nhan"' "the case is there"
case_no=$(value '$_->[0]{case}')
run --as lan --format json show "$case_no"
json '$_->{students}[0]{role} eq "nguoi-bi-hai"' "with the role by default"
# A weekday that does not fit is asked again, with the days that may be meant.
printf '%s\n' 'thứ Tư 03/01/2023 8:00' 'thứ Tư 03/01/2024 8:00' 1 3 4 \
    1400100009 '' '' 'Em buồn' 3 '' c >answers
typed intake <answers
equal "$code" 0 "asked again for a day with another weekday"
has "03/01/2023 là thứ Ba, không phải thứ Tư; ý là ngày 04/01/2023, hay 03/01/2024 nếu nhầm năm?" \
    "with the days that may be meant"
run --as lan --format json show VV-2023-0001
json '$_->{documents}[0]{at} eq "2024-01-03T08:00:00+07:00"' "and taken then"
printf '%s\n' '' 1 3 4 1400100009 '' '' 'Em buồn' 3 '' k >answers
typed intake <answers
run --as lan --format json list
json '@$_ == 1' "a no at the end writes nothing"
typed plan VV-2023-0001 </dev/null
has 'đang ở trạng thái "Mới tiếp nhận" nên không ghi được "Kế hoạch' \
    "what the case's state does not take is told before answering"
# A focal's decision stands on paper: who signed, and which paper, come first.
. "$TOP/tests/verb/docs.sh"
{
	doc assess-tai-truong VV-2023-0001 2024-01-04T08:00
	doc plan VV-2023-0001 2024-01-04T09:00
} >line.jsonl
as lan record --batch line.jsonl
ok "a plan waits"
printf '%s\n' 'Trần Văn Hiếu' '05/KH ngày 05/01/2024' '05/01/2024 8:00' 1 '' c \
    >answers
typed approve VV-2023-0001 <answers
equal "$code" 0 "a focal is asked for the paper"
as lan --format json show VV-2023-0001
json '$_->{state} eq "dang-thuc-hien"' "and the decision is recorded"
run --as lan --format jsonl log
hasnt '"needs":' "nobody was refused on the way"
printf '%s\n' '' 1 3 4 1400100009 '' '' 'Em buồn' 3 '' k >answers
typed intake --no-input <answers
[ "$code" -eq 2 ]
tap $? "--no-input asks nothing"
# An agency that is gone is not proposed, and has no number.
printf '%s\n' '' 1 1 99 >answers
typed refer "$case_no" <answers
has "Công an cấp xã" "the agencies of today"
hasnt "Công an cấp huyện" "and no other"
finish
