#!/bin/sh
# Disks that fail, that are full, and that may only be read: a message, exit
# code 1, and the store as it was.
. "$(dirname "$0")/fault.sh"

new_store
head -n 21 "$LIST" >small.csv
run --as lan student import --year 2023 small.csv

fails() { # KIND ERROR NAME ARG...
	kind=$1 do=$2 name=$3
	shift 3
	n=$(calls "$kind" "$@")
	back
	bad=
	for i in $(points "$n" 40); do
		back
		shim "$kind" "$i" "$do" "$@"
		[ "$code" -eq 1 ] || bad="$bad $i:exit-$code"
		[ -n "$err" ] || bad="$bad $i:silent"
		is_before || bad="$bad $i:changed"
	done
	[ "$n" -gt 0 ] || bad="no calls"
	equal "$bad" "" "$name: $kind fails with $do ($n points)"
	back
}
for error in eio enospc; do
	set -- $(intake 1400100007 10)
	before_and_after "$@"
	for kind in write sync truncate unlink; do
		[ "$(calls $kind "$@")" -gt 0 ] || continue
		back
		fails $kind $error "an intake" "$@"
	done
	back
	fails write $error "an import" --as lan student import --year 2024 \
	    small.csv
	fails write $error "an undo" --as lan undo
done
# SQLite goes on where a folder cannot be synced, as not every file system
# can; where it does not, the journal is gone and the operation is there.
bad=
n=$(calls folder "$@")
for i in $(points "$n" 10); do
	back
	shim folder "$i" eio "$@"
	[ "$code" -eq 0 ] || { [ "$code" -eq 1 ] && [ -n "$err" ]; } ||
	    bad="$bad $i:exit-$code"
	holds || bad="$bad $i"
done
equal "$bad" "" "an intake: the sync of a folder fails ($n points)"
back

# A disk that is full stays full, and is named so.
SHIM_ON=yes
export SHIM_ON
bad=
for i in $(points "$(calls write $(intake 1400100007 10))" 40); do
	back
	shim write "$i" enospc $(intake 1400100007 10)
	[ "$code" -eq 1 ] || bad="$bad $i:exit-$code"
	case $err in *đầy*"ctxh.db"*) ;; *) bad="$bad $i:unnamed" ;; esac
	is_before || bad="$bad $i:changed"
done
unset SHIM_ON
equal "$bad" "" "a full disk is named"
back

# init on a full disk leaves neither a store nor a key nor a sheet.
mkdir "$T/new"
cd "$T/new" || exit 1
set -- init --school X --code 1401 --level tieu-hoc --user lan --name Lan \
    --sheet sheet
kept=$XDG_DATA_HOME
XDG_DATA_HOME=$T/share2
n=$(calls write,rename,make "$@")
bad=
for i in $(points "$n" 60); do
	rm -rf "$XDG_DATA_HOME" sheet ctxh.db*
	shim write,rename,make "$i" enospc "$@"
	[ "$code" -eq 1 ] || bad="$bad $i:exit-$code"
	[ -n "$err" ] || bad="$bad $i:silent"
	left=$(find . "$XDG_DATA_HOME" -type f 2>/dev/null)
	[ -z "$left" ] || bad="$bad $i:leaves:$left"
done
equal "$bad" "" "init on a full disk leaves nothing ($n points)"
XDG_DATA_HOME=$kept
cd "$T/work" || exit 1

# Output that goes nowhere.
run --as lan $(echo intake --student 1400100007 --via nguoi-khac-bao \
    --source gvcn --category bao-luc --initial-need tam-ly --condition x \
    --received-at 2023-10-10T09:00)
ok "a case"
for verb in list "list --format json" "list --format csv" due \
    "show VV-2023-0001" "show VV-2023-0001 --format json" "student list" \
    "print VV-2023-0001 intake" "print VV-2023-0001 intake --format docx" \
    "report --format docx" "report --format html" "report --format xlsx" \
    dashboard log "log --format jsonl" fsck version help "staff list" \
    "rules show"; do
	"$CTXH" help ${verb%% *} >/dev/null 2>&1 || continue
	run --as lan $verb
	[ "$code" -eq 0 ] || continue
	code=0
	"$CTXH" --as lan $verb >/dev/full 2>"$T/err" </dev/null || code=$?
	err=$(cat "$T/err") out=
	is 1 "a full standard output: $verb"
done
# What was recorded stays so; that its printing failed is another matter.
code=0
"$CTXH" $(intake 1400100007 11) >/dev/full 2>"$T/err" </dev/null || code=$?
err=$(cat "$T/err") out=
is 1 "a full standard output: intake"
run --as lan fsck
ok "and the store holds"

