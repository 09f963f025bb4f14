#!/bin/sh
# Invariant 1: kill -9 between any two system calls that write leaves the
# store as it was before the verb, or as it is after it.
. "$(dirname "$0")/fault.sh"

sweep() { # NAME DO MAX ARG...
	name=$1 do=$2 max=$3
	shift 3
	before_and_after "$@"
	n=$(calls "$CHANGES,folder" "$@")
	back
	[ "$n" -gt 10 ]
	tap $? "$name: it writes ($n times)"
	bad= old=0 new=0
	for i in $(points "$n" "$max"); do
		back
		shim "$CHANGES,folder" "$i" "$do" "$@"
		[ "$code" -eq 137 ] || bad="$bad $i:exit-$code"
		holds || bad="$bad $i"
		[ "$head" = "$head_before" ] && old=$((old + 1)) ||
		    new=$((new + 1))
	done
	equal "$bad" "" "$name: $do, all of it or none of it ($old old, $new new)"
	[ "$old" -gt 0 ] && [ "$new" -gt 0 ] &&
	    [ "$ops_after" -eq $((ops_before + 1)) ]
	tap $? "$name: one operation"
	back
}

new_store
head -n 21 "$LIST" >small.csv
sweep "import of 20" kill 150 --as lan student import --year 2023 small.csv
run --as lan student import --year 2023 "$LIST"
sweep "a list taken back" kill 100 --as lan undo
run --as lan undo
undo=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
sweep "and done again" kill 60 --as lan undo "$undo"
run --as lan undo "$undo"
sweep "import of other classes" kill 25 --as lan student import --year 2024 \
    "$LIST"
sweep "promote" kill 40 --as lan student promote --to 2024
sweep "set" kill 40 --as lan student set 1400100005 --class 9Z
sweep "student merge" kill 60 --as lan student merge 1400100001 1400100005
sweep "config" kill 25 --as lan config set school.place "Chiềng Mung"
{
	echo Mã định danh,Ngày nghỉ,Phép
	for day in 02 03 04 05 06; do
		echo "1400100005,$day/10/2023,K"
	done
} >nghi.csv
sweep "a list of absences" kill 60 --as lan screen import --year 2023 nghi.csv
run --as lan screen import --year 2023 nghi.csv
sweep "screening" kill 40 --as lan screen run --year 2023
sweep "a pupil whom it found" kill 60 --as lan screen accept 1400100005 \
    --year 2023 --group nguy-co-bo-hoc --at 2023-10-09
own_rules >own.json
sweep "rules import" kill 60 --as lan rules import own.json
sweep "intake" kill 150 $(intake 1400100007 10)
sweep "intake, torn writes" tear 150 $(intake 1400100007 10)
sweep "session" kill 60 --as lan session --topic tam-ly --at 2025-11-05T09:00
sweep "a pupil in a group" kill 60 --as lan group add --student 1400100007 \
    --group kho-khan --from 10/10/2023
sweep "agency in the place of another" kill 60 --as lan agency add ubnd-cm \
    --kind commune --name "UBND xã" --instead-of ubnd-xa
sweep "contact" kill 60 --as lan agency contact cong-an-xa --phone 0212333444
{
	echo date,kind,name,basis
	for day in 04 05 08 09 10 11 12 15 16 17 18; do
		echo "2027-02-$day,off,Tết,official"
	done
} >days.csv
sweep "calendar import" kill 60 --as lan calendar import days.csv
run $(intake 1400100007 10)
sweep "an intake taken back" kill 60 --as lan undo
# The trace is one operation, in the chain before the file is there.
sweep "print with names" kill 60 --as lan print VV-2023-0001 intake --names \
    --format docx -o form.docx
keep
rm -f form.docx
n=$(calls "$CHANGES,folder" --as lan print VV-2023-0001 intake --names \
    --format docx -o form.docx)
sum=$(cksum <form.docx)
back
state
head_before=$head bad= none=0
for i in $(points "$n" 30); do
	back
	rm -f form.docx
	shim "$CHANGES,folder" "$i" kill --as lan print VV-2023-0001 intake \
	    --names --format docx -o form.docx
	state || bad="$bad $i:fsck"
	if [ -e form.docx ]; then
		[ "$(cksum <form.docx)" = "$sum" ] || bad="$bad $i:half"
		[ "$head" != "$head_before" ] || bad="$bad $i:no-trace"
	else
		none=$((none + 1))
	fi
