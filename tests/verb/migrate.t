#!/bin/sh
# A store of the first schema, from before a school could set anything of its
# own: it gets the tables that it lacks when it is opened, once and whole.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
pupils
doc intake "" 2025-09-08T08:00 >line.jsonl
batch line.jsonl
ok "a case"
TABLES="agency calendar entry entry_time observation pair report rule_set undo undone"
version() { sqlite3 "$1" "PRAGMA user_version"; }
tables() {
	sqlite3 "$1" "SELECT name FROM sqlite_master WHERE type = 'table'
	    AND name IN ('agency', 'calendar', 'entry', 'entry_time', 'observation', 'pair',
	    'report', 'rule_set', 'undo', 'undone')
	    ORDER BY name" | tr '\n' ' '
}
now=$(version ctxh.db)
schema=$(sqlite3 ctxh.db .schema | LC_ALL=C sort)
# One tag a row, whose id is the tag's first 63 bits.
tags_as_they_were() {
	cat <<'END'
CREATE TABLE old(id INTEGER PRIMARY KEY, tag BLOB NOT NULL,
    student INTEGER NOT NULL) STRICT;
WITH RECURSIVE n(i) AS (VALUES(0) UNION ALL SELECT i + 1 FROM n WHERE i < 63),
entry(e) AS (SELECT substr(tags, 1 + 24 * i, 24) FROM student_tag, n
    WHERE i < length(tags) / 24),
hexed(e, h) AS (SELECT e, hex(substr(e, 1, 8)) FROM entry)
INSERT INTO old SELECT
    ((instr('123456789ABCDEF', substr(h, 1, 1)) << 59))
    | ((instr('123456789ABCDEF', substr(h, 2, 1)) << 55))
    | ((instr('123456789ABCDEF', substr(h, 3, 1)) << 51))
    | ((instr('123456789ABCDEF', substr(h, 4, 1)) << 47))
    | ((instr('123456789ABCDEF', substr(h, 5, 1)) << 43))
    | ((instr('123456789ABCDEF', substr(h, 6, 1)) << 39))
    | ((instr('123456789ABCDEF', substr(h, 7, 1)) << 35))
    | ((instr('123456789ABCDEF', substr(h, 8, 1)) << 31))
    | ((instr('123456789ABCDEF', substr(h, 9, 1)) << 27))
    | ((instr('123456789ABCDEF', substr(h, 10, 1)) << 23))
    | ((instr('123456789ABCDEF', substr(h, 11, 1)) << 19))
    | ((instr('123456789ABCDEF', substr(h, 12, 1)) << 15))
    | ((instr('123456789ABCDEF', substr(h, 13, 1)) << 11))
    | ((instr('123456789ABCDEF', substr(h, 14, 1)) << 7))
    | ((instr('123456789ABCDEF', substr(h, 15, 1)) << 3))
    | ((instr('123456789ABCDEF', substr(h, 16, 1)) >> 1)),
    substr(e, 1, 16),
    (coalesce(unicode(CAST(substr(e, 17, 1) AS TEXT)), 0) << 49)
    | (coalesce(unicode(CAST(substr(e, 18, 1) AS TEXT)), 0) << 42)
    | (coalesce(unicode(CAST(substr(e, 19, 1) AS TEXT)), 0) << 35)
    | (coalesce(unicode(CAST(substr(e, 20, 1) AS TEXT)), 0) << 28)
    | (coalesce(unicode(CAST(substr(e, 21, 1) AS TEXT)), 0) << 21)
    | (coalesce(unicode(CAST(substr(e, 22, 1) AS TEXT)), 0) << 14)
    | (coalesce(unicode(CAST(substr(e, 23, 1) AS TEXT)), 0) << 7)
    | (coalesce(unicode(CAST(substr(e, 24, 1) AS TEXT)), 0) << 0)
FROM hexed;
DROP TABLE student_tag;
ALTER TABLE old RENAME TO student_tag;
END
}
make_old() { # FILE: as the first program left it
	was=$(version "$1")	# before, as who reads would lock out who writes
	{
		for table in $TABLES student_mark; do
			echo "DROP TABLE $table;"
		done
		[ "$was" -lt 4 ] || tags_as_they_were
	} | sqlite3 "$1"
	sqlite3 "$1" "PRAGMA user_version = 1"
}
run fsck --format json
head=$(value '$_->{head}')
make_old ctxh.db
equal "$(version ctxh.db),$(tables ctxh.db)" "1," "a store of schema 1"
cp ctxh.db old.db

