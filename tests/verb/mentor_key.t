#!/bin/sh
# The key of a mentoring pair: who opens what, told by a program that knows the
# format from its page and nothing else; nothing in clear, and nothing moved,
# forged or exchanged that fsck does not find.
. "$(dirname "$0")/../lib.sh"
check "a program from the page alone" cc -std=c11 -Wall -Wextra -o open \
    "$TOP/tests/verb/open.c" -lsqlite3 -lsodium
new_store
mv "$T/sheet" "$T/paper"	# it names the school
LIST=$DATA/lists/01-tieu-hoc-utf8.csv
as lan student import "$LIST" --year 2023
for one in "tam staff Lê Thị Tâm" "binh staff Ngô Văn Bình" \
    "bao reporter Đỗ Văn Báo"; do
	handle=${one%% *} role=${one#* }
	as lan staff add "$handle" --role "${role%% *}" --name "${role#* }"
done
keys=$(dirname "$(find "$XDG_DATA_HOME" -name lan.key)")
A=1400100001 B=1400100021
NAME=$(grep -F "$A" "$LIST" | cut -d, -f4)
OTHER=$(grep -F "$B" "$LIST" | cut -d, -f4)
add() { # MENTOR STUDENT
	as lan mentor add --mentor "$1" --student "$2" --category yeu-kem \
	    --from 10/10/2023 --goal "hết sợ đến lớp"
}
add tam $A
add binh $B
add "Trần Thị Hoa" 1400100000
ok "three pairs"
note() { # WHO PAIR TEXT
	as "$1" mentor contact "$2" --note "$3" --on 12/10/2023
}
note tam 1 "em kể bố say rượu"
note lan 1 "hỏi thêm gia đình"
note binh 2 "em nhớ mẹ"
note lan 3 "cô Hoa kể em ngoan"
ok "notes"
opened() { # WHO: the pairs of which something opens, and how many notes
	./open ctxh.db "$keys/$1.key" pairs >"$T/out" 2>"$T/err" || echo bad
	cut -d' ' -f3 "$T/out" | sort | uniq -c | awk '{
	    printf "%s%s:%s", (NR > 1 ? " " : ""), $2, $1 }'
}
equal "$(opened tam)" "1:3" "a mentor's key opens the own pair"
grep -q "$NAME.*3A" "$T/out"
tap $? "the pupil's name and class in it"
! grep -q "$A" "$T/out"
tap $? "and no code"
grep -q "bố say rượu" "$T/out" && grep -q "hỏi thêm" "$T/out"
tap $? "what both wrote"
equal "$(opened binh)" "2:2" "another mentor's the other one"
equal "$(opened lan)" "1:3 2:2 3:2" "the focal person's all"
cp "$T/out" all
equal "$(opened hieu)" "1:3 2:2 3:2" "the principal's, too"
cmp -s "$T/out" all
tap $? "and the same"
equal "$(opened bao)" "" "a reporter's none"
equal "$(./open ctxh.db "$keys/tam.key" 2>&1)" "" \
    "and nothing else opens to a mentor"
check "all sealed cells open as the page says" ./open ctxh.db "$keys/lan.key"
cp "$T/out" cells
grep '^entry [0-9]* facts ' cells >facts
for text in "$A" "$NAME" "hết sợ" "bố say" '"pair"'; do
	! grep -qF "$text" facts
	tap $? "not behind the facts key: $text"
done
equal "$(sqlite3 ctxh.db "SELECT count(DISTINCT length(sealed)) FROM pair
    WHERE id IN ($(grep '"note"' all | cut -d' ' -f2 | paste -sd,))")" 1 \
    "the length of a note tells nothing"
equal "$(sqlite3 ctxh.db "SELECT group_concat(member || ' ' || generation, ',')
    FROM (SELECT * FROM slot WHERE kind = 'pair' ORDER BY id)")" "3 1,4 2" \
    "slots for those who have a key"

# --- nothing in clear --------------------------------------------------------
sed 's/.*"note":"\([^"]*\)".*/\1/' all | grep -v pair >needles
printf '%s\n' "$A" "$NAME" "$OTHER" yeu-kem gap-mat "hết sợ đến lớp" \
    "Trần Thị Hoa" "Lê Thị Tâm" >>needles
