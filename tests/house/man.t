#!/bin/sh
# The manual: a page for every verb, option lists as the program has them,
# pages that the formatter takes without a warning, and examples that run.
. "$(dirname "$0")/../lib.sh"

mkdir "$T/man" "$T/bin"
cp "$TOP"/man/*.[135] "$T/man/"
ln -s "$CTXH" "$T/bin/ctxh"
PATH=$T/bin:$PATH
export PATH

verbs=$(CTXH_LANG=en "$CTXH" help --json |
    perl -MJSON::PP -0777 -ne 'print map { "$_->{name}\n" }
	@{decode_json($_)->{verbs}}')
check "the program names its verbs" test -n "$verbs"
for verb in $verbs; do
	check "ctxh-$verb.1 is there" test -f "$TOP/man/ctxh-$verb.1"
done
for page in "$TOP"/man/ctxh-*.1; do
	verb=${page##*/ctxh-}
	case "
$verbs
" in *"
${verb%.1}
"*) ;; *) check "$verb is a verb's" false ;; esac
done
for page in ctxh.1 ctxh.3 ctxh-rules.5 ctxh-format.5; do
	check "$page is there" test -f "$TOP/man/$page"
done

# Every page that another one names is there.
cd "$T/man" || exit 1
check "cross references" perl -e '
	my $bad = 0;
	while (<>) {
		next unless /^\.Xr (ctxh[\w-]*) (\d)/;
		next if -f "$1.$2";
		print "$ARGV: $1.$2 is not there\n";
		$bad = 1;
	}
	exit $bad' ./*
check "option lists are the program's; else run man/options.sh" sh -c '
	sh "$1/man/options.sh" "$2" ./*.1 && for page in *; do
		diff -u "$1/man/$page" "$page" || exit 1
	done' - "$TOP" "$CTXH"
cd "$T/work" || exit 1

check "mandoc has no warning" mandoc -T lint -W warning "$TOP"/man/*.[135]
for page in "$TOP"/man/*.[135] "$TOP/README.md"; do
	name=${page##*/}
	check "examples of $name" perl "$TOP/tests/examples.pl" "$page" \
	    "$T/examples-$name"
done
finish