# A verb that only reads brings it up, too.
as lan list
ok "it opens"
has VV-2025-0001 "with its cases"
equal "$(version ctxh.db)" "$now" "and is of today's schema"
equal "$(tables ctxh.db)" "$TABLES " "with every table"
equal "$(sqlite3 ctxh.db .schema | LC_ALL=C sort)" "$schema" \
    "made as those of a new store"
as lan fsck --head "$head"
ok "nothing that was signed has changed"
as lan agency add tram-y-te --kind y-te --name "Trạm y tế xã" \
    --from 01/01/2025 --accepts chuyen-gui
equal "$code" 0 "the new tables take rows"
as lan fsck
ok "which are of the chain"
list=$DATA/lists/01-tieu-hoc-utf8.csv
run --as lan --format json student import "$list" --year 2024
equal "$code" 0 "a list is taken in"
pupils=$(value '$_->{created}')
run --as lan --format json student import "$list" --year 2024
json '$_->{unchanged} == 612 && !$_->{updated}' "and again, to no effect"
as lan fsck
ok "it is sound then"
as lan fsck --rebuild
ok "and its derived rows are made anew"
[ "$(sqlite3 ctxh.db "SELECT count(*) FROM student_mark
    WHERE length(marks) = 0")" -eq 0 ] && [ "$pupils" -gt 0 ]
tap $? "those too that it had not"
run --as lan --format json student import "$list" --year 2024
json '$_->{unchanged} == 612 && !$_->{updated}' "the list has no effect"

# Going back and forth hides nothing of what was signed.
make_old ctxh.db
as lan fsck
is 13 "rows that went with a table are missed"

# A newer one is left alone.
sqlite3 ctxh.db "PRAGMA user_version = 99"
as lan list
is 10 "a store of a newer program"
says 99 "named by its schema"

# A store of the second schema, which knew no undo.
cp old.db ctxh.db
as lan config set school.place "Chiềng Mung"
ok "a store with a setting of its own"
run fsck --format json
head=$(value '$_->{head}')
tags_as_they_were | sqlite3 ctxh.db
without_registers ctxh.db
sqlite3 ctxh.db "DROP TABLE undo; DROP TABLE undone; DROP TABLE student_mark;
    PRAGMA user_version = 2"
as lan undo --dry-run
ok "one of schema 2 opens"
has school.place "and what it says can be taken back"
equal "$(version ctxh.db)" "$now" "it is of today's schema"
equal "$(sqlite3 ctxh.db .schema | LC_ALL=C sort)" "$schema" \
    "made as a new store"
as lan fsck --head "$head"
ok "and as it was signed"
as lan undo
equal "$code" 0 "the undo is done"
as lan fsck
ok "and all is well"

# Somebody who may not write it cannot open it, and is told what to do.
user() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
	user() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
	chmod 755 "$T"
	chown -R 65534:65534 "$T"
fi
if user "$CTXH" version >/dev/null 2>&1; then
	chmod 400 old.db
	code=0
	user "$CTXH" --store old.db --as lan --lang en list >"$T/out" \
	    2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out") err=$(cat "$T/err")
	is 10 "one that cannot be written"
	says "older ctxh" "why"
	says "where it can" "and what to do"
	chmod 600 old.db
	equal "$(version old.db)" 1 "it is as it was"
fi
finish
