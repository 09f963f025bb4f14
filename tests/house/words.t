#!/bin/sh
# The page about the format names every packed word by its byte.
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1
perl -0777 -ne '
	my ($order) = /enum word \{(.*?)\}/s;
	my @names = $order =~ /\bWORD_(\w+)/g;
	open my $in, "<", "lib/chain/words.c" or die;
	my $c = join "", <$in>;
	for my $i (1 .. $#names - 1) {
		my ($w) = $c =~ /\[WORD_$names[$i]\] = "((?:[^"\\]|\\.)*)"/;
		$w =~ s/\\"/"/g;
		printf "%02x  %s\n", $i, $w;
	}' lib/chain/words.h >"$T/code"
sed -n 's/^\([01][0-9a-f]  .*\)/\1/p' man/ctxh-format.5 >"$T/page"
[ "$(wc -l <"$T/code")" -gt 20 ]
tap $? "there are words"
equal "$(cat "$T/page")" "$(cat "$T/code")" "the page has all of them"
finish
