#!/bin/sh
# A report, an incident report and the page for a meeting as documents: what
# they say in sentences and tables is what the same report says as JSON,
# whatever the format; compared by an independent reader (tests/verb/paper.pl).
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
PAPER=$TOP/tests/verb/paper.pl
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
as lan record --batch "$DATA/year/2023-2024.jsonl"
as lan config set school.place "Chiềng Mung"
as lan config set school.upper "UBND xã Chiềng Mung"

for term in 1 2 year; do
	as lan report --year 2023 --term $term --format json
	cp "$T/out" report.json
	for format in html docx; do
		as lan report --year 2023 --term $term -o report.$format
		ok "term $term as $format"
		check "its numbers are the report's" perl "$PAPER" report \
		    report.json report.$format
	done
done
# The comparison can fail.
perl -0pe 's/("cells":\s*\[\s*\d+,\s*)(\d+)/$1 . ($2 + 1)/e' report.json \
    >wrong.json
check "a changed number is seen" sh -c \
    "! perl '$PAPER' report wrong.json report.html >/dev/null 2>&1"

# --- one table, and no word of others -----------------------------------------
as lan report --year 2023 --term 1 --table deadlines --format json
cp "$T/out" report.json
as lan report --year 2023 --term 1 --table deadlines -o one.html
ok "one table"
check "is all there is" perl "$PAPER" tables report.json one.html
as lan report --year 2023 --term 1 --table deadlines -o one.docx
check "on the page of its head" python3 -c 'import sys, zipfile
s = zipfile.ZipFile("one.docx").read("word/document.xml").decode()
sys.exit(s.count("<w:sectPr") != 1 or "w:type=\"page\"" in s)'
check "without a sentence" sh -c '! grep -q "Tiếp nhận trong kỳ" one.html'

# --- as it was issued ----------------------------------------------------------
as lan report issue --year 2023 --term 1 --number 05/BC-THCM \
    --date 20/01/2024
ok "issued"
as lan report --year 2023 --term 1 -o before.html
{
	doc intake "" 2023-12-04T08:00 category=bao-luc
} >later.jsonl
as lan record --batch later.jsonl
ok "another case of that term"
as lan report --issued latest --format json
cp "$T/out" report.json
for format in html docx; do
	as lan report --issued latest -o issued.$format
	ok "the issued report as $format"
	check "has the numbers that were sent" perl "$PAPER" report \
	    report.json issued.$format
	perl "$PAPER" text issued.$format >text
	check "its number" grep -q "Số: 05/BC-THCM" text
	check "and its date, by Nghị định 30/2020" grep -q \
	    "Chiềng Mung, ngày 20 tháng 01 năm 2024" text
done
as lan report --year 2023 --term 1 --format json
cp "$T/out" report.json
as lan report --year 2023 --term 1 -o now.html
check "today's has today's" perl "$PAPER" report report.json now.html
check "which differ" sh -c '! cmp -s now.html before.html'

# --- what was sent is put right -------------------------------------------------
as lan report issue --year 2023 --term 1 --number 06/BC-THCM \
    --date 25/01/2024
ok "the term once more"
as lan report --issued latest -o again.docx
perl "$PAPER" text again.docx >text
check "says what it corrects" grep -qx \
    "Bổ sung, đính chính báo cáo đã gửi" text
check "and as of which day" grep -qx "Tính lại theo cùng ngày chốt số liệu \
18/01/2024, có thay đổi như sau." text
as lan report --year 2023 --term 2 -o next.docx
perl "$PAPER" text next.docx >text
check "the next term's report is of another one" grep -qx \
    "Bổ sung, đính chính kỳ trước" text
check "that has nothing new" grep -qx "Tính lại theo cùng ngày chốt số liệu \
18/01/2024, không có gì khác." text

# --- a pupil in two groups, whom two help, is one -------------------------------
as lan group add --from 10/09/2023 --student 1400100000 --group kho-khan
as lan group add --from 10/09/2023 --student 1400100000 --group khung-hoang
as lan mentor add --from 15/09/2023 --student 1400100000 --mentor "Lò Thị A" \
    --category kho-khan
as lan mentor add --from 15/09/2023 --student 1400100000 --mentor "Lò Thị B" \
    --category yeu-kem
