# make_year.pl CASES PUPILS: JSON lines of a school year, 20 documents a case,
# the same each time; the pupils are those of make_list.
use strict;
use warnings;

my ($cases, $pupils) = @ARGV;
my @levels = map { "\"$_\":\"cao\"" } qw(harm_level harm_continues harm_access
    harm_obstacles protect_self protect_reach protect_tell protect_watched);
my $levels = join ',', @levels;

# Day d of the year, counted from 1 September 2024.
sub day {
	my $d = 243 + shift;
	my ($y, @months) = (2024, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	    31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
	my $m = 0;
	$d -= $months[$m++] while $d > $months[$m];
	return sprintf '%04d-%02d-%02d', $y + int($m / 12), $m % 12 + 1, $d;
}

sub put {
	print '{"form":"', shift, '",', join(',', @_), "}\n";
}

for my $i (1 .. $cases) {
	my $d = 6 + $i % 240;
	my $case = "\"case\":\"\@v$i\"";
	my $pupil = sprintf '14%010d', 1 + ($i * 7919) % $pupils;
	my $at = sub { '"' . day($d + shift) . 'T' . shift . '+07:00"' };
	put('intake', "\"label\":\"v$i\"",
	    '"received_at":' . $at->(0, '08:30:00'), '"via":"truc-tiep"',
	    '"source":"gvcn"', '"category":"bao-luc"',
	    '"condition":"Em kể lại chuyện xảy ra sau giờ học."',
	    '"initial_need":["tam-ly"]',
	    "\"students\":[{\"student\":\"$pupil\"}]");
	put('assess', $case, '"assessed_at":' . $at->(1, '09:00:00'),
	    '"consulted":["nguoi-hoc","gvcn"]', $levels,
	    '"needs":["tam-ly"]', '"level":"cao"', '"route":"tai-truong"');
	put('plan', $case, '"submitted_at":' . $at->(2, '09:00:00'),
	    '"needs":["tam-ly"]', '"goals":["Em an tâm đến lớp"]',
	    '"activities":[{"goal":1,"what":"Gặp riêng hằng tuần","who":' .
	    '"Đầu mối","from":' . '"' . day($d + 2) . '","to":"' .
	    day($d + 40) . '"}]');
	put('decision', $case, '"decided_at":' . $at->(3, '09:00:00'),
	    '"verdict":"approved"', '"signed_by":"hieu"',
	    '"on_paper":' . $at->(3, '09:00:00'));
	put('progress', $case, '"done_at":' . $at->(4 + $_, '10:00:00'),
	    '"activity":1', '"status":"dang-lam"', '"result":"Đã gặp em."')
	    for 1 .. 16;
}
