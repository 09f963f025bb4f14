#!/bin/sh
# ctxh student merge: a child who stands in the register twice becomes one,
# every id leads to the one file, cases follow, and nothing is rewritten.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
HEAD='Mã học sinh,Số ĐDCN,Họ và tên,Ngày sinh,Giới tính,Lớp,Hộ nghèo,SĐT,Địa chỉ,Họ tên mẹ'
list() { # FILE YEAR: rows on standard input
	{ echo "$HEAD"; cat; } >"$1"
	run --as lan student import "$1" --year "$2" --format json
}
list a.csv 2024 <<'X'
HS01,014315000001,Hoàng Thị Mai,02/03/2015,Nữ,3A,x,0912000001,Bản Mòn,Lò Thị Hoa
HS02,014215000002,Lò Văn Bình,05/06/2015,Nam,3A,,,,
HS03,014215000003,Cà Văn Xuân,07/08/2015,Nam,3B,,,,
X
json '$_->{created} == 3' "three pupils"
list b.csv 2025 <<'X'
HS01,014315000001,Hoàng Thị Mai,02/03/2015,Nữ,4A,x,0912000001,Bản Mòn,Lò Thị Hoa
HS91,,Hoàng Thị Maí,02/03/2015,Nữ,4B,,0912999999,,Lò Thị Hoa
HS92,,Lo Van Bình,05/06/2015,Nam,4A,,,Tổ 3,
X
json '$_->{created} == 2' "two of whom came again under other ids"
intake() { # LABEL PUPIL...: a case with these pupils, each "CODE ROLE"
	label=$1
	shift
	who=
	for p in "$@"; do
		who="$who${who:+,}{\"student\":\"${p% *}\",\"role\":\"${p#* }\"}"
	done
	doc intake "" 2025-09-08T08:00 label="$label" |
	    sed "s/\"students\":\[[^]]*\]/\"students\":[$who]/"
}
{
	intake one "HS91 nguoi-bi-hai"
	intake both "HS92 nguoi-bi-hai" "HS02 nguoi-bi-hai"
	intake apart "HS03 nguoi-gay-hai" "HS02 nguoi-bi-hai"
} >cases.jsonl
batch cases.jsonl
ok "three cases"
doc consent "" 2025-09-09T08:00 | sed 's/1400100001/HS91/' >consent.jsonl
batch consent.jsonl
ok "and a consent of one of them"
dump() { # what the derived tables say, without the nonces
	sqlite3 ctxh.db "SELECT * FROM student_now; WITH RECURSIVE n(i) AS
	    (VALUES(0) UNION ALL SELECT i + 1 FROM n WHERE i < 63)
	    SELECT hex(substr(tags, 1 + 24 * i, 24)) FROM student_tag, n
	    WHERE i < length(tags) / 24 ORDER BY 1; SELECT id FROM case_fact"
	for q in "list --format json" "student list --format csv" \
	    "student list --format csv --year 2024" \
	    "show VV-2025-0001 --names --format json" \
	    "show VV-2025-0002 --names --format json" \
	    "student show HS01 --names --format json" \
	    "report --year 2025 --term year --format csv"; do
		# shellcheck disable=SC2086
		as lan $q
		printf '%s\n%s\n' "$q" "$out" | sed 's/chain_head.*//'
	done
}
rows() { sqlite3 ctxh.db "SELECT count(*) FROM student_version"; }

# A trial says what would be, and writes nothing.
before=$(dump)
n=$(rows)
run --as lan --format json student merge HS01 HS91 --dry-run
ok "a trial"
json '$_->{student}{id} == 2 && $_->{joined}{id} == 7' "names both"
json 'join(",", sort map { $_->{field} } @{$_->{conflicts}}) eq
    "class,flags,ma-hs,name,phone"' "says what differs"
json '!grep { defined $_->{kept} && $_->{field} =~ /name|phone|ma-hs/ }
    @{$_->{conflicts}}' "without saying what is a person's"
json '"@{$_->{cases}}" eq "VV-2025-0001" && !defined $_->{op}' "and the case"
hasnt HS91 "no id is said"
hasnt Mai "no name"
equal "$(rows)" "$n" "no row was written"
equal "$(dump)" "$before" "nothing has changed"
run --as lan --lang en student merge HS01 HS91 --dry-run --names
ok "a trial with names"
has "Hoàng Thị Maí" "shows them"
has 0912999999 "and the values"
run --as lan log --format json
json '$_->[-1]{verb} eq "student merge" && $_->[-1]{detail}{names}' \
    "which leaves its trace"

# Who may, and what is refused.
as hieu student merge HS01 HS91
is 4 "it is the focal's"
as lan student merge HS01 014315000001
is 6 "both ids of one pupil"
says "số 2" "it says of whom"
as lan student merge HS01 HS77
is 5 "an id that is nobody's"
as lan student merge HS01 HS91 --prefer shoes
is 2 "no such field"
as lan student merge HS03 HS02
is 6 "victim and offender of one case"
says VV-2025-0003 "which is named"
as lan fsck
ok "all is well still"

# It is done.
run --as lan --format json student merge HS01 HS91 --prefer phone
ok "the files are joined"
json '$_->{op} > 0 && (grep { $_->{field} eq "phone" && $_->{of} eq "from" }
    @{$_->{conflicts}})' "the other one's phone was preferred"
as lan fsck
ok "the derived rows are what follows"
run --as lan --format json student show HS91 --names
ok "the id that went"
json '$_->{id} == 2 && $_->{codes}{"ma-hs"} eq "HS01" &&
    $_->{also}{"ma-hs"}[0] eq "HS91"' "leads to the one who stayed"
