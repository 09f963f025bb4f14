#!/bin/sh
# make bench: speed and memory beside public tools, on this machine, in the
# same run, taken in turns; medians.  It prints and asserts nothing.
#
#	run.sh [BUILD]		the folder that holds the program
#	BENCH_ROWS=1000000	rows of the list that is imported
#	BENCH_ROWS_MAX=BENCH_ROWS	and of the largest one: 10000000 needs 7 GB
#	BENCH_PUPILS=100000	pupils of the large store
#	BENCH_CASES=5000	its cases, of 20 documents each
#	BENCH_PART=registers	nothing but the report of registers
#	BENCH_PART=paper	nothing but documents
#	BENCH_ABSENCES=2000000	rows of the list of absences for screening
set -eu
LC_ALL=C
export LC_ALL
TOP=$(cd "$(dirname "$0")/../.." && pwd)
cd "$TOP"
BUILD=$(cd "${1:-build}" && pwd)
CTXH=$BUILD/ctxh
ROWS=${BENCH_ROWS:-1000000}
ROWS_MAX=${BENCH_ROWS_MAX:-$ROWS}
PUPILS=${BENCH_PUPILS:-100000}
CASES=${BENCH_CASES:-5000}
ABSENCES=${BENCH_ABSENCES:-2000000}
BIN=$BUILD/bench
mkdir -p "$BIN"
for tool in measure make_list make_absences; do
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$BIN/$tool" \
	    "tests/bench/$tool.c"
done
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Iinclude \
    -o "$BIN/deadlines" tests/bench/deadlines.c -L"$BUILD" -lctxh \
    -Wl,-rpath,"$BUILD"
W=$(mktemp -d "${TMPDIR:-/tmp}/ctxh-bench.XXXXXX")
trap 'rm -rf "$W"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$W/home
XDG_DATA_HOME=$W/share
export HOME XDG_DATA_HOME
unset CTXH_STORE CTXH_USER CTXH_LANG 2>/dev/null || :
mkdir "$HOME" "$XDG_DATA_HOME"
cd "$W"

say() {
	[ -t 2 ] && printf '\r\033[K%s' "$*" >&2 || :
}
store() { # FILE: a new store with a focal
	rm -f "$1" "$W/sheet"
	rm -rf "$XDG_DATA_HOME/ctxh"
	"$CTXH" --store "$1" init --school "Trường Bench" --code 1401 \
	    --level tieu-hoc --user lan --name Lan --year 2024 \
	    --sheet "$W/sheet" >/dev/null
}
# "wall cpu rss" of a command, over so many runs.
m() { # RUNS [-t FILE] COMMAND...
	runs=$1
	shift
	"$BIN/measure" -n "$runs" -o "$W/m" "$@" 2>"$W/why" ||
	    { cat "$W/why" >&2; echo "0 0 0" >"$W/m"; }
	cat "$W/m"
}
middle() { # FIELD FILE
	sort -g -k "$1,$1" "$2" | awk -v f="$1" '{ v[NR] = $f }
	    END { print v[int((NR + 1) / 2)] }'
}
row() { # WHAT OURS THEIRS RATIO GOAL
	say
	printf '%-44s %12s %12s %9s  %s\n' "$@"
}
ms() { awk -v s="$1" 'BEGIN { printf "%.1f ms", s * 1000 }'; }
sec() { awk -v s="$1" 'BEGIN { printf "%.2f s", s }'; }
mib() { awk -v k="$1" 'BEGIN { printf "%.1f MiB", k / 1024 }'; }
ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		if (b > 0) printf "%.2f", a / b; else printf "-" }'
}

row "what (here, medians)" ctxh "other tool" ratio goal
row "----" ---- ---------- ----- ----
if [ "${BENCH_PART:-}" != paper ]; then
	. "$TOP/tests/bench/registers.sh"
	[ "${BENCH_PART:-}" = registers ] && exit 0
fi
. "$TOP/tests/bench/paper.sh"
[ "${BENCH_PART:-}" = paper ] && exit 0

# --- deadlines -----------------------------------------------------------------
"$BIN/deadlines" "$TOP/lib/rules/calendar-vn.csv" >deadlines
while read -r us what; do
	row "a deadline, $what" "$us us" "" "" "at most 5 us"
done <deadlines

# --- a list of a million rows ------------------------------------------------
"$BIN/make_list" "$ROWS" >list.csv
# The threads: the handle's, the reader's, two sealers', and others that help
# the first.
stages() { # FILE WHAT: the share of each stage in the processor's time
	awk -v what="$2" '{
		for (i = 1; i <= NF; i++) sum += $i
		if (sum == 0) exit
		seal = $3 + $4
		printf "  %s: read and check %.0f %%, tags and seals %.0f %%, " \
		    "sort and write %.0f %%\n", what, 100 * $2 / sum,
		    100 * seal / sum, 100 * (sum - seal - $2) / sum
	}' "$1"
}
for i in 1 2 3; do
	say "import $i of 3"
	store big.db
	m 1 -t "$W/first.stages" "$CTXH" --store big.db student import --year 2024 \
	    list.csv >>ours
	say "import again, $i of 3"
	m 1 -t "$W/again.stages" "$CTXH" --store big.db student import --year 2024 \
	    list.csv >>again
	rm -f big.db bare.db
	say "sqlite3, $i of 3"
	m 1 sqlite3 bare.db ".mode csv" ".import list.csv t" >>theirs
	rm -f bare.db
