#!/usr/bin/env perl
# A second way to Biểu 1: counts it from the lines of `ctxh group list --names
# --format json --year YEAR`, on standard input, and nothing else.
#
#	groups.pl FROM TO [UNTIL] < list.json
#
# Goes through the period moment by moment: after each one it looks who is in
# which group, so that it knows of no intervals.  Prints table,row,column,value
# as ctxh report does, sorted; columns of grades that are 0 are left out.
use strict;
use warnings;
use JSON::PP;
use Time::Local qw(timegm);

my ($from, $to, $until) = @ARGV;
sub midnight {
	my ($y, $m, $d) = split /-/, $_[0];
	return timegm(0, 0, 0, $d, $m - 1, $y) - 7 * 3600;
}
sub moment {
	my ($s) = @_;
	$s =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\+07:00$/ or die "time: $s\n";
	return timegm($6, $5, $4, $3, $2 - 1, $1) - 7 * 3600;
}
my $START = midnight($from);
my $E = midnight($until // $to) + 86399;

local $/;
my @entries = grep { moment($_->{from}) <= $E }
    @{JSON::PP->new->utf8->decode(<STDIN>)};
my %at;
for my $e (@entries) {
	push @{$at{moment($e->{from})}{in}}, $e;
	push @{$at{moment($e->{ended})}{out}}, $e
	    if defined $e->{ended} && moment($e->{ended}) <= $E;
}
my (%now, %cell, %seen);	# %now: row, pupil: how many entries
sub note {
	my ($row, $e) = @_;
	return if $seen{$row}{$e->{student}}++;
	$cell{$row}{total}++;
	$cell{$row}{female}++ if $e->{sex} eq 'nu';
	$cell{$row}{minority}++ if ($e->{ethnic} // '') !~ /^(01)?$/;
	$cell{$row}{"grade_$e->{grade}"}++ if $e->{grade};
}
my $begun = 0;
sub begin {
	$begun = 1;
	for my $row (keys %now) {
		$cell{$row}{start} = grep { $_ > 0 } values %{$now{$row}};
	}
}
for my $t (sort { $a <=> $b } keys %at) {
	begin() if !$begun && $t >= $START;
	my %was;
	$was{$_} = {%{$now{$_}}} for keys %now;
	for my $e (@{$at{$t}{in}}) {
		$now{$_}{$e->{student}}++ for $e->{group}, 'total';
	}
	for my $e (@{$at{$t}{out}}) {
		$now{$_}{$e->{student}}-- for $e->{group}, 'total';
	}
	next unless $begun;
	for my $row (keys %now) {
		for my $who (keys %{$now{$row}}) {
			my $was = $was{$row}{$who} // 0;
			my $is = $now{$row}{$who};
			$cell{$row}{new}++ if !$was && $is;
			$cell{$row}{left}++ if $was && !$is;
		}
	}
}
begin() unless $begun;
for my $row (keys %now) {
	$cell{$row}{end} = grep { $_ > 0 } values %{$now{$row}};
}
for my $e (@entries) {
	next if defined $e->{ended} && moment($e->{ended}) < $START;
	note($_, $e) for $e->{group}, 'total';
}
$cell{total}{total} += 0;
my @lines;
for my $row (keys %cell) {
	my $c = $cell{$row};
	next unless $row eq 'total' || grep { $_ } values %$c;
	$c->{$_} //= 0 for qw(total female minority start new left end);
	push @lines, map { "groups,$row,$_,$c->{$_}\n" }
	    grep { $_ !~ /^grade/ || $c->{$_} } keys %$c;
}
print sort @lines;
