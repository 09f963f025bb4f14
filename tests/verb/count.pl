#!/usr/bin/env perl
# A second way to the report's numbers: counts the tables cases, referrals and
# deadlines straight from a file of documents, without a rule set, a store or
# any code of the library.  What it knows of the rules is written out below.
#
#	count.pl DOCUMENTS.jsonl LIST.csv CALENDAR.csv YEAR TERM [UNTIL]
#
# YEAR is the one in which the school year begins, TERM 1, 2 or year, UNTIL
# yyyy-mm-dd.  Prints table,row,column,value as ctxh report --format csv does,
# sorted, without rows of nothing but zeros.  With COUNT_MONTHS in the
# environment it prints month,received,closed instead.  Knows no amended documents, links
# or lists without ids.
use strict;
use warnings;
use utf8;
use JSON::PP;
use Time::Local qw(timegm);

@ARGV >= 5 or die "usage: count.pl DOCUMENTS LIST CALENDAR YEAR TERM [UNTIL]\n";
my ($documents, $list, $calendar, $year, $term, $until) = @ARGV;
my $ZONE = 7 * 3600;
my $json = JSON::PP->new->utf8;

my %WHEN = (intake => 'received_at', assess => 'assessed_at',
    plan => 'submitted_at', decision => 'decided_at', progress => 'done_at',
    review => 'reviewed_at', close => 'closed_on', reopen => 'reopened_at',
    refer => 'sent_at', follow => 'answered_at', support => 'on',
    consent => 'given_at');

# ---- time ----

sub moment {
	my ($s) = @_;
	$s =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\+07:00$/ or die "time: $s\n";
	return timegm($6, $5, $4, $3, $2 - 1, $1) - $ZONE;
}

sub midnight {
	my ($date) = @_;
	my ($y, $m, $d) = split /-/, $date;
	return timegm(0, 0, 0, $d, $m - 1, $y) - $ZONE;
}

sub date_of {
	my @t = gmtime($_[0] + $ZONE);
	return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
}

my %special;
open my $in, '<', $calendar or die "$calendar: $!\n";
while (<$in>) {
	$special{$1} = $2 if /^(\d{4}-\d\d-\d\d),(off|work),/;
}
close $in;

sub worked {
	my ($t) = @_;
	my $kind = $special{date_of($t)};
	return $kind eq 'work' if defined $kind;
	my $weekday = (gmtime($t + $ZONE))[6];
	return $weekday != 0 && $weekday != 6;
}

# Office hours: 07:30 to 11:30 and 13:30 to 17:30.
sub office_minute {
	my ($t) = @_;
	my $minute = int((($t + $ZONE) % 86400) / 60);
	return worked($t) && (($minute >= 450 && $minute < 690) ||
	    ($minute >= 810 && $minute < 1050));
}

sub after_hours {
	my ($t, $hours) = @_;
	my $left = $hours * 60;
	while ($left > 0) {
		$left-- if office_minute($t);
		$t += 60;
	}
	return $t;
}

sub after_days {
	my ($t, $days) = @_;
	my $noon = midnight(date_of($t)) + 43200;
	while ($days > 0) {
		$noon += 86400;
		$days-- if worked($noon);
	}
	return $noon + 5.5 * 3600;
}

sub closing { return midnight($_[0]) + 17.5 * 3600 }

# ---- the period ----

my $next = $year + 1;
my ($from, $to) = $term eq '1' ? ("$year-09-05", "$next-01-18") :
    $term eq '2' ? ("$next-01-19", "$next-05-31") :
    ("$year-09-05", "$next-09-04");
