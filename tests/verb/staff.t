#!/bin/sh
# Who may work with a store: add, list, retire.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
school
equal "$code" 0 "a new store has one focal"
run staff retire lan
is 6 "the last focal stays"
run staff add hieu --role principal --name "Trần Văn Hiếu"
ok "a principal"
keys=$(dirname "$(find "$XDG_DATA_HOME" -name hieu.key)")
equal "$(stat -c %a "$keys/hieu.key")" 600 "a key file for the owner alone"
run --as lan staff retire hieu
is 6 "the last principal stays"

# --- added -------------------------------------------------------------------
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo" -o bao.key
ok "a key file elsewhere"
equal "$(stat -c %a bao.key)" 600 "for the owner alone too"
[ ! -e "$keys/bao.key" ]
tap $? "and only there"
(
	XDG_DATA_HOME=$T/elsewhere
	mkdir -p "$XDG_DATA_HOME"
	run key new tam --output "$T/tam.key"
	exit "$code"
)
tap $? "a key made elsewhere"
run --format json key show "$T/tam.key"
ok "key show"
public=$(value '$_->{public}')
json '$_->{format} == 1 && $_->{handle} eq "tam" && !$_->{locked} &&
    $_->{public} =~ /^ctxh1/' "what it says"
case $out in *seed*) tap 1 "not the secret" ;; *) tap 0 "not the secret" ;; esac
run --as lan staff add tam --role focal --name "Lê Thị Tâm" --key "$public"
ok "admitted by the public key"
cp "$T/tam.key" "$keys/tam.key"
as tam list
ok "works with it"
run --as lan staff add xa --role staff --name X --key "${public%?}Z"
[ "$code" -ne 0 ]
tap $? "a mistyped public key"
run --as lan staff add hieu --role staff --name "Ai đó"
[ "$code" -ne 0 ]
tap $? "a handle that is taken"
run --as lan staff add "a b" --role staff --name X
is 2 "no such handle"
run --as lan staff add ../x --role staff --name X
is 2 "a handle is no path"
run --as lan staff add moi --role chief --name X
is 2 "no such role"
run --as lan staff add moi --role staff
is 2 "a name is required"
run --as lan staff add moi --name X
is 2 "a role is required"
run --as bao staff add moi --role staff --name X
[ "$code" -ne 0 ]
tap $? "not by a reporter"

# --- listed ------------------------------------------------------------------
run --as lan --format json staff list
ok "staff list"
json 'join(" ", map { "$_->{handle}:$_->{role}" } @$_) eq
    "lan:focal hieu:principal bao:reporter tam:focal"' "in order of admission"
json '!grep { !$_->{active} || $_->{added_by} ne "lan" || !$_->{since} } @$_' \
    "who added whom, and when"
run --as lan staff list
has "Trần Văn Hiếu" "with their names"
grep -q "Trần Văn Hiếu" ctxh.db
[ $? -ne 0 ]
tap $? "which the file does not hold in clear"

# --- retired -----------------------------------------------------------------
{
	doc intake "" 2025-09-08T08:00 label=a
	doc assess-tai-truong @a 2025-09-09T08:00
} >lines.jsonl
batch lines.jsonl
as hieu approve 1 --verdict approved --at 2025-09-10T08:00
ok "a decision of one who will go"
run --as lan staff add thay --role principal --name "Bùi Thị Thay"
ok "another principal"
run --as lan staff retire hieu
ok "now the first can go"
as hieu list
is 12 "a retired key opens nothing"
as hieu approve 1 --verdict approved
is 12 "nor decides"
run --as lan staff retire thay
is 6 "the one that is left stays"
run --as tam staff retire lan
ok "a focal by the other"
as lan list
is 12 "a retired focal"
run --as tam staff retire tam
is 6 "the last one stays"
run --as tam staff retire nobody
is 5 "nobody"
run --as tam --format json staff list
json '(grep { !$_->{active} && $_->{until} } @$_) == 2 && @$_ == 5' \
    "former members stay on the list"
run --as tam staff retire hieu
[ "$code" -ne 0 ]
tap $? "nobody is retired twice"
# What a member may open follows from the slots sealed to the member's key.
equal "$(sqlite3 ctxh.db "SELECT DISTINCT handle || ':' ||
    coalesce((SELECT group_concat(kind) FROM (SELECT kind FROM slot
    WHERE slot.member = staff.member ORDER BY kind)), '')
    FROM staff WHERE handle IN ('lan', 'hieu', 'bao') ORDER BY handle")" \
    "bao:facts
hieu:drop,facts,person
lan:drop,facts,person" "a reporter has no slot of the person key"
run --as tam fsck
ok "what they signed still holds"
run --as tam --format json log
json '(grep { ($_->{verb} // "") eq "staff retire" } @$_) == 2' "in the chain"
finish
