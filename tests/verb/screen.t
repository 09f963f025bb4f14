#!/bin/sh
# Screening: each rule at its edges, against a second program on random lists,
# what is new, what was decided, who may see what.
. "$(dirname "$0")/../lib.sh"
new_store
run --as lan staff add tam --role staff --name "Lê Thị Tâm"
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo"
echo "Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp" >pupils.csv
perl -e 'printf "HS%03d,Lò Thị Én %d,%02d/%02d/2015,Nữ,4%s\n", $_, $_,
    1 + $_ % 28, 1 + $_ % 12, "ABC" =~ /(.)/g ? ("A".."C")[$_ % 3] : ""
    for 1 .. 60' >>pupils.csv
as lan student import pupils.csv --year 2024
ok "pupils"
cp ctxh.db "$T/pupils.db"
fresh() {
	cp "$T/pupils.db" ctxh.db
}
absences() { # LINE...: code,day,leave
	{
		echo "Mã HS,Ngày nghỉ,Phép"
		for line; do echo "$line"; done
	} >absences.csv
	as lan screen import absences.csv
	[ "$code" -eq 0 ] || tap 1 "absences are taken in"
}
# "code rule days from to" of each line, of the pupils of the last run.
found() {
	value 'my @l; for my $p (@{$_->{pupils}}) { for (@{$p->{why}}) {
	    push @l, join " ", $p->{student}, $_->{rule}, defined $_->{days} ?
	    ($_->{days}, $_->{from}, $_->{to}) : ($_->{term}, $_->{code}) } }
	    join "", map { "$_\n" } @l'
}
look() {
	as lan screen run --dry-run --names --format json "$@"
	[ "$code" -eq 0 ] || tap 1 "a run"
}

# --- each rule at its edges ------------------------------------------------------------
# October 2024: the 1st is a Tuesday; school from Monday to Friday.

absences HS001,01/10/2024,K HS001,30/10/2024,K \
    HS002,01/10/2024,K HS002,15/10/2024,K HS002,30/10/2024,K \
    HS003,30/09/2024,K HS003,15/10/2024,K HS003,30/10/2024,K \
    HS004,01/10/2024,K HS004,15/10/2024,P HS004,30/10/2024,K
look
equal "$(found)" "HS002 nghi-khong-phep 3 2024-10-01 2024-10-30" \
    "without leave: 3 days, not 2, not with leave; day 30, not day 31"
json '$_->{at} eq "2024-10-30"' "as of the newest day"
look --at 29/10/2024
equal "$(found)" "" "a day before it is not there"
fresh
absences HS001,07/10/2024,P HS001,08/10/2024,P HS001,09/10/2024,K \
    HS001,10/10/2024,P HS001,14/10/2024,P HS001,15/10/2024,P \
    HS001,16/10/2024,K HS001,18/10/2024,P \
    HS002,07/10/2024,P HS002,08/10/2024,P HS002,09/10/2024,K \
    HS002,10/10/2024,P HS002,14/10/2024,P HS002,15/10/2024,P \
    HS002,16/10/2024,K
look
equal "$(found)" "HS001 nghi-nhieu 8 2024-10-07 2024-10-18" \
    "often absent: 8 days of either kind, not 7"
fresh
# Thursday 10 to Wednesday 16: five school days over a weekend.
absences HS001,10/10/2024,P HS001,11/10/2024,P HS001,14/10/2024,P \
    HS001,15/10/2024,P HS001,16/10/2024,P \
    HS002,11/10/2024,P HS002,14/10/2024,P HS002,15/10/2024,P \
    HS002,16/10/2024,P \
    HS006,16/10/2024,P \
    HS003,09/10/2024,P HS003,10/10/2024,P HS003,11/10/2024,P \
    HS003,14/10/2024,P HS003,15/10/2024,P \
    HS004,09/10/2024,P HS004,10/10/2024,P HS004,14/10/2024,P \
    HS004,15/10/2024,P HS004,16/10/2024,P
look
equal "$(found)" "HS001 nghi-hoc-duoi-30 5 2024-10-10 2024-10-16" \
    "stopped: 5 school days, not 4, no gap, up to the newest day"
