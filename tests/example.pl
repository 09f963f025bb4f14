#!/usr/bin/perl
# The program of ctxh.3: perl tests/example.pl PAGE c|output prints its parts,
# which stand behind a comment `C`, or what it is said to print (`output`).
use strict;
use warnings;

my ($page, $what) = @ARGV;
my $mark = $what eq "c" ? "C" : "output";
my $in = 0;
open my $fh, "<", $page or die "$page: $!\n";
while (<$fh>) {
	if (/^\.\\" $mark$/) {
		$in = 1;
	} elsif (/^\.Ed/) {
		print "\n" if $in && $what eq "c";
		$in = 0;
	} elsif ($in && !/^\.Bd/) {
		s/\\&//g;
		s/\\\(aq/'/g;
		s/\\e/\\/g;
		print;
	}
}