my $START = midnight($from);
my $E = midnight($until // $to) + 86399;

sub within { return $_[0] >= $START && $_[0] <= $E }

# ---- the pupils ----

my (%female, %minority);
open $in, '<:encoding(UTF-8)', $list or die "$list: $!\n";
my $head = <$in>;
$head =~ s/^\x{feff}|\r?\n$//g;
my @head = split /,/, $head;
my ($id_at) = grep { $head[$_] =~ /^Mã định danh/ } 0 .. $#head;
my ($sex_at) = grep { $head[$_] eq 'Giới tính' } 0 .. $#head;
my ($ethnic_at) = grep { $head[$_] eq 'Dân tộc' } 0 .. $#head;
while (<$in>) {
	chomp;
	s/"[^"]*"/quoted/g;	# none of the three is ever quoted
	my @cell = split /,/;
	next if @cell <= $ethnic_at || $cell[$id_at] eq '';
	$female{$cell[$id_at]} = $cell[$sex_at] eq 'Nữ';
	$minority{$cell[$id_at]} = $cell[$ethnic_at] ne '' &&
	    $cell[$ethnic_at] ne 'Kinh';
}
close $in;

# ---- the cases, each its documents up to E, by time ----

my (%case, @order);
open $in, '<', $documents or die "$documents: $!\n";
while (<$in>) {
	my $d = $json->decode($_);
	my $name = $d->{label} // substr $d->{case}, 1;
	push @order, $name unless $case{$name};
	$d->{t} = moment($d->{$WHEN{$d->{form}}});
	$d->{n} = $.;
	push @{$case{$name}}, $d if $d->{t} <= $E;
	$case{$name} ||= [];
}
close $in;

my (%cell, %seen, %took, %month);

sub add {
	my ($table, $row, $column, $n) = @_;
	$cell{$table}{$row}{$column} += $n // 1;
}

# In the row of its category and in the total.
sub add_case { add('cases', $_, $_[1], $_[2]) for $_[0], 'total' }

my @COLUMNS = qw(carried_in received students students_female
    students_minority offenders level_cao level_trung_binh level_thap
    level_none at_school referred closed carried_out);

# ---- the story of a case ----

# What happened: when it was open, what was referred, what ran out when.
sub story {
	my @docs = @_;
	my (%c, $pending, $plan, @limits);
	my $open_limits = sub {
		my ($rule) = @_;
		return grep { $_->{rule} eq $rule && !$_->{end} } @limits;
	};
	my $finish = sub {
		my ($how, $t, @which) = @_;
		@$_{qw(end at)} = ($how, $t) for @which;
	};
	for my $d (@docs) {
		my ($form, $t) = @$d{qw(form t)};
		if ($form eq 'intake') {
			$c{intake} = $d;
			push @{$c{turns}}, [$t, 1];
		} elsif ($form eq 'assess') {
			$c{assess} = $d;
			$finish->('waived', $t, $open_limits->('review'));
			$pending = 'closing' if $d->{route} eq 'khong-can';
		} elsif ($form eq 'plan') {
			($pending, $plan) = ('plan', $d);
			push @limits, { rule => 'approve', start => $t,
			    due => after_days($t, 3) };
		} elsif ($form eq 'review') {
			$finish->('met', $t, $open_limits->('review'));
			$pending = 'closing' if $d->{outcome} eq 'ket-thuc';
		} elsif ($form eq 'close') {
			$finish->('waived', $t, $open_limits->('approve'));
			$pending = 'closing';
		} elsif ($form eq 'reopen') {
			push @{$c{turns}}, [$t, 1];
		} elsif ($form eq 'refer' && $d->{kind} eq 'chuyen-gui') {
			$finish->('waived', $t, $open_limits->('approve'),
			    $open_limits->('review'));
			$pending = undef;
			next if $c{sent}{$d->{agency}};
			$c{sent}{$d->{agency}} = { t => $t };
			push @limits, { rule => 'follow', start => $t,
			    agency => $d->{agency}, due => after_days($t, 7) };
		} elsif ($form eq 'follow') {
			$finish->('met', $t, grep { $_->{agency} eq
			    $d->{agency} } $open_limits->('follow'));
			$c{sent}{$d->{agency}}{answered} = 1
			    if $c{sent}{$d->{agency}};
			push @limits, { rule => 'follow', start => $t,
			    agency => $d->{agency},
			    due => closing($d->{next_on}) }
			    if defined $d->{next_on};
		} elsif ($form eq 'decision') {
			my $was = $pending // 'route';
			$pending = undef;
			$finish->('met', $t, $open_limits->('approve'))
			    if $was eq 'plan';
			next if $d->{verdict} ne 'approved';
			if ($was eq 'plan') {
				my ($last) = sort { $b cmp $a }
				    map { $_->{to} } @{$plan->{activities}};
				push @limits, { rule => 'review', start => $t,
				    due => closing($plan->{review_on} //
				    $last) };
			} elsif ($was eq 'closing') {
				push @{$c{turns}}, [$t, 0];
				$finish->('waived', $t,
				    $open_limits->('review'),
				    $open_limits->('follow'));
			}
		}
	}
	$c{limits} = \@limits;
	return \%c;
}

