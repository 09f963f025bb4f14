#!/usr/bin/env perl
# A second way to Biểu 5 and 7: counts them straight from a file of documents
# and a list of pupils, without a store or any code of the library.
#
#	registers.pl DOCUMENTS.jsonl LIST.csv FROM TO [UNTIL]
#
# The list is of the one school year, with the columns id, name, birth, sex,
# class.  Knows no amended documents.  Prints table,row,column,value as ctxh
# report does, sorted.
use strict;
use warnings;
use utf8;
use JSON::PP;
use List::Util qw(max min sum0);
use Time::Local qw(timegm);

my ($documents, $list, $from, $to, $until) = @ARGV;
binmode STDOUT, ':encoding(UTF-8)';
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
my %WHEN = (activity => 'from', activity_done => 'on',
    activity_end => 'ended_on', mentor => 'from',
    mentor_assess => 'assessed_at', mentor_end => 'ended_at');

my %class;	# class: pupils
open my $in, '<:encoding(UTF-8)', $list or die "$list: $!\n";
<$in>;
while (<$in>) {
	chomp;
	my @f = split /,/;
	$class{$f[4]}{$f[0]} = 1;
}
my $pupils = sum0(map { scalar keys %$_ } values %class);

my (%thread, @order);
open $in, '<', $documents or die "$documents: $!\n";
while (<$in>) {
	my $d = JSON::PP->new->utf8->decode($_);
	my $when = $WHEN{$d->{form}} or next;
	$d->{t} = moment($d->{$when});
	my $name = $d->{label} // $d->{entry};
	$name =~ s/^@//;
	push @order, $name unless $thread{$name};
	push @{$thread{$name}}, $d;
}
my %cell;

# ---- activities ----
my %held;
for my $name (grep { $thread{$_}[0]{form} eq 'activity' } @order) {
	my ($plan, @docs) = @{$thread{$name}};
	for my $d (grep { $_->{form} eq 'activity_done' && $_->{t} >= $START &&
	    $_->{t} <= $E } @docs) {
		push @{$held{$_}}, $d for $plan->{kind}, 'total';
	}
}
$held{total} //= [];
for my $row (keys %held) {
	my @docs = @{$held{$row}};
	my $c = $cell{"prevention,$row"} = {};
	$c->{$_} = 0 for qw(sessions students parents staff);
	for my $d (@docs) {
		$c->{$_} += $d->{$_} // ($_ eq 'sessions' ? 1 : 0)
		    for qw(sessions students parents staff);
	}
	# Who was there for certain: the greatest gathering, or whole classes.
	my $most = max(0, map { my $n = $_->{students} // 0;
	    $_->{repeat} ? int(($n + $_->{sessions} - 1) / $_->{sessions}) :
	    $n } @docs);
	my (%who, $present, $unsure);
	for my $d (grep { $_->{classes} } @docs) {
		for my $k (@{$d->{classes}}) {
			$who{$_} = 1 for keys %{$class{$k}};
		}
		$unsure = 1 unless defined $d->{students};
		$present += ($d->{students} // 0) *
		    ($d->{repeat} ? 1 : $d->{sessions});
	}
	my $named = keys %who;
	$named = min($named, $present // 0) unless $unsure;
	my $n = min($pupils, max($most, $named));
	$c->{share} = sprintf('%.1f',
	    int(1000 * $n / $pupils + 0.5) / 10) =~ s/\.0$//r;
}

# ---- pairs ----
my @pairs;
for my $name (grep { $thread{$_}[0]{form} eq 'mentor' } @order) {
	my ($start, @docs) = @{$thread{$name}};
	next if $start->{t} > $E;
	my ($end) = grep { $_->{form} eq 'mentor_end' && $_->{t} <= $E } @docs;
	next if $end && $end->{t} < $START;
	my ($last) = sort { $b->{t} <=> $a->{t} } grep { $_->{form} eq
	    'mentor_assess' && $_->{t} >= $START && $_->{t} <= $E } @docs;
	push @pairs, { %$start, ended => $end ? 1 : 0, last => $last };
}
for my $row ('total', map { $_->{category} } @pairs) {
	my @in = grep { $row eq 'total' || $_->{category} eq $row } @pairs;
	my (%student, %mentor);
	for my $p (@in) {
		$mentor{lc $p->{mentor}} = 1;
		my $was = $student{$p->{student}};
		$student{$p->{student}} = !$was || !$was->{last} ||
		    ($p->{last} && $p->{last}{t} > $was->{last}{t}) ? $p :
		    $was;
	}
	$cell{"mentoring,$row"} = { students => scalar keys %student,
	    mentors => scalar keys %mentor,
	    ended => sum0(map { $_->{ended} } @in),
	    progressed => scalar grep { $_->{last} &&
		$_->{last}{progress} ne 'chua-tien-bo' } values %student };
}

my @lines;
for my $row (keys %cell) {
	push @lines, map { "$row,$_,$cell{$row}{$_}\n" } keys %{$cell{$row}};
}
print sort @lines;
