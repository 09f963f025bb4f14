#!/usr/bin/env perl
# The check in LibreOffice can fail: each document is a sound one with one
# change, compared with the golden picture of the sound one.
use strict;
use warnings;
use utf8;
use File::Copy;
use File::Temp;
use FindBin;
use Test::More;
binmode $_, ':utf8' for Test::More->builder->output,
    Test::More->builder->failure_output;

my $here = "$FindBin::Bin/..";
my $tmp = File::Temp->newdir;
my $doc = 'word/document.xml';
my $run = '<w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">';
my @cases = (	# name, the rules by which it is refused, what is changed
	['same', ''],
	['word', '', $doc, 'giữ kín', 'mở kín'],	# too little to notice
	['cut', 'open'],
	['malformed', 'open', $doc, 'Hồ sơ', '<w:p>'],
	['hidden', 'picture text', $doc, "${run}Hồ", '<w:rPr><w:vanish/>' .
	    '</w:rPr><w:t xml:space="preserve">Hồ'],
	['font', 'font picture', 'word/styles.xml', 'ascii="Times New Roman"',
	    'ascii="Arial"', 'word/styles.xml', 'hAnsi="Times New Roman"',
	    'hAnsi="Arial"'],
	['more', 'pages picture', $doc, 'Hồ sơ được giữ kín.',
	    'Hồ sơ được giữ kín.</w:t><w:br w:type="page"/><w:t>'],
	['lower', 'picture', $doc, 'w:top="1134"', 'w:top="1304"'],	# 3 mm
	['right', 'picture', $doc, 'w:left="1701"', 'w:left="1871"', $doc,
	    'w:right="1134"', 'w:right="964"'],
	['less', 'picture', $doc, 'Hồ sơ được giữ kín.', ' '],
	['last', 'picture', $doc, 'Hết.', ' '],
	['moved', 'picture', $doc, 'Hồ sơ được giữ kín.', '@', $doc,
	    'Nhà trường phối hợp với trạm y tế và công an xã.',
	    'Hồ sơ được giữ kín.', $doc, '@',
	    'Nhà trường phối hợp với trạm y tế và công an xã.'],
	['bold', 'picture', $doc, "${run}Hồ", '<w:rPr><w:b/><w:sz ' .
	    'w:val="28"/></w:rPr><w:t xml:space="preserve">Hồ'],
	['border', 'picture', $doc, '<w:bottom w:val="single" w:sz="4"/>',
	    '<w:bottom w:val="nil"/>'],
	['indent', 'picture', $doc, 'w:firstLine="567"', 'w:firstLine="0"'],
	['adjust', 'picture', $doc, 'w:val="both"', 'w:val="left"'],
);
my @heads = map { $_ x 24 } 'f1', 'd8';	# of chains
my %sheets = (	# numbers without room
	narrow => ['xl/worksheets/sheet1.xml', '<sheetData>', '<cols><col ' .
	    'min="2" max="2" width="0.8" customWidth="1"/></cols>' .
	    '<sheetData>', 'xl/worksheets/sheet1.xml', '<v>12<', '<v>123456<'],
	sheet => []);

sub byhand {
	my ($name, @edits) = @_;
	utf8::encode($_) for @edits;
	system('python3', "$here/byhand.py", "$tmp/$name", @edits) == 0 or die;
}
sub refused { # by which rules, each
	my %by;
	open my $in, '-|:utf8', 'perl', "$here/office.pl", '--golden',
	    "$tmp/golden", '--out', "$tmp/out", @_ or die;
	while (<$in>) {
		/^([^:]+): (\w+): / or die "not a fault: $_";
		$by{$1}{$2} = 1;
	}
	close $in;
	return ($? >> 8, map { $_ => join ' ', sort keys %{$by{$_}} } keys %by);
}

mkdir "$tmp/golden";
byhand('same.docx');
byhand('sheet.xlsx');
byhand('chain.docx', $doc, 'Hết.', $heads[0]);
my ($code) = refused('--regen', map { "$tmp/$_" } 'same.docx', 'sheet.xlsx',
    'chain.docx');
is($code, 0, 'golden pictures are written');
for (@cases) {
	my ($name, undef, @edits) = @$_;
	byhand("$name.docx", @edits);
	copy("$tmp/golden/same.docx-01.png", "$tmp/golden/$name.docx-01.png")
	    if $name ne 'same';
}
byhand('chain.docx', $doc, 'Hết.', $heads[1]);
truncate "$tmp/cut.docx", 900;
byhand("$_.xlsx", @{$sheets{$_}}) for keys %sheets;
copy("$tmp/golden/sheet.xlsx-01.png", "$tmp/golden/narrow.xlsx-01.png");
($code, my %by) = refused("$tmp/chain.docx", (map { "$tmp/$_->[0].docx" } @cases),
    (map { "$tmp/$_.xlsx" } sort keys %sheets));
is($code, 1, 'the exit code says that there were faults');
is($by{"$_->[0].docx"} // '', $_->[1], "$_->[0].docx") for @cases;
is($by{'chain.docx'} // '', '', 'the head of a chain is no difference');
is($by{'sheet.xlsx'} // '', '', 'sheet.xlsx');
like($by{'narrow.xlsx'} // '', qr/text/, 'narrow.xlsx');
ok(-s "$tmp/out/last.docx-01.png" && -s "$tmp/out/last.docx-01-apart.png",
    'what a page looks like, and where it differs, is left');
# The same page, drawn by another program.
system("pdftocairo -r 50 -gray -png -singlefile $tmp/out/same.docx.pdf " .
    "$tmp/cairo && pngtopnm $tmp/cairo.png | ppmtopgm >$tmp/cairo.pgm");
is(system("perl $here/office.pl --compare $tmp/cairo.pgm " .
    "$tmp/golden/same.docx-01.png >$tmp/said"), 0, 'another rasterizer');
done_testing;
