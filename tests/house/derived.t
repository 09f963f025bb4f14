#!/bin/sh
# Facts follow from documents: thrown away and rebuilt, they are the same; and
# every command afterwards says what it said before.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2022-2023
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"
as lan group add --student 1400100007 --group kho-khan --from 10/10/2023
as lan group end 1 --end-reason khac --at 10/11/2023
ok "a pupil who was in a group"
answers() {
	for q in "list --format json" "due --all --format json" \
	    "due --at 2024-01-10T08:00 --format json" \
	    "student list --format csv" "student find nguyen" \
	    "report --term year --format csv"; do
		# shellcheck disable=SC2086
		as lan $q
		printf '%s\n%s\n' "$q" "$out"
	done
}
before=$(answers)
check "derived rows are thrown away" sqlite3 ctxh.db "DELETE FROM case_fact;
    DELETE FROM case_tag; DELETE FROM student_tag; DELETE FROM student_now;
    DELETE FROM student_mark; DELETE FROM entry_time;
    UPDATE school_year SET facts = x'00' WHERE id = 2023"
as lan fsck --format json
[ "$code" -eq 13 ]
tap $? "fsck misses them"
json '(grep { $_->{table} eq "case_fact" } @{$_->{problems}}) == 60' \
    "each of the 60 cases"
for table in case_tag student_tag student_mark student_now school_year \
    entry_time; do
	json "(grep { \$_->{table} eq '$table' } @{\$_->{problems}}) > 0" \
	    "and rows of $table"
done
as lan fsck --rebuild
ok "they are rebuilt"
as lan fsck
ok "and all is well"
equal "$(answers)" "$before" "and every answer is the same"
finish
