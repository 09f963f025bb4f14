#!/bin/sh
# Bad input of every kind: the right exit code, a message that says where, and
# the store as it was.
. "$(dirname "$0")/fault.sh"
CTXH_LANG=en
export CTXH_LANG

new_store
run --as lan student import --year 2023 "$LIST"
run $(intake 1400100007 10)
ok "a store with a case"
keep
sum=$(cksum <ctxh.db)

refused() { # CODE NAME [TEXT...]: each text is in the message
	want=$1 name=$2
	shift 2
	bad=
	[ "$code" -eq "$want" ] || bad="$bad exit-$code"
	[ -z "$out" ] || bad="$bad output"
	[ -n "$err" ] || bad="$bad silent"
	[ "${#err}" -lt 3000 ] || bad="$bad message of ${#err}"
	for text; do
		case $err in *"$text"*) ;; *) bad="$bad no:$text" ;; esac
	done
	[ "$(cksum <ctxh.db)" = "$sum" ] || { bad="$bad changed"; back; }
	[ ! -e ctxh.db-journal ] || bad="$bad journal"
	case $err in *Sanitizer*) bad="$bad sanitizer" ;; esac
	[ -z "$bad" ] || echo "# $bad"
	[ -z "$bad" ]
	tap $? "$name"
}

# --- what is not a store, or not one for this program -----------------------

stranger() { # FILE CODE NAME: refused, and not a byte of it touched
	before=$(cksum <"$1")
	for verb in list fsck "student import --year 2023 $LIST" \
	    "record --batch $DATA/year/2023-2024.jsonl"; do
		run --store "$1" --as lan $verb
		refused "$2" "$3: ${verb%% *}" "\"$1\""
	done
	equal "$(cksum <"$1")" "$before" "$3: not touched"
	[ ! -e "$1-journal" ] && [ ! -e "$1-wal" ] && [ ! -e "$1-shm" ]
	tap $? "$3: nothing beside it"
}
: >empty.db
stranger empty.db 10 "an empty file"
echo "this is a shopping list" >text.db
stranger text.db 10 "a text file"
head -c 200000 /dev/urandom >noise.db
stranger noise.db 10 "noise"
sqlite3 other.db 'CREATE TABLE t(a); INSERT INTO t VALUES (1)'
stranger other.db 10 "another program's database"
sqlite3 wal.db 'PRAGMA journal_mode = WAL; CREATE TABLE t(a)' >/dev/null
stranger wal.db 10 "another program's database with a WAL"
cp ctxh.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 99'
stranger newer.db 10 "a newer schema"
says 99 "a newer schema: its number"
run --store no/such.db list
refused 10 "no such store" "no/such.db"
mkdir folder.db
run --store folder.db list
refused 10 "a folder" "folder.db"
head -c 50000 ctxh.db >cut.db
run --store cut.db --as lan fsck
[ "$code" -eq 13 ] || [ "$code" -eq 1 ]
tap $? "a store cut short: fsck says so"
says cut.db "a store cut short: which"
for at in 20 60 120 9000 20000 60000; do
	cp ctxh.db bent.db
	head -c 40 /dev/urandom | dd of=bent.db bs=1 seek=$at conv=notrunc \
	    2>/dev/null
	for verb in list fsck "student list"; do
		run --store bent.db --as lan $verb
		[ "$code" -lt 100 ] || break
	done
	[ "$code" -lt 100 ]
	tap $? "a store with noise at $at: no crash"
done
for what in "an empty key" "a key of nonsense" "a key of another store"; do
	mkdir -p "$T/k/ctxh"
	id=$(ls "$XDG_DATA_HOME/ctxh")
	mkdir -p "$T/k/ctxh/$id"
	case $what in
	*empty*) : >"$T/k/ctxh/$id/lan.key" ;;
	*nonsense*) head -c 4000 /dev/urandom >"$T/k/ctxh/$id/lan.key" ;;
	*) sed 's/"seed":\t*"..../"seed":"0000/; s/"seed": *"..../"seed":"0000/' \
	    "$XDG_DATA_HOME/ctxh/$id/lan.key" >"$T/k/ctxh/$id/lan.key" ;;
	esac
	chmod 600 "$T/k/ctxh/$id/lan.key"
	code=0
	XDG_DATA_HOME=$T/k "$CTXH" --as lan list >"$T/out" 2>"$T/err" ||
	    code=$?
	out=$(cat "$T/out") err=$(cat "$T/err")
	refused 12 "$what" lan
done
code=0
XDG_DATA_HOME=$T/none "$CTXH" list >"$T/out" 2>"$T/err" || code=$?
out=$(cat "$T/out") err=$(cat "$T/err")
refused 12 "no key"

