#!/usr/bin/perl
# Runs the examples of a manual page or of README.md:
#
#	perl tests/examples.pl FILE FOLDER
#
# in the new folder FOLDER, with ctxh found by PATH, and compares what comes
# out with what the text shows.
#
# Examples stand in literal blocks (.Bd -literal in a page, ``` in README.md)
# whose first line begins with "$ ".  Each line that begins so is a command,
# with continuation lines behind a backslash, a pipe, an open apostrophe or a
# here-document; the lines below it are its output.  In the output "..." stands for anything within a
# line, and alone on a line for any number of lines; a run of blanks is as
# good as another.  Without output shown nothing is compared.  A command has to end with 0.
#
# A page says by the comment `examples: KIND` where they start from:
#	empty	an empty folder (also where there is no such comment)
#	store	a store of lan (focal) and hieu (principal) with the pupils of
#		danh-sach.csv; lan works
#	year	the same, with the documents of nam-hoc.jsonl
# The two files lie in every folder.  Pages show messages in English, README
# in Vietnamese.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Copy qw(copy);

my ($file, $folder) = @ARGV;
my $data = dirname(abs_path($0)) . "/data";
my $page = $file !~ /\.md\z/;
my $kind = "empty";

sub unescape {
	my ($s) = @_;
	$s =~ s/\\&//g;
	$s =~ s/\\\(aq/'/g;
	$s =~ s/\\\(dq/"/g;
	$s =~ s/\\\(ga/`/g;
	$s =~ s/\\[e\\]/\\/g;
	return $s;
}

# Blocks of [line number, text].
sub blocks {
	my ($in) = @_;
	my (@blocks, $block);
	while (<$in>) {
		$kind = $1 if /^\.\\" examples: (\w+)/;
		if (!$block) {
			$block = [] if $page ? /^\.Bd -literal/ : /^```\w*$/;
		} elsif ($page ? /^\.Ed/ : /^```$/) {
			push @blocks, $block;
			undef $block;
		} else {
			push @$block, [$., $page ? unescape($_) : $_];
		}
	}
	return grep { @$_ && $_->[0][1] =~ /^\$ / } @blocks;
}

# Steps of { line, command, output }.
sub steps {
	my (@steps, $more, $end);
	for my $l (map { @$_ } @_) {
		my ($line, $text) = @$l;
		if ($more || defined $end) {
			$steps[-1]{command} .= $text;
			if (defined $end && $text eq "$end\n") {
				undef $end;
				$more = 0;
				next;
			}
		} elsif ($text =~ s/^\$ //) {
			push @steps, { line => $line, command => $text,
			    output => "" };
			$end = $1 if $text =~ /<<'?(\w+)'?/;
		} else {
			$steps[-1]{output} .= $text;
			next;
		}
		$more = !defined $end && ($text =~ /(\\|\||&&)$/ ||
		    ($steps[-1]{command} =~ tr/'//) % 2);
	}
	return @steps;
}

sub pattern {
	my ($shown) = @_;
	my $re = "";
	for my $line (split /^/, $shown) {
		chomp $line;
		if ($line eq "...") {
			$re .= '(?:.*\n)*';
			next;
		}
		$line =~ s/\s+$//;
		$re .= join('.*', map { s/(?:\\ )+/ +/gr } map { quotemeta }
		    split /\s*\.\.\.\s*/, $line, -1) . '[ ]*\n';
	}
	return qr/\A$re\z/;
}

open my $in, "<", $file or die "$file: $!\n";
my @steps = steps(blocks($in));
close $in;
exit 0 unless @steps;

mkdir $folder or die "$folder: $!\n";
mkdir "$folder/$_" for qw(home share work step);
copy("$data/lists/01-tieu-hoc-utf8.csv", "$folder/work/danh-sach.csv") &&
    copy("$data/year/2023-2024.jsonl", "$folder/work/nam-hoc.jsonl")
    or die "$data: $!\n";
chdir $folder or die;
open my $sh, ">", "run.sh" or die;
print $sh <<'END';
exec </dev/null
base=$PWD
HOME=$base/home XDG_DATA_HOME=$base/share
export HOME XDG_DATA_HOME
unset CTXH_STORE CTXH_USER CTXH_LANG
cd work || exit 1
step() {
	code=$?
	echo "$code" >"$base/step/$1.code"
}
END
print $sh "export CTXH_LANG=en\n" if $page;
print $sh <<'END' if $kind ne "empty";
{
	ctxh init --school "Trường Tiểu học Chiềng Mung" --code 1401 \
	    --level tieu-hoc --year 2023-2024 --user lan \
	    --name "Nguyễn Thị Lan" --sheet phieu.txt &&
	ctxh staff add hieu --role principal --name "Trần Văn Hiếu" &&
	ctxh --as lan student import danh-sach.csv --year 2023-2024
} >"$base/store" 2>&1 || exit 1
export CTXH_USER=lan
END
print $sh <<'END' if $kind eq "year";
ctxh record --batch nam-hoc.jsonl >"$base/year" 2>&1 || exit 1
END
for my $i (0 .. $#steps) {
	chomp(my $command = $steps[$i]{command});
	print $sh "{ $command\n} >\"\$base/step/$i\" 2>&1\nstep $i\n";
}
close $sh;
system("sh", "run.sh") == 0 or die "$file: the examples do not run\n";

my $bad = 0;
for my $i (0 .. $#steps) {
	my $s = $steps[$i];
	my ($out, $code) = map { local (@ARGV, $/) = $_; <> // "" }
	    "step/$i", "step/$i.code";
	next if $code == 0 &&
	    ($s->{output} eq "" || $out =~ pattern($s->{output}));
	$bad = 1;
	print "$file:$s->{line}: \$ $s->{command}", map("> $_\n",
	    split /\n/, $out), "exit ", $code;
}
exit $bad;
