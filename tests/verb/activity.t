#!/bin/sh
# The roadmap: what is planned, what was held, and whom it reached.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
ok "a list"

# --- planned -----------------------------------------------------------------
run --as lan --format json activity add \
    --name "Tuyên truyền phòng, chống bạo lực học đường" \
    --lead "Đoàn, Đội" --with "Công an xã" --time "Tháng 10/2023"
json '$_->{entry} eq "HD-1" && $_->{register} eq "activity" && $_->{open} &&
    "@{$_->{next}}" eq "activity-done activity-end" &&
    $_->{notices}[0]{code} eq "kind-guessed"' "an activity of the roadmap"
run --as lan --format json activity show HD-1
json '$_->{from} =~ /^2023-10-01T00:00/ && $_->{to} eq "2023-10-31" &&
    $_->{kind} eq "tuyen-truyen" && $_->{reached} == 0' "its days and kind"
has '"Đoàn, Đội"' "who leads it"
as lan hoat-dong add --name "Lễ ra quân" --kind duoi-co --from 20/11/2023
ok "on one day"
run --as lan --format json activity show 2
json '$_->{to} eq "2023-11-20"' "which is its last, too"
as lan activity add --name "Tập huấn" --from 5/11/2023 --to 4/11/2023
is 6 "an end before the beginning"
as lan activity add --name "Tập huấn" --time "khi nào rảnh"
is 2 "a time that is none"
says "2019-2025" "what is understood is said"
as lan activity add --time "Hàng năm"
is 2 "a name is needed"
as lan activity add --name X --kind hop --time "Hàng năm"
is 2 "a kind that there is not"
as lan activity add --name "Sân chơi" --kind khac --from 1/9/2035
ok "a plan may lie years ahead"
as lan activity add --name "Sân chơi" --kind khac --from 1/9/2125
is 6 "but not a hundred"
as lan undo
ok "it is taken back"
as lan activity add HD-1 --amend --time "Tháng 11/2023"
ok "a correction of the time"
run --as lan --format json activity show HD-1
json '$_->{from} =~ /^2023-11-01/ && $_->{to} eq "2023-11-30" &&
    $_->{kind} eq "tuyen-truyen"' "takes its days with it"
as lan activity add HD-1 --amend --time "Tháng 10 - 12/2023" --to 15/12/2023
ok "a day that is given"
run --as lan --format json activity show HD-1
json '$_->{from} =~ /^2023-10-01/ && $_->{to} eq "2023-12-15"' "holds"

# --- a roadmap ---------------------------------------------------------------
LIST=$DATA/lists/lo-trinh-son-la.csv
run --as lan --format json activity import "$LIST" --year 2023
json '$_->{read} == 15 && $_->{created} == 15 && $_->{errors_total} == 0 &&
    $_->{warnings_total} == 15 && $_->{warnings}[0]{line} == 6' \
    "the roadmap of the province"
run --as lan --format json activity list --year 2023
json '@$_ == 14 && !grep { $_->{time} =~ /2020|2021/ } @$_' \
    "what is for earlier years is not in this one"
run --as lan --format json activity list --year all
json '@$_ == 17' "but there"
json 'my %n; $n{$_->{section} // ""}++ for @$_;
    join(" ", sort values %n) eq "1 2 3 3 4 4"' \
    "each in its part"
json 'my ($a) = grep { ($_->{section} // "") =~ /^N/ } @$_;
    !defined $a->{no} && $a->{kind} eq "tap-huan" &&
    $a->{time} eq "2019-2025" && $a->{from} =~ /^2019-01-01/ &&
    $a->{to} eq "2025-12-31"' "one without a number"
json '!grep { $_->{time} =~ /^H/ && ($_->{from} !~ /^2023-09-05/ ||
    $_->{to} ne "2024-09-04") } grep { $_->{time} } @$_' \
    "Hàng năm is that school year"
json 'my %k; $k{$_->{kind}}++ for grep { $_->{section} } @$_;
    $k{"tuyen-truyen"} == 6 && $k{"tap-huan"} == 1 && $k{"phoi-hop"} == 1 &&
    $k{khac} == 7' "the kinds by their names"
