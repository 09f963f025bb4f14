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
	check "and ctxh.1 names it" grep -q "Xr ctxh-$verb 1" "$TOP/man/ctxh.1"
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
		next unless /\bXr (ctxh[\w-]*) (\d)/;
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
# ctxh.3 names every function, and its program does what it says.
perl -0777 -ne 's{/\*.*?\*/}{}gs;
    print "$1\n" while /CTXH_API[^;(]*?\b(ctxh_\w+)\(/g' \
    "$TOP/include/ctxh.h" | sort >declared
sed -n 's/^\.Fn \(ctxh_[a-z_]*\) ".*/\1/p' "$TOP/man/ctxh.3" | sort >described
equal "$(cat described)" "$(cat declared)" "ctxh.3 has every function"
perl "$TOP/tests/example.pl" "$TOP/man/ctxh.3" c >example.c
# A library with sanitizers in it wants them in the program, too.
san=
nm -D "$TEST_BUILD/libctxh.so" | grep -q __asan_init &&
    san=-fsanitize=address,undefined
# shellcheck disable=SC2086
check "its program compiles" cc $san -std=c11 -Wall -Wextra \
    -Wpedantic -Werror -I"$TOP/include" -o example example.c \
    -L"$TEST_BUILD" -lctxh -Wl,-rpath,"$TEST_BUILD"
equal "$(./example)" "$(perl "$TOP/tests/example.pl" "$TOP/man/ctxh.3" output)" \
    "and prints what the page shows"

# The rule set of ctxh-rules.5 is one.
perl -ne 'print if /rules begin/ .. /rules end/' "$TOP/man/ctxh-rules.5" |
    sed '/^\./d' >rules.json
cat >rules.c <<'END'
#include <stdio.h>
#include <ctxh.h>

int
main(void)
{
	static char json[100000];
	size_t n = fread(json, 1, sizeof(json), stdin);
	ctxh *h;
	int rc;

	if (ctxh_new(NULL, &h) != CTXH_OK)
		return 1;
	if ((rc = ctxh_rules_check(h, json, n, "rules.json")) != CTXH_OK)
		puts(ctxh_message(h));
	ctxh_close(h);
	return rc;
}
END
# shellcheck disable=SC2086
check "a checker of rule sets compiles" cc $san -std=c11 \
    -I"$TOP/include" -o rules rules.c -L"$TEST_BUILD" -lctxh \
    -Wl,-rpath,"$TEST_BUILD"
check "the rule set of ctxh-rules.5 is one" sh -c './rules <rules.json'
check "and a broken one is none" sh -c '
	sed "s/working_days/wokring_days/" rules.json | ./rules; [ $? -eq 2 ]'

for page in "$TOP"/man/*.[135] "$TOP/README.md"; do
	name=${page##*/}
	check "examples of $name" perl "$TOP/tests/examples.pl" "$page" \
	    "$T/examples-$name"
done
finish
