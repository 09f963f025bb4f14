#!/bin/sh
# Biểu 1: pupils by group, against a small year counted by hand, and against a
# second count of random years.
. "$(dirname "$0")/../lib.sh"
new_store
as lan staff add bao --role reporter --name "Báo"
cat >list.csv <<'X'
Mã định danh Bộ GD&ĐT,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc
1400200001,Vàng Thị Mai,01/02/2015,Nữ,3A,Mông
1400200002,Trần Văn Bình,02/03/2015,Nam,3A,Kinh
1400200003,Lê Thu Hà,03/04/2014,Nữ,4B,Kinh
1400200004,Lò Văn Sơn,04/05/2014,Nam,4B,Thái
X
as lan student import list.csv --year 2023
ok "four pupils"
sed 's/,3A,/,4A,/; s/,4B,/,5B,/' list.csv >next.csv

# A school that keeps none of the registers has none of their tables, unless it
# asks for one.
run --as lan --format json report --year 2023 --term year
json '"@{[map { $_->{id} } @{$_->{tables}}]}" eq
    "cases referrals deadlines"' "no table of a register that is not kept"
as lan report --year 2023 --term year --table groups --format csv
ok "but the one that was asked for"
has "Tổng số,0" "is empty"

# P1 is in hardship since the year before: at the start.  She leaves at the very
# moment that she is found to be at risk of dropping out: in the total nobody
# left or came.
# P2 comes in HK I, leaves in HK I, comes again in HK II.
# P3 comes twice, to two groups, in HK II; leaves one in the summer.
# P4 was in a group until the last second before the year.
cat >docs.jsonl <<'X'
{"form":"group","label":"a","student":"1400200001","group":"kho-khan","from":"2023-05-02T08:00:00+07:00"}
{"form":"group_end","entry":"@a","end_reason":"chuyen-nhom","ended_at":"2023-11-20T10:00:00+07:00"}
{"form":"group","label":"b","student":"1400200001","group":"nguy-co-bo-hoc","from":"2023-11-20T10:00:00+07:00"}
{"form":"group","label":"c","student":"1400200002","group":"kho-khan","from":"2023-09-05T00:00:00+07:00"}
{"form":"group_end","entry":"@c","end_reason":"het-kho-khan","ended_at":"2023-12-01T08:00:00+07:00"}
{"form":"group","label":"d","student":"1400200002","group":"kho-khan","from":"2024-01-19T00:00:00+07:00"}
{"form":"group","label":"e","student":"1400200003","group":"kho-khan","from":"2024-03-01T08:00:00+07:00"}
{"form":"group","label":"f","student":"1400200003","group":"yeu-kem","from":"2024-03-10T08:00:00+07:00"}
{"form":"group_end","entry":"@f","end_reason":"het-kho-khan","ended_at":"2024-07-01T08:00:00+07:00"}
{"form":"group","label":"g","student":"1400200004","group":"yeu-kem","from":"2023-03-10T08:00:00+07:00"}
{"form":"group_end","entry":"@g","end_reason":"het-kho-khan","ended_at":"2023-09-04T23:59:59+07:00"}
X
as lan student import list.csv --year 2022
as lan record --batch docs.jsonl
ok "their groups"
# rows ARG...: row: total female minority 3 4 start new left end
rows() {
	run --as lan --format json report --table groups "$@"
	value 'my $t = $_->{tables}[0]; my @c = map { $_->{id} }
	    @{$t->{columns}}; join "", map { my %r; @r{@c} = @{$_->{cells}};
	    "$_->{id}: @r{qw(total female minority grade_3 grade_4 start new left end)}\n" }
	    @{$t->{rows}}'
}
equal "$(rows --year 2023 --term 1)" "kho-khan: 2 1 1 2 0 1 1 2 0
nguy-co-bo-hoc: 1 1 1 1 0 0 1 0 1
total: 2 1 1 2 0 1 1 1 1" "the first term"
equal "$(rows --year 2023 --term 2)" "kho-khan: 2 1 0 1 1 0 2 0 2
yeu-kem: 1 1 0 0 1 0 1 0 1
nguy-co-bo-hoc: 1 1 1 1 0 1 0 0 1
total: 3 2 1 2 1 1 2 0 3" "the second one"
equal "$(rows --year 2023 --term year)" "kho-khan: 3 2 1 2 1 1 3 2 2
yeu-kem: 1 1 0 0 1 0 1 1 0
nguy-co-bo-hoc: 1 1 1 1 0 0 1 0 1
total: 3 2 1 2 1 1 3 1 3" "the year"
equal "$(rows --year 2023 --term year --until 2024-03-05)" \
    "kho-khan: 3 2 1 2 1 1 3 2 2
nguy-co-bo-hoc: 1 1 1 1 0 0 1 0 1
total: 3 2 1 2 1 1 3 1 3" "what comes later does not exist"
equal "$(rows --from 2024-06-01 --to 2024-09-04)" \
    "kho-khan: 2 1 0 1 1 2 0 0 2
yeu-kem: 1 1 0 0 1 1 0 1 0
nguy-co-bo-hoc: 1 1 1 1 0 1 0 0 1
total: 3 2 1 2 1 3 0 0 3" "the summer"
run --as lan --format json report --year 2023 --term year
json '"@{[map { $_->{id} } @{$_->{tables}}]}" =~
    /^groups cases referrals deadlines\b/' "the table has its place"