# --- JSON lines ---------------------------------------------------------------

good='{"form":"intake","received_at":"2024-01-12T09:00:00+07:00",
"via":"truc-tiep","source":"gvcn","category":"bao-luc","condition":"x",
"initial_need":["tam-ly"],"students":[{"student":"1400100009"}]}'
good=$(printf '%s' "$good" | tr -d '\n')
lines() { # NAME TEXT...: the file third as the third line is bad
	line=$1
	shift
	{ printf '%s\n\n' "$good"; cat third; } >"$T/lines"
	run --as lan record --batch "$T/lines"
	refused 2 "lines: $line" "lines:3" "$@"
	code=0
	"$CTXH" --as lan record --batch - --format json <"$T/lines" \
	    >"$T/out" 2>"$T/err" || code=$?
	json '$_->{error}{where}{line} == 3' "lines: $line: where in JSON"
	[ "$(cksum <ctxh.db)" = "$sum" ] || back
}
put() { # a good line with a member in another form
	printf '%s\n' "$good" | sed "s|$1|$2|"
}
put '}]}$' '}]' >third
lines "open" "column"
put '"form"' 'form' >third
lines "a bare key" "column 2"
put '"x"' "'x'" >third
lines "single quotes" "column"
put '}$' '},' >third
lines "trailing bytes" "column"
put '}$' '}{}' >third
lines "two objects" "column"
put '"x"' '"a","condition":"b"' >third
lines "a duplicate key" condition
put '"student":' '"role":"nguoi-bi-hai","role":"khac","student":' >third
lines "a duplicate key inside" role
put '"x"' 'NaN' >third
lines "NaN"
put '"x"' '1e999' >third
lines "a number too large"
put '"x"' '"\\u0000"' >third
lines "an escaped NUL"
put '"x"' '"\\ud800"' >third
lines "half a surrogate pair"
put '"x"' "$(printf '"\303"')" >third
lines "half a character"
put '"x"' "$(printf '"\355\240\200"')" >third
lines "a surrogate in UTF-8"
put '"x"' "$(printf '"\300\257"')" >third
lines "an overlong form"
put '"x"' "$(printf '"a\tb"')" >third
lines "a raw tab"
put '"x"' '"a\\u001b]0;b"' >third
lines "an escape sequence" condition
printf '%s\0\n' "$good" >third
lines "a NUL byte"
printf '\377\376{\0}\0\n' >third
lines "UTF-16"
echo '[1,2]' >third
lines "an array"
echo '"x"' >third
lines "a string"
echo 'null' >third
lines "null"
echo '{}' >third
lines "no form" form
put intake gathering >third
lines "an unknown form" gathering
put '"x"' '"x","colour":"red"' >third
lines "an unknown field" colour
put '"student"' '"colour":"red","student"' >third
lines "an unknown inner field" \
    colour
put '"x"' '17' >third
lines "a number for a text" condition
put '"x"' '["x"]' >third
lines "a list for a text" condition
put '\["tam-ly"\]' '"tam-ly"' >third
lines "a text for a list" initial_need
put 2024-01-12 2024-02-30 >third
lines "no such day" 2024-02-30 received_at
put 2024-01-12 2023-02-29 >third
lines "no leap year" 2023-02-29
put 2024-01-12 01/13/2024 >third
lines "month first" received_at
put T09:00:00 T25:00:00 >third
lines "no such hour" received_at
put '"gvcn"' '"GVCN1"' >third
lines "an unknown code" GVCN1 source
put '"tam-ly"' '"tam-ly","xyz"' >third
lines "an unknown code in a list" xyz
perl -e 'print "[" x 200000, "\n"' >third
lines "a bomb of brackets"
perl -e 'print "{\"a\":" x 100000, "1", "}" x 100000, "\n"' >third
lines "a bomb of objects"
perl -e 'print "{\"form\":\"intake\",\"students\":", "[" x 60, "]" x 60,
    "}\n"' >third
lines "sixty levels"
{ printf '{"form":"intake","condition":"'
  head -c 1100000 /dev/zero | tr '\0' a
  printf '"}\n'; } >third
lines "a field over 1 MiB"
{ printf '{"form":"intake","condition":"'
  head -c 17000000 /dev/zero | tr '\0' a
  printf '"}\n'; } >third