# A paper that cannot be written whole is not there at all, and the one that was
# there stays.
run --as lan print VV-2023-0001 intake --format docx -o paper.docx
ok "a printed form"
keep
sum=$(cksum <paper.docx)
paper() { # NAME FILE ARG...: a file that cannot be written, new or in place
	name=$1 file=$2 kinds=write,sync,rename,make
	# Where it cannot make one temporary file libxlsxwriter tries another.
	[ "${file#*.}" != xlsx ] || kinds=write,sync,rename
	shift 2
	for error in eio enospc; do
		for there in no yes; do
			rm -f "$file"
			[ $there = no ] || cp paper.docx "$file"
			n=$(calls $kinds --as lan "$@")
			back
			bad=
			[ "$n" -ge 3 ] || bad="calls:$n"
			for i in $(points "$n" 12); do
				back
				rm -f "$file"
				[ $there = no ] || cp paper.docx "$file"
				shim $kinds "$i" $error \
				    --as lan "$@"
				[ "$code" -eq 1 ] || bad="$bad $i:exit-$code"
				[ -n "$err" ] || bad="$bad $i:silent"
				[ $there = no ] || [ "$(cksum <"$file")" = \
				    "$sum" ] || bad="$bad $i:overwritten"
				[ $there = yes ] || [ ! -e "$file" ] ||
				    bad="$bad $i:half"
				left=$(find . -name '*.docx.*' -o -name '.*x.*')
				[ -z "$left" ] || bad="$bad $i:leaves:$left"
				rm -f $left
			done
			equal "$bad" "" "$name: $error, there before: $there"
		done
	done
	back
	rm -f "$file"
}
paper "print" new.docx print VV-2023-0001 intake -o new.docx
paper "report as a workbook" new.xlsx report --year 2023 --term year \
    -o new.xlsx
paper "report as a document" new.docx report --year 2023 --term year \
    -o new.docx
paper "dashboard" new.html dashboard --year 2023 --term year -o new.html
paper "print with names" new.docx print VV-2023-0001 intake --names \
    -o new.docx

# The superuser may write everywhere, so that this is somebody else's part.
user() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
	user() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
	chmod 755 "$T"
	chown -R 65534:65534 "$T"
fi
run_user() {
	code=0
	user "$CTXH" "$@" >"$T/out" 2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}
if user "$CTXH" version >/dev/null 2>&1; then
	run_user --as lan list
	ok "as another user"
	sum=$(cksum <ctxh.db)
	chmod 400 ctxh.db
	for verb in list due "show VV-2023-0001" "student list" fsck log \
	    "print VV-2023-0001 intake" "dashboard --year 2023 --term 1" \
	    "report --year 2023 --term 1 --format docx" \
	    "report note --list"; do
		run_user --as lan $verb
		ok "a file for reading: $verb"
	done
	run_user $(intake 1400100008 12)
	is 1 "a file for reading: intake"
	says '"' "it names the file"
	says ctxh.db "by its name"
	run_user --as lan show VV-2023-0001 --names
	is 1 "a file for reading: names would leave a trace"
	hasnt "Phạm" "and none are shown"
	run_user --as lan print VV-2023-0001 intake --names -o "$T/named.docx"
	is 1 "a file for reading: nor are they printed"
	check "and no file is there" test ! -e "$T/named.docx"
	chmod 600 ctxh.db
	chmod 500 .
	for verb in list due "show VV-2023-0001" "student list" fsck log \
	    "print VV-2023-0001 intake" "dashboard --year 2023 --term 1" \
	    "report --year 2023 --term 1 --format docx" \
	    "report note --list"; do
		run_user --as lan $verb
		ok "a folder for reading: $verb"
	done
	run_user $(intake 1400100008 12)
	is 1 "a folder for reading: intake"
	says ctxh.db "it names the file"
	run_user --as lan student import --year 2024 small.csv
	is 1 "a folder for reading: import"
	run_user --store new.db init --school X --code 1 --level thcs \
	    --user lan --name Lan --sheet "$T/sheet3"
	is 1 "a folder for reading: init"
	says new.db "it names the file"
	check "and leaves no sheet" test ! -e "$T/sheet3"
	chmod 700 .
	chmod 000 ctxh.db
	run_user --as lan list
	[ "$code" -eq 1 ] || [ "$code" -eq 10 ]
	tap $? "a file for nobody: list says so"
	says ctxh.db "and names it"
	chmod 600 ctxh.db
	equal "$(cksum <ctxh.db)" "$sum" "not a byte changed"
	chmod 500 "$XDG_DATA_HOME"/ctxh/*
	run_user --as hieu staff add nga --role principal --name Nga
	is 1 "a folder of keys for reading: staff add"
	equal "$(cksum <ctxh.db)" "$sum" "and the store knows nobody new"
	chmod 700 "$XDG_DATA_HOME"/ctxh/*
fi
finish