# The two limits that ask for a referral do not follow the case's course.
sub refer_limits {
	my ($c, @docs) = @_;
	my $intake = $c->{intake};
	my $knew = moment($intake->{known_at} // $intake->{received_at});
	my $category = $intake->{category};
	my @refers = grep { $_->{form} eq 'refer' } @docs;
	my $start;
	if ($category eq 'xam-hai' || $category eq 'bao-luc') {
		$start = $knew;
	} else {
		my ($a) = grep { $_->{form} eq 'assess' &&
		    $_->{route} eq 'cong-dong' } @docs;
		$start = defined $a->{known_at} ? moment($a->{known_at}) : $knew
		    if $a;
	}
	if (defined $start) {
		my ($met) = grep { $_->{agency} eq 'tong-dai-111' ||
		    ($_->{kind} eq 'chuyen-gui' && $_->{method} eq 'cong-van') }
		    @refers;
		my $l = { rule => 'refer', start => $start,
		    due => after_hours($start, 12) };
		@$l{qw(end at)} = ('met', $met->{t}) if $met;
		my $route = $c->{assess}{route} // '';
		@$l{qw(end at)} = ('waived', $c->{assess}{t})
		    if !$met && $category eq 'bao-luc' && $route ne '' &&
		    $route ne 'cong-dong';
		$c->{refer} = $l;
		push @{$c->{limits}}, $l;
	}
	if ($category eq 'xam-hai' || $intake->{urgent}) {
		my ($met) = grep { $_->{kind} ne 'bo-hoc' } @refers;
		my $l = { rule => 'notify-now', start => $knew,
		    due => $knew + 3600 };
		@$l{qw(end at)} = ('met', $met->{t}) if $met;
		push @{$c->{limits}}, $l;
	}
}

sub minute_late { return int($_[0] / 60) > int($_[1] / 60) }

sub count_limits {
	my ($c) = @_;
	for my $l (@{$c->{limits}}) {
		next unless within($l->{due});
		my $rule = $l->{rule};
		my $how = $l->{end} // 'overdue';
		if ($how eq 'met') {
			my $late = $rule eq 'refer' || $rule eq 'notify-now' ?
			    minute_late($l->{at}, $l->{due}) :
			    date_of($l->{at}) gt date_of($l->{due});
			$how = 'met_late' if $late;
			my $took = $l->{at} - $l->{start};
			push @{$took{$rule}}, $took > 0 ? $took : 0;
		}
		add('deadlines', $rule, 'due');
		add('deadlines', $rule, $_, $_ eq $how ? 1 : 0)
		    for qw(met met_late overdue waived);
	}
}

sub count_referrals {
	my ($c) = @_;
	while (my ($agency, $r) = each %{$c->{sent}}) {
		next unless within($r->{t});
		my $l = $c->{refer};
		my $late = $l && !(($l->{end} // '') eq 'waived' &&
		    $l->{at} <= $r->{t}) && minute_late($r->{t}, $l->{due});
		add('referrals', $agency, 'sent');
		add('referrals', $agency, 'late', $late ? 1 : 0);
		add('referrals', $agency, 'on_time', $late ? 0 : 1);
		add('referrals', $agency, 'answered', $r->{answered} ? 1 : 0);
		add('referrals', $agency, 'following', $r->{answered} ? 0 : 1);
	}
}

sub count_persons {
	my ($name, $c) = @_;
	my $k = 0;
	for my $p (@{$c->{intake}{students}}) {
		my $who = $p->{student} // "$name/" . $k++;
		my $as = $p->{role} eq 'nguoi-gay-hai' ? 'offenders' :
		    $p->{role} =~ /^nguoi-(bi-hai|can-tro-giup)$/ ?
		    'students' : next;
		my $listed = defined $p->{student};
		my $is_female = $listed ? $female{$who} :
		    ($p->{sex} // '') eq 'nu';
		my $is_minority = $listed ? $minority{$who} :
		    ($p->{ethnic} // 'Kinh') ne 'Kinh';
		for my $row ($c->{intake}{category}, 'total') {
			next if $seen{$row}{$as}{$who}++;
			add('cases', $row, $as);
			next if $as eq 'offenders';
			add('cases', $row, 'students_female') if $is_female;
			add('cases', $row, 'students_minority')
			    if $is_minority;
		}
	}
}

for my $name (@order) {
	my @docs = sort { $a->{t} <=> $b->{t} || $a->{n} <=> $b->{n} }
	    @{$case{$name}};
	next unless @docs;
	my $c = story(@docs);
	my @turns = @{$c->{turns}};
	my $row = $c->{intake}{category};
	my $is_new = $c->{intake}{t} >= $START;
	my @before = grep { $_->[0] < $START } @turns;
	my $carried = !$is_new && ($before[-1][1] ||
	    grep { $_->[1] && $_->[0] >= $START } @turns);
	next unless $is_new || $carried;
	my $closed = !$turns[-1][1] && within($turns[-1][0]);
	my $sent = %{$c->{sent} // {}} ? 1 : 0;
	my $level = $c->{assess}{level} // 'none';
	$level =~ tr/-/_/;
	add_case($row, $is_new ? 'received' : 'carried_in');
	add_case($row, $closed ? 'closed' : 'carried_out');
	add_case($row, "level_$level");
	add_case($row, 'referred') if $sent;
	add_case($row, 'at_school') if !$sent &&
	    ($c->{assess}{route} // '') eq 'tai-truong';
	$month{substr date_of($c->{intake}{t}), 0, 7}[0]++ if $is_new;
	$month{substr date_of($turns[-1][0]), 0, 7}[1]++ if $closed;
	count_persons($name, $c);
	refer_limits($c, @docs);
	count_referrals($c);
	count_limits($c);
}

if ($ENV{COUNT_MONTHS}) {
	my ($y, $m) = split /-/, $from;
	my $last = substr date_of($E), 0, 7;
	for (;;) {
		my $key = sprintf '%04d-%02d', $y, $m;
		my $n = $month{$key} // [];
		printf "%02d/%04d,%d,%d\n", $m, $y, $n->[0] // 0, $n->[1] // 0;
		last if $key eq $last;
		($y, $m) = $m == 12 ? ($y + 1, 1) : ($y, $m + 1);
	}
	exit;
}

for my $rule (keys %{$cell{deadlines}}) {
	my @t = sort { $a <=> $b } @{$took{$rule} // []};
	my $hours = @t ? ($t[$#t / 2] + $t[@t / 2]) / 7200 : undef;
	$cell{deadlines}{$rule}{median_hours} =
	    defined $hours ? sprintf('%.1f', $hours) =~ s/\.0$//r : '';
}
$cell{cases}{total}{$_} += 0 for @COLUMNS;
for my $row (keys %{$cell{cases}}) {
	$cell{cases}{$row}{$_} += 0 for @COLUMNS;
}

my @lines;
for my $table (keys %cell) {
	for my $row (keys %{$cell{$table}}) {
		push @lines, map { "$table,$row,$_,$cell{$table}{$row}{$_}\n" }
		    keys %{$cell{$table}{$row}};
	}
}
print "table,row,column,value\n", sort @lines;