lines "a line over 16 MiB"
head -c 17000000 /dev/zero | tr '\0' ' ' >third
lines "17 MiB of blanks"
perl -e 'print "{", join(",", map { "\"a$_\":1" } 1..200000), "}\n"' >third
lines "200,000 keys"
run --as lan record --batch /nonexistent
refused 1 "no such batch" /nonexistent
run --as lan record --batch .
refused 1 "a folder as a batch"
put 1400100009 9999999999 >"$T/lines"
run --as lan record --batch "$T/lines"
refused 5 "an unknown pupil in a batch" lines:1 9999999999
printf '%s\n' '{"form":"close","case":"@nobody"}' >"$T/lines"
run --as lan record --batch "$T/lines"
[ "$code" -eq 2 ] || [ "$code" -eq 5 ]
tap $? "an unknown label in a batch"
says lines:1 "an unknown label in a batch: where"

# --- one form as JSON, and as options ---------------------------------------

perl -e 'print "[" x 100000' >bomb.json
run --as lan intake --json bomb.json
refused 2 "--json: a bomb" bomb.json:1:
printf '{\n "via": "truc-tiep",\n "via": "van-ban"}' >twice.json
run --as lan intake --json twice.json
refused 2 "--json: a duplicate key" twice.json:3 via
run --as lan intake --json nowhere.json
refused 1 "--json: no such file" nowhere.json
set -- --as lan intake --student 1400100009 --via truc-tiep --source gvcn \
    --category bao-luc --initial-need tam-ly
run "$@" --condition x --received-at 31/02/2024
refused 2 "a wrong date as an option" 31/02/2024 received
run "$@" --condition x --received-at 2024-01-12T09:00 --via pigeon
refused 2 "a wrong code as an option" pigeon
run "$@" --condition "$(printf 'a\377b')" --received-at 2024-01-12T09:00
refused 2 "invalid UTF-8 as an option"
head -c 1100000 /dev/zero | tr '\0' a >long.txt
run "$@" --condition @long.txt --received-at 2024-01-12T09:00
refused 2 "a file over 1 MiB as a field"
printf 'a\0b' >nul.txt
run "$@" --condition @nul.txt --received-at 2024-01-12T09:00
refused 2 "a file with a NUL as a field"
run "$@" --condition @/dev/zero --received-at 2024-01-12T09:00
refused 2 "an endless file as a field"
run --as lan show VV-2023-9999
refused 5 "no such case" VV-2023-9999
run --as lan show "$(printf 'VV-\033[31m')"
[ "$code" -eq 2 ] || [ "$code" -eq 5 ]
tap $? "a case number with an escape: exit $code"
hasnt "$(printf '\033')" "and the terminal never sees it"
run --as lan list --year 99999999999999999999
refused 2 "a year out of range"
run --as lan due --at yesterday-ish
refused 2 "a moment that is none" yesterday-ish
run --as lan due --within 99999999999999999999d
refused 2 "a length out of range"

# --- CSV ---------------------------------------------------------------------

rows() { # NAME TEXT...: the file third follows the header and a row
	name=$1
	shift
	{ head -n 2 "$LIST"; cat third; } >rows.csv
	run --as lan student import --year 2024 rows.csv
	refused 1 "rows: $name" "$@"
}
row='2,1400199999,014216495999,Phạm Gia An,09/02/2016,Nam,2B,Thái,,x,,"Bản
Mai",Phạm Văn Sơn,Hạng Thị An,0959778857'
row=$(printf '%s' "$row" | tr '\n' ' ')
cell() { # a row with a field in another form
	printf '%s\n' "$row" | sed "s|$1|$2|"
}
cell 09/02/2016 31/02/2016 >third
rows "no such day" rows.csv:3:5 31/02/2016
cell 09/02/2016 02/13/2016 >third
rows "month first" rows.csv:3:5
cell Nam, Nữu, >third
rows "no such sex" rows.csv:3:6
cell Thái Thaii >third
rows "no such ethnic group" rows.csv:3:8
cell 014216495999 1.4E+10 >third
rows "a number in scientific notation" rows.csv:3:3
cell 'Phạm Gia An' '' >third
rows "no name" rows.csv:3:4
cell 'Gia An' "$(printf 'Gia \377')" >third
rows "invalid UTF-8" rows.csv:3
cell '"Bản' 'Bản' >third
rows "a quote that only closes" rows.csv:3
cell 'Mai"' 'Mai' >third
rows "a quote that never closes" rows.csv:3
{ cell 'Mai"' 'Mai'; for i in 1 2 3 4 5; do echo "$row"; done; } >third
rows "an open quote with rows behind" rows.csv:3
printf '%s\0%s\n' "$row" x >third
rows "a NUL" rows.csv:3
cell 2B "$(head -c 1000 /dev/zero | tr '\0' B)" >third
rows "a long class" rows.csv:3
{ printf '2,1400199999,,'; head -c 1100000 /dev/zero | tr '\0' a
  echo ',09/02/2016,Nam,2B'; } >third
