#!/bin/sh
# A school's own template for ctxh print: each mark that --template-help names
# is known, and holds what the document holds.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/paper.sh"
PATH=/usr/bin:$PATH
READ=$TOP/tests/verb/print.py
TT33=$TOP/lib/rules/tt33-2018.json
TT18=$TOP/lib/rules/tt18-2025.json
new_store
as lan config set school.signer "Trần Văn Hiếu"
as lan config set school.place "Chiềng Mung"
paper_pupils
paper_case Chạp 11 >batch
run --as lan record --batch batch
ok "a case of which every field holds something"
run --as lan show 1 --format json --names
printf '%s\n' "$out" >show

template() { # FORM: makes FORM.docx
	run print --template-help "$1" --format json
	printf '%s\n' "$out" | python3 "$READ" template "$1.docx" 2>"$T/err" ||
	    tap 1 "the template of $1: $(cat "$T/err")"
}
for form in intake assess plan decision progress consent refer follow support \
    review close reopen session activity yearplan mentor resource
do
	template $form
done
n=0
for form in intake assess plan decision progress consent refer follow support \
    review decision close decision reopen session
do
	n=$((n + 1))
	run --as lan print 1 $form --document $n --names --template $form.docx \
	    -o f.docx
	[ "$code" -eq 0 ] || tap 1 "$form is filled in"
	equal "$(python3 "$READ" filled f.docx $n "$TT33" "$TT18" <show 2>&1)" \
	    "" "document $n, $form: each mark holds what the document holds"
	python3 "$READ" text f.docx >f$n.txt
done
for mark in "school_name = [Trường Tiểu học Chiềng Mung]" \
    "school_place = [Chiềng Mung]" "office_number = [07/CV-Chạp]" \
    "office_date = [ngày 12 tháng 11 năm 2025]" "maker_name = [Nguyễn Thị Lan]" \
    "case_number = [VV-2025-0001]" "document_number = [VV-2025-0001/7]" \
    "head_title = [HIỆU TRƯỞNG]" "head_name = [Trần Văn Hiếu]" \
    "rules_basis = [Thông tư 18/2025/TT-BGDĐT]" \
    "students.name = [Hoàng Thị Mai]" "students.born = [02/03/2015]" \
    "students.class = [4A]" "students.role = [Nhân chứng]" \
    "basis = [Luật quy định]"
do
	check "of the letter: $mark" grep -qF "$mark" f7.txt
done
for mark in "office_number = [15/QĐ-Chạp]" "head_name = [Phó Ký Chạp]" \
    "head_title = [KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG]"
do
	check "of the decision: $mark" grep -qF "$mark" f4.txt
done
run --as lan print 1 refer --names --template refer.docx -o f.docx \
    --number 99/X --date 2026-02-01 --signer "Ai Đó" --signer-title phu-trach
python3 "$READ" text f.docx >f.txt
check "a number that is given" grep -qF 'office_number = [99/X]' f.txt
check "a date" grep -qF 'office_date = [ngày 01 tháng 02 năm 2026]' f.txt
check "who signs" grep -qF 'head_name = [Ai Đó]' f.txt

# ---- what it keeps to itself ----

for form in intake assess plan decision refer consent; do
	run --as lan print 1 $form --template $form.docx -o f.docx
	ok "$form without names"
	python3 "$READ" text f.docx >f.txt
	check "names nobody" sh -c "! grep -E 'Mai|Bình|Lả|Lan|4A|/2015|1400|0900|Mẹ|Việc một|Lý do|Kết luận C' f.txt"
	run --as lan print 1 $form --template $form.docx --names \
	    --for 1400100002 -o f.docx
	ok "$form for a witness"
	python3 "$READ" text f.docx >f.txt
	check "names no other" sh -c "! grep -E 'Mai|Lả|4A.*4A|02/03/2015|Mẹ|Người Báo' f.txt"
done
for form in intake plan activity yearplan mentor resource; do
	run --as lan print --blank $form --template $form.docx -o f.docx
	ok "$form, empty"
	python3 "$READ" text f.docx | grep -q '{{'
	equal $? 1 "each mark is gone"
done

# ---- marks that there are not ----

bad() { # MARK LIST|null: makes bad.docx
	printf '[{"mark":"%s","repeats":%s}]' "$1" "$2" |
	    python3 "$READ" template bad.docx
}
bad nothing null
run --as lan print 1 plan --template bad.docx -o no.docx
is 2 "a mark that there is not"
says nothing "is named"
check "and nothing is written" test ! -e no.docx
bad activities.whom '"activities"'
run --as lan print 1 plan --template bad.docx -o no.docx
is 2 "a field of a list that there is not"
run --as lan print --blank plan --template bad.docx -o no.docx
is 2 "also where the list is empty"
bad students.whom '"students"'
run --as lan print --blank plan --template bad.docx -o no.docx
is 2 "likewise of pupils"
bad needs:nothing null
run --as lan print 1 plan --template bad.docx -o no.docx
is 2 "a choice that there is not"
echo x >text.docx
run --as lan print 1 plan --template text.docx -o no.docx
is 2 "a file that is no .docx"
run --as lan print 1 plan --template missing.docx -o no.docx
is 1 "a file that there is not"
run --as lan print 1 plan --template plan.docx --format html -o no.docx
is 2 "another format"
run --as lan print 1 log --template plan.docx -o no.docx
is 2 "a log has none"
run --as lan print 1 refer --template plan.docx -o no.docx
is 2 "a template of another form"
run print --template-help nothing
is 2 "no such form"

# --- room to write, and the file's name ------------------------------------------
rows() { # how many rows the document's tables have
	unzip -p "$1" word/document.xml | grep -o '<w:tr[ >]' | wc -l
}
run --as lan print 1 plan --template plan.docx --names -o with.docx
run --as lan print 1 plan --template plan.docx -o without.docx
run --as lan print --blank plan --template plan.docx -o blank.docx
# Three pupils, two activities; without names these are not shown.
equal "$(rows with.docx) $(rows without.docx) $(rows blank.docx)" "5 4 2" \
    "a list that is not shown leaves a row to write in, as an empty form does"
run --as lan print 1 plan --template plan.docx -o wrong.html
is 2 "a document is not called a page"
check "and none is written" test ! -e wrong.html

# --- the one that is shipped ------------------------------------------------------
SHIPPED=$TOP/examples/mau-ke-hoach.docx
run --as lan print 1 plan --names --template "$SHIPPED" -o shipped.docx
ok "the template that is shipped is filled in"
python3 "$READ" text shipped.docx >shipped.txt 2>&1
check "and no mark is left in it" sh -c '! grep -q "{{" shipped.txt'
check "whom it is about" grep -q "Hoàng Thị Mai" shipped.txt
run --as lan print --blank plan --template "$SHIPPED" -o shipped2.docx
ok "or left empty"
finish
