#!/bin/sh
# Nothing is rewritten: whatever is done, every row that the truth tables had
# before stands there afterwards, byte for byte, and new ones come behind it.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
head -n 12 "$DATA/year/2023-2024.jsonl" >some.jsonl
as lan record --batch some.jsonl
ok "some documents"
truth="store op staff slot setting student_version document report undo
    entry pair observation"
# Quoted, so that every byte of a blob counts.
snapshot() {
	for table in $truth; do
		cols=$(sqlite3 ctxh.db "SELECT group_concat('quote(\"' || name ||
		    '\")', '||'',''||') FROM pragma_table_info('$table')")
		sqlite3 ctxh.db "SELECT $cols FROM $table ORDER BY id" \
		    >"$1.$table" || exit 1
	done
}
# NAME COMMAND...: runs it, and looks at what stood there before.
keeps() {
	name=$1
	shift
	snapshot before
	as lan "$@"
	[ "$code" -eq 0 ] || tap 1 "$name ends well"
	snapshot after
	changed=
	grown=
	for table in $truth; do
		n=$(wc -l <"before.$table")
		[ "$n" -eq 0 ] || head -n "$n" "after.$table" |
		    cmp -s - "before.$table" || changed="$changed $table"
		[ "$(wc -l <"after.$table")" -eq "$n" ] ||
		    grown="$grown $table"
	done
	equal "$changed" "" "$name rewrites nothing"
	equal "$grown" "$grew" "$name: what grows"
}
grew=" op document"
keeps "an amended intake" intake 1 --amend --urgent
keeps "a closing" close 2 --close-reason khong-can --at "2023-10-20 09:00"
grew=" op student_version"
sed 's/,2B,/,2C,/' "$DATA/lists/01-tieu-hoc-utf8.csv" >moved.csv
keeps "a list with changes" student import moved.csv --year 2023-2024
grew=" op"
keeps "reading names" show 1 --names
keeps "rebuilding" fsck --rebuild
grew=
keeps "the same list again" student import moved.csv --year 2023-2024
keeps "a dry run" progress 1 --status dang-lam --dry-run \
    --at "2023-10-01 09:00"
grew=" op report"
keeps "a report that is sent" report issue --year 2023 --term 1 --number 1 \
    --date 2024-01-20
keeps "a corrected one" report issue --year 2023 --term 1 --number 2 \
    --date 2024-01-22
keeps "a part in prose" report note IV --year 2023 --term 1 --text x
keeps "and taking it away" report note IV --year 2023 --term 1 --remove
grew=" op staff slot"
keeps "a new member" staff add bao-cao --role reporter --name "Vì Thị Báo"
grew=" op staff"
keeps "retiring one" staff retire bao-cao
grew=" op undo"
keeps "taking that back" undo
keeps "and the list" undo "$(sqlite3 ctxh.db "SELECT max(op) FROM
    student_version")"
keeps "doing it again" undo "$(sqlite3 ctxh.db "SELECT max(id) FROM op")"
finish
