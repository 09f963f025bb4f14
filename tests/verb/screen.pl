#!/usr/bin/perl
# Whom the rules of screening point at, from the lists themselves: written
# apart from the program.
#
#	perl screen.pl RULES.json DAYS-OFF.csv FIRST AT ABSENCES.csv MARKS.csv
#	    [PUPILS.csv]
#
# FIRST and AT are days, yyyy-mm-dd: the school year's first, and the one as of
# which is looked.  With PUPILS (code first, class last) whoever stopped coming
# is looked at as of the newest day of the own class.  ABSENCES has code,day,leave (P or K) and MARKS
# code,term,conduct,result, in codes.  Prints "code rule days from to" or "code
# rule term mark", the worst pupil first, as a line each.
use strict;
use warnings;
use JSON::PP;
use Time::Local qw(timegm);

my ($rules, $off, $first, $at, $absences, $marks, $pupils) = @ARGV;
sub day { my ($y, $m, $d) = split /-/, shift; timegm(0, 0, 12, $d, $m - 1, $y) / 86400 | 0 }
sub text { my @t = gmtime($_[0] * 86400 + 43200); sprintf "%04d-%02d-%02d", $t[5] + 1900, $t[4] + 1, $t[3] }
local $/;
open my $in, "<", $rules or die; my $set = decode_json(<$in>);
$/ = "\n";
my %special;
open $in, "<", $off or die; <$in>;
while (<$in>) { my ($d, $kind) = split /,/; $special{day($d)} = $kind }
sub school {
	my $d = shift;
	return $special{$d} eq "work" if $special{$d};
	my $w = ($d + 4) % 7;		# 0 is Sunday
	return $w >= 1 && $w <= 5;
}
my (%abs, %mark);
open $in, "<", $absences or die; <$in>;
while (<$in>) { chomp; my ($c, $d, $l) = split /,/; $abs{$c}{day($d)} = $l }
open $in, "<", $marks or die; <$in>;
while (<$in>) {
	chomp;
	my ($c, $t, @m) = split /,/;
	$mark{$c}{conduct}{$t} = $m[0] if defined $m[0] && $m[0] ne "";
	$mark{$c}{result}{$t} = $m[1] if defined $m[1] && $m[1] ne "";
}
my $last = day($at);
my (%class, %newest);
if (defined $pupils) {
	open $in, "<", $pupils or die; <$in>;
	while (<$in>) { chomp; my @f = split /,/; $class{$f[0]} = $f[-1] }
	for my $c (keys %abs) {
		for my $d (keys %{$abs{$c}}) {
			my $of = \$newest{$class{$c}};
			$$of = $d if !defined $$of || $d > $$of;
		}
	}
}
my $begin = day($first);
sub is { my ($leave, $want) = @_; defined $leave && ($want eq "any" || ($want eq "without") == ($leave eq "K")) }
my @found;
for my $c (keys %{{ %abs, %mark }}) {
	my (@lines, $top, $sum, $days, $to);
	$top = $sum = $days = 0;
	$to = 0;
	for my $r (@{$set->{screening}}) {
		my $looks = $r->{looks_at};
		my $want = $r->{leave} // "any";
		my ($n, $from, $till, $line) = (0, 0, 0);
		if ($looks eq "absence") {
			my @d = sort { $a <=> $b } grep { $_ <= $last &&
			    $_ > $last - $r->{within} &&
			    is($abs{$c}{$_}, $want) } keys %{$abs{$c} // {}};
			next if @d < $r->{days};
			($n, $from, $till) = (scalar @d, $d[0], $d[-1]);
		} elsif ($looks eq "stopped") {
			my $until = defined $class{$c} ?
			    $newest{$class{$c}} // 0 : $last;
			my $d = $until;
			for (; $d >= $begin; $d--) {
				if (is($abs{$c}{$d}, $want)) {
					$n++;
					$till ||= $d;
					$from = $d;
				} elsif (school($d)) {
					last;
				}
			}
			my $span = $until - $from + 1;
			next if $n < $r->{days} ||
			    ($r->{within} && $span > $r->{within}) ||
			    ($r->{beyond} && $span <= $r->{beyond});
		} else {
			my $of = $mark{$c}{$looks} or next;
			my ($t) = grep { exists $of->{$_} } qw(year 2 1);
			grep { $_ eq $of->{$t} } @{$r->{codes}} or next;
			$line = "$c $r->{id} $t $of->{$t}";
		}
		$line //= join " ", $c, $r->{id}, $n, text($from), text($till);
		push @lines, $line;
		$sum += $r->{weight};
		($top, $days, $to) = ($r->{weight}, $n, $till)
		    if $r->{weight} > $top;
	}
	push @found, [$top, $sum, $days, $to, $c, @lines] if @lines;
}
for my $f (sort { $b->[0] <=> $a->[0] || $b->[1] <=> $a->[1] ||
    $b->[2] <=> $a->[2] || $b->[3] <=> $a->[3] || $a->[4] cmp $b->[4] }
    @found) {
	print "$_\n" for @$f[5 .. $#$f];
}
