#!/bin/sh
# The marks of first versions only save opening them: whatever stands in their
# table, a list comes to the same; where it is wrong, fsck says so.
. "$(dirname "$0")/../lib.sh"
new_store
N=2600	# more than a batch of the import
cat >list.pl <<'END'
use strict;
use warnings;

# A row of the pupil: id, the school's id, name, birth, sex, class, phone.
my ($kind, $n) = @ARGV;
my @rows = map { my $i = $_; [ sprintf("14%08d", $i), sprintf("HS%d", $i),
    "Lò Thị " . join("", map { chr(97 + int($i / 26 ** $_) % 26) } 0 .. 2),
    sprintf("%02d/%02d/2015", 1 + $i % 28, 1 + $i % 12),
    $i % 2 ? "Nam" : "Nữ", 1 + $i % 5 . "A", sprintf("09%08d", $i) ] }
    1 .. $n;
my %how = (
	same => sub { },
	changed => sub { $_[0][$_][6] = "0123456789" for grep { $_ % 7 == 3 }
	    0 .. $n - 1 },
	moved => sub { $_->[5] = "5B" for @{$_[0]} },
	new => sub { @{$_[0]} = map { my $r = $_; $r->[1] =~ /S7$|7[37]$/ ?
	    ($r, [ "15" . substr($r->[0], 2), "N$r->[1]", "Hà $r->[2]",
	    @$r[3 .. 6] ]) : $r } @{$_[0]} },
	missing => sub { @{$_[0]} = grep { $_->[1] !~ /[15]3$/ } @{$_[0]} },
	swapped => sub { for (my $i = 4; $i + 1 < $n; $i += 9) {
	    @{$_[0]}[$i, $i + 1] = @{$_[0]}[$i + 1, $i] } },
	reversed => sub { @{$_[0]} = reverse @{$_[0]} },
	halves => sub { @{$_[0]} = @{$_[0]}[$n / 2 .. $n - 1,
	    0 .. $n / 2 - 1] },
	# Some are changed first, and stand in their place as they were.
	twice => sub { unshift @{$_[0]}, map { my @r = @{$_[0][$_]};
	    $r[6] = "0123456789"; $r[1] = "X$_" if $_ % 2; \@r }
	    ($n - 100 .. $n - 90) },
	# And some are somebody else's.
	others => sub { for (grep { $_ % 100 == 9 } 0 .. $n - 1) {
	    $_[0][$_][2] = "Vàng A Sủ"; $_[0][$_][3] = "01/01/2014" } },
	first => sub { @{$_[0]} = @{$_[0]}[0 .. $n / 2 - 1] },
	second => sub { @{$_[0]} = @{$_[0]}[$n / 2 .. $n - 1] },
);
$how{$_}->(\@rows) for split /,/, $kind;
# Title rows, and lines that are no pupils', so that numbers have gaps.
print "SỞ GIÁO DỤC,,,,,,\nDANH SÁCH,,,,,,\n" if $n % 2 == 0;
print "Mã định danh,Mã HS,Họ và tên,Ngày sinh,Giới tính,Lớp,SĐT\n";
for (0 .. $#rows) {
	print ",,,,,,\n" if $_ % 100 == 50;
	print join(",", @{$rows[$_]}), "\n";
}
END
list() { perl list.pl "$1" $N >"$1.csv"; }
take() { as lan student import "$@"; }
for kind in same changed moved new missing swapped reversed halves twice \
    others first second new,missing,swapped,changed; do
	list $kind
done
mv new,missing,swapped,changed.csv mixed.csv
marks() { sqlite3 "$1" "SELECT id, hex(marks) FROM student_mark ORDER BY id"; }
cp ctxh.db empty.db

