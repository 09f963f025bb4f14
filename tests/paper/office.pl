#!/usr/bin/env perl
# Opens .docx and .xlsx in LibreOffice, prints them to PDF and says what is
# wrong, a line for each fault: FILE: rule: detail.
#
#	perl office.pl [--golden DIR] [--out DIR] [--regen] FILE...
#	perl office.pl --compare A.png B.png	how far two pages are apart
#
#	open	it does not open without being repaired
#	text	a text is not in the PDF, or a number has no room (###)
#	font	another font than those that Debian's packages give, or not
#		embedded
#	pages	another number of pages than the golden pictures
#	picture	a page does not look like its golden picture; the page, and
#		where it differs (black), are left in --out
#
# --regen writes the golden pictures instead of comparing: they are for a person
# to look at before they are committed.  Of numbers that differ from run to run,
# like the head of a chain, a grey bar is in the pictures.
use strict;
use warnings;
use utf8;
use File::Basename;
use File::Copy;
use File::Path 'make_path';
use File::Temp;
use FindBin;
use Getopt::Long;
use Unicode::Normalize;
binmode STDOUT, ':utf8';
binmode STDERR, ':utf8';

# A page is blurred, so that an edge that another rasterizer draws half a pixel
# away is none.  Then two things are measured: how many of all pixels differ
# noticeably, and how many of the worst place, which is as high as a line and as
# wide as a short word.  The same page drawn by cairo has 0.28 of the worst
# place, a page 0.5 mm lower 0.30; a line of the table that is missing 0.38,
# bold instead of plain 0.45, the word in the last line missing 0.54.
my $DPI = 50;
my $NOTICED = 2.5;	# of 15
my $SHARE = 0.015;	# of the page's pixels
my $WORST = 0.35;	# of those of the worst place
my ($WIDE, $HIGH) = (8, 4);	# half of the place: 16 pixels are 8 mm
# Times New Roman is Liberation Serif there; the boxes are of DejaVu.
# A sheet's number is Calc's own and has Calc's font.
my %FONTS = (docx => qr/^(LiberationSerif|DejaVuSans|DejaVuSerif)\b/,
    xlsx => qr/^(LiberationSerif|LiberationSans|DejaVuSans)\b/);
my $VARIES = qr/^(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}$/;

my $rules = 'open text font pages picture';
my %opt = (out => 'build/paper');
GetOptions(\%opt, 'golden=s', 'out=s', 'regen', 'compare') && @ARGV or
    die "usage: office.pl [--golden DIR] [--out DIR] [--regen] FILE...\n";
my $tmp = File::Temp->newdir;
my $faults = 0;

sub fault {
	my ($file, $rule, $detail) = @_;
	$faults++;
	print "$file: $rule: $detail\n";
}
sub output {
	open my $in, '-|:utf8', @_ or die "office.pl: $_[0]: $!\n";
	local $/;
	my $out = <$in> // '';
	close $in;
	return $out;
}

# --- pictures ---------------------------------------------------------------

