#!/bin/sh
# ctxh print: what goes wrong, and where documents go: files, folders, pipes,
# terminals; disks that are full, memory that fails, Ctrl-C.
. "$(dirname "$0")/../lib.sh"
PATH=/usr/bin:$PATH
SHIM=$TEST_BUILD/tests/shim.so
ASAN_OPTIONS=verify_asan_link_order=0:allocator_may_return_null=1
export ASAN_OPTIONS
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"
print() {
	run --as lan print "$@"
}

# ---- what there is not ----

print 1 nothing
is 2 "no such form"
print 999 intake
is 5 "no such case"
print 1 session
is 5 "no document of that form"
print 1 recount
is 2 "nothing that is no form"
print 1 intake --document 99
is 5 "no such document"
print 2 intake --document VV-2023-0001/1
is 5 "not a document of another case"
for n in x 0 -1 1x 99999999999; do
	print 1 intake --document=$n
	is 5 "no document \"$n\""
done
print 1 --all --form nothing -o none
is 2 "all of a form that there is not"
print 999 --all -o none
is 5 "all of a case that there is not"
check "no folder is made for them" test ! -e none
print --all --form log -o logs --format html
equal "$code $(find logs -type f | wc -l)" "0 60" "the log of each case"
print
is 2 "nothing is named"
print 1
is 2 "no form is named"
print --all
is 2 "all of them to standard output"
print 1 intake --year 2023
is 2 "a year of one document"
print --blank intake --for 1400100001
is 2 "an empty form for somebody"
print --blank log
is 2 "an empty log"
print 1 intake --date 31/02/2026
is 2 "a day that there is not"

# ---- formats ----

print 1 intake --format json
is 2 "JSON of a document without a file"
for suffix in txt html docx; do
	print 1 intake --format json -o f.$suffix
	ok "JSON of a document in a file"
	json '$_->{format} == 1 && $_->{printed} == 1 && !defined $_->{op} &&
	    $_->{case} eq "VV-2023-0001" && $_->{form} eq "intake" &&
	    $_->{document} eq "VV-2023-0001/1" && !$_->{names}' "tells of it"
done
equal "$(head -c 2 f.docx) $(head -c 15 f.html)" "PK <!DOCTYPE html>" \
    "by the suffix"
print 1 intake -o f.xlsx
is 2 "a format that there is not"
print 1 intake --format docx
equal "$code $(head -c 2 "$T/out")" "0 PK" "a .docx into a pipe"
if command -v script >/dev/null; then
	script -qec "'$CTXH' --as lan print 1 intake --format docx" /dev/null \
	    >"$T/tty" 2>&1 </dev/null
	check "not to a terminal" sh -c "! grep -q PK '$T/tty'"
fi
print 1 intake --names --format json -o f.docx
json '$_->{op} > 0 && $_->{names}' "with names it says which trace it left"

# ---- files ----

print 1 intake -o missing/f.txt
is 1 "into a folder that there is not"
print --all -o f.txt
is 1 "a file in place of a folder"
print 1 log -o /dev/full
is 1 "a device that is full"
"$CTXH" --as lan print 1 log 2>"$T/err" | head -n 1 >/dev/null
equal "$(cat "$T/err")" "" "a pipe that closes"
"$CTXH" --as lan print 1 log >/dev/full 2>"$T/err"
equal $? 1 "a full standard output"
print 1 intake -o f.txt
cp f.txt old.txt
cp f.txt "$T/kept"
bad=
n=0
list=$(ls -A)
for at in 1 2 3; do
	for do in kill enospc; do
		for kind in write rename sync make; do
			SHIM_KIND=$kind SHIM_AT=$at SHIM_DO=$do SHIM_ON=yes \
			    LD_PRELOAD=$SHIM "$CTXH" --as lan print 1 assess \
			    -o f.txt >"$T/out" 2>"$T/err" </dev/null
			code=$?
			n=$((n + 1))
			if [ $code -ne 0 ]; then
				cmp -s f.txt old.txt || bad="$bad $kind/$at/$do"
				[ $do = kill ] || [ -s "$T/err" ] ||
				    bad="$bad silent/$kind/$at"
			else
				cp old.txt f.txt
			fi
			[ $do = kill ] || [ "$(ls -A)" = "$list" ] ||
			    bad="$bad left/$kind/$at"
			ls -A | while read -r f; do
				printf '%s\n' "$list" | grep -qxF -- "$f" ||
				    rm -f "$f"
			done
		done
	done