done
ours=$(middle 1 ours) theirs=$(middle 1 theirs)
row "student import, $ROWS rows : sqlite3 .import" "$(sec "$ours")" \
    "$(sec "$theirs")" "$(ratio "$ours" "$theirs")" "at most 1"
row "  processor time" "$(sec "$(middle 2 ours)")" \
    "$(sec "$(middle 2 theirs)")" \
    "$(ratio "$(middle 2 ours)" "$(middle 2 theirs)")" ""
row "  memory at its peak" "$(mib "$(middle 3 ours)")" \
    "$(mib "$(middle 3 theirs)")" \
    "$(ratio "$(middle 3 ours)" "$(middle 3 theirs)")" "at most 64 MiB"
again=$(middle 1 again)
row "the same list again, unchanged : sqlite3" "$(sec "$again")" \
    "$(sec "$theirs")" "$(ratio "$again" "$theirs")" "at most 0.6"
row "  processor time" "$(sec "$(middle 2 again)")" \
    "$(sec "$(middle 2 theirs)")" \
    "$(ratio "$(middle 2 again)" "$(middle 2 theirs)")" ""
row "  memory at its peak" "$(mib "$(middle 3 again)")" "" "" \
    "at most 64 MiB"
if command -v sqlite-utils >/dev/null; then
	say "sqlite-utils"
	m 1 sqlite-utils insert bare.db t list.csv --csv >utils
	rm -f bare.db
	utils=$(middle 1 utils)
	row "  rows a second : sqlite-utils insert" \
	    "$(awk -v n="$ROWS" -v s="$ours" 'BEGIN {
	    printf "%.0f", n / s }')" "$(awk -v n="$ROWS" -v s="$utils" \
	    'BEGIN { if (s > 0) printf "%.0f", n / s; else print "-" }')" \
	    "$(ratio "$utils" "$ours")" "at least 10"
else
	row "  sqlite-utils insert" "" "not here" "" "apt install sqlite-utils"
fi
say
stages first.stages "first import"
stages again.stages "again"
rm -f ours again theirs

# --- and out again, for an import that finds nothing to change ---------------
store big.db
"$CTXH" --store big.db student import --year 2024 list.csv >/dev/null 2>&1
sqlite3 bare.db ".mode csv" ".import list.csv t"
for i in 1 2 3; do
	say "export $i of 3"
	m 1 "$CTXH" --store big.db student export --names >>ours
	m 1 sqlite3 -csv -header bare.db "SELECT * FROM t ORDER BY 7" >>theirs
done
ours=$(middle 1 ours) theirs=$(middle 1 theirs)
row "student export, $ROWS rows : sqlite3 -csv" "$(sec "$ours")" \
    "$(sec "$theirs")" "$(ratio "$ours" "$theirs")" ""
row "  rows a second" \
    "$(awk -v n="$ROWS" -v s="$ours" 'BEGIN { printf "%.0f", n / s }')" \
    "$(awk -v n="$ROWS" -v s="$theirs" 'BEGIN { printf "%.0f", n / s }')" \
    "" ""
row "  memory at its peak" "$(mib "$(middle 3 ours)")" \
    "$(mib "$(middle 3 theirs)")" "" "at most 64 MiB"
rm -f big.db bare.db list.csv ours theirs

# --- time grows with the rows ------------------------------------------------
for n in 10000 100000 1000000 10000000; do
	[ "$n" -le "$ROWS_MAX" ] || break
	say "$n rows"
	"$BIN/make_list" "$n" >list.csv
	store big.db
	m 1 "$CTXH" --store big.db student import --year 2024 list.csv >ours
	row "  $n rows, a thousand of them" "$(ms "$(awk -v n="$n" \
	    '{ print $1 / n * 1000 }' ours)")" "" "" "the same at any size"
	row "    memory at its peak" "$(mib "$(middle 3 ours)")" "" "" \
	    "at most 64 MiB"
	rm -f big.db list.csv
done
rm -f ours

# --- screening: absences of a school year, and whom the rules point at --------
"$BIN/make_list" "$PUPILS" >list.csv
"$BIN/make_absences" "$ABSENCES" "$PUPILS" >absences.csv
store big.db
m 1 "$CTXH" --store big.db student import --year 2024 list.csv >pupils
cp big.db pupils.db
for i in 1 2 3; do
	say "screen import $i of 3"
	cp pupils.db big.db
	m 1 "$CTXH" --store big.db screen import absences.csv >>ours
