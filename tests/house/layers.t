#!/bin/sh
# The order of the house: each folder of lib/ includes only those above it,
# cmd/ sees the public header alone, SQLite and cJSON have one place each, and
# the library does not print, exit or read the environment.
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1
check "layers of lib/" perl -e '
	my @order = qw(base text wire paper vault clock store sql chain rules people lists
	    registers cases prevent packet report print);
	my %level; @level{@order} = 0 .. $#order;
	my $bad = 0;
	for my $f (glob("lib/*/*.[ch]")) {
		my ($dir) = $f =~ m{^lib/(\w+)/};
		open my $in, "<", $f or die;
		while (<$in>) {
			next unless m{^\s*#\s*include\s*"(\w+)/};
			next if $level{$1} <= $level{$dir};
			print STDERR "$f:$.: includes $1/\n";
			$bad = 1;
		}
	}
	exit $bad'
check "cmd/ sees only the public header" sh -c '
	! grep -nE "#[[:space:]]*include[[:space:]]*[<\"](lib|base|text|wire|paper|vault|clock|store|chain|rules|people|lists|registers|cases|prevent|report|print)/" cmd/*.[ch] &&
	! grep -nE "(sqlite3|sodium|cJSON|csv)\.h" cmd/*.[ch]'
check "SQLite only in store/" sh -c '
	! grep -lE "sqlite3\.h" lib/*/*.[ch] | grep -v "^lib/store/"'
check "cJSON only behind values" sh -c '
	! grep -l "cJSON\.h" lib/*/*.[ch] | grep -vE "^lib/(base/value|wire/json)\.c"'
check "the library does not print, exit, or read the environment" sh -c '
	! grep -nE "\b(printf|puts|putchar|perror|exit|_exit|abort|getenv|secure_getenv|setlocale)[[:space:]]*\(" lib/*/*.[ch] |
	grep -vE "(sn|vsn|buf_|format\()printf|__attribute__"'
check "SQL stands in .sql files" sh -c '
	! grep -nE "\"(SELECT|INSERT|UPDATE|DELETE|CREATE) " lib/*/*.c'
# What the library offers is what the header says, and nothing else.
nm -D --defined-only "$TEST_BUILD/libctxh.so" | awk '$2 == "T" { print $3 }' |
    grep -v '^_' | sort >"$T/exported"
grep -oE '\bctxh_[a-z0-9_]+\(' include/ctxh.h | tr -d '(' | sort -u \
    >"$T/mentioned"
perl -0777 -ne 's{/\*.*?\*/}{}gs;
    print "$1\n" while /CTXH_API[^;(]*?\b(ctxh_\w+)\(/g' include/ctxh.h |
    sort >"$T/declared"
equal "$(cat "$T/exported")" "$(cat "$T/declared")" \
    "exported symbols are those of the header"
check "the header stands alone in C" cc -std=c11 -Wall -Wextra -Wpedantic \
    -Werror -fsyntax-only -x c include/ctxh.h
check "and in C++" sh -c 'command -v c++ >/dev/null || exit 0
    c++ -Wall -Wextra -Werror -fsyntax-only -x c++ include/ctxh.h'
# A statement that reads rows of a truth table leaves out those of operations
# that were taken back; only those see all that check the chain (_scan), choose
# ids (_max), show it, or take the tables over from an older schema.
check "who reads the truth leaves out what was undone" perl -0777 -e '
	my $bad = 0;
	my ($truth) = join "|", qw(document staff slot setting student_version
	    calendar rule_set agency report undo entry pair observation);
	while (<>) {
		while (/-- name: (\w+)\n(.*?)(?=-- name:|\z)/sg) {
			my ($name, $sql) = ($1, $2);
			next unless $sql =~ /\bFROM ($truth)\b/;
			next if $sql =~ /NOT IN \(SELECT id FROM undone\)/ ||
			    $name =~ /^[a-z]+(_set)?_(scan|max)$/ ||
			    $name =~ /^schema_\d+$/ ||
			    $name =~ /^(document_ops|student_mark_outdated)$/;
			print "$name\n";
			$bad = 1;
		}
	}
	exit $bad' "$TOP"/lib/sql/*.sql
finish