# Lists come class by class: 4A's on a later day says nothing of 4B.
absences HS003,17/10/2024,P
look
equal "$(found)" "HS001 nghi-hoc-duoi-30 5 2024-10-10 2024-10-16" \
    "up to the newest day of the own class"
absences HS007,17/10/2024,P
look
equal "$(found)" "" "on which the pupil was there"
look --at 15/10/2024
equal "$(found)" "HS003 nghi-hoc-duoi-30 5 2024-10-09 2024-10-15" \
    "as of the day before another one"
fresh
absences HS001,10/10/2024,P HS001,11/10/2024,P HS001,12/10/2024,P \
    HS001,14/10/2024,P HS001,15/10/2024,P
look
equal "$(found)" "HS001 nghi-hoc-duoi-30 5 2024-10-10 2024-10-15" \
    "a Saturday that the list has counts"
fresh
# 30 calendar days: 7 October to 5 November; 31: from 6 October, a Sunday, so
# from Friday the 4th the span is longer.
span() { # CODE FIRST LAST: all school days
	perl -MTime::Local -e '
		my ($c, @d) = @ARGV;
		my ($a, $b) = map { my ($d, $m, $y) = split m{/};
		    timegm(0, 0, 12, $d, $m - 1, $y) } @d;
		for (; $a <= $b; $a += 86400) {
			my @t = gmtime $a;
			next if $t[6] == 0 || $t[6] == 6;
			printf "%s,%02d/%02d/%d,P\n", $c, $t[3], $t[4] + 1,
			    $t[5] + 1900;
		}' "$@"
}
absences $(span HS001 07/10/2024 05/11/2024) \
    $(span HS002 04/10/2024 05/11/2024)
look
equal "$(found | grep duoi)" "HS001 nghi-hoc-duoi-30 22 2024-10-07 2024-11-05" \
    "not more than 30 days back, both ends counted"
equal "$(found | grep qua)" "HS002 nghi-hoc-qua-30 23 2024-10-04 2024-11-05" \
    "and what is more"
equal "$(found | head -n 1 | cut -d' ' -f1)" HS002 "is worse"
look --at 04/11/2024
equal "$(found | grep -c qua)" 1 "32 days are more than 30"
look --at 02/11/2024
equal "$(found | grep -c qua)" 0 "30 are not"
fresh
cat >marks.csv <<'X'
Mã HS,Học kỳ,Học lực,Hạnh kiểm
HS001,1,Yếu,Tốt
HS002,1,Yếu,Tốt
HS002,2,Khá,Yếu
HS003,1,Tốt,Khá
HS003,Cả năm,Kém,Khá
HS004,1,Trung bình,Trung bình
HS005,1,Chưa đạt,Chưa đạt
HS006,1,CHT,Cần cố gắng
X
as lan screen import marks.csv
ok "marks"
look
equal "$(found)" "HS005 hoc-luc-yeu 1 chua-dat
HS005 hanh-kiem-yeu 1 chua-dat
HS006 hoc-luc-yeu 1 chua-hoan-thanh
HS006 hanh-kiem-yeu 1 can-co-gang
HS001 hoc-luc-yeu 1 yeu
HS002 hanh-kiem-yeu 2 yeu
HS003 hoc-luc-yeu year kem" "the newest term counts; who has both stands first"

# --- limits that the school sets ---------------------------------------------------------

fresh
absences HS001,01/10/2024,K HS001,02/10/2024,K
look
equal "$(found)" "" "two days are not three"
as lan config set screen.nghi-khong-phep.days 2
look
equal "$(found)" "HS001 nghi-khong-phep 2 2024-10-01 2024-10-02" \
    "unless the school says so"
as lan config set screen.nghi-khong-phep.within 1
look
equal "$(found)" "" "within one day there is but one"

# --- a second program, on lists of chance ---------------------------------------------

