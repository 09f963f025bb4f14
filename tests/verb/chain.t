#!/bin/sh
# The chain: verified by a program that shares nothing with this one, and
# every changed, missing, extra or exchanged row of any table found by fsck.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
pupils 2024
pupils
for day in 2024-10-07 2025-09-08; do
	doc intake "" ${day}T08:00 label=a category=xam-hai
	doc assess-tai-truong @a ${day}T09:00
	doc plan @a ${day}T10:00
	doc refer-huong-dan @a ${day}T11:00
done | sed '5,$s/"a"/"b"/; 5,$s/"@a"/"@b"/' >lines.jsonl
batch lines.jsonl
ok "two cases in two years"
as hieu approve VV-2025-0001 --verdict approved --at 2025-09-09T08:00
as hieu show VV-2025-0001 --names
as hieu assess VV-2025-0001 --level cao
is 4 "a refusal"
# Two that were taken back, one of them twice, and done again in between.
for day in 18 19; do
	doc support VV-2025-0001 2025-09-${day}T08:00 >line.jsonl
	batch line.jsonl
	run --as lan undo
	equal "$code" 0 "an operation that is taken back"
done
again=$(sqlite3 ctxh.db "SELECT max(op) FROM undo")
run --as lan undo "$again"
equal "$code" 0 "done again"
run --as lan undo
equal "$code" 0 "and taken back"
run --as lan refer VV-2025-0001 --agency ubnd-xa --kind chuyen-gui \
    --method dien-thoai --basis khan-cap --reason x --at 2025-09-11T08:00
ok "an operation that writes a row, the last one"

# --- verified by somebody else -----------------------------------------------
mkdir v
run --as lan --format json log
ok "log"
cp "$T/out" log.json
perl "$TOP/tests/verb/verify.pl" v <log.json >v/out
code=$?
out=$(cat v/out)
verified=$out
tap $code "hashes and signatures hold for another program"
run --as lan --format json fsck
json '$_->{ok} && $_->{format} == 1 && @{$_->{problems}} == 0' "fsck agrees"
head=$(value '$_->{head}')
equal "$verified" "$(value '$_->{ops}') operations, head $head" "on the head"
# tampered NAME EXPR: the other program is not made of agreement.
tampered() {
	perl -MJSON::PP -0777 -e '$_ = decode_json(<STDIN>); eval $ARGV[0];
	    die $@ if $@; print encode_json($_)' "$2" <log.json >v/log
	perl "$TOP/tests/verb/verify.pl" v <v/log >v/out
	[ $? -eq 1 ]
	tap $? "it finds $1"
}
tampered "another time" '$_->[3]{at} =~ s/:\d\d\+/:99+/; $_->[3]{at} = $_->[2]{at};
    $_->[3]{at} =~ s/^20/19/'
tampered "another actor" '(grep { $_->{by} ne "lan" } @$_)[0]{by} = "lan"'
tampered "another digest of rows" '$_->[3]{rows}[0]{digest} =~ s/^./g/'
tampered "another payload" '$_->[2]{payload} = $_->[1]{payload}'
tampered "a missing operation" 'splice @$_, 2, 1'
tampered "exchanged operations" '@$_[2, 3] = @$_[3, 2]'
tampered "another signature" '$_->[2]{signature} = $_->[1]{signature}'
tampered "what was taken back as if it was not" \
    'delete $_->{undone_by} for @$_'
tampered "another that took it back" \
    '$_->{undone_by} && $_->{undone_by}++ for @$_'
tampered "another store" '$_->{store} =~ tr/0-9a-f/1-9a-f0/ for @$_'
run --as lan --format jsonl log
equal "$(grep -c '"hash"' "$T/out")" "$(perl -MJSON::PP -0777 -e '
    print scalar @{decode_json(<>)}' log.json)" "jsonl: a line each"