done
equal "$bad" "" "a file is replaced whole or not at all ($n faults)"

# ---- a year ----

print --all --year 2023-2024 --format docx -o docs
equal "$code" 0 "every document of a year"
says "$(find docs -type f | wc -l) văn bản" "counted"
run --as lan list --year 2023 --format json
for number in $(grep -o 'VV-2023-[0-9]*' "$T/out" | sort -u); do
	run --as lan show "$number" --format json
	grep -o '"id":[^"]*"VV-[^"]*","form":"[a-z]*"\|"id":.*"VV-2023-[0-9]*/[0-9]*"' \
	    "$T/out" | grep -o 'VV-2023-[0-9]*/[0-9]*'
done | sort -u | tr / - >should
find docs -type f | sed 's|docs/||; s|-[a-z]*\.docx||' | sort >there
check "each document of each case, and no other" cmp should there
check "which are hundreds" test "$(wc -l <there)" -gt 200
check "whose files have no names" sh -c \
    "! find docs -name '*[^-A-Za-z0-9._/]*' | grep -q ."
check "nor what is in them" sh -c \
    'for f in docs/*; do unzip -p "$f"; done | grep -qE "14001[0-9]{5}"; test $? -eq 1'
print 3 --all --form plan -o plans
equal "$(find plans -type f | grep -cv plan.docx)" 0 "only plans"

