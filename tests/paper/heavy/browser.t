#!/usr/bin/env perl
# The check of pages can fail: each page in faulty/ has one fault, by whose rule
# it is named (contrast-dark.html: contrast), and is refused for that alone.
use strict;
use warnings;
use FindBin;
use Test::More;

my $here = "$FindBin::Bin/..";
my @files = sort glob "$here/faulty/*.html";
my %found;
open my $in, '-|:utf8', 'perl', "$here/browser.pl", @files or die;
while (<$in>) {
	/^(\S+)\.html: [^:]+: (\w+): / or die "not a fault: $_";
	$found{$1}{$2} = 1;
}
close $in;
is($? >> 8, 1, 'the exit code says that there were faults');
for my $file (@files) {
	my ($name, $rule) = $file =~ /((\w+)[^\/]*)\.html$/;
	is(join(' ', sort keys %{$found{$name}}),
	    $rule eq 'none' ? '' : $rule, "faulty/$name.html");
}
is(system('perl', "$here/browser.pl", "$here/faulty/none.html"), 0,
    'and a sound page gives 0');
done_testing;