# What a store of each past says of a list, as it is, without the table's rows,
# and with nothing but wrong ones.
answers() { # STORE LIST YEAR
	cp "$1" ctxh.db
	run --as lan --format json student import "$2.csv" --year "$3" \
	    --keep-going --details --names --dry-run
	printf '%s %s\n' "$code" "$out"
}
same_answers() { # NAME YEAR LIST...
	name=$1 year=$2
	shift 2
	cp ctxh.db with.db
	for how in none wrong; do
		cp with.db "$how.db"
	done
	sqlite3 none.db "DELETE FROM student_mark"
	sqlite3 wrong.db "UPDATE student_mark
	    SET marks = randomblob(length(marks))"
	for list in "$@"; do
		answers with.db "$list" "$year" >with
		answers none.db "$list" "$year" >none
		answers wrong.db "$list" "$year" >wrong
		grep -q '"read":[[:space:]]*[12]' with || echo "nothing was read" >>with
		differ=
		cmp -s with none || differ="$differ none"
		cmp -s with wrong || differ="$differ wrong"
		equal "$differ" "" "$name: $list in $year"
	done
	cp with.db ctxh.db
	as lan fsck
	ok "$name: all is well"
	marks ctxh.db >with
	as lan fsck --rebuild
	marks ctxh.db >none
	cmp -s with none
	tap $? "$name: marks made anew are those that were"
}
lists="same changed new missing swapped reversed halves twice others mixed"
take same.csv --year 2024
ok "a list"
cp ctxh.db base.db
same_answers "a list" 2024 $lists
same_answers "a list" 2025 same moved
same_answers "a list" 2023 same

cp base.db ctxh.db
take changed.csv --year 2024
ok "some have changed"
same_answers "changed" 2024 same changed mixed
as lan undo
equal "$code" 0 "and have not"
same_answers "not changed" 2024 same changed mixed

cp base.db ctxh.db
as lan undo
equal "$code" 0 "nobody is there"
take same.csv --year 2024
ok "and all are again"
same_answers "again" 2024 same changed mixed
marks ctxh.db | perl -ne 's/^\d+\|//; $seen{$_}++ for /(.{16})/g; END {
    delete $seen{"0" x 16}; exit(keys %seen != '$((2 * N))' ||
    grep { $_ > 1 } values %seen) }'
tap $? "who has the same text as somebody has another mark"
as lan undo
take swapped.csv --year 2024
same_answers "thrice" 2024 same swapped

cp empty.db ctxh.db
take first.csv --year 2024
take second.csv --year 2024
ok "a list in two parts"
same_answers "parts" 2024 same first second mixed
as lan undo --dry-run
as lan undo "$(($(sqlite3 ctxh.db "SELECT max(id) FROM op") - 1))"
equal "$code" 0 "without the first one"
same_answers "one part" 2024 same first second mixed

cp base.db ctxh.db
as lan student merge 1400000010 1400000500
equal "$code" 0 "two are joined"
same_answers "joined" 2024 same changed missing

cp base.db ctxh.db
as lan student promote --to 2025
equal "$code" 0 "all are moved up"
same_answers "moved up" 2025 same changed moved
same_answers "moved up" 2024 same changed moved
as lan undo
equal "$code" 0 "and are not"
same_answers "not moved up" 2025 same moved

# The run itself, with marks and without.
for db in base none; do
	cp base.db ctxh.db
	[ $db = base ] || sqlite3 ctxh.db "DELETE FROM student_mark"
	take mixed.csv --year 2024 --names --details --format json
	equal "$code" 0 "a list is taken"
	printf '%s\n' "$out" >"$db.said"
	as lan student list --names --format json
	printf '%s\n' "$out" >"$db.list"
	as lan fsck --rebuild
	marks ctxh.db >"$db.marks"
done
cmp -s base.said none.said
tap $? "with marks it says what it says without"
cmp -s base.list none.list
tap $? "and makes the same"
cmp -s base.marks none.marks
tap $? "with the same marks"

# An unchanged list opens no version of a pupil's: here none can be opened.
# That they are whole is fsck's to say.
cp base.db ctxh.db
sqlite3 ctxh.db "UPDATE student_version SET facts = zeroblob(length(facts)),
    person = zeroblob(length(person))"
take same.csv --year 2024 --format json
equal "$code" 0 "a list opens no version of who is unchanged"
json '$_->{unchanged} == '$N' && $_->{created} == 0 && $_->{updated} == 0 &&
    $_->{rejected} == 0' "all are"
as lan fsck
is 13 "fsck opens them"
sqlite3 ctxh.db "DELETE FROM student_mark"
take same.csv --year 2024
is 13 "and so does a list where there are no marks"

