#!/usr/bin/perl
# An iCalendar file on standard input, read by the letter of RFC 5545 and not
# by the library that wrote it.  Complains about whatever is not as it must be;
# else prints each event as JSON on a line: property -> value, "alarms" -> how
# many minutes before its end each one rings, the first one first.
use strict;
use warnings;
use Encode qw(decode FB_CROAK);
use JSON::PP;
use Time::Local qw(timegm);

binmode STDIN;
binmode STDOUT;
local $/;
my $file = <STDIN>;
die "no CRLF at the end\n" unless $file =~ /\r\n\z/;
die "a line end that is no CRLF\n" if $file =~ /(?<!\r)\n|\r(?!\n)/;
for my $line (split /\r\n/, $file) {
	die "an empty line\n" if $line eq "";
	die "more than 75 octets: $line\n" if length $line > 75;
	eval { decode("UTF-8", my $copy = $line, FB_CROAK); 1 } or
	    die "a character is cut in two: $line\n";
}
$file =~ s/\r\n[ \t]//g;
my (@open, @events, $event, $alarm);
my %once = map { $_ => 1 } qw(UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION
    STATUS CLASS TRANSP SEQUENCE LAST-MODIFIED);
my %uids;

sub moment {
	my @t = $_[0] =~ /\A(....)(..)(..)T(..)(..)(..)Z\z/;
	return timegm(@t[5, 4, 3, 2], $t[1] - 1, $t[0]);
}

# A trigger is counted from the beginning, unless it says otherwise.
sub rings {
	my ($e, $trigger) = @_;
	my ($minus, $d, $h, $m) = $trigger =~
	    /\A:(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?\z/ or
	    die "a trigger of another kind: $trigger\n";
	my $after = (($d // 0) * 24 + ($h // 0)) * 60 + ($m // 0);
	$after = -$after if $minus;
	return (moment($e->{DTEND}) - moment($e->{DTSTART})) / 60 - $after;
}
for my $line (split /\r\n/, $file) {
	my ($name, $value) = $line =~ /\A([A-Z-]+)(?:;[^:]*)?:(.*)\z/s or
	    die "not a property: $line\n";
	if ($name eq "BEGIN") {
		push @open, $value;
		$event = { alarms => [] } if $value eq "VEVENT";
		$alarm = {} if $value eq "VALARM";
	} elsif ($name eq "END") {
		die "ends $value\n" unless @open && pop @open eq $value;
		push @{$event->{alarms}}, $alarm->{TRIGGER}
		    if $value eq "VALARM";
		push @events, $event if $value eq "VEVENT";
	} elsif ($open[-1] eq "VALARM") {
		$alarm->{$name} = $value;
		($alarm->{TRIGGER}) = $line =~ /\ATRIGGER(.*)\z/
		    if $name eq "TRIGGER";
	} elsif ($open[-1] eq "VEVENT") {
		die "$name is not expected\n" unless $once{$name};
		die "$name twice\n" if exists $event->{$name};
		die "not escaped: $line\n" if $name =~ /SUMMARY|DESCRIPTION/ &&
		    $value =~ /(?<!\\)[,;]/;
		$value =~ s/\\n/\n/gi;
		$value =~ s/\\([,;\\])/$1/g;
		die "not in UTC: $line\n" if $name =~ /^DT|^LAST/ &&
		    $value !~ /\A\d{8}T\d{6}Z\z/;
		$event->{$name} = $value;
	} elsif ($name eq "METHOD") {
		# RFC 5546, 3.2.1: it would ask for an ORGANIZER.
		die "$line\n";
	}
}
die "not ended: @open\n" if @open;
for (@events) {
	for my $name (qw(UID DTSTAMP DTSTART DTEND SUMMARY SEQUENCE
	    LAST-MODIFIED)) {
		die "an event without $name\n" unless defined $_->{$name};
	}
	my $e = $_;
	$e->{alarms} = [map { rings($e, $_) } @{$e->{alarms}}];
	die "SEQUENCE $e->{SEQUENCE}\n" unless $e->{SEQUENCE} =~ /\A\d+\z/ &&
	    $e->{SEQUENCE} < 2 ** 31;
	die "UID twice\n" if $uids{$_->{UID}}++;
	die "ends before it begins\n" unless $_->{DTSTART} lt $_->{DTEND};
	$_ = decode("UTF-8", JSON::PP->new->canonical->encode($_));
	utf8::encode($_);
	print "$_\n";
}