done
equal "$bad" "" "a printed form: whole and traced, or none ($none none)"
[ "$none" -gt 0 ]
tap $? "and none before the trace"
back
run --as lan calendar add 2024-01-11 --off --name "Bão"
sweep "deadlines counted anew" kill 60 --as lan due --recompute
sweep "report issue" kill 60 --as lan report issue --year 2023 --term 1 \
    --number 05/BC --date 2024-01-20

# Large enough that pages leave the cache before the commit.
awk 'NR > 1 { for (i = 10; i < 40; i++) {
	line = $0; sub(/14001/, "14" i "1", line); print line } }
    NR == 1' "$LIST" | sort -r | sed 's/,0[0-9]*,/,,/' >large.csv
keep
n=$(calls write --as lan student import --year 2023 large.csv)
back
state
head_before=$head bad=
[ "$n" -gt 500 ]
tap $? "large import: it spills ($n writes)"
for i in $(points "$n" 8); do
	back
	shim write "$i" kill --as lan student import --year 2023 large.csv
	[ "$i" -eq 1 ] || [ -s ctxh.db-journal ] || bad="$bad $i:no-journal"
	run --as lan fsck --format json
	[ "$code" -eq 0 ] || bad="$bad $i"
	case $out in *"$head_before"*) ;; *) bad="$bad $i:changed" ;; esac
done
equal "$bad" "" "large import: a hot journal is rolled back"
back

# A member whom the store knows has a key file, whole and somewhere.
mkdir "$T/keys"
cp -R "$XDG_DATA_HOME" "$T/keys/"
add="--as hieu staff add nga --role principal --name Nga"
n=$(calls "$CHANGES" $add)
rm -rf "$XDG_DATA_HOME"; cp -R "$T/keys/." "$T/"; back
bad= known=0
for i in $(points "$n" 60); do
	shim "$CHANGES" "$i" kill $add
	run --as lan fsck
	[ "$code" -eq 0 ] || bad="$bad $i:fsck"
	run --as lan staff list --format csv
	case $out in *nga*)
		known=$((known + 1))
		found=no
		for key in "$XDG_DATA_HOME"/ctxh/*/*nga*.key \
		    "$XDG_DATA_HOME"/ctxh/*/.*nga*.key; do
			[ -f "$key" ] || continue
			d=${key%/*}
			[ -f "$d/nga.key" ] || mv "$key" "$d/nga.key"
			run --as nga list
			[ "$code" -eq 0 ] && found=yes
		done
		[ $found = yes ] || bad="$bad $i:no-key" ;;
	esac
	rm -rf "$XDG_DATA_HOME"; cp -R "$T/keys/." "$T/"; back
done
[ "$known" -gt 0 ]
tap $? "staff add: killed after the commit, too"
equal "$bad" "" "staff add: all of it or none of it ($n points)"

# After init was killed there is a store that opens, or a second init says
# which file is in its way, and succeeds without it.
mkdir "$T/new"
cd "$T/new" || exit 1
again() {
	for try in 1 2 3; do
		school
		[ "$code" -eq 0 ] && return 0
		case $err in
		*'"ctxh.db"'*) rm -f ctxh.db ctxh.db-journal ;;
		*"$T/sheet"*) rm -f "$T/sheet" ;;
		*) return 1 ;;
		esac
	done
	return 1
}
fresh() {
	rm -rf "$XDG_DATA_HOME" "$T/sheet" ctxh.db*
	mkdir "$XDG_DATA_HOME"
}
init="init --school X --code 1401 --level tieu-hoc --user lan --name Lan
    --sheet $T/sheet"
fresh
n=$(calls "$CHANGES" $init)
bad= usable=0 none=0 other=0
for i in $(points "$n" 100); do
	fresh
	shim "$CHANGES" "$i" kill $init
	[ "$code" -eq 137 ] || bad="$bad $i:exit-$code"
	run list
	if [ "$code" -eq 0 ]; then
		usable=$((usable + 1))
		[ -s "$T/sheet" ] || bad="$bad $i:no-sheet"
	else
		[ -n "$err" ] || bad="$bad $i:silent"
		[ -e ctxh.db ] && other=$((other + 1)) || none=$((none + 1))
		again || bad="$bad $i:again"
		run list
		[ "$code" -eq 0 ] || bad="$bad $i:list-$code"
	fi
done
equal "$bad" "" "init: a store, or none ($usable usable, $none none, \
$other explained)"
finish