# What is wrong is found.
wrong() { # NAME SQL
	cp base.db ctxh.db
	sqlite3 ctxh.db "$2"
	! cmp -s base.db ctxh.db
	tap $? "$1"
	run --as lan --format json fsck
	equal "$code" 13 "$1: fsck finds it"
	json '@{$_->{problems}} > 0 && !grep { $_->{table} ne "student_mark" }
	    @{$_->{problems}}' "$1: and names it"
	run --as lan fsck --rebuild
	run --as lan fsck
	ok "$1: made anew"
	[ "$(marks ctxh.db)" = "$(marks base.db)" ]
	tap $? "$1: as it was"
}
bytes() { # FROM LENGTH BYTES ROW: in place of those
	echo "UPDATE student_mark SET marks = CAST(substr(marks, 1, $1) || $3 ||
	    substr(marks, $1 + $2 + 1) AS BLOB) WHERE id = $4"
}
# The first pupil is number 4, as his line is: behind two titles and a header.
wrong "a byte of a mark" "$(bytes 39 1 \
    "CASE substr(marks, 40, 1) WHEN x'00' THEN x'01' ELSE x'00' END" 0)"
wrong "a mark that is missing" "$(bytes 480 8 "zeroblob(8)" 0)"
wrong "two that were exchanged" "UPDATE student_mark SET marks = CAST(
    substr(marks, 1, 40) || substr(marks, 49, 8) || substr(marks, 41, 8) ||
    substr(marks, 57) AS BLOB) WHERE id = 0"
wrong "one of a number that is no pupil's" "$(bytes 0 8 "randomblob(8)" 0)"
wrong "one too many" "UPDATE student_mark SET marks =
    CAST(marks || zeroblob(8) AS BLOB) WHERE id = 20"
wrong "half a one" "UPDATE student_mark SET marks =
    CAST(marks || x'0000' AS BLOB) WHERE id = 20"
wrong "a row that is missing" "DELETE FROM student_mark WHERE id = 7"
wrong "the last row missing" "DELETE FROM student_mark WHERE id = (SELECT
    max(id) FROM student_mark)"
wrong "all rows missing" "DELETE FROM student_mark"
wrong "a row too many" "INSERT INTO student_mark VALUES (5000, x'')"
wrong "a row below all" "INSERT INTO student_mark VALUES (-1, x'')"
wrong "a row that is empty" "UPDATE student_mark SET marks = x'' WHERE id = 9"

# Who has not the person's key does not look at them.
cp base.db ctxh.db
as lan staff add rua --role reporter --name "Rùa"
sqlite3 ctxh.db "$(bytes 40 8 "randomblob(8)" 0)"
as rua fsck
ok "a reporter checks what he can"

# A store from before there were marks takes lists in, and is well; those of
# who comes later are there.
cp base.db ctxh.db
without_registers ctxh.db
sqlite3 ctxh.db "DROP TABLE student_mark; PRAGMA user_version = 4"
cp ctxh.db old.db
as lan fsck
ok "an older store is well"
same_old() {
	cp ctxh.db with.db
	cp ctxh.db none.db
	sqlite3 none.db "DELETE FROM student_mark"
	for list in same mixed; do
		answers with.db $list 2024 >with
		answers none.db $list 2024 >none
		cmp -s with none
		tap $? "$1: $list"
	done
	cp with.db ctxh.db
}
same_old "an older store"
take new.csv --year 2024
ok "it takes a list in"
as lan fsck
ok "and is well"
same_old "an older store with newer pupils"
marks ctxh.db | sed -n 's/^20|\(.*\)/\1/p' >last
check "where pupils had none they have none" grep -q '^\(0\{16\}\)*0' last
check "and who came then has his" grep -q '[1-9A-F]' last
sqlite3 ctxh.db "UPDATE student_mark SET marks = CAST(substr(marks, 1,
    length(marks) - 8) AS BLOB) WHERE id = (SELECT max(id) FROM student_mark)"
as lan fsck
is 13 "so that his is missed"
as lan fsck --rebuild
ok "all get theirs"
as lan fsck
ok "and it is well"
take new.csv --year 2024 --dry-run
ok "a list comes to what it came to"
finish
