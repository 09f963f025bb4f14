#!/bin/sh
# Undoing at random, against a second implementation: settings are set, lists
# come in and operations are taken back in any order, and after each step the
# store has what follows from the live ones; refused is what a later one builds
# on, what would give two pupils one id, and nothing else.
. "$(dirname "$0")/../lib.sh"
new_store
export CTXH
cat >random.pl <<'END'
use strict;
use warnings;
use JSON::PP;

srand shift;
my @keys = ("school.place", "school.province", "school.upper");
my @codes = map { "HS0$_" } 1 .. 5;
# Each has the rows that it wrote, by what they are of: a setting's key, or a
# pupil's number; or says what it undoes.  1 to 3 made the store.
my @ops = (undef, undef, undef, undef);
my %code_of;				# of a pupil's number
my ($refused, $taken, $pupils) = (0, 0, 0);

sub ctxh {
	open my $p, "-|", $ENV{CTXH}, "--as", "lan", "--format", "json", @_
	    or die;
	my $text = do { local $/; <$p> };
	close $p;
	return ($? >> 8, decode_json($text));
}
# Which operation had taken which back before an operation.
sub undone {
	my ($before) = @_;
	my %by;

	for my $n (reverse 1 .. $before - 1) {
		$by{$ops[$n]{undo}} = $n
		    if $ops[$n] && $ops[$n]{undo} && !$by{$n};
	}
	return \%by;
}
sub root {
	my ($n) = @_;

	$n = $ops[$n]{undo} while $ops[$n]{undo};
	return $n;
}
# The values that the live operations leave.
sub fold {
	my $by = undone(scalar @ops);
	my %now;

	for my $n (1 .. $#ops) {
		%now = (%now, %{$ops[$n]{rows}})
		    if $ops[$n] && $ops[$n]{rows} && !$by->{$n};
	}
	return \%now;
}
sub meet {
	my ($m, $n) = @_;

	return grep { exists $ops[$m]{rows}{$_} } keys %{$ops[$n]{rows}};
}
# Whether a later one has to do with the same things, as they stand now.
sub blocked {
	my ($target) = @_;
	my ($now, $then) = (undone(scalar @ops), undone($target + 1));
	my $root = root($target);

	for my $n ($target + 1 .. $#ops) {
		next if $now->{$n};
		my $r = root($n);
		next if !meet($r, $root);
		return 1 if !$ops[$n]{undo};
		return 1 if $r < $target && !$now->{$r} != !$then->{$r};
	}
	return 0;
}
# Whether two pupils would have one id.
sub clashes {
	my ($target) = @_;
	my %seen;

	push @ops, { undo => $target };
	my $now = fold();
	pop @ops;
	$seen{$code_of{$_}}++ for grep { $code_of{$_} } keys %$now;
	return grep { $_ > 1 } values %seen;
}

sub set {
	my ($step) = @_;
	my ($key, $value) = ($keys[rand @keys], "T$step");
	my ($code, $v) = ctxh("config", "set", $key, $value);

	die "set: $code" if $code;
	push @ops, { rows => { $key => $value } };
	die "op" if $v->{op} != $#ops;
}
# A list of some pupils; who is in his class already has no row of it.
sub import {
	my $now = fold();
	my %number = map { $code_of{$_} => $_ }
	    grep { $code_of{$_} } keys %$now;
	my %rows;

	open my $f, ">", "list.csv" or die;
	print $f "Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp\n";
	for my $code (grep { rand() < 0.5 } @codes) {
		my $class = "4" . (qw(A B C))[rand 3];
		print $f "$code,Lò Thị Thử,02/03/2015,Nữ,$class\n";
		my $n = $number{$code} // "p" . ++$pupils;
		$code_of{$n} = $code;
		$rows{$n} = $class if ($now->{$n} // "") ne $class;
	}
	close $f;
	my ($code, $v) = ctxh("student", "import", "list.csv", "--year", 2025);
	die "import: $code" if $code && %rows;
	push @ops, { rows => \%rows } if defined $v->{op};
	die "rows" if !defined $v->{op} != !%rows;
}
sub undo {
	my $first = 4;
	# The newer ones more often, of which more may go.
	my $n = $#ops - int((@ops - $first) * rand() ** 2);
	my $dead = undone(scalar @ops)->{$n};
	my $no = $dead || blocked($n) || clashes($n);
	my ($code, $v) = ctxh("undo", $n);

	die "undo $n: $code" if ($code != 0) != ($no ? 1 : 0);
	$code ? $refused++ : $taken++;
	push @ops, { undo => $n } if !$code;
}
sub compare {
	my $want = fold();
	my ($code, $list) = ctxh("config", "list", "--all");
	my %has = map { $_->{key} => $_->{value} }
	    grep { ($_->{origin} // "") eq "store" } @$list;
	for my $key (@keys) {
		my ($a, $b) = ($has{$key} // "-", $want->{$key} // "-");
		die "$key is $a, should be $b" if $a ne $b;
	}
	($code, $list) = ctxh("student", "list", "--year", 2025);
	my $has = join " ", sort map { $_->{class} }
	    grep { $_->{class} =~ /^4[ABC]$/ } ref $list eq "ARRAY" ? @$list :
	    ();
	my $should = join " ", sort map { $want->{$_} }
	    grep { $code_of{$_} } keys %$want;
	die "classes $has, should be $should" if $has ne $should;
}

for my $step (1 .. 60) {
	my $what = @ops < 6 ? 0 : rand;
	if ($what < 0.15) {
		set($step);
	} elsif ($what < 0.4) {
		import();
	} else {
		undo();
	}
	eval { compare() };
	die "step $step: $@" if $@;
}
my ($code, $log) = ctxh("log");
my $by = undone(scalar @ops);
for my $o (@$log) {
	die "undone_by" if ($o->{undone_by} // 0) != ($by->{$o->{op}} // 0);
}
print "$taken taken back, $refused refused\n";
die "too few" if $taken < 8 || $refused < 5;
END
sed 's/,14001/,14009/' "$DATA/lists/01-tieu-hoc-utf8.csv" >others.csv
as lan student import others.csv --year 2023
equal "$code" 0 "others, who stay"
cp ctxh.db start.db
for seed in 1 2 3 4; do
	cp start.db ctxh.db
	check "at random, $seed" perl random.pl $seed
	as lan fsck
	ok "and sound"
done
finish
