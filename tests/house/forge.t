#!/bin/sh
# Somebody with a key and a program of his own: the same program with its
# checks of rights taken out signs what its holder may not.  The true program's
# fsck finds each.
. "$(dirname "$0")/../lib.sh"
copy_tree
check "the checks of rights are taken out" perl -0777 -i -pe '
	s/(\nneed_role\(.*?\n\{\n.*?return fail\(.*?;\n)/$1\n\treturn CTXH_OK;\n/s or
	s/(\ncheck_rights\(ctxh.*?\n\{\n)/$1\tif (d != NULL) return CTXH_OK;\n/s or
	s/(\ncheck_rights\(struct undoing.*?\n\{\n)/$1\tif (u != NULL) return CTXH_OK;\n/s &&
	s/(\ncheck_target\(struct undoing.*?\n\{\n)/$1\tif (u != NULL) return CTXH_OK;\n/s or
	die "no such function in $ARGV"' lib/chain/member.c lib/cases/record.c \
    lib/cases/undo.c
check "and decisions sign another text" perl -0777 -i -pe '
	s/(\n\tidentity_sign\(h->actor->identity, hash)/\n\thash[0] ^= 1;$1/
	    or die' lib/cases/sign.c
for part in chain/member cases/record cases/sign cases/undo; do
	rm -f build/lib/$part.o
done
check "and it is built" make -s BUILD=build SAN="${CTXH_TEST_SAN-}" \
    WARN= CFLAGS="-O1 -g" build/ctxh
FORGED=$PWD/build/ctxh
TRUE=$CTXH
cd .. || exit 1
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
head -n 3 "$DATA/year/2023-2024.jsonl" | sed 's/, "label": "v001"//;
    s/@v001/VV-2023-0001/' >start.jsonl
head -n 1 start.jsonl >one.jsonl
as lan record --batch one.jsonl
sed -n 2,3p start.jsonl >more.jsonl
as lan record --batch more.jsonl
ok "a case that waits for the principal"
as lan fsck
ok "and a store that is sound"
cp ctxh.db sound.db
# WHO NAME COMMAND...: does it with the forged program.
forges() {
	who=$1 name=$2
	shift 2
	cp sound.db ctxh.db
	CTXH=$FORGED
	as "$who" "$@"
	[ "$code" -eq 0 ]
	tap $? "$name, with a program of one's own"
	CTXH=$TRUE
	as lan fsck --format json
	[ "$code" -eq 13 ]
	tap $? "is found"
}
forges lan "a focal decides with the own key as if the principal's" \
    approve 1 --verdict approved --at "2023-09-12 16:00"
json 'grep { $_->{table} eq "document" } @{$_->{problems}}' "as a document"
forges bao "a reporter admits a principal" \
    staff add ma --role principal --name "Ma"
json 'grep { $_->{table} eq "staff" } @{$_->{problems}}' "as a staff row"
forges bao "a reporter issues a report" \
    report issue --year 2023 --term 1 --number 1 --date 2024-01-20
json 'grep { $_->{table} eq "report" } @{$_->{problems}}' "as a report"
forges hieu "a principal signs another text than he was shown" \
    approve 1 --verdict approved --at "2023-09-12 16:00"
json 'grep { $_->{table} eq "document" } @{$_->{problems}}' "as a document"
forges hieu "a principal closes" close 1 --close-reason khong-can \
    --at "2023-09-21 09:00"
forges hieu "a principal notes a session without a case" \
    session --topic tam-ly --at "2025-11-05 09:00"
json 'grep { $_->{table} eq "document" } @{$_->{problems}}' "as a document"
# Taking back is writing, too.
cp sound.db ctxh.db
sed 's/,2B,/,2C,/' "$DATA/lists/01-tieu-hoc-utf8.csv" >moved.csv
newest() { sqlite3 ctxh.db "SELECT max(id) FROM op"; }
as lan student import moved.csv --year 2023-2024
list=$(newest)
as lan config set school.place "Chiềng Mung"
setting=$(newest)
as hieu approve 1 --verdict approved --at "2023-09-12 16:00"
decision=$(newest)
as lan config set school.place "Mường Lay"
as lan undo
ok "some are taken back as they may be"
as lan show 1 --names
trace=$(newest)
as lan fsck
ok "and that is sound"
cp ctxh.db sound.db
undone='grep { $_->{table} eq "undo" } @{$_->{problems}}'
forges hieu "a principal takes a list back" undo "$list"
json "$undone" "as an undo"
forges bao "a reporter takes a setting back" undo "$setting"
json "$undone" "as an undo"
forges lan "a focal takes the principal's decision back" undo "$decision"
json "$undone" "as an undo"
forges lan "a focal takes back what was taken back" undo \
    "$((decision + 1))"
json "$undone" "as an undo"
forges lan "a focal takes a trace back" undo "$trace"
json "$undone" "as an undo"
# What is sealed under a key that he lacks no program writes.
cp sound.db ctxh.db
CTXH=$FORGED
as bao --lang en support 1 --kind tam-ly --at "2023-09-12 16:00"
is 4 "a reporter records nothing"
says "needs the person key" "for want of the key"
CTXH=$TRUE
finish
