#!/usr/bin/env perl
# A student list with what people, spreadsheets and attackers put into cells.
#
#	perl hostile.pl list SEED ROWS	writes one; the same SEED, the same list
#	perl hostile.pl resave		a CSV with ';' as Excel saves it again:
#					quotation marks only where it needs them
use strict;
use warnings;
use utf8;
use Unicode::Normalize;
binmode STDIN, ':raw:encoding(UTF-8)';
binmode STDOUT, ':raw:encoding(UTF-8)';

sub quoted {
	my ($s) = @_;
	$s =~ s/"/""/g;
	return qq("$s");
}

if ($ARGV[0] eq 'resave') {
	local $/;
	my $text = <STDIN>;
	$text =~ s{"((?:[^"]|"")*)"}{
		my $cell = $1;
		$cell =~ s/""/"/g;
		$cell =~ /[;"\n\r]/ ? quoted($cell) : $cell;
	}ge;
	print $text;
	exit;
}

my (undef, $seed, $rows) = @ARGV;
# A generator of its own, so that every perl makes the same list.
sub pick {
	$seed = ($seed * 1103515245 + 12345) % 2147483648;
	return $_[int($seed / 65536) % @_];
}

my @texts = ('=cmd|calc', '=1+1', '+84 912', '-5', '@sum', "\tx", "\rx",
	"''=1", "'0123", "'", "''", '0123', '12/5', '1E5', '10 A', '3-4',
	'(12)', 'a"b', '"', 'a;b', 'a,b', "a\nb", "a\r\nb", ' x ', 'a  b',
	"a\x{a0}b", "\x{200b}x", "\x{feff}x", 'sep=;', NFD('Hoà Bình'),
	'Hoà', 'Hòa', "\x{d0}inh", 'đinh', 'ĐINH', 'NGUYỄN  VĂN AN',
	'Nguyễn Văn An', 'nguyễn an', 'TRUE', '123456789012', '1.234,5',
	'\\', '\\u0041', '{"a":1}', "a\x{1}b", '%s%n', '<b>', 'x' x 300,
	"\x{1f600}", '');
my @numbers = ('=1', '+84 912 345', '-5', "'0912345678", "''0123", "'=1",
	"'", '0912345678', '912345678', '0912 345 678', '012345678', '@1',
	'12/5', '(028) 3822', '0912345678 / 0987654321', "\t0123", '');
my @flags = ('', '', '', 'x', 'X', 'có', 'Có', 'không', '0', '1', '-',
	'Khiếm thị', '=1', '1/2', "'x", 'không nghe được', 'a"b');
my @classes = ('6A', '6/A', 'Lớp 6A1', '10 Toán', '=A', '-5A', '@6', '1E5',
	'12/5', "'6A", 'Hoa "Hồng"', '06B', 'Mầm 1', '4-5 tuổi A', 'a;b',
	'\\', '6 a', '10 A');
my @states = ('', 'Đang học', 'Chuyển đi kỳ 1', 'Nghỉ học xin học lại',
	'Bảo lưu', '=x', '-', '0', '12/5');

my @columns = (
	['Mã định danh Bộ GD&ĐT', sub { pick('', "'", '0', '=', '-', '', '',
	    'A') . sprintf('14%06d', $_[0]) }],
	['Mã học sinh', sub { pick('', "HS$_[0]", "'0$_[0]", "=H$_[0]",
	    "''$_[0]", "-$_[0]") }],
	['Số ĐDCN', sub { pick('', sprintf('0142%08d', $_[0]),
	    sprintf('142%08d', $_[0]), "'0143" . sprintf('%08d', $_[0]),
	    "=X$_[0]", "0$_[0]") }],
	['Họ và tên', sub { pick(@texts) }],
	['Ngày sinh', sub { pick('01/02/2012', '5-9-2012', '2012-03-04',
	    "'9/9/2012") }],
	['Giới tính', sub { pick('Nam', 'Nữ', 'NAM', 'nữ') }],
	['Lớp', sub { pick(@classes) }],
	['Khối', sub { pick('', '', '6', 'Khối 7', '0', '12') }],
	['Dân tộc', sub { pick('', 'Kinh', "H'Mông", '01', 'Xinh-mun') }],
	['Trạng thái', sub { pick(@states) }],
	(map { [$_, sub { pick(@flags) }] } 'Hộ nghèo', 'Cận nghèo',
	    'Khuyết tật', 'Đối tượng chính sách', 'Lưu ban năm trước',
	    'Đội viên'),
	(map { [$_, sub { pick(@numbers) }] } 'SĐT', 'SĐT cha', 'SĐT mẹ',
	    'SĐT người giám hộ'),
	(map { [$_, sub { pick(@texts) }] } 'Chỗ ở hiện tại', 'Thôn', 'Tỉnh',
	    'Huyện', 'Xã', 'Nơi sinh', 'Tôn giáo', 'Quốc tịch', 'Khu vực',
	    'GVCN', 'Họ tên cha', 'Năm sinh cha', 'Nghề nghiệp cha',
	    'Họ tên mẹ', 'Năm sinh mẹ', 'Nghề nghiệp mẹ',
	    'Họ tên người giám hộ', 'Năm sinh người giám hộ',
	    'Nghề nghiệp người giám hộ'),
);
# Neutralised as the program does it, so that formulas arrive as typed.
sub cell {
	my ($s) = @_;
	$s = "'$s" if $s =~ /^'*[=+\-@\t\r]/ && pick(0, 1);
	return quoted($s);
}
print join(',', map { $_->[0] } @columns), "\r\n";
for my $n (1 .. $rows) {
	print join(',', map { cell($_->[1]->($n)) } @columns), "\r\n";
}