my $greys = join '', map { sprintf '\x%02x', $_ >> 4 } 0 .. 255;
sub netpbm { # a picture of pdftoppm or a PNG, as [width, height, bytes]
	my ($file) = @_;
	open my $in, '-|:raw', $file =~ /\.png$/ ? 'pngtopnm' : 'cat', $file or
	    die "$file: $!\n";
	local $/;
	my $data = <$in>;
	$data =~ s/^P[45]\s(\d+)\s(\d+)\s(15|255)\s// or
	    die "office.pl: $file is not a grey picture\n";
	my ($w, $h) = ($1, $2);
	# Of 16 greys a picture takes half the room, and shows as much.
	eval "\$data =~ tr/\\x00-\\xff/$greys/" if $3 == 255;
	return [$w, $h, $data];
}
sub png {
	my ($picture, $file) = @_;
	my ($w, $h, $data) = @$picture;
	open my $pgm, '>:raw', "$tmp/write.pgm" or die;
	print $pgm "P5\n$w $h\n15\n$data";
	close $pgm or die;
	my $quoted = quotemeta $file;
	system("pnmtopng -quiet -force -compression 9 $tmp/write.pgm >$quoted") == 0 or
	    die "office.pl: pnmtopng failed\n";
}
# The mean of nine, as the sum of three sums of three.
sub blurred {
	my ($w, $h, $data) = @{$_[0]};
	my @rows;
	for my $y (0 .. $h - 1) {
		my @p = unpack 'C*', substr $data, $y * $w, $w;
		my @l = (@p[0, 0 .. $w - 2]);
		my @r = (@p[1 .. $w - 1, $w - 1]);
		push @rows, [map { $l[$_] + $p[$_] + $r[$_] } 0 .. $w - 1];
	}
	my @out;
	for my $y (0 .. $h - 1) {
		my ($a, $b, $c) = @rows[$y ? $y - 1 : 0, $y,
		    $y < $h - 1 ? $y + 1 : $y];
		push @out, [map { ($a->[$_] + $b->[$_] + $c->[$_]) / 9 }
		    0 .. $w - 1];
	}
	return \@out;
}
# The share of pixels that differ, that of the worst tile, and a picture.
sub apart {
	my ($x, $y) = @_;
	my ($w, $h) = @$x;
	return (0, 0) if $x->[2] eq $y->[2] && $w == $y->[0];
	# A pixel more or less is a matter of rounding.
	return (1, 1, $x) if abs($w - $y->[0]) > 1 || abs($h - $y->[1]) > 1;
	$w = $y->[0] if $y->[0] < $w;
	$h = $y->[1] if $y->[1] < $h;
	my ($p, $q) = (blurred($x), blurred($y));
	my ($n, %half, $picture) = (0);
	for my $r (0 .. $h - 1) {
		my ($s, $t) = ($p->[$r], $q->[$r]);
		my $row = "\x0f" x $w;
		for my $c (0 .. $w - 1) {
			next if abs($s->[$c] - $t->[$c]) <= $NOTICED;
			$n++;
			$half{int($r / $HIGH), int($c / $WIDE)}++;
			substr $row, $c, 1, "\0";
		}
		$picture .= $row;
	}
	my $worst = 0;
	# A place begins at every half of one.
	for (keys %half) {
		my ($r, $c) = split $;, $_;
		for ([$r, $c], [$r - 1, $c], [$r, $c - 1], [$r - 1, $c - 1]) {
			my ($i, $j) = @$_;
			my $sum = 0;
			$sum += $half{$_->[0], $_->[1]} // 0 for [$i, $j],
			    [$i + 1, $j], [$i, $j + 1], [$i + 1, $j + 1];
			$worst = $sum if $sum > $worst;
		}
	}
	return ($n / ($w * $h), $worst / (4 * $WIDE * $HIGH),
	    [$w, $h, $picture]);
}

if ($opt{compare}) {
	my ($share, $worst) = apart(map { netpbm($_) } @ARGV);
	printf "%.4f of the page, %.3f of the worst place\n", $share, $worst;
	exit($share > $SHARE || $worst > $WORST);
}

# --- texts ------------------------------------------------------------------

