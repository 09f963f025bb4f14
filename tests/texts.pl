#!/usr/bin/env perl
# Every text that is shown exists in both languages: each T(...) of lib/ and
# cmd/ has a pair in the vi*.txt beside it, no pair is left over, and both
# texts take the same arguments.  Exits 1 and names what is wrong.
use strict;
use warnings;

my ($bad, $count) = (0, 0);
my %of_system;		# what strerror() says stands in no source

sub wrong { print STDERR "texts.pl: @_\n"; $bad = 1 }

# The conversions of a printf format, in the order of its arguments.
sub conversions {
	my ($text) = @_;
	my @found;
	my $next = 1;
	while ($text =~ /%(?:(\d+)\$)?[-+ #0]*[\d.]*((?:ll|[hlzjt])?[a-zA-Z%])/g) {
		next if $2 eq '%';
		$found[defined $1 ? $1 : $next++] = $2;
	}
	return join ' ', map { $_ // '-' } @found[1 .. $#found];
}

sub used {
	my ($file) = @_;
	open my $in, '<', $file or die "$file: $!";
	local $/;
	my $c = <$in>;
	$c =~ s{/\*.*?\*/}{}gs;
	$c =~ s{\\\n}{}g;		# a macro's lines
	my %texts;
	while ($c =~ /\b(?:T|N_)\(\s*(?:[A-Za-z_][\w.>-]*\s*,\s*)?("(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*)/g) {
		my $text = $1;
		$text = join '', $text =~ /"((?:[^"\\]|\\.)*)"/g;
		$text =~ s/\\"/"/g;
		$texts{$text} = $file;
	}
	return %texts;
}

sub pairs {
	my ($file) = @_;
	my (%pairs, $en, $system);
	open my $in, '<', $file or die "$file: $!";
	while (<$in>) {
		chomp;
		if (/^en: (.*)/) { $en = $1 }
		elsif (/^# What the system says/) { $system = 1 }
		elsif (/^vi: (.*)/) {
			$of_system{$en} = 1 if $system;
			wrong("$file:$.: the text is there twice: $en")
			    if exists $pairs{$en};
			$pairs{$en} = $1;
		} elsif (!/^(#|$)/) { wrong("$file:$.: neither en: nor vi:") }
	}
	return %pairs;
}

for my $place ('lib', 'cmd') {
	my (%used, %pairs);
	for my $f ($place eq 'lib' ? glob('lib/*/*.c lib/*/*.h') :
	    glob('cmd/*.c cmd/*.h')) {
		%used = (%used, used($f));
	}
	for my $f ($place eq 'lib' ? glob('lib/*/vi.txt') : glob('cmd/vi*.txt')) {
		my %p = pairs($f);
		wrong("$f: also elsewhere with other words: $_")
		    for grep { exists $pairs{$_} && $pairs{$_} ne $p{$_} } keys %p;
		%pairs = (%pairs, %p);
	}
	for my $en (sort keys %used) {
		$count++;
		if (!exists $pairs{$en}) {
			wrong("$used{$en}: no Vietnamese for: $en");
		} elsif (conversions($en) ne conversions($pairs{$en})) {
			wrong("$used{$en}: other arguments in Vietnamese: $en");
		}
	}
	wrong("$place: not used any more: $_")
	    for grep { !exists $used{$_} && !$of_system{$_} }
	    sort keys %pairs;
}
die "texts.pl: no texts found\n" if $count < 100;
exit $bad;
