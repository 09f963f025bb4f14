# Reads documents as people do, and compares them with JSON:
#
#	perl paper.pl text FILE			its text, a block a line
#	perl paper.pl report REPORT.json FILE	sentences and tables
#	perl paper.pl tables REPORT.json FILE	tables alone
#	perl paper.pl board LIST.json DUE.json REPORT.json FILE
use strict;
use warnings;
use utf8;
use JSON::PP;
binmode STDOUT, ':utf8';
binmode STDERR, ':utf8';

sub slurp {
	open my $in, '<:raw', $_[0] or die "$_[0]: $!";
	local $/;
	return scalar <$in>;
}

sub json { decode_json(slurp($_[0])) }

sub plain {
	my ($s) = @_;
	$s =~ s/<[^>]*>//g;
	$s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&quot;/"/g;
	$s =~ s/&#39;|&apos;/'/g; $s =~ s/&#(\d+);/chr $1/ge;
	$s =~ s/&amp;/&/g;
	$s =~ s/\s+/ /g; $s =~ s/^ | $//g;
	return $s;
}

# Blocks of text in their order, and tables as lists of rows of cells.
sub read_html {
	my $s = slurp($_[0]);
	utf8::decode($s);
	$s =~ s{<style.*?</style>|<svg.*?</svg>|<head.*?</head>}{}gs;
	my @tables = map {
		[map { [map { plain($_) } m{<t[hd][ >].*?</t[hd]>}gs] }
		    m{<tr.*?</tr>}gs]
	} $s =~ m{<table.*?</table>}gs;
	my @lines = map { plain($_) } split m{</(?:p|div|li|h\d|td|th|dt|dd|
	    figcaption|caption|summary|dl|ul)>|<br ?/?>}x, $s;
	return ([grep { length } @lines], \@tables);
}

sub read_docx {
	my $s = `unzip -p '$_[0]' word/document.xml` // '';
	utf8::decode($s);
	my @tables = map {
		[map { [map { plain(join ' ', map { s{<w:br/>}{ }gr }
		    m{<w:t[ >].*?</w:t>|<w:br/>}gs) }
		    m{<w:tc>.*?</w:tc>}gs] } m{<w:tr[ >].*?</w:tr>}gs]
	} $s =~ m{<w:tbl>.*?</w:tbl>}gs;
	my @lines = map { plain(join '', m{<w:t[ >].*?</w:t>}gs) }
	    split m{</w:p>}, $s;
	return ([grep { length } @lines], \@tables);
}

sub read_paper {
	my ($file) = @_;
	return read_docx($file) if $file =~ /\.docx$/;
	return read_html($file) if $file =~ /\.html$/;
	my $s = slurp($file);
	utf8::decode($s);
	return ([split /\n/, $s], []);
}

my $bad = 0;
sub complain { print STDERR "$_[0]\n"; $bad = 1 }

# A Vietnamese reader's number.
sub shown {
	my ($n) = @_;
	return '-' if !defined $n;
	return $n if $n !~ /^-?[\d.]+$/;
	if ($n != int $n) {
		($n = sprintf '%.1f', $n) =~ s/\./,/;
		return $n;
	}
	1 while $n =~ s/^(-?\d+)(\d{3})\b/$1.$2/;
	return $n;
}

sub table { my ($r, $id) = @_; (grep { $_->{id} eq $id } @{$r->{tables}})[0] }

sub cell {
	my ($r, $t, $row, $column) = @_;
	my $table = table($r, $t) or return 0;
	my ($at) = grep { $table->{columns}[$_]{id} eq $column }
	    0 .. $#{$table->{columns}};
	my $n = 0;
	for (@{$table->{rows}}) {
		next if $row eq '*' ? $_->{id} eq 'total' : $_->{id} ne $row;
		$n += $_->{cells}[$at] // 0;
	}
	return $n;
}

# Each table of the report stands in the document, cell for cell.
sub same_tables {
	my ($r, $tables, @ids) = @_;
	for my $t (@{$r->{tables}}) {
		next if @ids && !grep { $_ eq $t->{id} } @ids;
		next if !@{$t->{rows}};
		my @want = map { join '|', $_->{label},
		    map { shown($_) } @{$_->{cells}} } @{$t->{rows}};
		my ($found) = grep {
			my @rows = map { join '|', @$_ } @$_;
			my $n = grep { my $w = $_; grep { $_ eq $w } @rows }
			    @want;
			$n == @want && @rows == @want + 1
		} @$tables;
		complain("table $t->{id} is not there as it is: $want[0]")
		    if !$found;
	}
}

sub says {
	my ($lines, $words) = @_;
	complain("not said: $words") if !grep { index($_, $words) >= 0 } @$lines;
}