done
ours=$(middle 1 ours) theirs=$(cut -d' ' -f1 pupils)
row "screen import, $ABSENCES rows" "$(sec "$ours")" "" "" ""
a=$(awk -v n="$ABSENCES" -v s="$ours" 'BEGIN { printf "%.0f", n / s }')
b=$(awk -v n="$PUPILS" -v s="$theirs" 'BEGIN { printf "%.0f", n / s }')
row "  rows a second : student import" "$a" "$b" "$(ratio "$a" "$b")" \
    "at least 0.5"
row "  memory at its peak" "$(mib "$(middle 3 ours)")" "" "" ""
rm -f ours
for i in 1 2 3; do
	say "screen run $i of 3"
	m 1 "$CTXH" --store big.db screen run --dry-run >>ours
done
row "screen run, $PUPILS pupils, $ABSENCES absences" \
    "$(sec "$(middle 1 ours)")" "" "" "at most 3 s"
row "  memory at its peak" "$(mib "$(middle 3 ours)")" "" "" \
    "at most 256 MiB"
rm -f ours theirs pupils pupils.db big.db absences.csv list.csv

# --- a school year in one transaction ---------------------------------------
"$BIN/make_list" "$PUPILS" >list.csv
perl "$TOP/tests/bench/make_year.pl" "$CASES" "$PUPILS" >year.jsonl
documents=$(wc -l <year.jsonl)
store large.db
cp -R "$XDG_DATA_HOME" large.keys
say "pupils"
"$CTXH" --store large.db student import --year 2024 list.csv >/dev/null 2>&1
cp large.db pupils.db
for i in 1 2 3; do
	say "record $i of 3"
	cp pupils.db large.db
	m 1 "$CTXH" --store large.db record --batch year.jsonl >>ours
	rm -f bare.db
	m 1 sqlite3 bare.db 'CREATE TABLE t(a)' '.mode ascii' \
	    '.separator "\037" "\n"' '.import year.jsonl t' >>theirs
done
ours=$(middle 1 ours) theirs=$(middle 1 theirs)
row "record --batch, $documents docs : sqlite3 .import" "$(sec "$ours")" \
    "$(sec "$theirs")" "$(ratio "$ours" "$theirs")" ""
row "  documents a second" \
    "$(awk -v n="$documents" -v s="$ours" 'BEGIN { printf "%.0f", n / s }')" \
    "$(awk -v n="$documents" -v s="$theirs" 'BEGIN {
	printf "%.0f", n / s }')" "" "at least 20000"
row "  memory at its peak" "$(mib "$(middle 3 ours)")" \
    "$(mib "$(middle 3 theirs)")" "" ""
rm -f ours theirs bare.db pupils.db

# --- reading it --------------------------------------------------------------
verbs="version|list|list --format json|due|show VV-2024-0100"
verbs="$verbs|report --year 2024 --term year|student find 140000000077|fsck"
read_all() { # OUT: one line a verb
	old=$IFS
	IFS='|'
	set -- $verbs
	IFS=$old
	for verb; do
		say "$verb"
		n=21
		case $verb in fsck) n=1 ;; report*) n=3 ;; esac
		# shellcheck disable=SC2086
		m $n "$CTXH" --store "$store" $verb
	done
}
store=large.db
m 101 true >true
m 21 sqlite3 large.db 'SELECT count(*) FROM sqlite_schema' >opening
read_all >large.times
mv "$XDG_DATA_HOME/ctxh" large.ctxh
"$BIN/make_list" 1000 >list.csv
perl "$TOP/tests/bench/make_year.pl" "$CASES" 1000 >year.jsonl
store small.db
"$CTXH" --store small.db student import --year 2024 list.csv >/dev/null 2>&1
"$CTXH" --store small.db record --batch year.jsonl >/dev/null
store=small.db
read_all >small.times
t=$(cut -d' ' -f1 true)
o=$(cut -d' ' -f1 opening)
row "true" "" "$(ms "$t")" "" ""
row "sqlite3 opening that file" "" "$(ms "$o")" "" ""
old=$IFS
IFS='|'
set -- $verbs
IFS=$old
i=0
for verb; do
	i=$((i + 1))
	a=$(sed -n "${i}p" large.times | cut -d' ' -f1)
	b=$(sed -n "${i}p" small.times | cut -d' ' -f1)
	case $verb in
	version)
		row "version : true" "$(ms "$a")" "$(ms "$t")" \
		    "$(ratio "$a" "$t")" "at most 3"
		continue ;;
	list* | due | show*) goal="at most 50 ms" ;;
	*) goal="" ;;
	esac
	row "$verb, $PUPILS pupils : sqlite3" "$(ms "$a")" "$(ms "$o")" \
	    "$(ratio "$a" "$o")" "$goal"
	[ "$verb" = fsck ] && goal="reads them all" || goal="about 1"
	row "  the same with 1000 pupils" "$(ms "$a")" "$(ms "$b")" \
	    "$(ratio "$a" "$b")" "$goal"
done
row "$CASES cases of 20 documents, $(nproc) processors" "" "" "" ""