off=$TOP/lib/rules/calendar-vn.csv
for seed in 1 2 3 4 5; do
	fresh
	perl -e '
		use Time::Local;
		srand $ARGV[0];
		my %has;
		open my $a, ">", "a.csv"; open my $m, ">", "m.csv";
		print $a "code,day,leave\n"; print $m "code,term,conduct,result\n";
		my $first = timegm(0, 0, 12, 9, 8, 2024);
		for my $i (1 .. 60) {
			my $c = sprintf "HS%03d", $i;
			my $days = int rand 25;
			my @runs = map { [int rand 80, 1 + int rand($_ % 3 ? 2 :
			    38)] } 1 .. $days / 4 + 1;
			for (@runs) {
				for my $d ($_->[0] .. $_->[0] + $_->[1]) {
					next if $d > 79 || rand() < 0.03;
					$has{$c}{$d} //= rand() < 0.5 ? "P" : "K";
				}
			}
			for my $d (keys %{$has{$c}}) {
				my @t = gmtime($first + $d * 86400);
				next if $t[6] == 0 && rand() < 0.9;
				printf $a "%s,%04d-%02d-%02d,%s\n", $c,
				    $t[5] + 1900, $t[4] + 1, $t[3],
				    $has{$c}{$d};
			}
			my @k = ("", qw(tot kha trung-binh yeu dat chua-dat));
			for my $t (qw(1 2 year)) {
				my $x = $k[rand @k];
				my $y = $k[rand @k];
				print $m "$c,$t,$x,$y\n" if rand() < 0.2;
			}
		}' "$seed"
	sed '1s/.*/Mã HS,Ngày nghỉ,Phép/' a.csv >absences.csv
	sed '1s/.*/Mã HS,Học kỳ,Hạnh kiểm,Học lực/; s/,year,/,Cả năm,/
	    s/chua-dat/Chưa đạt/g; s/trung-binh/Trung bình/g' m.csv >marks.csv
	as lan screen import absences.csv --format json
	as lan screen import marks.csv --format json
	at=$(tail -n +2 a.csv | cut -d, -f2 | sort | tail -n 1)
	look
	equal "$(found)" "$(perl "$TOP/tests/verb/screen.pl" \
	    "$TOP/lib/rules/tt33-2018.json" "$off" 2024-09-05 "$at" a.csv \
	    m.csv pupils.csv)" "as the second program has it, seed $seed"
	look --at 20/10/2024
	equal "$(found)" "$(perl "$TOP/tests/verb/screen.pl" \
	    "$TOP/lib/rules/tt33-2018.json" "$off" 2024-09-05 2024-10-20 \
	    a.csv m.csv)" "and as of an earlier day"
done
[ "$(found | grep -c duoi)" -gt 0 ] && [ "$(found | grep -c nhieu)" -gt 0 ]
tap $? "chance has something of each"

# --- what is new ------------------------------------------------------------------------

fresh
ops() { sqlite3 ctxh.db "SELECT max(id) FROM op"; }
absences HS001,01/10/2024,K HS001,02/10/2024,K HS001,03/10/2024,K \
    HS002,01/10/2024,K HS002,02/10/2024,K HS002,03/10/2024,K
before=$(ops)
as lan screen run --dry-run
ok "only looked at"
equal "$(ops)" "$before" "nothing is written"
as bao screen run --format json
ok "a reporter sees it"
json '$_->{found} == 2 && !defined $_->{op}' "without names"
equal "$(ops)" "$before" "and nothing is written"
as lan screen run --format json
ok "a run"
json '$_->{found} == 2 && $_->{new} == 2 && $_->{op} == '$((before + 1)) \
    "is remembered"
equal "$(sqlite3 ctxh.db "SELECT count(*) FROM observation WHERE op =
    (SELECT max(id) FROM op)")" 1 "in one row"
as lan screen run --format json
json '$_->{found} == 2 && $_->{new} == 0 && !defined $_->{op} &&
    $_->{last} == '$((before + 1)) "again there is nothing new"
as hieu screen run --format json
ok "a principal runs it"
absences HS001,04/10/2024,K HS003,02/10/2024,K HS003,03/10/2024,K \
    HS003,04/10/2024,K