json '$_->{class} eq "4A" && $_->{flags}[0] eq "ho-ngheo" &&
    $_->{phone} eq "0912999999"' "with what both knew"
has '"Hoàng Thị Mai"' "under the name that stays"
has '"Bản Mòn"' "and an address"
json '"@{$_->{cases}}" eq "VV-2025-0001"' "and the case"
run --as lan --lang en student show HS01 --names
has "Ids and names of a joined file" "people see the other id"
has "school's id HS91" "in words"
has "poor household" "flags, too"
hasnt '{"' "and no JSON"
run --as lan student list --format json --year 2025
json '@$_ == 2 && !grep { $_->{id} == 7 } @$_' "one row in the list"
run --as lan --format json show VV-2025-0001 --names
json '$_->{students}[0]{student} eq "HS01"' "the case is the one pupil's"
as lan student find "hoang thi mai" --names
has HS01 "found by name"
hasnt HS91 "once"
as lan consent list --names --format json
ok "consents are listed"

# Both on one case are one there; the chain of joins is followed.
persons() {
	as lan report --year 2025 --term year --format csv
	printf '%s\n' "$out" | sed -n 's/^cases,total,students,\([0-9]*\).*/\1/p'
}
n=$(persons)
run --as lan --format json student merge HS02 HS92
ok "two of one case"
run --as lan --format json show VV-2025-0002
json '@{$_->{students}} == 1' "are one pupil there"
run --as lan --format json student show HS92
json '"@{$_->{cases}}" eq "VV-2025-0002 VV-2025-0003"' "cases of both"
equal "$(persons)" $((n - 1)) "and one in the report"
printf '{"via":"dien-thoai"}' >change.json
run --as lan --format json intake VV-2025-0002 --amend --json change.json
ok "its intake can be amended"
run --as lan --format json show VV-2025-0002
json '@{$_->{students}} == 1 && @{$_->{documents}[-1]{fields}{students}} == 1' \
    "and then names the pupil once"
list c.csv 2025 <<'X'
HS93,,Hoàng Mai,02/03/2015,Nữ,4C,,,,
X
run --as lan --format json student merge HS93 HS01
ok "a file that had another one joined to it"
run --as lan --format json student show HS91
json '$_->{id} == 11 || $_->{class} eq "4C"' "leads on from id to id"
json '"@{$_->{cases}}" eq "VV-2025-0001"' "with its case"
json 'join(",", map { $_->{year} } @{$_->{years}}) eq "2025-2026,2024-2025"' \
    "and its years"
run --as lan --format json show VV-2025-0001 --names
json '$_->{students}[0]{student} eq "HS93"' "in the case, too"
as lan fsck
ok "fsck finds nothing"
for role in facts; do
	as lan staff add bc --role reporter --name "Báo Cáo"
	as bc fsck
	ok "nor does who has the $role key only"
done

# A list that still has both: either id alone is the pupil, two rows are his
# as well, and neither changes the ids.
list d.csv 2025 <<'X'
HS93,,Hoàng Mai,02/03/2015,Nữ,4C,,0912999999,Bản Mòn,Lò Thị Hoa
HS02,014215000002,Lò Văn Bình,05/06/2015,Nam,4A,,,Tổ 3,
HS92,,Lo Van Bình,05/06/2015,Nam,4B,,,,
X
ok "a list with both rows"
json '$_->{unchanged} == 3 && $_->{updated} == 0 && $_->{read} == 3' \
    "changes nothing"
json '@{$_->{warnings}} == 1 && $_->{warnings}[0]{line} == 4' "and says so"
has "dòng 3" "with the other line"
list d.csv 2025 <<'X'
HS91,014315000001,Hoàng Mai,02/03/2015,Nữ,4C,,0912999999,Bản Mòn,Lò Thị Hoa
X
json '$_->{unchanged} == 1 && !@{$_->{warnings}}' "one row under the other id"
list d.csv 2025 <<'X'
HS92,014215000002,Lò Văn Bình,05/06/2015,Nam,4C,,,Tổ 3,
X
json '$_->{updated} == 1' "what it says anew is taken"
run --as lan --format json student show HS02 --names
json '$_->{class} eq "4C" && $_->{codes}{"ma-hs"} eq "HS02" &&
    $_->{also}{"ma-hs"}[0] eq "HS92"' "but not the id"
list d.csv 2025 <<'X'
HS92,,Lò Văn Bình,05/06/2015,Nam,4C,,,Tổ 3,
HS92,,Lò Văn Bình,05/06/2015,Nam,4C,,,Tổ 3,
X
is 1 "the same id twice is an error as ever"
list d.csv 2025 <<'X'
HS02,,Lò Văn Bình,05/06/2015,Nam,4C,,,Tổ 3,
HS92,,Lò Văn Bình,05/06/2015,Nam,4C,,,Tổ 3,
HS92,,Lò Văn Bình,05/06/2015,Nam,4C,,,Tổ 3,
X
json '$_->{rejected} == 1 && $_->{errors}[0]{line} == 4' "in any place"
as lan student find "hoang thi mai" --names
has HS93 "found by a name that did not stay"
as lan fsck
ok "all is well"

# The same again, from the truth.
after=$(dump)
as lan fsck --rebuild
ok "thrown away and written anew"
equal "$(dump)" "$after" "the derived rows are the same"
sqlite3 ctxh.db "UPDATE student_now SET version = id WHERE version < 0"
as lan fsck
is 13 "a joined file that is made its own is found"
as lan fsck --rebuild
equal "$(dump)" "$after" "and mended"
finish