# --- fsck --------------------------------------------------------------------
cp ctxh.db good.db
# damaged TABLE WHAT SQL: found, with its table.
damaged() {
	cp good.db ctxh.db
	rm -f ctxh.db-journal
	sqlite3 ctxh.db "$3" 2>"$T/sql" || {
		err=$(cat "$T/sql")
		tap 1 "$1: $2: $3"
		return
	}
	run --as lan --lang en fsck
	named=1
	case $1 in
	op) words="operation op" ;;
	*) words=$1 ;;
	esac
	for word in $words; do
		case $out$err in *"$word"*) named=0 ;; esac
	done
	[ "$code" -eq 13 ] && [ "$named" -eq 0 ]
	tap $? "$1: $2"
}
TRUTH="store op staff slot setting student_version document undo"
DERIVED="student_now student_tag student_mark case_fact case_tag school_year undone"
for t in $TRUTH $DERIVED; do
	columns=$(sqlite3 good.db "PRAGMA table_info($t)" | cut -d'|' -f2,3)
	names=$(printf '%s\n' "$columns" | grep -v '^id|' | cut -d'|' -f1)
	for c in $columns; do
		name=${c%|*}
		case $name in id) continue ;; esac
		case ${c#*|} in
		INTEGER) other="$name + 1" ;;
		TEXT) other="'x' || $name" ;;
		BLOB) other="randomblob(length($name))" ;;
		esac
		for which in min max; do
			[ "$t $which" = "store max" ] && continue
			damaged $t "$which row's $name changed" "UPDATE $t
			    SET $name = $other
			    WHERE id = (SELECT $which(id) FROM $t)"
		done
		case ${c#*|} in
		TEXT) damaged $t "a $name of the same length" "UPDATE $t
		    SET $name = substr($name, 2) || substr($name, 1, 1)
		    WHERE id = (SELECT max(id) FROM $t)" ;;
		esac
	done
	for which in min max; do
		[ "$t $which" = "store max" ] && continue
		damaged $t "$which row missing" "DELETE FROM $t
		    WHERE id = (SELECT $which(id) FROM $t)"
	done
	[ $t = store ] && continue
	list=$(echo $names | tr ' ' ,)
	damaged $t "an extra row" "INSERT INTO $t(id,$list) SELECT
	    (SELECT max(id) + 1 FROM $t),$list FROM $t
	    WHERE id = (SELECT min(id) FROM $t)"
	[ "$(sqlite3 good.db "SELECT count(*) FROM $t")" -eq 1 ] ||
	    damaged $t "two rows exchanged" "CREATE TEMP TABLE a AS SELECT
	    (SELECT max(id) FROM $t) + (SELECT min(id) FROM $t) - id AS id,
	    $list FROM $t WHERE id IN ((SELECT min(id) FROM $t),
	    (SELECT max(id) FROM $t));
	    INSERT OR REPLACE INTO $t(id,$list) SELECT id,$list FROM a"
	damaged $t "a row under another id" "UPDATE $t SET id = id + 9999
	    WHERE id = (SELECT max(id) FROM $t)"
	damaged $t "all rows missing" "DELETE FROM $t"
done
damaged document "one row's sealed parts in another" "UPDATE document SET
    facts = (SELECT facts FROM document WHERE id = 2) WHERE id = 6"

# An operation that a member signed anew: whole in itself, and no link between
# its neighbours.
cp good.db ctxh.db
as hieu show VV-2025-0001 --names
as lan student list --names
cp ctxh.db link.db
cp good.db ctxh.db
as lan show VV-2025-0001 --names
n=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
sqlite3 link.db "ATTACH 'ctxh.db' AS o; DELETE FROM op WHERE id = $n;
    INSERT INTO op SELECT * FROM o.op WHERE id = $n"
mv link.db ctxh.db
run --as lan --format json fsck
equal "$code" 13 "an operation signed anew"
json '@{$_->{problems}} == 1 && $_->{problems}[0]{table} eq "op" &&
    $_->{problems}[0]{op} == '"$n + 1" "the next does not follow it"

# --- without a key -----------------------------------------------------------
cp good.db ctxh.db
mine=$XDG_DATA_HOME
XDG_DATA_HOME=$T/nokey
run --format json fsck
json '$_->{ok} && $_->{head} eq "'$head'"' "the chain without a key"
sqlite3 ctxh.db "UPDATE document SET facts = zeroblob(length(facts))
    WHERE id = 3"
run fsck
is 13 "a changed row without a key"
cp good.db ctxh.db
sqlite3 ctxh.db "UPDATE op SET at = at + 60 WHERE id = 4"
run fsck
is 13 "a changed operation without a key"
XDG_DATA_HOME=$mine

# --- cut off at the end ------------------------------------------------------
cp good.db ctxh.db
doc support VV-2025-0001 2025-09-20T08:00 >line.jsonl
batch line.jsonl
ok "one more operation"
run --as lan --format json fsck
newer=$(value '$_->{head}')
run --as lan fsck --head "$newer"
ok "fsck --head of the newest"
run --as lan fsck --head "$head"
ok "fsck --head of an older one that the chain holds"
cp good.db ctxh.db
run --as lan fsck
ok "an older copy is whole in itself"
run --as lan fsck --head "$newer"
is 13 "--head finds what was cut off"
run --as lan --format json fsck --head "$newer"
equal "$code" 13 "in JSON too"
json '$_->{error} || (!$_->{ok} && @{$_->{problems}} >= 1)' "and says so"
run --as lan fsck --head 123
is 2 "no hash"

# --- --rebuild ---------------------------------------------------------------
for t in $DERIVED; do
	cp good.db ctxh.db
	sqlite3 ctxh.db "DELETE FROM $t WHERE id = (SELECT max(id) FROM $t)"
	run --as lan fsck --rebuild
	equal "$code" 0 "--rebuild of $t"
	run --as lan fsck
	ok "$t is whole again"
done
for t in staff document student_version; do
	cp good.db ctxh.db
	sqlite3 ctxh.db "DELETE FROM $t WHERE id = (SELECT max(id) FROM $t)"
	run --as lan fsck --rebuild
	is 13 "--rebuild does not paper over $t"
	run --as lan fsck
	is 13 "$t is still found"
done
cp good.db ctxh.db
run --as lan --format json list --year 2025
cp "$T/out" before
sqlite3 ctxh.db "$(for t in $DERIVED; do echo "DELETE FROM $t;"; done)"
run --as lan fsck --rebuild
equal "$code" 0 "--rebuild of everything"
run --as lan --format json list --year 2025
equal "$(cat "$T/out")" "$(cat before)" "the same cases as before"
run --as lan fsck
ok "whole"
finish