run --as lan --format json activity import "$LIST" --year 2023
json '$_->{unchanged} == 15 && !defined $_->{op}' "not twice"
run --as lan --format json activity import "$LIST" --year 2024
json '$_->{unchanged} == 7 && $_->{created} == 8' \
    "in the next year what is yearly is new"
as lan undo
ok "which is taken back"
cat >bad.csv <<END
TT,Hoạt động,Chủ trì,Phối hợp,Thời gian,Ghi chú
I,Tuyên truyền,,,,
1,Việc một,Đội,,Tháng 10/2023,
2,Việc hai,Đội,,lúc nào đó,
3,,Đội,,Hàng năm,
4,Việc bốn,Đội,,,
END
run --as lan --format json activity import bad.csv --year 2023
json '$_->{errors_total} == 3 && $_->{created} == 1 && !defined $_->{op} &&
    join(" ", map { $_->{line} . ":" . ($_->{column} // "") }
    @{$_->{errors}}) eq "4:5 5:2 6:"' "errors with their places"
is 1 "and nothing is taken in"
run --as lan --format json activity list --year 2023
json '@$_ == 14' "nothing was"

# What is written is read back.
run --as lan --format csv activity list --year all
cp "$T/out" all.csv
run --as lan --format json activity import all.csv
json '$_->{read} == 17 && $_->{unchanged} == 17' "CSV out is CSV in"
as lan --format csv activity list --year all --excel
cp "$T/out" excel.csv
run --as lan --format json activity import excel.csv
json '$_->{read} == 17 && $_->{unchanged} == 17' "and for Excel"

# --- held --------------------------------------------------------------------
DONE="activity done HD-1 --on 20/10/2023"
here=$(sed 1d "$DATA/lists/01-tieu-hoc-utf8.csv" | grep -c .)
in1a=$(cut -d, -f7 "$DATA/lists/01-tieu-hoc-utf8.csv" | grep -c '^1A$')
as lan $DONE --students "$here" --parents $((2 * here)) --dry-run
ok "all that there are"
as lan $DONE --students $((here + 1))
is 6 "one more"
says "$here" "how many there are is said"
says "students" "and of what"
as lan $DONE --students $((here + 1)) --repeat --dry-run
ok "but attendance may be more"
as lan $DONE --parents $((2 * here + 1))
is 6 "more parents than there are"
as lan $DONE --students "$in1a" --classes 1a --dry-run
ok "a class, however it is written"
as lan $DONE --students $((in1a + 1)) --classes 1A
is 6 "more than are in it"
as lan $DONE --students 5 --classes 1A --classes 9Z
is 5 "a class that there is not"
says 9Z "which is named"
as lan $DONE --staff 31 --dry-run
ok "staff where it is not known how many there are"
as lan config set school.staff 30
ok "now it is"
as lan $DONE --staff 30 --dry-run
ok "as many"
as lan $DONE --staff 31
is 6 "and no more"
for n in 0 -1 dreissig 1000000 3.5; do
	as lan config set school.staff -- "$n"
	is 2 "no staff of $n"
done
for bad in --students=-1 --students=2.5 --sessions=0 --cost=-5 --staff=x; do
	as lan $DONE "$bad"
	is 2 "$bad"
done
as lan activity done HD-1 --on 20/10/2019 --students 5
is 6 "a year that the store knows nothing of"
says 2019-2020 "which is named"
tomorrow=$(date -d tomorrow +%d/%m/%Y)
as lan activity done HD-1 --on "$tomorrow" --students 5
is 6 "a session that lies ahead"
as lan activity done HD-99 --on 20/10/2023
is 5 "an activity that there is not"
as lan activity done NH-1 --on 20/10/2023
is 5 "nor of another register"
as lan activity done HD-1 --on 15/9/2023 --students 30 --classes 1A
ok "before the day it was planned for"
as lan activity done HD-1 --on 20/10/2023 --students 35 --classes 1A \
    --parents 10 --staff 5 --cost 200000
ok "another session"
as lan activity done HD-1 --amend --students 36
ok "corrected"
run --as lan --format json activity show HD-1
json '$_->{sessions} == 2 && $_->{students} == 66 && $_->{parents} == 10 &&
    $_->{staff} == 5 && $_->{cost} == 200000 && $_->{status} eq "held" &&
    $_->{reached} == '"$in1a" "the sums"
json '@{$_->{documents}} == 6' "of all documents"
as lan activity show HD-1
has "không đếm trùng" "as text, too"
as lan activity end HD-1 --ended-on 19/10/2023 --result hoan-thanh
is 6 "no end before a session"
as lan activity end HD-1 --ended-on 20/12/2023 --result hoan-thanh
ok "an end"
as lan activity done HD-1 --on 21/12/2023
is 6 "no session behind it"
as lan activity end HD-2 --ended-on 20/12/2023 --result khong-thuc-hien
is 2 "why it was not carried out"
as lan activity end HD-2 --ended-on 20/12/2023 --result khong-thuc-hien \
    --reason "mưa bão"
ok "is said"
run --as lan --format json activity list --year 2023
json 'my %s = map { $_->{entry} => $_ } @$_;
    $s{"HD-1"}{status} eq "held" && $s{"HD-2"}{status} eq "dropped" &&
    $s{"HD-1"}{sessions} == 2' "how each stands"
json '(grep { $_->{to} eq "2024-09-04" && $_->{status} eq "late" } @$_) > 0' \
    "what was not held is late"
run --as lan --format json activity list --year 2024
json '!grep { $_->{sessions} } @$_' "sums are of the year"

# A batch is taken whole or not at all.
cat >batch.jsonl <<END
{"form":"activity","label":"a","name":"Câu lạc bộ Em nói","time":"HK II","from":"2024-01-19"}
{"form":"activity_done","entry":"@a","on":"2024-02-20","students":20}
{"form":"activity_done","entry":"@a","on":"2024-03-20","students":99999}
{"form":"activity_done","entry":"@a","on":"2024-04-20","classes":["7A"]}
END
as lan record --batch batch.jsonl
is 6 "impossible numbers"
says ":3:" "with their line"
says ":4:" "each"
sed -i 3,4d batch.jsonl
run --as lan --format json record --batch batch.jsonl
json '$_->{recorded} == 2' "without them it is"
number=$(value '$_->{cases}{a}')
run --as lan --format json activity show "$number"
json '$_->{kind} eq "cau-lac-bo" && $_->{to} eq "2024-05-31" &&
    $_->{students} == 20' "a term's activity"
cat >held.csv <<END
Số mục;Thời điểm;Số buổi;Số người học tham gia;Các lớp tham gia
$number;20/03/2024;2;50;2A; 2B
$number;21/03/2024;1;9999;
END
sed -i 's/2A; 2B/"2A; 2B"/' held.csv
run --as lan --format json activity import held.csv --form done
json '$_->{errors_total} == 1 && $_->{errors}[0]{line} == 3 &&
    $_->{errors}[0]{column} == 4' "a list of sessions with a bad number"
run --as lan --format json activity import held.csv --form done --year 2022
json '$_->{errors_total} == 2 && $_->{errors}[0]{column} == 2' \
    "sessions of another school year than the list's"
sed -i 3d held.csv
run --as lan --format json activity import held.csv --form done
json '$_->{created} == 1' "a good one"

# --- nobody is counted twice: against a count of its own --------------------
perl -e '
	srand 7;
	my @c = map { my $g = $_; map { "$g$_" } "A" .. "C" } 1 .. 5;
	open my $ref, ">", "series" or die;
	for my $a (1 .. 12) {
		printf qq({"form":"activity","label":"s%d","name":"Chuỗi %d",) .
		    qq("kind":"khac","from":"2023-09-10"}\n), $a, $a;
		for my $d (1 .. 1 + int rand 5) {
			my %k = map { $c[rand @c] => 1 } 1 .. int rand 4;
			my @k = sort keys %k;
			my $r = rand() < .3;
			my $s = 1 + int rand 3;
			my $n = rand() < .2 ? "" : 5 + int rand 25;
			$n *= 10 if $r && $n ne "";
			print qq({"form":"activity_done","entry":"\@s$a",) .
			    qq("on":"2023-10-0$d","sessions":$s) .
			    ($n eq "" ? "" : qq(,"students":$n)) .
			    ($r ? qq(,"repeat":true) : "") . (@k ? qq(,) .
			    qq("classes":[) . join(",", map { qq("$_") } @k) .
			    "]" : "") . "}\n";
			print $ref join("\t", $a, $s, $n, $r ? 1 : 0,
			    join(" ", @k)), "\n";
		}
	}' >series.jsonl
run --as lan --format json record --batch series.jsonl
json '$_->{rejected} == 0 && $_->{recorded} > 30' "series of sessions"
perl -MJSON::PP -0777 -e '$c = decode_json(<>)->{cases};
    print "$_ $c->{$_}\n" for sort keys %$c' "$T/out" >numbers
cat >reached.pl <<'END'
# Distinct pupils of each series, by sets of their ids.
use strict;
use warnings;
my ($list, $series) = @ARGV;
my (%in, %all);
open my $l, "<", $list or die;
<$l>;
while (<$l>) {
	my @f = split /,/;
	push @{$in{$f[6]}}, $f[1];
	$all{$f[1]} = 1;
}
my (%named, %present, %unknown, %most, %sum, %sessions);
open my $s, "<", $series or die;
while (<$s>) {
	chomp;
	my ($a, $n, $students, $repeat, $classes) = split /\t/, $_, -1;
	$sessions{$a} += $n;
	$sum{$a} += $students || 0;
	$named{$a} //= {};
	my @k = split / /, $classes;
	$named{$a}{$_} = 1 for map { @{$in{$_} // []} } @k;
	if ($students eq "") {
		$unknown{$a} = 1 if @k;
		next;
	}
	$present{$a} += $repeat ? $students : $students * $n if @k;
	my $sure = $repeat ? int(($students + $n - 1) / $n) : $students;
	$most{$a} = $sure if $sure > ($most{$a} // 0);
}
for my $a (sort { $a <=> $b } keys %named) {
	my $n = keys %{$named{$a}};
	$n = $present{$a} // 0 if !$unknown{$a} && $n > ($present{$a} // 0);
	$n = $most{$a} if ($most{$a} // 0) > $n;
	$n = keys %all if $n > keys %all;
	print "$a $sessions{$a} $sum{$a} $n\n";
}
END
perl reached.pl "$DATA/lists/01-tieu-hoc-utf8.csv" series >want
for a in 1 2 3 4 5 6 7 8 9 10 11 12; do
	run --as lan --format json activity show \
	    "$(sed -n "s/^s$a //p" numbers)"
	echo "$a $(value 'join " ", @$_{qw(sessions students reached)}')"
done >got
equal "$(cat got)" "$(cat want)" "as many as a count by sets"
check "and the count has something to say" sh -c '
	awk "\$3 > \$4" want | grep -q .'

# --- roles -------------------------------------------------------------------
as lan staff add binh --role staff --name "Bình"
as lan staff add rep --role reporter --name "Sở"
as binh activity list
is 4 "no list for staff"
as binh activity add --name X --kind khac --from 1/10/2023
is 4 "and no entry"
as rep activity list --year 2023
ok "the reporter's list"
has "Tuyên truyền" "names of activities are no names"
as rep activity done HD-2 --on 1/10/2023
is 4 "who records nothing"
as hieu activity add --name X --kind khac --from 1/10/2023
ok "the principal may"

# A pupil's name is nowhere: lists are not of pupils.
name=$(sed -n 2p "$DATA/lists/01-tieu-hoc-utf8.csv" | cut -d, -f4)
for format in text csv json jsonl; do
	run --as lan --format $format activity list --year all --names
	hasnt "$name" "no pupil in $format"
done
as lan fsck
ok "the store is sound"
as lan fsck --rebuild
ok "and stays so"
finish