json '!grep { !$_->{ok} } @{$_->{checks}}' "every identity holds"
json 'grep { $_->{id} eq "groups" && $_->{detail} =~ /\(1\).*\(3\).*\(1\).*\(3\)/ }
    @{$_->{checks}}' "that of the groups is printed"
json '"@{[map { $_->{id} } @{$_->{tables}[0]{columns}}]}" eq "total female " .
    "minority grade_1 grade_2 grade_3 grade_4 grade_5 start new left end"' \
    "with the grades that the school has"
as lan student import next.csv --year 2024
equal "$(rows --year 2023 --term 1 | tail -n 1)" "total: 2 1 1 2 0 1 1 1 1" \
    "a later year leaves the grades of this one"
equal "$(rows --year 2024 --term 1 | tail -n 1)" "total: 3 2 1 0 2 3 0 0 3" \
    "and has its own"
for format in text csv json; do
	as bao --format $format report --year 2023 --term year
	ok "a reporter has it in $format"
	hasnt "Mai" "without a name"
	hasnt "1400200001" "or a code"
done

# What was sent, and what is recorded later.
as lan report issue --year 2023 --term year --number 9/BC --date 05/09/2024
ok "the report is issued"
cat >late.jsonl <<'X'
{"form":"group","student":"1400200004","group":"khung-hoang","from":"2024-02-02T08:00:00+07:00"}
X
as lan record --batch late.jsonl
run --as lan --format json report --year 2023 --term year
json 'my %d = map { ("$_->{row}.$_->{column}" => "$_->{sent}:$_->{now}") }
    grep { $_->{table} eq "groups" } @{$_->{issued}{differences}};
    $d{"khung-hoang.new"} eq "0:1" && $d{"total.end"} eq "3:4" &&
    $d{"total.grade_4"} eq "1:2"' "the report says what differs"
as lan report --issued 9/BC --format json
json '!grep { $_->{id} eq "khung-hoang" } @{$_->{tables}[0]{rows}}' \
    "what was sent stays"

# --- random years, counted a second time --------------------------------------
cp ctxh.db before.db
for seed in 1 2 3; do
	cp before.db ctxh.db
	perl -e 'srand shift; my $n = 0;
	    sub at { my ($d, $h) = @_; my @t = gmtime(1662336000 + $d * 86400);
		sprintf "%04d-%02d-%02dT%02d:00:00+07:00", $t[5] + 1900,
		    $t[4] + 1, $t[3], $h }
	    for my $who (2 .. 4) { for my $g (qw(nguy-co-hcdb nguy-co-xam-hai
		nguy-co-vppl)) {
		my $d = 3 + int rand 200;
		while ($d < 680) {
			$n++;
			printf qq({"form":"group","label":"x%d","student":) .
			    qq("140020000%d","group":"%s","from":"%s"}\n),
			    $n, $who, $g, at($d, 8);
			$d += 1 + int rand 150;
			last if $d > 690;
			last if rand() < 0.2;
			printf qq({"form":"group_end","entry":"\@x%d",) .
			    qq("end_reason":"khac","ended_at":"%s"}\n), $n,
			    at($d, 8);
			$d += int rand 3 ? int rand 90 : 0;
		} } }' "$seed" >random.jsonl
	as lan record --batch random.jsonl
	ok "random groups $seed"
	for span in "1 2023-09-05 2024-01-18" "2 2024-01-19 2024-05-31" \
	    "year 2023-09-05 2024-09-04" \
	    "year 2023-09-05 2024-09-04 2024-03-09"; do
		# shellcheck disable=SC2086
		set -- $span
		"$CTXH" --as lan --format json group list --year 2023 --names \
		    >list.json
		as lan report --year 2023 --term "$1" ${4:+--until "$4"} \
		    --table groups --format json
		equal "$(value 'my $t = $_->{tables}[0]; my @c = map { $_->{id} }
		    @{$t->{columns}}; join "", sort map { my $r = $_; map {
		    "groups,$r->{id},$c[$_],$r->{cells}[$_]\n" } grep {
		    $c[$_] !~ /grade/ || $r->{cells}[$_] } 0 .. $#c }
		    @{$t->{rows}}')" \
		    "$(perl "$TOP/tests/verb/groups.pl" "$2" "$3" ${4:+"$4"} \
		    <list.json)" "every cell of $span"
	done
	# What comes and goes adds up over the parts of the year.
	flow() {
		run --as lan --format json report --table groups "$@"
		value 'my $t = $_->{tables}[0]; my @c = map { $_->{id} }
		    @{$t->{columns}}; join "", map { my %r; @r{@c} =
		    @{$_->{cells}}; "$_->{id} $r{new} $r{left}\n" }
		    @{$t->{rows}}'
	}
	{
		flow --year 2023 --term 1
		flow --year 2023 --term 2
		flow --from 2024-06-01 --to 2024-09-04
	} | awk '{ n[$1] += $2; l[$1] += $3 }
	    END { for (r in n) print r, n[r], l[r] }' | sort >parts
	flow --year 2023 --term year | sort >whole
	check "the terms and the summer are the year, $seed" cmp parts whole
done
finish