sub plain {
	my ($s) = @_;
	my %of = (lt => '<', gt => '>', amp => '&', quot => '"', apos => "'");
	$s =~ s/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/
	    $1 ? chr $1 : $2 ? chr hex $2 : $of{$3} \/\/ ''/gei;
	$s =~ tr/\x{fffd}//d;	# has no letter of its own
	return lc NFKC($s);
}
# The texts of a document, in any order.
sub texts {
	my ($file) = @_;
	my $parts = $file =~ /docx$/ ?
	    '^word/(document|header.*|footer.*|footnotes)\.xml$' :
	    '^xl/sharedStrings\.xml$';
	my $all = output('python3', '-c', <<'PY', $file, $parts);
import re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist():
    if re.match(sys.argv[2], n):
        sys.stdout.buffer.write(z.read(n))
PY
	# What a field said last is not what it says now.
	$all =~ s/<w:fldSimple\b.*?<\/w:fldSimple>|"separate".*?"end"//gs;
	# Words end where a paragraph, a cell or a line does.
	$all =~ s/<w:(?:p|tab|br)\b[^>]*>|<\/si>/ /g;
	$all =~ s/<rPh\b.*?<\/rPh>|<w:instrText.*?<\/w:instrText>//gs;
	$all =~ s/<(?!\/?(?:w:)?t\b)[^>]*>//g;
	$all =~ s/<[^>]*>//g;
	$all =~ s/^\s+//;
	return plain($all);
}
# Every letter as often as it is in the document, and every word.
sub all_there {
	my ($name, $file, $pdf) = @_;
	my $is = plain(output('pdftotext', '-raw', $pdf, '-'));
	my $want = texts($file);
	my (%have, %need);
	$have{$_}++ for $is =~ /[\p{L}\p{N}]/g;
	$need{$_}++ for $want =~ /[\p{L}\p{N}]/g;
	my @less = grep { ($have{$_} // 0) < $need{$_} } sort keys %need;
	(my $solid = $is) =~ s/\s+//g;
	# A word that goes over a page's end is counted only.
	my @lost = grep { length() < 60 && index($solid, $_) < 0 }
	    split ' ', $want;
	fault($name, 'text', 'not in the PDF: ' . join ' ', splice @lost, 0, 9)
	    if @lost;
	fault($name, 'text', 'fewer in the PDF: ' . join ' ',
	    map { "$_ ($need{$_}, " . ($have{$_} // 0) . ')' } @less) if
	    @less && !@lost;
	fault($name, 'text', 'a number has no room') if $is =~ /###/;
	return $is;
}
sub fonts {
	my ($name, $pdf) = @_;
	my ($kind) = $name =~ /(\w+)$/;
	for (split /\n/, output('pdffonts', $pdf)) {
		next if /^name |^-/;
		my ($font, $embedded) = /^(\S+).* (yes|no) +(?:yes|no) +(?:yes|no) +\d+ +\d+$/;
		$font =~ s/^[A-Z]{6}\+//;
		fault($name, 'font', $font) if $font !~ $FONTS{$kind};
		fault($name, 'font', "$font is not embedded") if
		    $embedded ne 'yes';
	}
}

# --- a document -------------------------------------------------------------

sub pages { # as pictures, with a bar over what differs from run to run
	my ($pdf) = @_;
	system('pdftoppm', '-r', $DPI, '-gray', $pdf, "$tmp/page") == 0 or
	    die "office.pl: pdftoppm failed\n";
	my @files = sort glob "$tmp/page-*.pgm";
	my @pages = map { netpbm($_) } @files;
	unlink @files;
	my $n = -1;
	for (split /\n/, output('pdftotext', '-bbox', $pdf, '-')) {
		$n++ if /<page /;
		next if !/<word (.*)>(.*)<\/word>/;
		my ($word, $place) = ($2, $1);
		next if $word !~ $VARIES;
		my @at = $place =~ /"([\d.]+)"/g;
		my ($x0, $y0, $y1) = map { int($_ * $DPI / 72 + 0.5) }
		    $at[0] - 2, $at[1] - 2, $at[3] + 2;
		my $w = $pages[$n][0];
		# It is not always as wide: the bar reaches the margin.
		my $x1 = int($w - 0.6 * $DPI);
		substr $pages[$n][2], $_ * $w + $x0, $x1 - $x0,
		    "\x0c" x ($x1 - $x0) for $y0 .. $y1;
	}
	return @pages;
}
sub looks {
	my ($name, @pages) = @_;
	my @golden = sort glob "$opt{golden}/$name-*.png";
	if ($opt{regen}) {
		unlink @golden;
		png($pages[$_], sprintf '%s/%s-%02d.png', $opt{golden}, $name,
		    $_ + 1) for 0 .. $#pages;
		return;
	}
	fault($name, 'pages', @pages . ', where the golden pictures are ' .
	    @golden) if @pages != @golden;
	for my $n (0 .. $#pages) {
		my $golden = sprintf '%s/%s-%02d.png', $opt{golden}, $name,
		    $n + 1;
		my ($share, $worst, $where) = -e $golden ?
		    apart($pages[$n], netpbm($golden)) : (1, 1, $pages[$n]);
		next if $share <= $SHARE && $worst <= $WORST;
		my $is = sprintf '%s/%s-%02d', $opt{out}, $name, $n + 1;
		png($pages[$n], "$is.png");
		png($where, "$is-apart.png");
		fault($name, 'picture', sprintf('page %d: %.1f%% differ, ' .
		    '%.0f%% of the worst place; see %s.png and ' .
		    '%s-apart.png beside %s', $n + 1, 100 * $share,
		    100 * $worst, $is, $is, $golden));
	}
}

# All of them in one run: most of the time goes into starting.
mkdir "$tmp/in";
mkdir "$tmp/out";
my @in;
for (@ARGV) {
	my ($end) = /\.(docx|xlsx)$/ or die "office.pl: $_: what is it?\n";
	# Its end once more: the PDF of a.docx is not that of a.xlsx.
	push @in, "$tmp/in/" . basename($_) . ".$end";
	copy($_, $in[-1]) or die "$_: $!\n";
}
make_path($opt{out});
my $pid = fork() // die;
if (!$pid) {
	open STDOUT, '>', "$tmp/said";
	open STDERR, '>&', \*STDOUT;
	$ENV{HOME} = "$tmp";
	$ENV{SAL_USE_VCLPLUGIN} = 'svp';
	$ENV{TZ} = 'UTC';
	exec('timeout', 300, 'soffice', '--headless', '--norestore',
	    '--nolockcheck', "-env:UserInstallation=file://$tmp/profile",
	    '--convert-to', 'pdf', '--outdir', "$tmp/out", @in) or exit 127;
}
waitpid $pid, 0;
my $code = $? >> 8;
for my $file (@ARGV) {
	my $name = basename($file);
	my $pdf = "$tmp/out/$name.pdf";
	if (!-s $pdf) {
		fault($name, 'open', "LibreOffice does not open it ($code)");
		next;
	}
	copy($pdf, "$opt{out}/$name.pdf");
	all_there($name, $file, $pdf);
	fonts($name, $pdf);
	looks($name, pages($pdf)) if $opt{golden};
}
exit($faults != 0);
