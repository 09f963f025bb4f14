#!/bin/sh
# One child, one file: pupils of a list who may be another one under another
# id are taken in and told of, never joined; with ctxh student dups those of
# the register.
. "$(dirname "$0")/../lib.sh"
new_store
HEAD='Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp,Họ tên cha,Họ tên mẹ,Họ tên người giám hộ'
list() { # FILE: rows on standard input
	{ echo "$HEAD"; cat; } >"$1"
}
take() { # FILE OPTION...
	run --as lan --format json student import "$@"
}
pairs() { # "LINE FIRST" of each, as JSON says it
	value 'join " ", map { $_->{line} . "=" . ($_->{other_line} //
	    "no" . $_->{other}) } @{$_->{dups}}'
}

# ---- within a list ----
list a.csv <<'X'
A01,Hoàng Thị Hoà,02/03/2015,Nữ,3A,Hoàng Văn Đức,Lò Thị Hoa,
A02,HOANG THI  HÒA,2/3/2015,Nữ,3B,,Lo thi hoa,
A03,Lò Văn Bình,05/06/2015,Nam,3A,,,
A04,Lò  văn bình,05/06/2015,Nam,3B,,,
A05,Lò Thị Nga,07/08/2015,Nữ,3A,Lò Văn Nam,Cà Thị Mai,
A06,Lò Thị Ngân,07/08/2015,Nữ,3A,Lò Văn Nam,Cà Thị Mai,
A07,Nguyễn Văn An,01/01/2015,Nam,3A,Nguyễn Văn Sơn,Hạng Thị Ly,
A08,Nguyễn Văn An,01/01/2015,Nam,3A,Nguyễn Văn Tú,Đỗ Thị Hà,
A09,Nguyễn Văn An,01/01/2015,Nam,3A,,,
A10,Ðặng Hoàng Yến,09/09/2015,Nữ,3A,,,Ðặng Văn Ất
A11,Đặng Hoàng Yến,09/09/2015,Nữ,3A,Đặng Văn Ất,,
A12,Lò Văn Bình,06/06/2015,Nam,3A,,,
X
perl -CSD -Mutf8 -MUnicode::Normalize -e 'print NFD("A13,Lò Văn Bình,05/06/2015,Nam,3C,,,\n")' >>a.csv
take a.csv --year 2024 --dry-run
ok "a trial"
equal "$(pairs)" "3=2 5=4 14=4 12=11" "those who may be one, and nobody else"
trial=$(value 'JSON::PP->new->canonical->ascii->encode([@{$_}{qw(created warnings
    warnings_total dups dups_total)}])')
take a.csv --year 2024
ok "the run"
json '$_->{created} == 13 && $_->{dups_total} == 4' "takes all of them in"
equal "$(value 'JSON::PP->new->canonical->ascii->encode([@{$_}{qw(created warnings
    warnings_total dups dups_total)}])')" "$trial" "and says what the trial did"
json 'join(" ", map { "$_->{line},$_->{column}" } grep { $_->{message} !~
    /U\+00D0/ } @{$_->{warnings}}) eq "3,2 5,2 12,2 14,2"' "each a warning"
hasnt Hoà "that names nobody"
take a.csv --year 2024
json '$_->{unchanged} == 13 && !@{$_->{dups}} && $_->{dups_total} == 0' \
    "the same list again says nothing"

# ---- against the register ----
list b.csv <<'X'
B01,Hoàng Thị Hòa,02/03/2015,Nữ,4A,Hoang Van Duc,,
B02,Lò Thị Ngà,07/08/2015,Nữ,4A,,,Cà Thị Mai
B03,Nguyễn Văn An,01/01/2015,Nam,4A,Nguyễn Văn Ba,,
B04,Lý A Páo,11/11/2016,Nam,2A,,Sùng Thị Mỷ,
B05,Lý A Pao,11/11/2016,Nam,2B,,Sùng Thị Mỷ,
X
take b.csv --year 2025 --dry-run --dups who.csv
ok "a list of the next year, a trial with names to a file"
equal "$(pairs)" "2=no2 3=no6 6=5" "pupils of the register and of the list"
has '"dups_total":	3' "are counted"
equal "$(ls -l who.csv | cut -c1-10)" "-rw-------" "the file is its owner's"
equal "$(cut -d, -f1-3,5,7 who.csv | tr -d '\r')" "group,line,no,ma-hs,name
1,,2,A01,Hoàng Thị Hoà
1,2,16,B01,Hoàng Thị Hòa
2,,6,A05,Lò Thị Nga
2,3,17,B02,Lò Thị Ngà
3,5,19,B04,Lý A Páo
3,6,20,B05,Lý A Pao" "group by group, whoever was first before the others"
run --as lan log --format json
json '$_->[-1]{verb} eq "student import" && $_->[-1]{detail}{names}' \
    "names leave their trace"
take b.csv --year 2025 --dry-run --names
json '$_->{dups}[0]{student} eq "B01" && $_->{dups}[0]{other_student} eq
    "A01" && length $_->{dups}[2]{other_name} == 8' "with names they are said"
