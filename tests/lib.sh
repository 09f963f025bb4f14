# What every shell test includes: `. "$(dirname "$0")/../lib.sh"`.  It gives an
# empty folder, a home of its own and the program as $CTXH, and checks that
# print TAP.  A test ends with `finish`.
#
#	run ARG...		runs ctxh; $out, $err, $code are what it gave
#	ok NAME			run ended with 0 and nothing on standard error
#	is CODE NAME		run ended with that code, and said why on standard
#				error (in JSON mode: on standard output)
#	has TEXT NAME		standard output contains the text
#	hasnt TEXT NAME		and this it does not contain
#	says TEXT NAME		standard error contains the text
#	equal A B NAME		two texts are the same
#	json EXPR NAME		standard output is JSON of which the perl
#				expression holds; $_ is the value
#	check NAME CMD...	the command succeeds
#
# new_store [OPTION...] makes a store "ctxh.db" with a focal "lan" and a
# principal "hieu"; as HANDLE ARG... runs as one of them.
# copy_tree goes into a copy of the program's sources, to be changed and built.
set -u
LC_ALL=C
export LC_ALL
TOP=$(cd "$(dirname "$0")/../.." && pwd)
CTXH=${CTXH_TEST_PROGRAM:-$TOP/ctxh}
TEST_BUILD=${CTXH_TEST_BUILD:-$TOP/build}
DATA=$TOP/tests/data
unset CTXH_STORE CTXH_USER CTXH_LANG CTXH_TEST_PROGRAM PAGER 2>/dev/null || :
LSAN_OPTIONS=print_suppressions=0:suppressions=$TOP/tests/fault/lsan.supp
export LSAN_OPTIONS
T=$(mktemp -d "${TMPDIR:-/tmp}/ctxh-test.XXXXXX") || exit 1
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$T/home
XDG_DATA_HOME=$T/share
export HOME XDG_DATA_HOME
mkdir -p "$HOME" "$XDG_DATA_HOME" "$T/work"
cd "$T/work" || exit 1
count=0
failures=0
out= err= code=0

tap() { # STATUS NAME
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
		return 0
	fi
	failures=$((failures + 1))
	echo "not ok $count - $2"
	{
		printf 'exit %s\n' "$code"
		printf '%s\n' "$out" | head -n 30 | sed 's/^/out: /'
		printf '%s\n' "$err" | head -n 30 | sed 's/^/err: /'
	} | sed 's/^/# /'
	return 1
}

run() {
	code=0
	"$CTXH" "$@" >"$T/out" 2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}
as() {
	who=$1
	shift
	run --as "$who" "$@"
}
ok() {
	[ "$code" -eq 0 ] && [ -z "$err" ]
	tap $? "$1"
}
is() {
	[ "$code" -eq "$1" ] && [ -n "$err$out" ]
	tap $? "$2"
}
has() {
	case $out in *"$1"*) tap 0 "$2" ;; *) tap 1 "$2" ;; esac
}
hasnt() {
	case $out$err in *"$1"*) tap 1 "$2" ;; *) tap 0 "$2" ;; esac
}
says() {
	case $err in *"$1"*) tap 0 "$2" ;; *) tap 1 "$2" ;; esac
}
equal() {
	[ "$1" = "$2" ] || {
		printf '%s\n' "$1" | sed 's/^/# is:     /'
		printf '%s\n' "$2" | sed 's/^/# should: /'
	}
	[ "$1" = "$2" ]
	tap $? "$3"
}
check() {
	name=$1
	shift
	code=0
	"$@" >"$T/out" 2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
	tap "$code" "$name"
}
json() {
	perl -MJSON::PP -0777 -e '$_ = decode_json(<STDIN>);
	    my $ok = eval $ARGV[0]; die $@ if $@; exit !$ok' "$1" \
	    <"$T/out" 2>"$T/json"
	status=$?
	[ -s "$T/json" ] && sed 's/^/# /' "$T/json"
	tap "$status" "$2"
}
# One value out of the last standard output.
value() {
	perl -MJSON::PP -0777 -e '$_ = decode_json(<STDIN>);
	    print eval $ARGV[0]; die $@ if $@' "$1" <"$T/out"
}
finish() {
	echo "1..$count"
	[ "$failures" -eq 0 ]
	exit
}
school() { # the first part of every new store
	run init --school "Trường Tiểu học Chiềng Mung" --code 1401 \
	    --level tieu-hoc --user lan --name "Nguyễn Thị Lan" \
	    --sheet "$T/sheet" "$@"
}
new_store() {
	school "$@"
	[ "$code" -eq 0 ] || { tap 1 "a new store"; finish; }
	run staff add hieu --role principal --name "Trần Văn Hiếu"
	[ "$code" -eq 0 ] || { tap 1 "a principal"; finish; }
}
# A store as it was before there were registers; what it is of is still to say.
without_registers() { # FILE
	sqlite3 "$1" "DROP TABLE entry; DROP TABLE entry_time; DROP TABLE pair;
	    DROP TABLE observation"
}
copy_tree() {
	mkdir -p tree/build
	(cd "$TOP" && tar cf - Makefile lib cmd include) | tar xf - -C tree
	# What is built already need not be built again.
	(cd "$TEST_BUILD" && tar cf - lib cmd gen) | tar xf - -C tree/build
	cd tree || exit 1
}
