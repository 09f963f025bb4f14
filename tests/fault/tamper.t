#!/bin/sh
# A store in which somebody set a number or a blob of any table to something
# else: every verb answers, with an error or without, and none crashes.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2022-2023
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
head -n 20 "$DATA/year/2023-2024.jsonl" >some.jsonl
as lan record --batch some.jsonl
ok "a store with some of everything"
cp ctxh.db good.db
sed -n 2,30p "$DATA/lists/01-tieu-hoc-utf8.csv" >rows
{ head -n 1 "$DATA/lists/01-tieu-hoc-utf8.csv"; cat rows; } >again.csv
columns=$(sqlite3 good.db "SELECT m.name || ' ' || c.name || ' ' || c.type
    FROM sqlite_schema m, pragma_table_info(m.name) c
    WHERE m.type = 'table' ORDER BY 1")
printf '%s\n' "$columns" >columns
crashed=
tries=0
while read -r table column type; do
	case $type in
	INTEGER) values="-1 7 -2000000000000 4611686018427387904" ;;
	BLOB) values="x'' zeroblob(400)" ;;
	*) values="'hieu'" ;;
	esac
	for value in $values; do
		cp good.db bad.db
		sqlite3 bad.db "UPDATE OR IGNORE $table SET $column = $value
		    WHERE '$table' LIKE '%_tag' OR
		    id IN (SELECT max(id) FROM $table UNION
		    SELECT min(id) FROM $table)" 2>/dev/null || continue
		for verb in "list --year 2023" "show VV-2023-0001 --names" \
		    "due --all" "report --year 2023 --term year" fsck \
		    "student find lo" "student show 1400100069" log \
		    "student import again.csv --year 2023 --dry-run" \
		    "link 1 2 --kind lien-quan --dry-run" "consent list"; do
			tries=$((tries + 1))
			code=0
			# shellcheck disable=SC2086
			"$CTXH" --store bad.db --as lan $verb >"$T/out" \
			    2>"$T/err" </dev/null || code=$?
			[ "$code" -lt 128 ] ||
			    crashed="$crashed; $table.$column=$value: $verb"
		done
	done
done <columns
equal "$crashed" "" "none of $tries answers is a crash"
finish
