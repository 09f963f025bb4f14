#!/usr/bin/env perl
# A second way to the tables that a rule set declares: counts them straight
# from a file of documents, without a store or any code of the library.
#
#	declared.pl RULES.json DOCUMENTS.jsonl FROM TO [UNTIL]
#
# Days are yyyy-mm-dd.  The documents are those of ctxh record; the tables
# those of RULES.json itself, not of a set that it extends.  Prints
# table,row,column,value as ctxh report --format csv does, sorted.  Knows no
# amended documents.
use strict;
use warnings;
use utf8;
use JSON::PP;
use Time::Local qw(timegm);

@ARGV >= 4 or die "usage: declared.pl RULES DOCUMENTS FROM TO [UNTIL]\n";
my ($rules, $documents, $from, $to, $until) = @ARGV;
my $json = JSON::PP->new->utf8;

sub text {
	my ($path) = @_;
	local $/;
	open my $in, '<', $path or die "$path: $!\n";
	return <$in>;
}

my %WHEN = (intake => 'received_at', assess => 'assessed_at',
    plan => 'submitted_at', decision => 'decided_at', progress => 'done_at',
    review => 'reviewed_at', close => 'closed_on', reopen => 'reopened_at',
    refer => 'sent_at', follow => 'answered_at', support => 'on',
    consent => 'given_at', link => 'linked_on', session => 'on');

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

# ---- documents up to E, each with its case ----

my (@docs, %case);
for (split /\n/, text($documents)) {
	my $d = $json->decode($_);
	$d->{t} = moment($d->{$WHEN{$d->{form}}});
	next if $d->{t} > $E;
	my $name = $d->{label} // $d->{case};
	if (defined $name) {
		$name =~ s/^@//;
		$d->{of} = $case{$name} ||= { name => $name };
	}
	push @docs, $d;
}
@docs = sort { $a->{t} <=> $b->{t} } @docs;
for my $d (@docs) {
	my $c = $d->{of} or next;
	$c->{intake} = $d if $d->{form} eq 'intake';
	$c->{$d->{form}} = $d if $d->{form} eq 'assess';
	$c->{twice} = 1 if $d->{form} eq 'link' && $d->{kind} eq 'trung-lap';
}

sub persons {
	my ($c) = @_;
	my ($k, @who) = (0);
	for my $p (@{$c->{intake}{students}}) {
		$k++;
		next unless $p->{role} =~ /^nguoi-(bi-hai|can-tro-giup)$/;
		push @who, $p->{student} // "$c->{name}/$k";
	}
	return @who;
}

# ---- conditions ----

sub value {
	my ($d, $name) = @_;
	my $c = $d->{of} || {};
	return $c->{intake}{category} if $name eq 'case.category';
	return $c->{assess}{$1} if $name =~ /^case\.(level|route)$/;
	return $d->{$name};
}

sub holds {
	my ($p, $d) = @_;
	return 1 unless $p;
	return !grep { !holds($_, $d) } @{$p->{all}} if $p->{all};
	return grep { holds($_, $d) } @{$p->{any}} if $p->{any};
	return !holds($p->{not}, $d) if $p->{not};
	my $v = value($d, $p->{field});
	return (defined $v) == !!$p->{given} if exists $p->{given};
	return 0 unless defined $v;
	return grep { $_ eq $v } @{$p->{in}} if $p->{in};
	return grep { $_ eq $p->{has} } @$v if $p->{has};
	return !!$v == !!$p->{is} if ref $p->{is};
	return $v eq $p->{is};
}

# ---- cells ----

my (%cell, %seen);

sub measure {
	my ($t, $row, $col, $d) = @_;
	my $how = $col->{measure} // 'documents';
	my $at = \$cell{"$t->{id},$row"}{$col->{id}};
	my $c = $d->{of};
	my @keys = ref $how || $how eq 'documents' ? () : !$c ? () :
	    $how eq 'cases' ? $c->{name} : persons($c);
	$$at += $d->{$how->{sum}} // 0 if ref $how;
	$$at += 1 if $how eq 'documents';
	$$at += grep { !$seen{"$t->{id},$row,$col->{id}"}{$_}++ } @keys;
}

my $set = $json->decode(text($rules));
for my $t (grep { $_->{of} } @{$set->{tables}}) {
	$cell{"$t->{id},total"}{$_->{id}} = 0 for @{$t->{columns}};
	for my $d (@docs) {
		next if $d->{form} ne $t->{of} || $d->{t} < $START ||
		    $d->{of} && $d->{of}{twice} || !holds($t->{if}, $d);
		my $by = defined $t->{by} ? $d->{$t->{by}} : undef;
		my @rows = !defined $t->{by} ? () : !defined $by ? 'none' :
		    ref $by ? @$by : $by;
		for my $row (@rows, 'total') {
			for my $col (@{$t->{columns}}) {
				my $at = \$cell{"$t->{id},$row"}{$col->{id}};
				$$at //= 0;
				measure($t, $row, $col, $d)
				    if holds($col->{if}, $d);
			}
		}
	}
}

my @lines;
for my $row (keys %cell) {
	push @lines, "$row,$_,$cell{$row}{$_}\n" for keys %{$cell{$row}};
}
print sort @lines;
