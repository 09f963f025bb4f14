#!/bin/sh
# Two processes writing at once, and one that finds the store busy.
. "$(dirname "$0")/fault.sh"

new_store
run --as lan student import --year 2023 "$LIST"
state
before=$ops
many() { # WHO STUDENT
	i=0
	while [ $i -lt 20 ]; do
		"$CTXH" --as "$1" intake --student "$2" --via truc-tiep \
		    --source gvcn --category bao-luc --initial-need tam-ly \
		    --condition x --received-at "2023-11-10T10:$((i + 10))" \
		    --format json >"$T/$1.$i" 2>>"$T/$1.err" </dev/null ||
		    echo "$1 $i: exit $?" >>"$T/$1.err"
		i=$((i + 1))
	done
}
: >"$T/lan.err"
: >"$T/hieu.err"
many lan 1400100007 &
first=$!
many hieu 1400100008 &
second=$!
# Readers meanwhile see one state or another, and nothing in between.
bad= reads=0
while [ $reads -lt 400 ] &&
    { kill -0 $first || kill -0 $second; } 2>/dev/null; do
	run --as lan fsck --format json
	[ "$code" -eq 0 ] || bad="$bad $code:$out$err"
	run --as lan report --year 2023 --term year --format json
	case $code$out in
	0*'"ok":false'* | 0*'"ok":	false'* | [!0]*) bad="$bad report:$code" ;;
	esac
	reads=$((reads + 1))
done
wait $first
wait $second
equal "$bad" "" "fsck and report while others write ($reads times)"
equal "$(cat "$T/lan.err" "$T/hieu.err")" "" "none of 40 failed"
equal "$(cat "$T"/lan.? "$T"/lan.?? "$T"/hieu.? "$T"/hieu.?? |
    grep -o 'VV-2023-[0-9]*' | sort -u | grep -c .)" 40 "40 distinct numbers"
run --as lan list --year 2023 --format json
json '@$_ == 40' "40 cases"
equal "$(value 'join " ", sort map { $_->{case} } @$_')" \
    "$(perl -e 'print join " ", map { sprintf "VV-2023-%04d", $_ } 1..40')" \
    "numbered without a gap"
state
equal "$((ops - before))" 40 "40 operations, and the chain holds"

# Two imports at once: each pupil once.
run --as lan student list --year 2024 --format csv
head -n 201 "$LIST" >half.csv
"$CTXH" --as lan student import --year 2024 half.csv >"$T/a" 2>&1 &
first=$!
"$CTXH" --as hieu student import --year 2024 half.csv >"$T/b" 2>&1
wait $first
run --as lan student list --year 2024 --format json
json '@$_ == 200' "two imports of one list at once"
run --as lan fsck
ok "and the chain holds"

# A store that another program keeps locked: a reader reads, a writer gives up.
mkfifo "$T/pipe"
sqlite3 ctxh.db <"$T/pipe" >"$T/sqlite" 2>&1 &
holder=$!
exec 9>"$T/pipe"
echo "BEGIN IMMEDIATE; SELECT 'locked';" >&9
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	grep -q locked "$T/sqlite" && break
	sleep 0.1
done
run --as lan list --year 2023 --format json
json '@$_ == 40' "a locked store can be read"
set -- $(echo intake --student 1400100009 --via truc-tiep --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x \
    --received-at 2023-11-11T10:00)
run --as lan "$@"
is 11 "a locked store is busy"
says ctxh.db "the message names it"
echo "ROLLBACK;" >&9
exec 9>&-
wait $holder
run --as lan "$@"
ok "and is free again"
run --as lan fsck
ok "and holds"
finish
