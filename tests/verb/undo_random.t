#!/bin/sh
# Undoing at random, against a second implementation: settings are set and
# operations taken back in any order, and after each step the store has what
# follows from the live ones; refused is what a later one builds on, and nothing
# else.
. "$(dirname "$0")/../lib.sh"
new_store
export CTXH
cat >random.pl <<'END'
use strict;
use warnings;
use JSON::PP;

srand shift;
my @keys = ("school.place", "school.province", "school.upper");
my @ops = (undef, undef, undef);	# 1 and 2 made the store
my ($refused, $taken) = (0, 0);

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
		$now{$ops[$n]{key}} = $ops[$n]{value}
		    if $ops[$n] && $ops[$n]{key} && !$by->{$n};
	}
	return \%now;
}
# Whether a later one has to do with the same key, as things stand now.
sub blocked {
	my ($target) = @_;
	my ($now, $then) = (undone(scalar @ops), undone($target + 1));
	my $root = root($target);

	for my $n ($target + 1 .. $#ops) {
		next if $now->{$n};
		my $r = root($n);
		next if $ops[$r]{key} ne $ops[$root]{key};
		return 1 if !$ops[$n]{undo};
		return 1 if $r < $target && !$now->{$r} != !$then->{$r};
	}
	return 0;
}

for my $step (1 .. 60) {
	if (@ops < 5 || rand() < 0.35) {
		my ($key, $value) = ($keys[rand @keys], "T$step");
		my ($code, $v) = ctxh("config", "set", $key, $value);
		die "set: $code" if $code;
		push @ops, { key => $key, value => $value };
		die "op" if $v->{op} != $#ops;
	} else {
		# The newer ones more often, of which more may go.
		my $n = $#ops - int((@ops - 3) * rand() ** 2);
		my $dead = undone(scalar @ops)->{$n};
		my $block = !$dead && blocked($n);
		my ($code, $v) = ctxh("undo", $n);
		die "undo $n: $code, dead " . ($dead // 0) . ", blocked $block"
		    if ($code != 0) != ($dead || $block ? 1 : 0);
		$code ? $refused++ : $taken++;
		push @ops, { undo => $n } if !$code;
	}
	my ($code, $list) = ctxh("config", "list", "--all");
	my %has = map { $_->{key} => $_->{value} }
	    grep { ($_->{origin} // "") eq "store" } @$list;
	my $want = fold();
	for my $key (@keys) {
		my ($a, $b) = ($has{$key} // "-", $want->{$key} // "-");
		die "step $step: $key is $a, should be $b" if $a ne $b;
	}
}
my ($code, $log) = ctxh("log");
my $by = undone(scalar @ops);
for my $o (@$log) {
	die "undone_by" if ($o->{undone_by} // 0) != ($by->{$o->{op}} // 0);
}
print "$taken taken back, $refused refused\n";
die "too few" if $taken < 10 || $refused < 5;
END
cp ctxh.db start.db
for seed in 1 2 3 4; do
	cp start.db ctxh.db
	check "at random, $seed" perl random.pl $seed
	as lan fsck
	ok "and sound"
done
finish
