# make_registers.pl YEAR PUPILS: JSON lines of the registers of a school year:
# 500 pupils in groups, 200 pairs that were assessed twice, 60 activities of
# three gatherings each, and ten targets; the pupils are those of make_list.
# The same each time.
use strict;
use warnings;

my ($year, $pupils) = @ARGV;
my @groups = qw(kho-khan yeu-kem nguy-co-bo-hoc nguy-co-bao-luc khung-hoang);
my @kinds = qw(tuyen-truyen tap-huan duoi-co cau-lac-bo toa-dam phoi-hop);
my @measures = qw(ke-hoach-dung-han chuyen-gui-dung-han vu-viec-ket-thuc
    can-bo-tap-huan can-bo-tuyen-truyen nguoi-hoc-tuyen-truyen);

# Day n of the year, counted from 5 September; months of 28 days.
sub at {
	my ($n) = @_;
	my $m = 8 + int($n / 28);
	return sprintf '"%04d-%02d-%02dT08:00:00+07:00"',
	    $year + int($m / 12), $m % 12 + 1, 5 + $n % 24;
}

sub put { print '{', join(',', @_), "}\n" }

for my $i (1 .. 500) {
	my $pupil = sprintf '14%010d', 1 + ($i * 7919 + $year * 31) % $pupils;
	put('"form":"group"', "\"label\":\"g$i\"", "\"student\":\"$pupil\"",
	    '"group":"' . $groups[$i % 5] . '"', '"source":"gvcn"',
	    '"from":' . at($i % 150), '"reason":"Nhà xa, mẹ ốm."');
	put('"form":"group_end"', "\"entry\":\"\@g$i\"",
	    '"end_reason":"het-kho-khan"', '"ended_at":' . at(180 + $i % 100))
	    if $i % 5;
}
# A name has no digits.
sub letters {
	return ucfirst($_[0] =~ tr/0-9/a-j/r);
}
for my $i (1 .. 200) {
	my $pupil = sprintf '14%010d', 1 + ($i * 104729 + $year * 17) % $pupils;
	put('"form":"mentor"', "\"label\":\"m$i\"", "\"student\":\"$pupil\"",
	    '"mentor":"Nguyễn ' . letters($i % 90) . " " . letters($year) .
	    '"',
	    '"category":"' . $groups[$i % 5] . '"', '"from":' . at($i % 60));
	put('"form":"mentor_assess"', "\"entry\":\"\@m$i\"",
	    '"assessed_at":' . at(110), '"term":"hk1"',
	    '"progress":"co-chuyen-bien"', '"support":"kha"');
	put('"form":"mentor_assess"', "\"entry\":\"\@m$i\"",
	    '"assessed_at":' . at(220), '"term":"hk2"',
	    '"progress":"tien-bo"', '"support":"tot"');
	put('"form":"mentor_end"', "\"entry\":\"\@m$i\"",
	    '"ended_at":' . at(230), '"end_reason":"hoan-thanh"');
}
for my $i (1 .. 60) {
	put('"form":"activity"', "\"label\":\"a$i\"",
	    "\"name\":\"Hoạt động $i\"", '"kind":"' . $kinds[$i % 6] . '"',
	    '"from":' . at($i), '"to":' . (at($i + 60) =~ s/T.*/"/r));
	put('"form":"activity_done"', "\"entry\":\"\@a$i\"",
	    '"on":' . at($i + $_ * 10), '"sessions":1', '"students":60',
	    '"staff":8', '"classes":["' . (1 + ($i + $_) % 5) . 'A","' .
	    (1 + $i % 5) . 'B"]') for 1 .. 3;
}
put('"form":"target"', "\"indicator\":\"Chỉ tiêu $_\"",
    '"measure":"' . $measures[$_ % 6] . '"', '"target":90',
    '"from":' . at(0), '"to":"' . ($year + 1) . '-08-31"') for 1 .. 10;
