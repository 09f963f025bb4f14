# Documents: one form, the report of a year with 300 cases in every format,
# and many forms at once.  Beside them what others need for a document of the
# same text.  Included by run.sh.
"$BIN/make_list" 1000 >list.csv
paper_store() { # FILE CASES [DOCUMENTS-BUT]
	store "$1"
	"$CTXH" --store "$1" student import --year 2024 list.csv \
	    >/dev/null 2>&1
	perl "$TOP/tests/bench/make_year.pl" "$2" 1000 |
	    grep -v "${3:-^\$}" >year.jsonl
	"$CTXH" --store "$1" record --batch year.jsonl >/dev/null
}
paper() { # NAME GOAL ARG...: a row with wall and processor time
	name=$1 goal=$2
	shift 2
	say "$name"
	m 11 "$CTXH" --store paper.db "$@" >took
	row "$name" "$(ms "$(cut -d' ' -f1 took)")" "" "" "$goal"
	row "  processor time, memory at its peak" \
	    "$(ms "$(cut -d' ' -f2 took)")" \
	    "$(mib "$(cut -d' ' -f3 took)")" "" ""
}
# Four documents a case, and for one report twenty: reading them takes longest.
four='"form":"progress"'
paper_store paper.db 300
paper "report of a year, 6000 documents, text" "" report --year 2024 --term year
paper_store paper.db 300 "$four"
for format in text html docx; do
	paper "print of a form, $format" "at most 50 ms" \
	    print VV-2024-0100 assess --format "$format" -o "form.$format"
done
paper "print of a history, docx" "" print VV-2024-0100 log --format docx \
    -o log.docx
period="--year 2024 --term year"
paper "report of a year, 300 cases, text" "at most 30 ms" report $period
paper "  JSON" "at most 30 ms" report $period --format json
paper "  CSV" "at most 30 ms" report $period --format csv --table cases
for format in html docx xlsx; do
	paper "  $format" "at most 200 ms" report $period --format "$format" \
	    -o "report.$format"
done
paper "dashboard of a year" "" dashboard $period -o dashboard.html

# --- the same in other tools --------------------------------------------------
"$CTXH" --store paper.db report $period --format html -o report.html
"$CTXH" --store paper.db print VV-2024-0100 log --format html -o log.html
cat >three.py <<'END'
import docx
d = docx.Document()
for page in range(3):
    d.add_heading("Kế hoạch can thiệp, trợ giúp", 1)
    for i in range(20):
        d.add_paragraph("Em kể lại chuyện xảy ra sau giờ học. " * 2)
    t = d.add_table(8, 4)
    for r in t.rows:
        for c in r.cells:
            c.text = "Gặp riêng hằng tuần"
    d.add_page_break()
d.save("three.docx")
END
m 11 "$CTXH" --store paper.db print VV-2024-0100 log --format docx \
    -o log.docx >ours
other() { # NAME RUNS COMMAND...: beside our history of a case as a .docx
	name=$1 runs=$2
	shift 2
	if ! command -v "$1" >/dev/null || ! "$@" >/dev/null 2>&1; then
		row "a history as .docx : $name" "" "not here" "" ""
		return
	fi
	say "$name"
	m "$runs" "$@" >theirs
	ours=$(cut -d' ' -f1 ours) theirs=$(cut -d' ' -f1 theirs)
	row "a history as .docx : $name" "$(ms "$ours")" "$(ms "$theirs")" \
	    "$(ratio "$ours" "$theirs")" ""
}
other "pandoc, of the same page" 3 pandoc log.html -o other.docx
other "python-docx, three pages" 5 /usr/bin/python3 three.py
other "LibreOffice, of the same page" 1 soffice --headless \
    --convert-to docx:"MS Word 2007 XML" --outdir other log.html
rm -rf paper.db other other.docx three.py three.docx ours theirs took

# --- many at once -------------------------------------------------------------
for cases in 63 125 250 500; do
	paper_store many.db "$cases" "$four"
	say "print --all, $cases cases"
	m 3 "$CTXH" --store many.db print --all --year 2024 --format docx \
	    -o papers >took
	n=$(find papers -type f | wc -l)
	rm -rf papers
	row "print --all, $n documents" "$(sec "$(cut -d' ' -f1 took)")" "" \
	    "" ""
	row "  of these one, processor time" "$(ms "$(awk -v n="$n" \
	    '{ print $1 / n }' took)")" "$(ms "$(awk -v n="$n" \
	    '{ print $2 / n }' took)")" "" "the same for any number"
	row "  memory at its peak" "$(mib "$(cut -d' ' -f3 took)")" "" "" \
	    "at most 64 MiB"
done
rm -f many.db took list.csv year.jsonl