as hieu screen run --format json
json '$_->{found} == 3 && $_->{new} == 2 && $_->{pupils}[0]{why}[0]{was} == 3
    && $_->{pupils}[0]{why}[0]{days} == 4 &&
    !defined $_->{pupils}[1]{why}[0]{was} && !$_->{pupils}[2]{new}' \
    "what came since the last run is new"
as tam screen run
is 4 "a teacher sees nothing"
as bao screen run --names
is 4 "a reporter sees no names"

# --- no names without --names ---------------------------------------------------------

for format in text csv json jsonl; do
	for all in "" --all; do
		as lan screen run --format $format $all
		hasnt "Lò" "no name as $format $all"
		hasnt "HS00" "no code as $format $all"
	done
	as lan screen run --format $format --names
	has "Lò Thị Én 1" "names as $format with --names"
	has "HS001" "and codes"
done
as lan log --format json
json '$_->[-1]{verb} eq "screen run" && $_->[-1]{detail}{names}' \
    "which leaves a trace"

# --- dismissed, and what comes to it ------------------------------------------------

rule() { # CODE: whether and why the pupil is listed
	look
	found | sed -n "s/^$1 //p"
}
before=$(ops)
as lan screen dismiss '#3' --reason "Ốm nằm viện" --dry-run
ok "a trial"
equal "$(ops)" "$before" "writes nothing"
as lan screen run --names --format json
third=$(value '$_->{pupils}[2]{student}')
as lan screen dismiss '#3' --reason "Ốm nằm viện"
ok "the third is dismissed"
equal "$(rule "$third")" "" "and listed no more"
look --all
json '(grep { $_->{student} eq "'"$third"'" && !defined $_->{no} &&
    $_->{why}[0]{decided}{verdict} eq "dismissed" } @{$_->{pupils}}) == 1' \
    "but with --all"
as lan screen dismiss "$third" --reason "Lần nữa" --lang en
is 5 "it cannot be dismissed twice"
says "or all was decided" "and why"
as lan screen dismiss '#9' --reason x --lang en
is 5 "no such row"
as lan screen dismiss HS050 --reason x
is 5 "at whom no rule points"
as lan screen dismiss HS999 --reason x
is 5 "nobody"
as lan screen dismiss HS001
is 2 "why is not said"
as lan screen dismiss HS001 --reason x --rule hoc-luc-yeu --lang en
is 5 "a rule that does not point there"
says "nghi-khong-phep" "and which do"
as tam screen dismiss HS001 --reason x
is 4 "not by a teacher"
as bao screen dismiss HS001 --reason x
is 4 "nor by a reporter"
absences "$third,01/11/2024,K"
look --at 20/10/2024
equal "$(found | grep -c "^$third")" 0 "a day later than looked at is not there"
equal "$(rule "$third")" "" "one day alone is no new finding"
absences "$third,07/10/2024,P"
equal "$(rule "$third")" "" "nor one of another kind"
as lan undo
as lan undo
absences "$third,07/10/2024,K"
equal "$(rule "$third")" "nghi-khong-phep 4 2024-10-01 2024-10-07" \
    "a new day of the same kind brings it back"
as lan undo
equal "$(rule "$third")" "" "without it, it is gone"
dismissal=$(sqlite3 ctxh.db "SELECT max(op) FROM entry")
as lan undo "$dismissal"
equal "$code" 0 "the dismissal is taken back"
equal "$(rule "$third")" "nghi-khong-phep 3 2024-10-01 2024-10-03" \
    "and he is listed again"

# --- accepted --------------------------------------------------------------------------

before=$(ops)
as lan screen accept HS001 --lang en
is 2 "into a group, or a case"
as lan screen accept HS001 --group khong-co
is 2 "no such group"
as lan screen accept HS001 --group nguy-co-bo-hoc --at 07/10/2024 --format json
ok "into a group"
json '$_->{led_to} =~ /^NH-\d+$/ && $_->{op} == '$((before + 1))' &&
    "@{$_->{decided}}" eq "nghi-khong-phep"' "in one operation"
