# Who of a list may be one child, worked out by comparing folded texts in
# hashes; an own implementation, for dups.t.
#
#	perl dups.pl make ROWS SEED >LIST	a list with many of them
#	perl dups.pl find LIST			"LINE FIRST" of each, in order
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Encode;
use Unicode::Normalize;

my ($what, @args) = @ARGV;
my @given = qw(An Ân Ánh Hoà Hòa Bình Đức Ðức Dung);
my @names = ('Lò Văn', 'LÒ  VĂN', 'Nguyễn Thị', NFD('Nguyễn Thị'), 'Y-', 'Y ');
my @parents = ('', '', 'Lò Văn Nam', NFD('Lò văn nam'), 'Cà Thị Mai',
    'Ca Thi  Mai', 'Hạng Thị Đào');

sub fold {
	my $s = lc NFD($_[0]);
	$s =~ s/\p{Mn}//g;
	$s =~ tr/đð/d/;
	$s =~ s/[^\p{L}\p{N}]//g;
	return $s;
}
if ($what eq 'make') {
	my ($rows, $seed) = @args;
	srand $seed;
	my $pick = sub { $_[rand @_] };
	print "Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp,Họ tên cha,",
	    "Họ tên mẹ,Họ tên người giám hộ\n";
	for my $i (1 .. $rows) {
		printf "P%05d,%s %s,%02d/%02d/2015,Nam,%dA,%s,%s,%s\n", $i,
		    $pick->(@names), $pick->(@given), 1 + rand 28,
		    1 + rand 3, 1 + rand 5, map { $pick->(@parents) } 1 .. 3;
	}
} else {
	my (%first, %root);
	open my $in, '<', $args[0] or die;
	my @lines = <$in>;
	for my $i (1 .. $#lines) {
		chomp $lines[$i];
		my @c = split /,/, $lines[$i], -1;
		my $who = fold($c[1]) . "|$c[2]";
		my @by = grep { $_ ne '' } map { fold($_) } @c[5 .. 7];
		@by = ('-') if !@by;
		for my $key (map { "$who|$_" } @by) {
			my $f = $first{$key};
			$first{$key} = $i + 1 if !defined $f;
			next if !defined $f || $f == $i + 1;
			$root{$i + 1} = $f
			    if !defined $root{$i + 1} || $f < $root{$i + 1};
		}
	}
	print "$_ $root{$_}\n" for sort { $root{$a} <=> $root{$b} ||
	    $a <=> $b } keys %root;
}