# In words a person counts once, as in the row of all; and each sentence names
# the table that it is of.
sub registers {
	my ($r, $lines, $c) = @_;
	says($lines, 'thêm ' . $c->('groups', 'total', 'new') .
	    ' người học, cuối kỳ còn ' . $c->('groups', 'total', 'end') .
	    ' (' . named($r, 'groups') . ')') if table($r, 'groups');
	says($lines, 'Giúp đỡ ' . $c->('mentoring', 'total', 'students') .
	    ' người học, ' . $c->('mentoring', 'total', 'progressed') .
	    ' có tiến bộ; người nhận giúp đỡ: ' .
	    $c->('mentoring', 'total', 'mentors') .
	    ' (' . named($r, 'mentoring') . ')') if table($r, 'mentoring');
	for my $id (qw(cases referrals deadlines)) {
		my $name = named($r, $id);
		complain("no sentence names $name")
		    if !grep { /[^.]+ \(\Q$name\E\)\.$/ } @$lines;
	}
}

sub named { my ($t) = table(@_)->{title} =~ /^([^.]+)/; return $t }

sub sentences {
	my ($r, $lines) = @_;
	my $c = sub { shown(cell($r, @_)) };
	says($lines, 'Tiếp nhận trong kỳ ' . $c->('cases', 'total', 'received') .
	    ' vụ việc, kỳ trước chuyển sang ' .
	    $c->('cases', 'total', 'carried_in') . '; liên quan ' .
	    $c->('cases', 'total', 'students') . ' người học');
	says($lines, 'Can thiệp tại trường ' .
	    $c->('cases', 'total', 'at_school') . ' vụ việc; kết thúc ' .
	    $c->('cases', 'total', 'closed') . ', chuyển kỳ sau ' .
	    $c->('cases', 'total', 'carried_out'));
	says($lines, 'cao ' . $c->('cases', 'total', 'level_cao') .
	    ', trung bình ' . $c->('cases', 'total', 'level_trung_binh') .
	    ', thấp ' . $c->('cases', 'total', 'level_thap') .
	    ', chưa đánh giá ' . $c->('cases', 'total', 'level_none'));
	says($lines, 'Chuyển, gửi ' . $c->('referrals', '*', 'sent') . ' lượt');
	says($lines, 'đúng hạn ' . $c->('referrals', '*', 'on_time') .
	    ', quá hạn ' . $c->('referrals', '*', 'late') . '; đã trả lời ' .
	    $c->('referrals', '*', 'answered'));
	says($lines, 'Có ' . $c->('deadlines', '*', 'due') .
	    ' thời hạn đến hạn trong kỳ: đúng hạn ' .
	    $c->('deadlines', '*', 'met') . ', thực hiện muộn ' .
	    $c->('deadlines', '*', 'met_late') . ', quá hạn ' .
	    $c->('deadlines', '*', 'overdue'));
	says($lines, $_->{detail}) for @{$r->{checks}};
	says($lines, $_->{title}) for @{$r->{prose}};
	says($lines, $r->{chain_head});
	says($lines, "Quy mô: $r->{situation}{classes} lớp, " .
	    shown($r->{situation}{pupils}) . ' học sinh');
	registers($r, $lines, $c);
	for my $chart (@{$r->{charts}}) {
		my $words = $chart->{words};
		next if grep { index($_, $words) >= 0 } @$lines;
		complain("a chart without words: $chart->{id}")
		    if $main::format eq 'html';
	}
}

# The page for a meeting: figures from three other commands.
sub board {
	my ($list, $due, $r, $lines, $tables) = @_;
	my @open = grep { $_->{state} ne 'da-ket-thuc' } @$list;
	my %n = (
		'việc quá hạn' => scalar(grep { $_->{status} eq 'overdue' }
		    @$due),
		'việc sắp đến hạn' => scalar(grep { $_->{status} eq 'soon' }
		    @$due),
		'tiếp nhận trong kỳ' => cell($r, 'cases', 'total', 'received'),
		'kết thúc trong kỳ' => cell($r, 'cases', 'total', 'closed'),
	);
	my $all = join "\n", @$lines;
	for (sort keys %n) {
		my ($label, $want) = ($_, shown($n{$_}));
		complain("figure $label is not $want")
		    if $all !~ /^\Q$want\E\s*\n?\s*\Q$label\E$|^\Q$label\E\n\Q$want\E$/m;
	}
	my ($table) = grep { $_->[0][0] eq 'Vụ việc' &&
	    grep { $_ eq 'Tình trạng' } @{$_->[0]} } @$tables;
	my %row = map { $_->[0] => 1 } @$table[1 .. $#$table];
	for (@open) {
		complain("open case $_->{case} is missing")
		    if !$row{$_->{case}};
	}
	complain(keys(%row) . ' rows, ' . @open . ' open cases')
	    if keys %row > @open;
	same_tables($r, $tables, qw(cases referrals deadlines));
}

my ($what, @files) = @ARGV;
our $format = $files[-1] =~ /(\w+)$/ ? $1 : '';
my ($lines, $tables) = read_paper($files[-1]);
if ($what eq 'text') {
	print "$_\n" for @$lines;
} elsif ($what eq 'report') {
	my $r = json($files[0]);
	sentences($r, $lines);
	same_tables($r, $tables);
} elsif ($what eq 'tables') {
	same_tables(json($files[0]), $tables);
} else {
	board(json($files[0]), json($files[1]), json($files[2]), $lines,
	    $tables);
}
exit $bad;
