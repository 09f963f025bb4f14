#!/bin/sh
# The option lists of the manual come from the program's own tables.
#
#	sh man/options.sh PROGRAM PAGE...
#
# rewrites, in each page ctxh.1 and ctxh-VERB.1, what stands between the
# comments `options begin` and `options end`.  tests/house/man.t fails when
# that would change a page.
set -eu
program=$1
shift
table=$(mktemp "${TMPDIR:-/tmp}/ctxh-options.XXXXXX")
trap 'rm -f "$table"' EXIT
CTXH_LANG=en "$program" help --json >"$table"
perl -MJSON::PP -e '
use strict;
use warnings;
my $table = shift @ARGV;
local $/;
open my $in, "<", $table or die "$table: $!\n";
my $json = decode_json(<$in>);
my %verb = map { $_->{name} => $_ } @{$json->{verbs}};

# A text as a line of mdoc.
sub text {
	my ($s) = @_;
	utf8::encode($s);
	$s =~ s/\\/\\e/g;
	$s =~ s/\x27/\\(aq/g;
	$s =~ s/^\./\\&./;
	# A sentence, a line.
	$s =~ s/([.?!]) +(?=[A-Z])/$1\n/g;
	return $s;
}
# A word as an argument of a macro.
sub word {
	my $s = text($_[0]);
	return $s =~ /[\s"]/ ? do { $s =~ s/"/""/g; "\"$s\"" } : $s;
}
sub choices {
	my ($o) = @_;
	my $out = "";
	my ($wide) = sort { length($b) <=> length($a) }
	    map { $_->{code} } @{$o->{choices}};
	$out .= ".Bl -tag -width " . word($wide) . " -compact\n";
	for my $c (@{$o->{choices}}) {
		$out .= ".It Cm " . word($c->{code}) . "\n";
		$out .= text($c->{label}) . "\n" if defined $c->{label};
	}
	return "$out.El\n";
}
sub option {
	my ($o) = @_;
	my $arg = defined $o->{arg} ? " Ar " . word($o->{arg}) : "";
	my $out = ".It Fl -$o->{name}$arg";
	$out .= " , Fl $o->{letter}$arg" if defined $o->{letter};
	$out .= "\n" . text(ucfirst($o->{help} // "")) . ".\n";
	$out =~ s/([.?!:])\.\n\z/$1\n/;
	$out =~ s/\n\.\n\z/\n/;
	$out .= "Required.\n" if $o->{required};
	$out .= "May be given again.\n" if $o->{repeat};
	$out .= choices($o) if $o->{choices} && @{$o->{choices}};
	return $out;
}
sub options {
	my ($list) = @_;
	return "" unless @$list;
	return ".Bl -tag -width Ds\n" . join("", map { option($_) } @$list) .
	    ".El\n";
}
sub verb {
	my ($v) = @_;
	my $out = options($v->{options});
	for my $s (@{$v->{sub} || []}) {
		$out .= ".Ss ctxh $v->{name} $s->{name}" .
		    (defined $s->{args} ? " " . text($s->{args}) : "") . "\n";
		$out .= text(ucfirst $s->{summary}) . ".\n";
		$out .= options($s->{options});
	}
	return $out ne "" ? $out : "It has no options of its own.\n";
}
for my $page (@ARGV) {
	open my $fh, "<", $page or die "$page: $!\n";
	my $old = <$fh>;
	close $fh;
	my ($name) = $page =~ m{(?:^|/)ctxh(?:-([a-z]+))?\.1\z}
	    or die "$page: not a page of a verb\n";
	my $list;
	if (!defined $name) {
		$list = options($json->{globals});
	} else {
		die "$page: no such verb\n" unless $verb{$name};
		$list = verb($verb{$name});
	}
	(my $new = $old) =~ s/(^\.\\" options begin\n).*?(^\.\\" options end$)/$1$list$2/ms
	    or die "$page: no place for the options\n";
	next if $new eq $old;
	open $fh, ">", $page or die "$page: $!\n";
	print $fh $new;
	close $fh or die "$page: $!\n";
}' "$table" "$@"
