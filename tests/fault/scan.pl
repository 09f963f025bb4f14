# scan.pl NEEDLES FILE...: looks for each line of NEEDLES in the bytes of the
# files, in every form in which it could stand there, and prints what it finds.
# With --forms, prints how the first needle looks, hex a line, for planting.
use strict;
use warnings;
use Encode;
use MIME::Base64;
use Unicode::Normalize;

my $forms = @ARGV && $ARGV[0] eq '--forms' ? shift : 0;
my $list = shift;
my $short = 6;		# shorter ones would be met by chance

# Base64 has three ways to write the same bytes; only whole characters.
sub base64_of {
	my $s = shift;
	my @all;
	for my $before (0 .. 2) {
		my $t = encode_base64(("\0" x $before) . $s, '');
		$t =~ s/=+$//;
		$t = substr($t, (0, 2, 3)[$before]);
		chop $t if (length($s) + $before) % 3;
		(my $url = $t) =~ tr{+/}{-_};
		push @all, $t, $url;
	}
	return @all;
}

sub forms_of {
	my $s = shift;		# characters
	my %seen;
	for my $t ($s, lc $s, uc $s) {
		for my $u (NFC($t), NFD($t)) {
			$seen{encode('UTF-8', $u)} = 'UTF-8';
			$seen{encode('UTF-16LE', $u)} = 'UTF-16LE';
			$seen{encode('UTF-16BE', $u)} = 'UTF-16BE';
		}
	}
	my %out = %seen;
	for my $bytes (keys %seen) {
		my $hex = unpack 'H*', $bytes;
		$out{$hex} = $out{uc $hex} = "hex of $seen{$bytes}";
		$out{$_} = "base64 of $seen{$bytes}" for base64_of($bytes);
	}
	if ($s =~ /^\d{10,12}$/ && $s > 0xffffffff) {
		my $n = pack 'Q>', $s;
		$out{substr $n, 2} = 'an integer';
		$out{scalar reverse $n} = 'an integer, little end first';
	}
	return \%out;
}

my %index;
my $needles = 0;
open my $in, '<:encoding(UTF-8)', $list or die "$list: $!\n";
while (my $s = <$in>) {
	chomp $s;
	next if length(encode('UTF-8', $s)) < $short;
	$needles++;
	my $of = forms_of($s);
	if ($forms) {
		print unpack('H*', $_), "\n" for sort keys %$of;
		exit 0;
	}
	for my $bytes (keys %$of) {
		next if length($bytes) < $short;
		push @{$index{substr $bytes, 0, $short}},
		    [$bytes, $of->{$bytes}, encode('UTF-8', $s)];
	}
}
die "no needles\n" unless $needles;

my $found = 0;
my $bytes = 0;
for my $file (@ARGV) {
	open my $f, '<:raw', $file or die "$file: $!\n";
	my $d = do { local $/; <$f> } // '';
	$bytes += length $d;
	for (my $i = 0; $i + $short <= length $d; $i++) {
		my $at = $index{substr $d, $i, $short} or next;
		for my $n (@$at) {
			next if substr($d, $i, length $n->[0]) ne $n->[0];
			print "$file: byte $i: \"$n->[2]\" as $n->[1]\n"
			    if $found < 20;
			$found++;
		}
	}
}
print STDERR "$needles needles, $bytes bytes\n";
exit($found > 0);