as lan report --year 2023 --term 1 --format json
cp "$T/out" report.json
for format in html docx; do
	as lan report --year 2023 --term 1 -o registers.$format
	check "in words as in the row of all ($format)" perl "$PAPER" report \
	    report.json registers.$format
done
check "that is one" grep -q "thêm 1 người học, cuối kỳ còn 1 (Biểu 1)" \
    registers.html

# --- whom it goes to -----------------------------------------------------------
as lan report --year 2023 --term year -o to.html
perl "$PAPER" text to.html >text
check "to the district's office, before it ended" grep -q \
    "Phòng Giáo dục và Đào tạo" text
as lan report --year 2023 --term year --addressee \
    "UBND xã Chiềng Mung (qua Phòng Văn hóa - Xã hội)" --addressee \
    "Sở GD&ĐT Sơn La" --copy "UBND xã" --signer \
    "Lò Thị Hoa" --signer-title kt-hieu-truong -o to.docx
ok "to whom it is said"
perl "$PAPER" text to.docx >text
for line in "UBND xã Chiềng Mung (qua Phòng Văn hóa - Xã hội)" \
    "Sở GD&ĐT Sơn La" "UBND xã" "Lò Thị Hoa" "KT. HIỆU TRƯỞNG" \
    "PHÓ HIỆU TRƯỞNG"; do
	check "$line" grep -qF "$line" text
done
as lan config set school.copies "Công đoàn trường"
as lan report --year 2023 --term year --addressee "" --copy "" -o to.html
perl "$PAPER" text to.html >text
check "an empty addressee is none" grep -q "Phòng Giáo dục và Đào tạo" text
check "an empty copy leaves out those of the settings" sh -c \
    '! grep -q "Công đoàn" text && grep -q "^- Lưu" text'
as lan config set school.report_to "Phòng Văn hóa - Xã hội"
as lan report --year 2023 --term year -o to.html
perl "$PAPER" text to.html >text
check "or as the school has set it" grep -q "Phòng Văn hóa - Xã hội" text
check "alone" sh -c '! grep -q "Phòng Giáo dục" text'

# --- an incident report ---------------------------------------------------------
for format in text html docx; do
	as lan report --case 4 --format $format -o case.$format
	ok "a case as $format"
	perl "$PAPER" text case.$format | tr -s ' \n' ' ' >text
	check "says how it ended" grep -q "Vụ việc đã kết thúc lúc 25/10/2023" \
	    text
	check "without a name" sh -c '! grep -q "Hoàng Thị Khang" text'
done
as lan report --case 4 --addressee "UBND xã Chiềng Mung" -o case.docx
perl "$PAPER" text case.docx >text
check "goes to whom it is said" grep -q "Kính gửi: UBND xã Chiềng Mung" text
as lan report --case 4 -o case.docx
perl "$PAPER" text case.docx >text
check "or to whom the school reports" grep -q \
    "Kính gửi: Phòng Văn hóa - Xã hội" text
as lan report --case 4 --names -o case.docx
ok "with names"
perl "$PAPER" text case.docx >text
check "there they are" grep -q "Hoàng Thị Khang" text
equal "$(stat -c %a case.docx)" 600 "for nobody else"
as lan report --case 4 --format xlsx -o case.xlsx
is 2 "no workbook of a case"

# --- the page for a meeting -----------------------------------------------------
as lan list --year 2023 --format json
cp "$T/out" list.json
as lan due --format json
cp "$T/out" due.json
as lan report --year 2023 --term 1 --format json
cp "$T/out" report.json
for format in html docx text; do
	as lan dashboard --year 2023 --term 1 --format $format -o board.$format
	ok "dashboard as $format"
done
for format in html docx; do
	check "its figures, tables and cases ($format)" perl "$PAPER" board \
	    list.json due.json report.json board.$format
done
as lan dashboard --year 2023 --term 1
ok "HTML is what it is, unless it is said"
has "<!DOCTYPE html>" "on standard output"
as lan staff add bao --role reporter --name B
as bao dashboard --year 2023 --term 1 -o board2.html
ok "a reporter may"
as lan staff add tam --role staff --name T
as tam dashboard --year 2023 --term 1 -o board2.html
is 4 "a teacher may not"
for format in text json xlsx; do
	run --as lan report --year 2023 --term year --format $format \
	    --signer "Lò Thị Hoa"
	is 2 "as $format it is signed by nobody"
done
finish