# Ctrl-C between two documents.
mkdir cut
"$CTXH" --as lan print --all --format docx -o cut >"$T/out" 2>"$T/err" &
pid=$!
while [ -z "$(ls cut)" ] && kill -0 $pid 2>/dev/null; do :; done
kill -INT $pid
wait $pid
code=$?
[ $code -ne 0 ] || [ "$(find cut -type f | wc -l)" -eq "$(wc -l <there)" ]
tap $? "Ctrl-C ends it"
bad=
for f in cut/*; do
	unzip -tq "$f" >/dev/null 2>&1 || bad="$bad $f"
done
equal "$bad" "" "with whole files only"

# ---- memory ----

bad=
for what in "1 intake" "3 log --names" "1 refer" "2 decision --names"; do
	# shellcheck disable=SC2086
	set -- $what
	SHIM_KIND=malloc SHIM_COUNT=$T/calls LD_PRELOAD=$SHIM \
	    "$CTXH" --as lan print "$@" -o whole.html >/dev/null 2>&1
	n=$(cat "$T/calls")
	step=$((n / 25 + 1))
	for i in $(seq $((n / 2)) $step "$n") $((n - 1)) "$n"; do
		rm -f part.html
		SHIM_KIND=malloc SHIM_AT=$i SHIM_DO=null LD_PRELOAD=$SHIM \
		    "$CTXH" --as lan print "$@" -o part.html >/dev/null \
		    2>"$T/err" </dev/null
		code=$?
		[ -e part.html ] && ! cmp -s whole.html part.html &&
		    bad="$bad $1-$2/$i"
		[ $code -lt 128 ] || bad="$bad $1-$2/$i:$code"
	done
done
equal "$bad" "" "where memory fails there is no half document"

# ---- where nothing may go ----

before=$(cksum <ctxh.db)
key=$(find "$XDG_DATA_HOME" -name lan.key | head -n 1)
was=$(cksum <"$key")
for path in ctxh.db ./ctxh.db "$key"; do
	for what in "print VV-2023-0001 intake" "print --blank plan" \
	    "report --year 2023 --term 1" "report --case VV-2023-0001" \
	    "report --year 2023 --term 1 --format csv" \
	    "dashboard --year 2023 --term 1" "due --ics"; do
		# shellcheck disable=SC2086
		run --as lan $what -o "$path"
		is 2 "not over a store or a key: $what"
	done
done
cp ctxh.db copy.abc
run --as lan print VV-2023-0001 intake -o copy.abc
is 2 "nor over a copy of a store"
equal "$(cksum <ctxh.db) $(cksum <"$key")" "$before $was" "they are as before"
mkdir linked
ln -s ../ctxh.db linked/VV-2023-0001-1-intake.docx
run --as lan print VV-2023-0001 --all -o linked
is 2 "nor behind a link in a folder"
equal "$(cksum <ctxh.db)" "$before" "which it is as well"
python3 -c 'import json, sys
json.dump(json.load(open(sys.argv[1])), open("sorted.key", "w"),
    sort_keys=True, indent=8)' "$key"
for path in sorted.key "$T/sheet"; do
	was=$(cksum <"$path")
	run --as lan print VV-2023-0001 intake -o "$path"
	is 2 "nor over a key however it is written, or a recovery sheet"
	equal "$(cksum <"$path")" "$was" "they stay"
done
mkfifo pipe.ics
cat pipe.ics >piped &
run --as lan due --all --ics -o pipe.ics
wait
equal "$code $(head -c 15 piped)" "0 BEGIN:VCALENDAR" "a pipe is written to"
echo before >kept.ics
ln -s kept.ics link.ics
run --as lan due --all --ics -o link.ics
equal "$(head -c 15 kept.ics) $(readlink link.ics)" "BEGIN:VCALENDAR kept.ics" \
    "and a file behind its link"
for name in x.docx x.json x.pdf; do
	run --as lan due --ics -o $name
	is 2 "a calendar is not called $name"
done
run --as lan print VV-2023-0001 intake --format docx -o x.pdf
is 2 "nor is a .docx, said or not"
cp "$TOP/examples/mau-ke-hoach.docx" own.docx
was=$(cksum <own.docx)
run --as lan print VV-2023-0001 plan --template own.docx -o ./own.docx
is 2 "nor over the template"
mkdir filled
id=$(run --as lan --format json print VV-2023-0001 plan -o plan.docx
    value '$_->{file}')
mv own.docx "filled/$id.docx"
run --as lan print VV-2023-0001 --all --form plan \
    --template "filled/$id.docx" -o filled
is 2 "nor with all others"
mv "filled/$id.docx" own.docx
equal "$(cksum <own.docx)" "$was" "which is as before"

# ---- what a file is called, and what it is ----

# called NAME KIND ARG...: its name says the format
called() {
	name=$1 kind=$2
	shift 2
	run --as lan "$@" -o "$name"
	case $code$(head -c 15 "$name") in
	"0$kind"*) tap 0 "$1 makes $name" ;;
	*) tap 1 "$1 makes $name" ;;
	esac
}
run --as lan dashboard --year 2023 --term 1 --format text -o d
called d.txt "$(head -c 15 d)" dashboard --year 2023 --term 1
called d.abc "<!DOCTYPE html>" dashboard --year 2023 --term 1
called r.csv table,row,colum report --year 2023 --term 1
called r.json "{" report --year 2023 --term 1
for format in text html docx; do
	for name in x.docx x.html x.txt x.csv x.json; do
		case $format.$name in
		text.x.txt | html.x.html | docx.x.docx) continue ;;
		esac
		run --as lan print VV-2023-0001 intake --format $format \
		    -o $name
		is 2 "$format is not called $name"
	done
done
run --as lan report --year 2023 --term 1 --format csv -o x.docx
is 2 "nor is csv of a report"
equal "$(ls x.* 2>&1 | wc -l)" 1 "and nothing was written"
finish