SCAN=$TOP/tests/fault/scan.pl
check "nothing in clear in the store" perl "$SCAN" needles ctxh.db
cp all planted
! perl "$SCAN" needles planted >/dev/null 2>&1
tap $? "which would be found"
check "nor beside the keys" sh -c 'find "$@" -type f -print0 |
    xargs -0 perl '"'$SCAN'"' needles' sh "$XDG_DATA_HOME" "$HOME"

# --- moved, exchanged, changed -----------------------------------------------
cp ctxh.db good.db
broken() { # NAME SQL
	cp good.db ctxh.db
	sqlite3 ctxh.db "$2"
	as lan --format json fsck
	equal "$code" 13 "$1"
	json '(grep { ($_->{table} // "") eq "pair" } @{$_->{problems}}) > 0' \
	    "is found in its table"
}
mine=$(grep "bố say" all | cut -d' ' -f2)
his=$(grep "nhớ mẹ" all | cut -d' ' -f2)
added=$(grep "hỏi thêm" all | cut -d' ' -f2)
broken "a note that was moved to another pair" \
    "UPDATE pair SET entry = 2 WHERE id = $mine"
as tam mentor show 1 --names
hasnt "bố say" "is not there any more"
as binh mentor show 2 --names
is 13 "and does not open to the other mentor"
broken "two notes of a pair that were exchanged" "UPDATE pair SET sealed =
    CASE id WHEN $mine THEN (SELECT sealed FROM pair WHERE id = $added)
    ELSE (SELECT sealed FROM pair WHERE id = $mine) END
    WHERE id IN ($mine, $added)"
as tam mentor show 1 --names
is 13 "do not open where they stand"
broken "a note in place of another's" "UPDATE pair SET sealed =
    (SELECT sealed FROM pair WHERE id = $his) WHERE id = $mine"
broken "a note that was taken away" "DELETE FROM pair WHERE id = $mine"
cp good.db ctxh.db
sqlite3 ctxh.db "UPDATE slot SET generation = 1 WHERE generation = 2
    AND kind = 'pair'"
as lan fsck
is 13 "a slot for another pair is found"
as binh mentor list
is 13 "and opens nothing there"

# --- forged ------------------------------------------------------------------
# Chains that hold, made by a mentor with the key and a program of his own.
cp good.db ctxh.db
check "a note by the mentor's own program" ./open ctxh.db "$keys/tam.key" tam 1
as lan fsck
ok "is one like others"
as tam mentor show 1 --names
has "Cách khác" "and read so"
cp good.db ctxh.db
as lan mentor end 1 --end-reason doi-nguoi --ended-at 01/11/2023
ok "the pair has ended"
cp ctxh.db ended.db
check "the old mentor writes all the same" ./open ctxh.db "$keys/tam.key" tam 1
as lan --format json fsck
equal "$code" 13 "which is found"
json '@{$_->{problems}} == 1 && $_->{problems}[0]{table} eq "pair"' \
    "and nothing else is wrong"
cp ended.db ctxh.db
as lan undo
ok "the end is taken back"
check "so that the mentor may" ./open ctxh.db "$keys/tam.key" tam 1
as lan fsck
ok "write again"
cp good.db ctxh.db
check "who has no slot for the pair" sh -c '
	! ./open ctxh.db "$1" binh 1' sh "$keys/binh.key"

# --- a key that was lost -----------------------------------------------------
cp good.db ctxh.db
rm "$keys/tam.key"
run key recover tam --sheet "$T/paper"
equal "$code" 0 "a key by the recovery sheet"
as tam mentor list
ok "which is the member's"
hasnt GD-1 "a new key does not open the old slot"
as lan mentor give-key GD-1 --handle tam
equal "$code" 0 "but is given the pair's again"
as tam mentor show GD-1 --names
has "bố say" "and reads all of it"
equal "$(opened tam)" "1:4" "as the page says"

# --- taken back --------------------------------------------------------------
cp good.db ctxh.db
op=$(sqlite3 ctxh.db "SELECT op FROM staff WHERE handle = 'binh'")
as lan undo "$op"
is 6 "a member who has a pair's key stays"
says mentor "for the pair was added"

# --- who leaves --------------------------------------------------------------
cp good.db ctxh.db
as lan staff retire tam
ok "the mentor leaves"
as tam mentor list
is 12 "and is no member any more"
add tam 1400100003
is 6 "nor a mentor"
as lan mentor add GD-1 --amend --goal "vui đến lớp"
equal "$code" 0 "though the pair may be corrected"
as lan fsck
ok "what was noted stands"
finish
