#!/usr/bin/env perl
# The pictures of charts: each bar is as long as its number says, every number
# and name stands in it as text, and whatever is in a text is only a text.
use strict;
use warnings;
use utf8;
use Encode qw(decode encode);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);
$ENV{LSAN_OPTIONS} = 'print_suppressions=0:suppressions=' . dirname(__FILE__) .
    '/../fault/lsan.supp';
my $picture = "$ENV{CTXH_TEST_BUILD}/tests/paper/picture";
my $dir = tempdir('ctxh-test.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub json {
	my ($v) = @_;
	return 'null' unless defined $v;
	return '{' . join(',', map { json($_) . ':' . json($v->{$_}) }
	    sort keys %$v) . '}' if ref $v eq 'HASH';
	return '[' . join(',', map { json($_) } @$v) . ']' if ref $v;
	return $v if $v =~ /^-?\d+(\.\d+)?(e\d+)?$/;
	$v =~ s/([\\"])/\\$1/g;
	$v =~ s/([\x00-\x1f])/sprintf '\\u%04x', ord $1/ge;
	return encode('UTF-8', "\"$v\"");
}

sub drawn {
	my ($chart, @how) = @_;
	open my $out, '>', "$dir/chart" or die;
	print $out json($chart);
	close $out;
	my $got = `$picture @how <$dir/chart 2>$dir/err`;
	return $? == 0 ? $got : undef;
}

sub chart {
	my ($kind, $categories, @series) = @_;
	my @names = ('Mức một', 'Mức hai', 'Mức ba');
	return { id => 'vu-viec', kind => $kind, title => 'Vụ việc',
	    unit => 'vụ việc', words => 'Nói bằng lời.',
	    categories => $categories, series => [ map {
	    { label => $names[$_], values => $series[$_] } } 0 .. $#series ] };
}

# Every element as its name, attributes and text; dies where it is no XML.
sub elements {
	my ($svg) = @_;
	my (@all, @open);
	while ($svg =~ m{\G(?:([^<]+)|<(/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(/?)>)}gc) {
		my ($text, $close, $name, $attrs, $leaf) = ($1, $2, $3, $4, $5);
		if (defined $text) {
			die "no entity in '$text'" if $text =~
			    /&(?!amp;|lt;|gt;|quot;|#39;)/;
			$open[-1]{text} .= $text if @open;
			next;
		}
		if ($close) {
			my $e = pop @open;
			die "</$name>" if $e->{name} ne $name;
			next;
		}
		my %e = (name => $name, text => '');
		$e{$1} = $2 while $attrs =~ /([\w:-]+)="([^"]*)"/g;
		push @all, \%e;
		push @open, \%e unless $leaf;
	}
	die 'it ends too early' if @open || (pos($svg) // 0) < length $svg;
	return @all;
}

sub texts { map { $_->{text} } grep { $_->{name} eq 'text' } @_ }

# What one unit of the axis is on paper, from two of its numbers.
sub unit {
	my ($along, $right, @e) = @_;
	my @at;
	for (grep { $_->{name} eq 'text' && ($_->{'text-anchor'} // '') eq
	    $right && $_->{text} =~ /^\d+$/ } @e) {
		push @at, [ $_->{$along}, $_->{text} ];
	}
	my @lines = sort { $a <=> $b } map { $_->{"${along}1"} } grep {
	    $_->{name} eq 'line' && $_->{'stroke-width'} eq '0.8' } @e;
	@at = sort { $a->[1] <=> $b->[1] } @at;
	return abs($lines[-1] - $lines[0]) / $at[-1][1];
}

sub lengths_are {
	my ($chart, $size, $unit, $name, @e) = @_;
	my (%bar, @wrong);
	$bar{$_->{'data-series'}}{$_->{'data-category'}} = $_->{$size} for
	    grep { $_->{name} eq 'rect' && defined $_->{'data-series'} } @e;
	for my $s (0 .. $#{$chart->{series}}) {
		for my $k (0 .. $#{$chart->{categories}}) {
			my $v = $chart->{series}[$s]{values}[$k] // 0;
			my $is = ($bar{$s}{$k} // 0) / $unit;
			push @wrong, "$s/$k: $is, not $v"
			    if abs($is - $v) > 0.1 / $unit + 1e-6;
		}
	}
	is("@wrong", '', $name);
}

# ---- lengths ----

my @groups = ('Bạo lực học đường', 'Xâm hại', 'Khó khăn', 'Khác');
my $stacked = chart('stacked', \@groups, [12, 0, 25, 1], [5, 0, 12, undef],
    [2, 0, 31, undef]);
my @e = elements(decode('UTF-8', drawn($stacked, 'svg')));
# Numbers below the axis stand in the middle of their lines.
my ($axis) = sort { $b <=> $a } map { $_->{y} } grep { $_->{name} eq 'text' } @e;
lengths_are($stacked, 'width', unit('x', 'middle',
    grep { $_->{name} eq 'line' || ($_->{y} // 0) == $axis } @e),
    'stacked bars are as long as their numbers', @e);
my %has = map { $_ => 1 } texts(@e);
ok($has{$_}, "it says $_") for @groups, qw(19 0 68 1), 'Mức một', 'Mức ba',
    'Đơn vị tính: vụ việc';
my %ends;
for (grep { defined $_->{'data-category'} } @e) {
	my $x = $ends{$_->{'data-category'}};
	ok(!defined $x || abs($x - $_->{x}) <= 0.11, 'bars lie end to end');
	$ends{$_->{'data-category'}} = $_->{x} + $_->{width};
}

my $grouped = chart('grouped', \@groups, [120, 0, 250, 1],
    [50, 0, 120, undef]);
@e = elements(decode('UTF-8', drawn($grouped, 'svg')));
($axis) = sort { $b <=> $a } map { $_->{y} } grep { $_->{name} eq 'text' } @e;
lengths_are($grouped, 'width', unit('x', 'middle',
    grep { $_->{name} eq 'line' || ($_->{y} // 0) == $axis } @e),
    'grouped bars are as long as their numbers', @e);
is(join(' ', grep { /^(\d+|–)$/ } texts(grep { ($_->{y} // 0) != $axis } @e)),
    '120 50 0 0 250 120 1 –', 'each says its number; what is unknown a dash');

my @months = map { sprintf '%02d/2025', $_ } 1 .. 12;
my $columns = chart('columns', \@months, [map { $_ * 3 } 1 .. 12],
    [map { 50 - $_ } 1 .. 12]);
@e = elements(decode('UTF-8', drawn($columns, 'svg')));
lengths_are($columns, 'height', unit('y', 'end', @e),
    'columns are as high as their numbers', @e);
%has = map { $_ => 1 } texts(@e);
ok(!(grep { !$has{$_} } @months, 3, 36, 49, 38), 'names and numbers are there');

# ---- black and white ----

my $many = chart('stacked', ['A'], [10], [10], [10]);
my $svg = drawn($many, 'svg');
@e = elements(decode('UTF-8', $svg));
my %fills = map { $_->{fill} => 1 } grep { defined $_->{'data-series'} } @e;
is(scalar keys %fills, 3, 'each series has a fill of its own');
my %legend;
$legend{$_->{fill}}++ for grep { $_->{name} eq 'rect' &&
    ($_->{stroke} // '') eq '#000' && !defined $_->{'data-series'} } @e;
is_deeply([sort keys %legend], [sort keys %fills], 'which the legend shows');
my %colours = map { $_ => 1 } $svg =~ /#[0-9a-f]{3,6}\b/g;
ok(!(grep { !/^#(?:(..)\1\1|(.)\2\2)$/ } keys %colours), 'nothing is coloured');
like($svg, qr/^<svg\ [^>]*>\s*<title\ id="vu-viec-t">.*<desc\ id="vu-viec-d">.*
    <\/desc>\n<rect\ x="0"\ y="0"\ width="640"[^>]*fill="\#fff"/xs,
    'it is described, and lies on white');
is($svg, drawn($many, 'svg'), 'it is the same each time');

# ---- what is unusual ----

sub fine {
	my ($name, $chart) = @_;
	my $got = drawn($chart, 'svg') // '';
	my @all = eval { elements(decode('UTF-8', $got)) };
	is($@, '', $name);
	my ($width, $height) = $got =~ /viewBox="0 0 (\d+) (\d+)"/;
	my @out = grep { ($_->{x} // 0) < 0 || ($_->{x} // 0) > $width ||
	    ($_->{y} // 0) < 0 || ($_->{y} // 0) > $height ||
	    ($_->{x} // 0) + ($_->{width} // 0) > $width ||
	    ($_->{y} // 0) + ($_->{height} // 0) > $height } @all;
	is(scalar @out, 0, "$name: nothing lies outside");
	return @all;
}

for my $kind (qw(stacked grouped columns)) {
	@e = fine("$kind: zeros", chart($kind, ['A', 'B'], [0, 0]));
	ok((grep { $_ eq 'Không có số liệu' } texts(@e)), 'which it says');
	fine("$kind: nothing", chart($kind, []));
	fine("$kind: unknown", chart($kind, ['A'], [undef], []));
	fine("$kind: one", chart($kind, ['A'], [1]));
	fine("$kind: twenty", chart($kind, [map { "Nhóm $_" x 7 } 1 .. 20],
	    [1 .. 20], [2 .. 21], [3 .. 22]));
	fine("$kind: huge", chart($kind, ['A', 'B'], [1e300, 123456789012],
	    [1e18, 3]));
	fine("$kind: parts", chart($kind, ['A', 'B'], [0.001, 0.25], [-3, 0]));
}
ok((grep { $_ eq '0,25' } texts(@e = fine('a quarter',
    chart('grouped', ['A'], [0.25])))), 'is written with a comma');
ok((grep { $_ eq '1.204' } texts(@e = fine('a thousand',
    chart('stacked', ['A'], [1204])))), 'is written with a point, as in tables');
my $evil = chart('stacked', ['<script>alert(1)</script>', "\x01\x{202e}&amp;"],
    [1, 2]);
$evil->{$_} = "</svg><script>\"'&]]>\x{ffff}" for qw(id title unit words);
$svg = decode('UTF-8', drawn($evil, 'svg'));
fine('hostile texts', $evil);
unlike($svg, qr/<script|\x01|\x{202e}|\x{ffff}/, 'say nothing but themselves');
ok(!(grep { !/^[a-z0-9-]+$/ } $svg =~ / id="([^"]*)"/g), 'ids are plain');
fine('no members', {});

# ---- PNG ----

my $one = drawn($stacked, 'png') // '';
my $two = drawn($stacked, 'png', 2) // '';
$svg = drawn($stacked, 'svg');
my ($width, $height) = $svg =~ /viewBox="0 0 (\d+) (\d+)"/;
is(substr($one, 0, 8), "\x89PNG\r\n\x1a\n", 'a PNG');
is(join('x', unpack 'x16 N2', $one), "${width}x$height", 'of its size');
is(join('x', unpack 'x16 N2', $two), 2 * $width . 'x' . 2 * $height,
    'and twice as large');
is(substr($one, -8), "IEND\xaeB`\x82", 'whole');
ok(!defined drawn($stacked, 'png', 1000), 'one that is too large is refused');
open my $err, '<:utf8', "$dir/err" or die;
like(<$err>, qr/không vẽ được biểu đồ/, 'and says so');
done_testing();
