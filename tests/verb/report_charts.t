#!/bin/sh
# A report's charts: the months against a second count of the documents, the
# rest against the tables that they are pictures of.
. "$(dirname "$0")/../lib.sh"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"
months() { # TERM [UNTIL]
	COUNT_MONTHS=1 perl "$TOP/tests/verb/count.pl" \
	    "$DATA/year/2023-2024.jsonl" \
	    "$DATA/lists/01-tieu-hoc-utf8.csv" \
	    "$TOP/lib/rules/calendar-vn.csv" 2023 "$@"
}
# $c is the chart of an id, cell() a number of a table's row.
CHARTS='my %c = map { $_->{id} => $_ } @{$_->{charts}};
    my %t = map { $_->{id} => $_ } @{$_->{tables}};
    my $cell = sub { my ($t, $row, $id) = @_;
	my ($i) = grep { $t{$t}{columns}[$_]{id} eq $id }
	    0 .. $#{$t{$t}{columns}};
	my $n = 0;
	$n += $_->{cells}[$i] // 0 for grep { defined $row ? $_->{id} eq $row :
	    $_->{id} ne "total" } @{$t{$t}{rows}};
	return $n };
    my $sum = sub { my $n = 0; $n += $_ // 0 for map { @{$_->{values}} } @_;
	return $n };'
for span in "1" "2" "year" "1 2023-12-24" "year 2024-01-18"
do
	# shellcheck disable=SC2086
	set -- $span
	as lan report --year 2023 --term "$1" ${2:+--until "$2"} --format json
	ok "term $span"
	equal "$(value 'my ($c) = grep { $_->{id} eq "cases-month" }
	    @{$_->{charts}}; my @s = map { $_->{values} } @{$c->{series}};
	    join "\n", map { "$c->{categories}[$_],$s[0][$_],$s[1][$_]" }
	    0 .. $#{$c->{categories}}')" "$(months "$@")" "every month of it"
	json "$CHARTS"' my $m = $c{"cases-month"};
	    $sum->($m->{series}[0]) == $cell->("cases", "total", "received") &&
	    $sum->($m->{series}[1]) == $cell->("cases", "total", "closed") &&
	    grep { $_->{id} eq "months" && $_->{ok} } @{$_->{checks}}' \
	    "and together they are the table's totals"
	json "$CHARTS"' my $l = $c{"cases-level"};
	    $sum->(@{$l->{series}}) == $cell->("cases", "total", "received") +
	    $cell->("cases", "total", "carried_in") &&
	    !grep { my $r = $_; $cell->("cases", $r->{id}, "carried_in") +
	    $cell->("cases", $r->{id}, "received") > 0 xor
	    grep { $_ eq $r->{label} } @{$l->{categories}} }
	    grep { $_->{id} ne "total" } @{$t{cases}{rows}}' \
	    "every case on hand has a level in its category"
	json "$CHARTS"' my $d = $c{deadlines}; my $ok = 1;
	    my @k = qw(met met_late overdue waived);
	    for my $i (0 .. $#{$d->{categories}}) {
		my ($row) = grep { $_->{label} eq $d->{categories}[$i] }
		    @{$t{deadlines}{rows}};
		$ok &&= $d->{series}[$_]{values}[$i] ==
		    $cell->("deadlines", $row->{id}, $k[$_]) for 0 .. 3;
	    }
	    $ok && $sum->(@{$d->{series}}) == $cell->("deadlines", undef,
	    "due")' "every deadline as the table has it"
	json '!grep { my $n = @{$_->{categories}}; !$n || !$_->{words} ||
	    !$_->{title} || !$_->{unit} || grep { @{$_->{values}} != $n }
	    @{$_->{series}} } @{$_->{charts}}' "in the documented shape"
done

# Beside the one before: as that one's own report has it.
FIGURES="$CHARTS"' join ",", $cell->("cases", "total", "received"),
    $cell->("cases", "total", "closed"), $cell->("referrals", undef, "sent"),
    $cell->("deadlines", undef, "overdue")'
BEFORE='my ($b) = grep { $_->{id} eq "before" } @{$_->{charts}};
    join " ", map { join ",", @{$_->{values}} } @{$b->{series}}'
as lan report --year 2023 --term 1 --format json
first=$(value "$FIGURES")
json '!grep { $_->{id} eq "before" } @{$_->{charts}}' \
    "nothing before the first year"
as lan report --year 2023 --term year --format json
json '!grep { $_->{id} eq "before" } @{$_->{charts}}' \
    "nor before it as a whole"
year=$(value "$FIGURES")
as lan report --year 2023 --term 2 --format json
second=$(value "$FIGURES")
equal "$(value "$BEFORE")" "$first $second" "HK II beside HK I"
json 'my ($b) = grep { $_->{id} eq "before" } @{$_->{charts}};
    "@{[map { $_->{label} } @{$b->{series}}]}" eq
    "HK I 2023-2024 HK II 2023-2024"' "under their names"
as lan report --year 2024 --term 1 --format json
ok "the year after"
equal "$(value "$BEFORE")" "$second $(value "$FIGURES")" \
    "HK I beside HK II of the year before"
as lan report --year 2024 --term year --format json
equal "$(value "$BEFORE")" "$year $(value "$FIGURES")" "year beside year"

as lan report --from 2023-10-01 --to 2023-11-30 --format json
json '!grep { $_->{id} eq "before" } @{$_->{charts}}' "two days have none"
json 'my ($m) = grep { $_->{id} eq "cases-month" } @{$_->{charts}};
    "@{$m->{categories}}" eq "10/2023 11/2023"' "and their own months"
as lan yearplan add --number 12/KH --issued-on 10/09/2023 --year 2023-2024
as lan report --from 2023-06-01 --to 2023-10-30 --format json
json '$_->{situation}{pupils} == 612 &&
    $_->{situation}{plans}[0]{number} eq "12/KH"' \
    "of two school years the later one is the school as it is"
as lan report --from 2022-06-01 --to 2022-06-30 --format json
json '@{$_->{charts}} == 0' "no case, no chart"
as lan report --year 2023 --term 1 --table cases --format json
json '!exists $_->{charts}' "nor beside one table"

# What comes first is said of all that share it.
run --as lan report --year 2023 --term year --format json
json 'my ($c) = grep { $_->{id} eq "cases-month" } @{$_->{charts}};
    my $v = $c->{series}[0]{values}; my ($most) = sort { $b <=> $a } @$v;
    my @first = grep { $v->[$_] == $most } 0 .. $#$v;
    @first && !grep { index($c->{words}, $c->{categories}[$_]) < 0 } @first' \
    "the months with the most"

# What was sent is printed again with its charts.
as lan report --year 2023 --term 2 --format json
sent=$(value 'JSON::PP->new->utf8->canonical->encode($_->{charts})')
as lan report issue --year 2023 --term 2 --number 05/BC-TH --date 31/05/2024
ok "issued"
as lan report --issued 05/BC-TH --format json
equal "$(value 'JSON::PP->new->utf8->canonical->encode($_->{charts})')" "$sent" \
    "an issued report keeps its charts"
as lan report --year 2023 --term 2 --format json
json '@{$_->{issued}{differences}} == 0' "which are no difference"
as bao report --year 2023 --term 2 --format json
equal "$(value 'JSON::PP->new->utf8->canonical->encode($_->{charts})')" "$sent" \
    "a reporter sees the same"
finish