equal "$(rule HS001)" "" "listed no more"
as lan group list --names --format json
json '@$_ == 1 && $_->[0]{student} eq "HS001" && $_->[0]{source} eq "ra-soat"' \
    "he is in the group"
as lan undo
equal "$code" 0 "taken back"
as lan group list --format json
json '!@$_' "he is not"
equal "$(rule HS001)" "nghi-khong-phep 4 2024-10-01 2024-10-04" \
    "and listed again"
as hieu screen accept HS001 --intake --lang en
is 2 "a case needs more"
says "condition" "which is named"
as hieu screen accept HS001 --intake --category nguy-co-bo-hoc \
    --initial-need hoc-tap --condition "Nhà xa" --at 07/10/2024 --format json
ok "a case"
json '$_->{led_to} eq "VV-2024-0001"' "with its number"
as lan show VV-2024-0001 --names --format json
json '$_->{documents}[0]{fields}{via} eq "ra-soat" &&
    $_->{documents}[0]{fields}{source} eq "nha-truong" &&
    $_->{students}[0]{student} eq "HS001"' "via ra-soat from nha-truong"
equal "$(rule HS001)" "" "listed no more"
as lan screen run --all --format json
json '(grep { ($_->{why}[0]{decided}{led_to} // "") eq "VV-2024-0001" }
    @{$_->{pupils}}) == 1' "and what became of it"

# One of two rules.
printf 'Mã HS,Học kỳ,Học lực\nHS002,1,Yếu\n' >marks.csv
as lan screen import marks.csv
as lan screen accept HS002 --group yeu-kem --rule hoc-luc-yeu --at 07/10/2024
ok "what one rule found"
equal "$(rule HS002 | cut -d' ' -f1)" nghi-khong-phep "the other stays open"

as lan screen run --names --format json
json '(grep { $_->{student} eq "HS002" && "@{$_->{groups}}" eq "yeu-kem" &&
    "@{$_->{suggests}}" eq "nguy-co-bo-hoc nghi-hoc-thuong-xuyen" }
    @{$_->{pupils}}) == 1' "and says in which group he is"

# What came in behind the run is not decided by its rows, and a day that was
# not known brings somebody back, whatever other classes' lists had.
fresh
absences HS001,01/10/2024,K HS001,02/10/2024,K HS001,03/10/2024,K \
    HS002,20/10/2024,P
as lan screen run
absences HS001,04/10/2024,K
as lan screen dismiss '#1' --reason x --lang en
is 6 "what the run did not show"
says "screen run" "is to be looked at first"
as lan screen dismiss HS001 --reason x --dry-run
ok "by the code it is meant"
as lan screen run
absences HS001,30/09/2024,K
as lan screen accept '#1' --group nguy-co-bo-hoc --at 07/10/2024
is 6 "days before it are news, too"
as lan screen run
as lan screen dismiss '#1' --reason x
ok "then it is decided"
equal "$(rule HS001)" "" "and listed no more"
absences HS001,07/10/2024,K
equal "$(rule HS001)" "nghi-hoc-duoi-30 6 2024-09-30 2024-10-07
nghi-khong-phep 6 2024-09-30 2024-10-07" \
    "a day before the newest one of all lists that came late"
as lan undo
absences HS001,27/09/2024,K
equal "$(rule HS001)" "nghi-hoc-duoi-30 6 2024-09-27 2024-10-04
nghi-khong-phep 6 2024-09-27 2024-10-04" \
    "and one before all others"
fresh

# Who leaves is nobody to look for.
absences HS002,01/10/2024,K HS002,02/10/2024,K HS002,03/10/2024,K
as lan student set HS002 --status chuyen-di-ky-1
equal "$(rule HS002)" "" "who has left"

# --- the days that may be asked for, and a store of another year ------------------------

as lan screen run --at 04/09/2024 --lang en
is 2 "a day before the year"
as lan screen run --at 05/09/2090
is 2 "a day behind it"
as lan screen run --year 2023 --lang en
ok "a year without lists"
has "no list was taken in yet" "is told"
as lan fsck
ok "the store holds"
as lan fsck --rebuild
ok "and is rebuilt"
finish