run --as lan --lang en student import b.csv --year 2025 --dry-run --names
has "   3  B02   Lò Thị Ngà            " "to people, too"
take b.csv --year 2025 --dups who.csv
is 1 "a file that is there"
has "who.csv" "is named"
run --as lan student list --year 2025
hasnt 4A "and nothing was taken in"
take b.csv --year 2025 --dups new.csv
ok "the run"
json '$_->{created} == 5' "takes them in"
check "the file is the same" cmp who.csv new.csv
run --as lan log --format json
json '$_->[-1]{verb} eq "student import" && $_->[-1]{detail}{names} &&
    $_->[-1]{detail}{created} == 5' "the operation says that names were read"
take b.csv --year 2025 --dups none.csv
ok "again"
[ ! -e none.csv ]
tap $? "nobody, no file"
run --as lan log --format json
json '$_->[-1]{detail}{created} == 5' "and no trace"
cp b.csv bad.csv
echo 'B09,,,,,,,' >>bad.csv
sed 's/^B0/C0/' bad.csv >worse.csv
take worse.csv --year 2025 --dups bad.out
is 1 "a list that is refused"
json '$_->{created} == 0 && $_->{dups_total} > 0' "says it, too"
run --as lan log --format json
json '$_->[-1]{detail}{names} && !@{$_->[-1]{rows}}' "and leaves its trace"
as lan student dups --format json
json '!grep { $_->{id} > 20 } @$_' "of which nothing stays"
run --as lan student import worse.csv --year 2025 --dups /none/x
is 1 "a file that cannot be made"
says /none/x "is named"
take b.csv --year 2025
json '$_->{unchanged} == 5' "nothing has changed"

# ---- of the register ----
as lan student dups --format json
ok "those of the register"
json 'join(" ", map { "$_->{group}:$_->{id}" } @$_) eq
    "1:2 1:3 1:16 2:4 2:5 2:14 3:6 3:17 4:11 4:12 5:19 5:20"' "in groups"
json '!grep { defined $_->{name} || defined $_->{mother} } @$_' "without names"
as lan student dups --names
ok "with names"
has "Hoàng Văn Đức" "and parents"
run --as lan log --format json
json '$_->[-1]{verb} eq "student dups" && $_->[-1]{detail}{names}' \
    "which leaves its trace"
as lan staff add bc --role reporter --name "Báo Cáo"
as bc student dups
is 4 "it is not for a reporter"
as lan student merge A01 A02
as lan student merge A01 B01
as lan student merge B04 B05
as lan student dups --format json
json 'join(" ", map { "$_->{group}:$_->{id}" } @$_) eq
    "1:4 1:5 1:14 2:6 2:17 3:11 3:12"' "who was joined is there no more"
as lan fsck
ok "all is well"

# ---- the same id is another matter ----
fresh() { # an empty store
	rm -f ctxh.db "$T/sheet" found.csv
	new_store
}
fresh
list same.csv <<'X'
D01,Lý A Páo,11/11/2016,Nam,2A,,Sùng Thị Mỷ,
D01,Lý A Páo,11/11/2016,Nam,2A,,Sùng Thị Mỷ,
X
take same.csv --year 2024
is 1 "a row twice"
json '@{$_->{errors}} == 1 && !@{$_->{dups}}' "is an error and no suspicion"
take same.csv --year 2024 --keep-going
json '$_->{created} == 1 && @{$_->{errors}} == 1 && !@{$_->{dups}}' \
    "one is taken, likewise"

# ---- many, against an implementation that compares texts ----
for seed in 1 2; do
	perl "$TOP/tests/verb/dups.pl" make 4000 $seed >many.csv
	perl "$TOP/tests/verb/dups.pl" find many.csv >expected
	fresh
	case $seed in
	1) take many.csv --year 2024 --dups found.csv ;;
	2) take many.csv --year 2024 --dups found.csv --keep-going ;;
	esac
	# The first of a group is its first row.
	perl -F, -lane 'next if $. == 1; $first{$F[0]} //= $F[1];
	    print "$F[1] $first{$F[0]}" if $first{$F[0]} != $F[1]' found.csv \
	    >found
	n=$(wc -l <expected)
	# One warning more is of the letters Ð.
	json "\$_->{dups_total} == $n && \$_->{warnings_total} == $n + 1 &&
	    @{\$_->{dups}} == 100 && @{\$_->{warnings}} == 101" \
	    "all $n are counted, a hundred listed"
	check "those of a list of 4000 rows" cmp expected found
	[ "$n" -gt 500 ]
	tap $? "and they are many"
done
# Halves of it, the second against the first.
fresh
head -n 2001 many.csv >one.csv
{ head -n 1 many.csv; tail -n +2002 many.csv; } >two.csv
take one.csv --year 2024
n=$(value '$_->{dups_total}')
take two.csv --year 2025
n=$((n + $(value '$_->{dups_total}')))
equal "$n" "$(wc -l <expected)" "in two parts there are as many"
as lan student dups --format csv
equal "$(printf '%s\n' "$out" | tail -n +2 | wc -l)" \
    "$(($(wc -l <expected) + $(cut -d' ' -f2 expected | sort -u | wc -l)))" \
    "and in the register"
finish
