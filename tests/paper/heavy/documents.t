#!/bin/sh
# What the program writes, as people meet it: every .docx and .xlsx is checked
# inside, opened in LibreOffice and compared with golden pictures of its pages,
# every page is opened in Chromium, on a phone, a desk and paper.
#
# CTXH_REGEN=1 (make regen) writes the golden pictures instead: look at each
# that has changed before it is committed.
# This lies one folder deeper than other tests.
top=$(cd "$(dirname "$0")/../../.." && pwd)
CTXH_TEST_PROGRAM=${CTXH_TEST_PROGRAM:-$top/ctxh}
CTXH_TEST_BUILD=${CTXH_TEST_BUILD:-$top/build}
. "$top/tests/lib.sh"
TOP=$top
DATA=$TOP/tests/data
PAPER=$TOP/tests/paper

# The documents: a name, and the command that makes it, behind which the file's
# name comes.  The store has a school year and it is always the same day, so what
# is written is the same but for heads of chains.  One that is added gets its
# golden pictures from make regen.
documents() {
	document sample.docx	sample docx
	document sample.html	sample html
	for format in docx html; do
		document "report.$format" as lan report --year 2023 \
		    --term year -o
		document "dashboard.$format" as lan dashboard --year 2023 \
		    --term year -o
		# With what was told; and as others see it.
		document "intake.$format" as lan print 1 intake --names \
		    --date 2024-01-05 -o
		document "masked.$format" as lan print 1 intake \
		    --date 2024-01-05 -o
		document "plan.$format" as lan print 1 plan --names \
		    --number 5/KH-TH --date 2024-01-05 -o
		document "decision.$format" as lan print 1 decision --names \
		    --date 2024-01-05 -o
		document "letter.$format" as lan print 9 refer --names \
		    --number 12/TH-TVHĐ --date 2024-01-05 -o
		document "log.$format" as lan print 9 log --names \
		    --date 2024-01-05 -o
		document "blank.$format" as lan print --blank assess -o
	done
	document report.xlsx as lan report --year 2023 --term year \
	    --format xlsx -o
}

sample() { # FORMAT FILE
	"$TEST_BUILD/tests/paper/sample" "$1" >"$2"
}
document() { # NAME COMMAND...
	document=$1
	shift
	if [ "$1" = as ]; then
		"$@" "$T/made/$document"
	else
		out='' code=0
		"$@" "$T/made/$document" 2>"$T/err" || code=$?
		err=$(cat "$T/err")
	fi
	[ "$code" -eq 0 ] && [ -s "$T/made/$document" ]
	tap $? "$document is written"
}
# A check says its faults in lines "NAME: ..."; each document is a test.
judged() { # WHAT FILE...
	what=$1
	shift
	for file in "$@"; do
		name=$(basename "$file")
		code=0
		err=
		out=$(grep "^$name: " "$T/said")
		[ -z "$out" ]
		tap $? "$name $what"
	done
	# A check that broke off has not looked at them all.
	code=$checked
	out=
	err=$(cat "$T/check-err")
	[ -z "$err" ] && { [ "$checked" -eq 0 ] || [ -s "$T/said" ]; }
	tap $? "all of them: $what"
}
checks() { # PROGRAM ARG...
	checked=0
	"$@" >"$T/said" 2>"$T/check-err" || checked=$?
}

mkdir -p "$T/made" "$TOP/build/paper" "$PAPER/golden"
# 08:00 of 06/09/2024 in Vietnam, when all of the year is over.
printf '#!/bin/sh\nLD_PRELOAD=%s SHIM_TIME=1725584400 exec %s "$@"\n' \
    "$TEST_BUILD/tests/shim_clock.so" "$CTXH" >"$T/ctxh"
chmod +x "$T/ctxh"
CTXH=$T/ctxh
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"
documents
set -- "$T"/made/*.docx "$T"/made/*.xlsx
# A pattern that met nothing stands for itself.
for file in "$@"; do
	shift
	[ ! -e "$file" ] || set -- "$@" "$file"
done
checks python3 "$PAPER/ooxml.py" "$@"
judged "is sound inside" "$@"
checks perl "$PAPER/office.pl" --golden "$PAPER/golden" \
    --out "$TOP/build/paper" ${CTXH_REGEN:+--regen} "$@"
judged "opens in LibreOffice and looks as it should" "$@"
left=$(for picture in "$PAPER"/golden/*.png; do
	name=$(basename "$picture" | sed 's/-[0-9]*\.png$//')
	[ -e "$T/made/$name" ] || echo "$name"
done | sort -u)
equal "$left" "" "no golden picture without its document"
set -- "$T"/made/*.html
if [ -e "$1" ]; then
	checks perl "$PAPER/browser.pl" --shots "$TOP/build/paper" \
	    --pdf "$TOP/build/paper" "$@"
	judged "can be read on a phone, a desk and paper" "$@"
fi
finish
