#!/bin/sh
# A report as a workbook, read back without our code and held against the same
# report as JSON; and how a file format leaves the program.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
as lan target add --indicator '=HYPERLINK("http://x/","+1")' --target 90 \
    --from 01/09/2023 --to 31/08/2024
ok "a target whose name looks like a formula"
as lan target value CT-1 --numerator 7 --denominator 12 --on 20/03/2024
ok "with a value"

# compare.pl: $b is the workbook, $r the report; prints what differs.
cat >compare.pl <<'EOT'
use strict;
use warnings;
use utf8;
use JSON::PP;
binmode STDOUT, ':utf8';
sub load { local (@ARGV, $/) = @_; decode_json(<>) }
my ($b, $r) = (load('book.json'), load('report.json'));
sub letter {
	my ($i) = @_;
	return $i < 26 ? chr(65 + $i) : letter(int($i / 26) - 1) . chr(65 + $i % 26);
}
sub same {
	my ($what, $is, $should) = @_;
	my $ok = !defined $is || !defined $should ?
	    !defined $is && !defined $should : $is eq $should;
	print "$what: ", $is // 'nothing', ' for ', $should // 'nothing', "\n"
	    unless $ok;
}
my @s = @{$b->{sheets}};
# One table alone has neither charts nor what was sent.
my @sent = exists $r->{charts} ? @{$r->{corrections}} : ();
same('sheets', scalar @s, @{$r->{tables}} + 1 + (@sent > 0) +
    (@{$r->{charts} // []} > 0));
my $n = 0;
for my $i (0 .. $#{$r->{tables}}) {
	my ($t, $s) = ($r->{tables}[$i], $s[$i + 1]);
	my $c = $s->{cells};
	my %text = map { $_ => 1 } @{$s->{texts}};
	my %bold = map { $_ => 1 } @{$s->{bold}};
	my $name = $t->{title} =~ s/\. / /r;
	same('name', $s->{name}, $name);
	print "name too long: $s->{name}\n" if length $s->{name} > 31;
	same('title', $c->{A1}, $t->{title});
	same("$name frozen", "@{$s->{frozen}}", '1 4');
	same("$name repeated", $b->{repeat}{$i + 1} =~ s/.*!//r, '$4:$4');
	same("$name page", "$s->{page}{paperSize} $s->{page}{orientation}",
	    '9 landscape');
	for my $k (0 .. $#{$t->{columns}}) {
		my $at = letter($k + 1) . 4;
		same("$name $at", $c->{$at}, $t->{columns}[$k]{label});
		print "$name $at: no head\n" unless $bold{$at};
	}
	for my $j (0 .. $#{$t->{rows}}) {
		my $row = $t->{rows}[$j];
		my $at = 'A' . ($j + 5);
		same("$name $at", $c->{$at}, $row->{label});
		print "$name $at: no text\n" unless $text{$at};
		for my $k (0 .. $#{$row->{cells}}) {
			my $to = letter($k + 1) . ($j + 5);
			same("$name $to", $c->{$to}, $row->{cells}[$k]);
			print "$name $to: a text\n" if $text{$to};
			print "$name $to: no decimals\n" if defined
			    $row->{cells}[$k] && $row->{cells}[$k] =~ /\./ &&
			    $s->{formats}{$to} !~ /0\.0/;
			print "$name $to: not bold\n"
			    if $row->{id} eq 'total' && !$bold{$to};
			$n++;
		}
	}
}
print "no cells\n" unless $n;
# What differs from reports that were sent: a row a number.
if (@sent) {
	my $s = $s[@{$r->{tables}} + 1];
	my ($c, $line) = ($s->{cells}, 5);
	my %text = map { $_ => 1 } @{$s->{texts}};
	same('sent', "$s->{name} @{$s->{frozen}}", "Đính chính 1 4");
	for my $v (@sent) {
		my @lists = ($v->{differences});
		push @lists, $v->{additions} if $v->{additions};
		for my $list (@lists) {
			same("sent $line", $c->{'C' . $line++},
			    'Không có gì khác') unless @$list;
			for (@$list) {
				my @is = @$c{map { "$_$line" } 'C' .. 'G'};
				same("sent $line", join('|', map { $_ // '' } @is),
				    join('|', map { $_ // '' } @$_{qw(title
				    row_label column_label sent now)}));
				print "sent $line: a text\n" if $text{"F$line"};
				same("sent $line", index($c->{"A$line"},
				    $v->{number}) > 0, 1);
				$line++;
			}
		}
		$line += @{$v->{prose} // []};
	}
	same('sent ends', $c->{"A$line"}, undef);
}
my %names = map { lc($_->{name}) => 1 } @s;
same('different names', scalar keys %names, scalar @s);
same('formulas', join(' ', map { @{$_->{formulas}} } @s), '');

# Each chart beside the cells that it refers to.
exit unless @{$r->{charts} // []};
my $page = $s[-1];
my $c = $page->{cells};
my %kind = (stacked => 'bar stacked', grouped => 'bar clustered',
    columns => 'col clustered');
my $refers = sub {
	my ($ref) = @_;
	my ($col, $from, $to) = $ref =~ /^'Biểu đồ'!\$(\w+)\$(\d+)(?::\$\w+\$(\d+))?$/
	    or return "not there: $ref";
	return map { $c->{"$col$_"} } $from .. $to // $from;
};
same('charts', scalar @{$page->{charts}}, scalar @{$r->{charts}});
for my $i (0 .. $#{$r->{charts}}) {
	my ($is, $want) = ($page->{charts}[$i], $r->{charts}[$i]);
	my $id = $want->{id};
	same("$id kind", "$is->{direction} $is->{grouping}", $kind{$want->{kind}});
	same("$id title", $is->{title}, "$want->{title} ($want->{unit})");
	same("$id words", $is->{description}, $want->{words});
	same("$id series", scalar @{$is->{series}}, scalar @{$want->{series}});
	my %patterns = map { $_ => 1 } @{$is->{patterns}};
	same("$id patterns", scalar keys %patterns, scalar @{$want->{series}});
	for my $k (0 .. $#{$want->{series}}) {
		my ($s, $w) = ($is->{series}[$k], $want->{series}[$k]);
		same("$id name", $refers->($s->{name}), $w->{label});
		same("$id categories", join('|', $refers->($s->{categories})),
		    join('|', @{$want->{categories}}));
		same("$id values", join('|', $refers->($s->{values})),
		    join('|', @{$w->{values}}));
		same("$id cached", join('|', @{$s->{cached}}),
		    join('|', @{$w->{values}}));
	}
}
EOT
compared() { # FILE.xlsx ARG...
	file=$1
	shift
	as lan report "$@" --format json
	printf '%s\n' "$out" >report.json
	python3 "$TOP/tests/sheets.py" "$file" >book.json &&
	    perl compare.pl
}
for term in 1 2 year; do
	as lan report --year 2023 --term "$term" --format xlsx -o r.xlsx
	ok "term $term as a workbook"
	equal "$out" "" "which says nothing"
	equal "$(compared r.xlsx --year 2023 --term "$term")" "" \
	    "every cell and chart of it"
done
cp r.xlsx year.xlsx
python3 "$TOP/tests/sheets.py" year.xlsx >"$T/out"
json 'my @s = grep { my $c = $_->{cells}; grep { ($_ // "") eq
    "=HYPERLINK(\"http://x/\",\"+1\")" } values %$c } @{$_->{sheets}};
    @s == 1 && !@{$s[0]{formulas}}' "what looks like a formula is a text"
json 'my %c = %{$_->{sheets}[0]{cells}}; my $all = join "\n",
    grep { defined } values %c; utf8::encode($all);
    $all =~ /TỔNG KẾT NĂM HỌC 2023-2024/ && $all =~ /Chiềng Mung/ &&
    $all =~ /31\/05\/2024|04\/09\/2024/ && $all =~ /^[0-9a-f]{64}$/m &&
    $all =~ /tt33-2018/ && $all =~ /Cộng các tháng/' \
    "the head, the chain and the checks"
as lan report issue --year 2023 --term 1 --number 05/BC-TH --date 18/01/2024
as lan report --issued 05/BC-TH --format xlsx -o sent.xlsx
ok "one that was issued"
equal "$(compared sent.xlsx --issued 05/BC-TH)" "" "with its own charts"
as lan report --year 2023 --term year --format xlsx -o same.xlsx
equal "$(compared same.xlsx --year 2023 --term year)" "" \
    "the next one says that nothing differs"
as lan intake --student 1400100007 --via nguoi-khac-bao --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x \
    --received-at 2024-01-10T09:00
ok "a case that was forgotten"
as lan report --year 2023 --term year --format xlsx -o late.xlsx
equal "$(compared late.xlsx --year 2023 --term year)" "" \
    "and then what was sent and what it is now"
as lan report --year 2023 --term 1 --table deadlines --format xlsx -o one.xlsx
ok "one table"
equal "$(compared one.xlsx --year 2023 --term 1 --table deadlines)" "" \
    "and nothing else"

# How it leaves.
"$CTXH" --as lan --format xlsx report --year 2023 --term 1 >out.xlsx
equal "$(head -c 2 out.xlsx)" PK "standard output, the format before the verb"
"$CTXH" --as lan report --year 2023 --term 1 --format xlsx -o - >out2.xlsx
equal "$(head -c 2 out2.xlsx)" PK "also as -"
python3 - "$CTXH" >"$T/out" 2>&1 <<'EOT'
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], "--as", "lan", "report", "--year",
             "2023", "--term", "1", "--format", "xlsx"])
said = b""
while True:
    try:
        got = os.read(fd, 4096)
    except OSError:
        break
    if not got:
        break
    said += got
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(code, b"-o" in said, b"PK" in said)
EOT
equal "$(cat "$T/out")" "2 True False" "a terminal gets none, but a hint"
as lan list --format xlsx
is 2 "another verb has no such format"
says "text, csv, json, jsonl" "and says which it has"
as lan report --year 2023 --term 1 --format xls
is 2 "nor has this one any other"
echo before >there
chmod 640 there
as lan report --year 2023 --term 1 --format xlsx -o there
ok "in the place of a file"
equal "$(head -c 2 there) $(stat -c %a there)" "PK 640" "which keeps its mode"
echo before >there
ln -s there link
as lan report --year 2023 --term 1 --format xlsx -o link
equal "$(head -c 2 there) $(readlink link)" "PK there" "behind a link, too"
before=$(cksum <there)
as lan report --year 2023 --term 3 --format xlsx -o there
is 2 "a report that cannot be made"
equal "$(cksum <there)" "$before" "leaves the file that is there"
as lan report --year 2023 --term 1 --format xlsx -o no/such.xlsx
is 1 "a folder that is not there"
says '"no/such.xlsx"' "under its name"
(ulimit -f 4; trap '' XFSZ
"$CTXH" --as lan report --year 2023 --term 1 --format xlsx -o there \
    2>"$T/err" </dev/null)
equal "$? $(cksum <there)" "1 $before" "a full disk leaves it, too"
equal "$(ls)" "$(ls | grep -v '\.new$')" "and nothing half"
mkdir lib
echo none >lib/libxlsxwriter.so.4
LD_LIBRARY_PATH=$PWD/lib "$CTXH" --as lan report --year 2023 --term 1 \
    --format xlsx -o there 2>"$T/err" </dev/null
equal "$? $(cksum <there)" "1 $before" "without libxlsxwriter"
err=$(cat "$T/err")
says libxlsxwriter4 "the package is named"
finish
