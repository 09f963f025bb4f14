#!/usr/bin/perl
# Verifies `ctxh log --format json` (standard input) from the description of
# the format alone: BLAKE2b-256 written out here, Ed25519 by openssl.
#
#	verify.pl FOLDER	FOLDER takes temporary files
use strict;
use warnings;
no warnings "portable";
use JSON::PP;
use Time::Local;

my @IV = (
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
    0x1f83d9abfb41bd6b, 0x5be0cd19137e2179);
my @SIGMA = map { [ map { hex } split // ] } qw(
    0123456789abcdef ea489fd61c02b753 b8c052fdae367194 7931dcbe265a40f8
    905724afe1bc683d 2c6a0b834d75fe19 c51fed4a0763928b db7ec13950f4862a
    6fe9b308c2d714a5 a2847615fb9e3cd0);

sub add { use integer; my $s = 0; $s += $_ for @_; return $s; }
sub rotr {
	my ($x, $n) = @_;
	return ($x >> $n) | ($x << (64 - $n)) & ~0;
}
sub u { return unpack "Q", pack "q", $_[0]; }

sub mix {
	my ($v, $a, $b, $c, $d, $x, $y) = @_;
	$v->[$a] = u(add($v->[$a], $v->[$b], $x));
	$v->[$d] = rotr($v->[$d] ^ $v->[$a], 32);
	$v->[$c] = u(add($v->[$c], $v->[$d]));
	$v->[$b] = rotr($v->[$b] ^ $v->[$c], 24);
	$v->[$a] = u(add($v->[$a], $v->[$b], $y));
	$v->[$d] = rotr($v->[$d] ^ $v->[$a], 16);
	$v->[$c] = u(add($v->[$c], $v->[$d]));
	$v->[$b] = rotr($v->[$b] ^ $v->[$c], 63);
}

sub blake2b {
	my ($text) = @_;
	my @h = @IV;
	my ($done, $n) = (0, length $text);

	$h[0] ^= 0x01010000 ^ 32;
	do {
		my $block = substr $text, $done, 128;
		$done += length $block;
		my $last = $done == $n;
		my @m = unpack "Q<16", $block . "\0" x (128 - length $block);
		my @v = (@h, @IV);
		$v[12] ^= $done;
		$v[14] = ~$v[14] if $last;
		for my $round (0 .. 11) {
			my @s = @m[@{$SIGMA[$round % 10]}];
			mix(\@v, 0, 4, 8, 12, @s[0, 1]);
			mix(\@v, 1, 5, 9, 13, @s[2, 3]);
			mix(\@v, 2, 6, 10, 14, @s[4, 5]);
			mix(\@v, 3, 7, 11, 15, @s[6, 7]);
			mix(\@v, 0, 5, 10, 15, @s[8, 9]);
			mix(\@v, 1, 6, 11, 12, @s[10, 11]);
			mix(\@v, 2, 7, 8, 13, @s[12, 13]);
			mix(\@v, 3, 4, 9, 14, @s[14, 15]);
		}
		$h[$_] ^= $v[$_] ^ $v[$_ + 8] for 0 .. 7;
	} while ($done < $n);
	return substr pack("Q<8", @h), 0, 32;
}

# Tried on more than a block, in which no two words are alike.
die "BLAKE2b is wrong\n" unless unpack("H*",
    blake2b(join "", map { chr } 0 .. 199)) eq
    "63c3d97a9f8894d5e043a707b0fee7f7ec4c049a23bbf1079df20b4165f9e22d";

sub unix {
	my ($y, $mo, $d, $h, $m, $s, $sign, $oh, $om) = $_[0] =~
	    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d):(\d\d)$/
	    or die "not a moment: $_[0]\n";
	my $off = ($oh * 60 + $om) * 60;
	return timegm($s, $m, $h, $d, $mo - 1, $y) -
	    ($sign eq "+" ? $off : -$off);
}

sub put {
	my ($name, $bytes) = @_;
	open my $f, ">:raw", $name or die "$name: $!\n";
	print $f $bytes;
	close $f or die "$name: $!\n";
}

sub signed {
	my ($dir, $key, $hash, $sig) = @_;
	put("$dir/key", pack "H*", "302a300506032b6570032100$key");
	put("$dir/hash", $hash);
	put("$dir/sig", pack "H*", $sig);
	return system("openssl pkeyutl -verify -rawin -pubin -keyform DER " .
	    "-inkey '$dir/key' -in '$dir/hash' -sigfile '$dir/sig' " .
	    ">/dev/null 2>&1") == 0;
}

# What was taken back, from the newest to the oldest: an operation is live
# unless a live later one takes it back.
sub undone {
	my ($ops) = @_;
	my %by;

	for my $o (reverse @$ops) {
		next unless grep { $_->{table} eq "undo" } @{$o->{rows}};
		$by{$o->{detail}{undone}} = $o->{op} unless $by{$o->{op}};
	}
	return \%by;
}

my $dir = shift // die "usage: verify.pl FOLDER\n";
my $ops = decode_json(do { local $/; <STDIN> });
my ($n, $prev, $bad) = (0, "0" x 64, 0);
my $undone = undone($ops);
for my $o (@$ops) {
	my $text = "ctxh op 1\nstore $o->{store}\nop $o->{op}\n" .
	    "prev $o->{prev}\nat " . unix($o->{at}) . "\nby $o->{by}\n" .
	    "payload $o->{payload}\n" . join "", map {
		"rows $_->{table} $_->{count} $_->{digest}\n" } @{$o->{rows}};
	my $hash = blake2b($text);
	my $why =
	    $o->{op} != ++$n ? "out of order" :
	    $o->{prev} ne $prev ? "does not follow the one before" :
	    unpack("H*", $hash) ne $o->{hash} ? "hash differs" :
	    !signed($dir, $o->{key}, $hash, $o->{signature}) ?
	    "signature does not hold" :
	    ($undone->{$o->{op}} // 0) != ($o->{undone_by} // 0) ?
	    "live or not" : next;
	print "operation $o->{op}: $why\n";
	$bad = 1;
} continue {
	$prev = $o->{hash};
}
print "$n operations, head $prev\n";
exit $bad;