rows "a field over 1 MiB" rows.csv:3 :4
head -c 17000000 /dev/zero | tr '\0' , >third
rows "a line over 16 MiB" rows.csv:3
{ printf '2,"'; head -c 17000000 /dev/zero | tr '\0' '\n'; } >third
rows "17 MiB in an open quote" rows.csv:3
perl -e 'print "x," x 5000, "\n"' >third
rows "5,000 columns" rows.csv:3
perl -e 'print join(",", map { "c$_" } 1..5000), "\n"' >rows.csv
run --as lan student import --year 2024 rows.csv
refused 1 "a header of 5,000 columns" rows.csv:1
{ head -n 1 "$LIST" | sed 's/Ngày sinh/Họ và tên/'; echo "$row"; } >rows.csv
run --as lan student import --year 2024 rows.csv
refused 1 "a column twice" rows.csv:1:
: >rows.csv
run --as lan student import --year 2024 rows.csv
refused 1 "an empty list" rows.csv
head -n 1 "$LIST" >rows.csv
run --as lan student import --year 2024 rows.csv
[ "$code" -le 1 ] && [ "$(cksum <ctxh.db)" = "$sum" ]
tap $? "a list without rows: exit $code"
head -c 300000 /dev/urandom >rows.csv
run --as lan student import --year 2024 rows.csv
refused 1 "noise as a list" rows.csv
run --as lan student import --year 2024 ctxh.db
refused 1 "a store as a list" ctxh.db
run --as lan student import --year 2024 /nonexistent.csv
refused 1 "no such list" /nonexistent.csv
run --as lan student import --year 20x4 "$LIST"
refused 2 "no such year" 20x4
run --as lan student import --year 2024-2026 "$LIST"
refused 2 "no such school year" 2024-2026
yes "$row" | head -n 3 | { head -n 1 "$LIST"; cat; } >rows.csv
run --as lan student import --year 2024 rows.csv
refused 1 "one pupil three times" rows.csv:3 rows.csv:4

# --- a directory of agencies -------------------------------------------------
directory() { # CODE NAME TEXT...: the file "agencies" is refused
	want=$1 name=$2
	shift 2
	run --as lan agency import agencies
	refused "$want" "a directory: $name" "$@"
}
head='code,kind,name,valid_from,valid_to,accepts,successor,note'
printf 'code,kind,name\na-1,police,\377\376\n' >agencies
directory 2 "not UTF-8"
printf 'code,kind,name\na-1,police,a\0b\n' >agencies
directory 2 "a NUL byte"
head -c 5000 /dev/urandom >agencies
directory 2 noise
echo '[{"code":"a-1"' >agencies
directory 2 "half of a list"
echo '[[[[[1]]]]]' >agencies
directory 2 "lists in lists"
echo '[null]' >agencies
directory 2 "nothing"
echo '[{"code":1,"kind":"x","name":"y"}]' >agencies
directory 2 "a number for a code" code
printf '%s\na-1,police,A,2025-13-01,,,,\n' "$head" >agencies
directory 2 "no such month" agencies:2 valid_from
printf '%s\na-1,police,A,,,,,\na-2,police,"B\n' "$head" >agencies
directory 2 "an open quotation mark" agencies:3
{
	echo "$head"
	printf 'a-1,police,%01000d,,,,,\n' 0
} >agencies
directory 2 "a name of 1000 letters" name
{
	echo code,kind,name
	awk 'BEGIN { for (i = 0; i < 5000; i++) print "a" i ",police,A" i }'
} >agencies
directory 2 "too many agencies" 4096
awk 'BEGIN { for (i = 0; i < 300000; i++) print "aaaaaaaaaaaaaaaaaaaa" }' >agencies
directory 2 "a file too long"
printf 'code,kind,name\na-1,police,%s\n' "$(printf 'A\033[31mB')" >agencies
directory 2 "a name with an escape" "agencies:2"

# All of them, and the store is the one of the beginning.
run --as lan fsck
ok "the store holds"
equal "$(cksum <ctxh.db)" "$sum" "not a byte of it changed"

# Control characters are text; a terminal never sees them.
cell 'Gia An' "$(printf 'Gia \033[31m')" >third
{ head -n 1 "$LIST"; cat third; } >rows.csv
run --as lan student import --year 2024 rows.csv
equal "$code" 0 "a name with an escape"
for verb in "student list --year 2024" "student find gia" \
    "student show 1400199999"; do
	run --as lan $verb --names
	hasnt "$(printf '\033')" "no escape on the terminal: ${verb% *}"
done
finish
