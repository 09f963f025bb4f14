#!/bin/sh
# Somebody with a key and a program of his own: the same program with its
# checks of rights taken out signs what its holder may not.  The true program's
# fsck finds each.
. "$(dirname "$0")/../lib.sh"
copy_tree
check "the checks of rights are taken out" perl -0777 -i -pe '
	s/(\nneed_role\(.*?\n\{\n.*?return fail\(.*?;\n)/$1\n\treturn CTXH_OK;\n/s or
	s/(\ncheck_rights\(.*?\n\{\n)/$1\tif (d != NULL) return CTXH_OK;\n/s or
	die "no such function in $ARGV"' lib/chain/member.c lib/cases/record.c
check "and decisions sign another text" perl -0777 -i -pe '
	s/(\n\tidentity_sign\(h->actor->identity, hash)/\n\thash[0] ^= 1;$1/
	    or die' lib/cases/sign.c
rm -f build/lib/chain/member.o build/lib/cases/record.o build/lib/cases/sign.o
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
# What is sealed under a key that he lacks no program writes.
cp sound.db ctxh.db
CTXH=$FORGED
as bao --lang en support 1 --kind tam-ly --at "2023-09-12 16:00"
is 4 "a reporter records nothing"
says "needs the person key" "for want of the key"
CTXH=$TRUE
finish
