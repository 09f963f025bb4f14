#!/bin/sh
# Documents are Vietnamese whatever the language of messages is, and a file is
# what its name says.
. "$(dirname "$0")/../lib.sh"
new_store --year 2023-2024
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"

while read -r verb; do
	for lang in vi en; do
		# A page says of what minute it is.
		# shellcheck disable=SC2086
		CTXH_LANG=$lang "$CTXH" --as lan $verb 2>/dev/null |
		    sed 's/[0-9]* giờ [0-9]* phút/../g' >$lang
	done
	cmp -s vi en && [ -s vi ]
	tap $? "$verb is Vietnamese"
done <<'END'
print 17 intake
print 1 decision
print 17 refer
print 17 handover
print 1 log
print --blank yearplan
dashboard --year 2023 --term 1 --format text
dashboard --year 2023 --term 1
report --year 2023 --term 1
report --year 2023 --term 1 --format html
report --case 1
END

# A date that was given alone is no time of the day.
as lan group add --from 01/10/2023 --student 1400100000 --group kho-khan
eval "$(as lan --format json group list --year 2023
    value '"entry=" . $_->[0]{entry}')"
as lan print "$entry" group
has "Từ ngày: ngày 01 tháng 10 năm 2023" "a date alone"
as lan print 17 intake
has "15 giờ 16 phút, ngày 15 tháng 11 năm 2023" "and a time of it"

for name in a.pdf a.doc a.xls; do
	as lan print 17 intake -o $name
	is 2 "no $name is written"
	as lan dashboard --year 2023 -o $name
	is 2 "nor of a page"
	as lan report --year 2023 --term 1 -o $name
	is 2 "nor of a report"
	as lan report --case 17 -o $name
	is 2 "nor of one on a case"
	check "and none is there" test ! -e $name
done
as lan print 17 intake -o A.DOCX
ok "capitals"
equal "$(head -c 2 A.DOCX)" PK "are the same format"
finish
