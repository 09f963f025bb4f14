#!/bin/sh
# Sealed cells, opened by a program that knows the format from its page and
# nothing else: each opens in its place and with its key only, what is about a
# person stands behind the person key, and no length or nonce tells anything.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
check "a program from the page alone" cc -std=c11 -Wall -Wextra -o open \
    "$TOP/tests/verb/open.c" -lsqlite3 -lsodium
new_store
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo"
run --as lan staff add tam --role staff --name "Lê Thị Tâm"
pupils
OTHER='{"origin":"truong-khac","name":"Giàng A Pó","age":9}'
LONG="em kể rằng đã lâu không dám đến lớp"
one() { # TEXT: what the intake says, of a pupil and of one from elsewhere
	sed "s/\"condition\":\"lo\"/\"condition\":\"$1\"/
	    s/{\"origin\":\"khong-ro\"}/{\"student\":\"1400100001\"},$OTHER/"
}
{
	doc intake "" 2025-09-08T08:00 label=a | one "$LONG"
	doc assess-tai-truong @a 2025-09-09T08:00
	doc plan @a 2025-09-10T08:00
	doc intake "" 2025-09-08T08:00 label=b | one "buồn"
	doc refer-chuyen-gui @b 2025-09-09T08:00
	doc follow @b 2025-09-11T08:00
	doc intake "" 2025-09-08T08:00 label=c | one "buồn lắm"
	doc consent @c 2025-09-09T08:00
} >lines.jsonl
batch lines.jsonl
ok "three cases"
as hieu approve 1 --verdict approved --at 2025-09-11T08:00
ok "a decision"
cp ctxh.db decided.db
as lan show 1 --names
as tam list
is 4 "a refusal of one without the facts key"
as lan support 1 --kind hoc-tap --on 2025-09-12
keys=$(dirname "$(find "$XDG_DATA_HOME" -name lan.key)")

# --- as the page says --------------------------------------------------------
check "every sealed cell opens, padded as the page says" ./open ctxh.db \
    "$keys/lan.key"
cp "$T/out" cells
for cell in staff.facts setting.facts student_version.facts \
    student_version.person document.facts document.person op.payload \
    case_fact.facts school_year.facts; do
	grep -q "^${cell%.*} [0-9]* ${cell#*.} " cells
	tap $? "$cell was there"
done
grep -q '^op [0-9]* payload drop.*refused' cells
tap $? "what was sealed to the drop key too"
grep -q "^document [0-9]* person .*$LONG" cells
tap $? "the narrative behind the person key"
grep '^[a-z_]* [0-9]* \(facts\|payload\) ' cells >facts
for text in "$LONG" buồn "gặp" "cần giúp" "vui" "Hoàng Thị Mai" 1400100001 \
    2015-03-02 "Giàng A Pó"; do
	! grep -qF "$text" facts
	tap $? "not behind the facts key: $text"
done
cut -d' ' -f4 cells | sort >nonces
equal "$(uniq -d nonces)" "" "no nonce twice among $(grep -c . nonces)"
check "a reporter opens facts" ./open ctxh.db "$keys/bao.key"
case $out in *" person "*) tap 1 "and nothing else" ;;
*) tap 0 "and nothing else" ;; esac
equal "$(./open ctxh.db "$keys/tam.key" 2>&1)" "" "a colleague opens nothing"
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2025
as lan undo
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2024
ok "a list, and again"
check "the marks of all first versions" ./open ctxh.db "$keys/lan.key" marks
equal "$out" "$(sqlite3 -separator ' ' ctxh.db \
    "SELECT id, hex(marks) FROM student_mark ORDER BY id")" \
    "are those of the page"

# --- lengths and clear columns -----------------------------------------------
for cell in staff.facts student_version.facts document.facts case_fact.facts \
    school_year.facts; do
	equal "$(sqlite3 ctxh.db "SELECT count(DISTINCT length(${cell#*.}))
	    FROM ${cell%.*}")" 1 "$cell: one length for all"
done
equal "$(sqlite3 ctxh.db "SELECT count(DISTINCT length(person)) FROM document
    WHERE id IN ($(grep '^document [0-9]* person .*buồn' cells |
    cut -d' ' -f2 | paste -sd,))")" 1 "a longer word, the same length"
equal "$(sqlite3 ctxh.db 'SELECT DISTINCT "by" FROM document ORDER BY 1' |
    paste -sd' ')" "hieu lan" "document.by holds handles"
equal "$(sqlite3 ctxh.db 'SELECT DISTINCT "by" FROM op ORDER BY 1' |
    paste -sd' ')" "hieu lan tam" "op.by too"

# --- moved -------------------------------------------------------------------
# What was moved does not open to the program either, before any fsck.
first=$(sqlite3 ctxh.db "SELECT min(id) FROM document")
last=$(sqlite3 ctxh.db "SELECT max(id) FROM document WHERE case_id = $first")
cp ctxh.db good.db
moved() { # NAME SQL ARG...
	name=$1
	cp good.db ctxh.db
	sqlite3 ctxh.db "$2"
	shift 2
	as lan "$@"
	is 13 "$name"
}
moved "another document's person" "UPDATE document SET person =
    (SELECT person FROM document WHERE id = $last) WHERE id = $first" \
    show 1 --names
moved "another document's facts" "UPDATE document SET facts =
    (SELECT facts FROM document WHERE id = $last) WHERE id = $first" show 1
moved "another case's derived facts" "UPDATE case_fact SET facts =
    (SELECT facts FROM case_fact ORDER BY id DESC LIMIT 1)
    WHERE id = (SELECT min(id) FROM case_fact)" list
moved "another pupil's person" "UPDATE student_version SET person =
    (SELECT person FROM student_version WHERE id = 3) WHERE id = 2" \
    student list --names
moved "another operation's payload" "UPDATE op SET payload =
    (SELECT payload FROM op WHERE id = 2) WHERE id = 3" log

# --- forged ------------------------------------------------------------------
# Chains that hold, link by link, made by who has a key and this very format.
cp decided.db ctxh.db
check "a decision whose signature is of something else" ./open ctxh.db \
    "$keys/hieu.key" decision
as lan --format json fsck
equal "$code" 13 "is found"
json '@{$_->{problems}} == 1 && $_->{problems}[0]{table} eq "document"' \
    "and nothing else is wrong"
cp decided.db ctxh.db
check "a document with a key that stands twice" ./open ctxh.db \
    "$keys/hieu.key" twice
as lan --lang en --format json fsck
equal "$code" 13 "is found"
json '@{$_->{problems}} == 1 && $_->{problems}[0]{table} eq "document" &&
    $_->{problems}[0]{message} =~ /not readable/' "as what is not readable"
cp decided.db ctxh.db
check "a document with a byte that is no UTF-8" ./open ctxh.db \
    "$keys/hieu.key" bytes
as lan show 1
is 13 "is not shown"
as lan --lang en --format json fsck
json 'grep { $_->{table} eq "document" && $_->{message} =~ /not readable/ }
    @{$_->{problems}}' "and found"
cp decided.db ctxh.db
run key new moi -o moi.key
check "one who makes himself a member" ./open ctxh.db moi.key moi
as lan --format json fsck
equal "$code" 13 "is found"
json 'grep { $_->{table} eq "op" } @{$_->{problems}}' "by his operation"
XDG_DATA_HOME=$T/nokey
run --format json fsck
equal "$code" 13 "without a key, too"
json '@{$_->{problems}} == 1' "and nothing else is wrong"
finish
