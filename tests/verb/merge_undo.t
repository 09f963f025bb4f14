#!/bin/sh
# A merge is taken back like any command: what the store says is what it said,
# to the letter; what builds on the merge is named, what does not stays.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
list() { # YEAR: rows on standard input
	{
		echo "Mã học sinh,Số ĐDCN,Họ và tên,Ngày sinh,Giới tính,Lớp,SĐT"
		cat
	} >list.csv
	run --as lan --format json student import list.csv --year "$1"
}
list 2024 <<'X'
HS01,,Hoàng Thị Mai,02/03/2015,Nữ,3A,0912000001
HS02,014215000002,Lò Văn Bình,05/06/2015,Nam,3A,
X
list 2025 <<'X'
HS02,014215000002,Lò Văn Bình,05/06/2015,Nam,4A,
HS91,014315000001,Hoàng Thị Maí,02/03/2015,Nữ,4B,0912999999
HS95,,Hoàng Mai,02/03/2015,Nữ,4C,
X
ok "a child three times"
intake() { # PUPIL...
	who=
	for p in "$@"; do
		who="$who${who:+,}{\"student\":\"$p\",\"role\":\"nguoi-bi-hai\"}"
	done
	doc intake "" 2025-09-08T08:00 |
	    sed "s/\"students\":\[[^]]*\]/\"students\":[$who]/"
}
{
	intake HS91
	intake HS01 HS91
	intake HS02
} >cases.jsonl
batch cases.jsonl
ok "on two cases"
dump() {
	sqlite3 ctxh.db "SELECT * FROM student_now; SELECT id, student FROM
	    student_tag"
	for q in "list --format json" "student list --format json --names" \
	    "student list --format csv --year 2024" "student dups --names" \
	    "show VV-2025-0001 --names --format json" \
	    "show VV-2025-0002 --names --format json" \
	    "student show HS01 --names --format json" \
	    "student show HS91 --names --format json" \
	    "student show HS95 --names --format json" \
	    "report --year 2025 --term year --format csv"; do
		# shellcheck disable=SC2086
		as lan $q
		printf '%s\n%s\n' "$q" "$out"
	done
}
merge() {
	run --as lan --format json student merge "$@"
	equal "$code" 0 "merge $*"
	op=$(value '$_->{op}')
}
undo() { # OP NAME
	run --as lan --format json undo "$1" --yes
	ok "$2"
	last=$(value '$_->{op}')
	as lan fsck
	ok "fsck finds nothing"
}
before=$(dump)
merge HS01 HS91
joined=$(dump)
[ "$joined" != "$before" ]
tap $? "two files are one"
undo "$op" "it is taken back"
equal "$(dump)" "$before" "and all is as it was"
undo "$last" "and done again"
equal "$(dump)" "$joined" "as it was then"
undo "$last" "and taken back once more"
equal "$(dump)" "$before" "as it was at first"
as lan fsck --rebuild
equal "$(dump)" "$before" "also written anew from the truth"

# What is joined to what was joined goes first.
merge HS01 HS91
first=$op
one=$(dump)
merge HS95 HS01
second=$op
run --as lan --format json undo "$first" --yes
is 6 "a merge on which another one builds"
json "\$_->{error}{where}{op} == $second" "names it"
undo "$second" "the later one"
equal "$(dump)" "$one" "leaves the earlier one"

# A document of the case that names nobody does not build on it; one that
# names the pupil does, for only a person can say which one was meant.
doc assess-khong-can VV-2025-0001 2025-09-10T08:00 >more.jsonl
batch more.jsonl
ok "the case goes on"
undo "$first" "which is no hindrance"
run --as lan --format json student show HS91
json '"@{$_->{cases}}" eq "VV-2025-0001 VV-2025-0002"' "and it is his case"
run --as lan --format json student show HS01
json '"@{$_->{cases}}" eq "VV-2025-0002"' "not the other one's"
undo "$last" "joined again"
again=$last
doc consent "" 2025-09-12T08:00 | sed 's/1400100001/HS91/' >more.jsonl
batch more.jsonl
ok "a consent by the id that went"
by=$(value '$_->{op}')
run --as lan --format json undo "$again" --yes
is 6 "is in the way"
json "\$_->{error}{where}{op} == $by" "and named"
undo "$by" "without it"
undo "$again" "the merge goes"
undo "$last" "and comes again"
again=$last

# So is a later list that says something of the one who stayed.
list 2025 <<'X'
HS91,014315000001,Hoàng Thị Mai,02/03/2015,Nữ,4B,0912000002
X
json '$_->{updated} == 1' "a list changes the joined file"
by=$(value '$_->{op}')
run --as lan --format json undo "$again" --yes
is 6 "it is in the way"
json "\$_->{error}{where}{op} == $by" "and named"
undo "$by" "without the list"
undo "$again" "the merge goes"
run --as lan --format json student merge HS91 HS01
equal "$code" 0 "and the other way round is possible"
as lan fsck
ok "all is well"
finish
