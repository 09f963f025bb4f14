#!/bin/sh
# ctxh print: each form of both rule sets, filled in and empty, in each format,
# against the JSON of ctxh show, read by another way; letters, decisions, dates,
# settings, entries of registers, amended documents, errors.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/paper.sh"
READ=$TOP/tests/verb/print.py
PATH=/usr/bin:$PATH
TT33=$TOP/lib/rules/tt33-2018.json
TT18=$TOP/lib/rules/tt18-2025.json
new_store
paper_pupils
paper_case Mười 10 >b1
paper_case Chạp 11 >b2
for b in b1 b2; do
	run --as lan record --batch $b
	ok "a case of which every field holds something"
done

# ---- every document, in each format ----

for n in 1 2; do
	run --as lan show $n --format json --names
	printf '%s\n' "$out" >show$n
	for format in txt html docx; do
		mkdir "$format$n"
		run --as lan print $n --all --names --format \
		    "$(echo $format | sed s/txt/text/)" -o "$format$n"
	done
done
set -- "$TT33"
for n in 1 2; do
	case $n in 1) other=Chạp ;; *) other=Mười ;; esac
	for format in txt html docx; do
		equal "$(python3 "$READ" walk $format$n "$@" <show$n 2>&1)" "" \
		    "case $n: each value of each document stands in the $format"
		python3 "$READ" text "$format$n"/* >all.txt
		check "nothing of the other case" sh -c "! grep -q $other all.txt"
	done
	set -- "$TT33" "$TT18"
done

# ---- empty ones ----

forms="intake assess plan progress review close reopen link follow support
    consent session group mentor activity target resource yearplan"
mkdir blank
for form in $forms; do
	for format in txt html docx; do
		run print --blank "$form" -o "blank/$form.$format"
		[ "$code" -eq 0 ] || tap 1 "$form, empty, as $format"
	done
done
equal "$(python3 "$READ" labels blank "$TT33" "$TT18" 2>&1)" "" \
    "an empty form has each label"
check "and dots" grep -q '\.\.\.\.\.\.\.\.\.\.' blank/intake.txt
check "and no tick" sh -c "! grep -q '\\[x\\]' blank/*.txt"
(mkdir "$T/none" && cd "$T/none" && "$CTXH" print --blank plan) >none.txt 2>&1
check "without a store, too" grep -q "KẾ HOẠCH CAN THIỆP" none.txt
run print --blank refer
has "Kính gửi: ......" "an empty letter"
run print --blank handover
has "BIÊN BẢN BÀN GIAO" "an empty record of a handover"
run print --blank approve
has "QUYẾT ĐỊNH" "by the verb's name"
run --as lan print VV-2025-0001 asess
is 2 "a form by a wrong name"
says '"assess"' "is told the nearest"
run --as lan print VV-2025-0001 handovr
says '"handover"' "also where that is no form"
finish
