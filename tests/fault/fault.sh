# What the tests of faults share, beside ../lib.sh: the preloaded library
# shim.so and the store before and after.
#
#	shim KIND AT DO ARG...	runs ctxh with the AT-th call of a kind made
#				to fail, or the process killed before it
#	calls KIND ARG...	how many such calls there are
#	keep / back		keeps the store, brings it back
#	state			operations, head, cases, pupils of the store
#	points N MAX		1..N, evenly sampled down to MAX, and the last ten:
#				behind a commit nothing may fail any more
#	places MAX ARG...	calls of malloc from as many places of the program,
#				those first that no sweep has been to
. "$(dirname "$0")/../lib.sh"
SHIM=$TEST_BUILD/tests/shim.so
LIST=$DATA/lists/01-tieu-hoc-utf8.csv
CHANGES=write,truncate,unlink,rename,make
ASAN_OPTIONS=verify_asan_link_order=0:allocator_may_return_null=1
LSAN_OPTIONS=print_suppressions=0:suppressions=$TOP/tests/fault/lsan.supp
export ASAN_OPTIONS LSAN_OPTIONS
[ -f "$SHIM" ] || { echo "Bail out! no $SHIM"; exit 1; }

sanitized() {
	nm -D "$TEST_BUILD/ctxh" | grep -q __asan_init
}
shim() {
	kind=$1 at=$2 do=$3
	shift 3
	code=0
	SHIM_KIND=$kind SHIM_AT=$at SHIM_DO=$do LD_PRELOAD=$SHIM \
	    "$CTXH" "$@" >"$T/out" 2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}
calls() {
	kind=$1
	shift
	rm -f "$T/calls"
	SHIM_KIND=$kind SHIM_COUNT=$T/calls LD_PRELOAD=$SHIM \
	    "$CTXH" "$@" >/dev/null 2>&1 </dev/null
	cat "$T/calls"
}
keep() {
	cp ctxh.db "$T/kept.db"
}
back() {
	rm -f ctxh.db-journal
	cp "$T/kept.db" ctxh.db
}
# Sets ops and head, and what a person sees of the rest; fails if fsck does.
state() {
	run --as lan fsck --format json
	[ "$code" -eq 0 ] || return 1
	ops=${out#*'"ops":'} ops=${ops%%,*}
	head=${out#*'"head":'} head=${head%%,*}
	run --as lan list --year 2023 --format json
	seen=$code:$out
	run --as lan student list --year 2023 --format csv
	seen="$seen $code:$out"
}
points() {
	awk -v n="$1" -v max="$2" 'BEGIN {
		step = n > max ? n / max : 1
		for (x = 1; x < n - 9; x += step)
			print int(x)
		for (x = n > 10 ? n - 9 : 1; x <= n; x++)
			print x
	}' | sort -nu
}
# A call from where another one came before tells nothing new, and the greater
# part of a hundred thousand do.  Of those from one place the middle one is
# taken: what the ones before it gave is to be freed.  Sampled down to MAX; what
# was left out, the next sweep may take.  The last places are always among them:
# behind a commit nothing may fail any more.  LAST_CALLS=N: only of the last N calls.
places() {
	max=$1
	shift
	# What backtrace() loads is never freed.
	(
		SHIM_STACKS=$T/stacks
		ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
		export SHIM_STACKS
		calls malloc "$@" >/dev/null
	)
	[ -f "$T/been" ] || : >"$T/been"
	awk -v max="$max" -v only="${LAST_CALLS:-0}" -v been="$T/been" \
	    -v last="$(wc -l <"$T/stacks")" 'BEGIN {
		while ((getline line <been) > 0)
			known[line] = 1
		close(been)
	}
	only ? $1 <= last - only : $2 in known { next }
	{
		if (!($2 in n))
			place[++m] = $2
		at[$2, ++n[$2]] = $1
	}
	function take(i) {
		print at[place[i], int(n[place[i]] / 2) + 1]
		print place[i] >>been
	}
	END {
		some = m - 5 > max - 5 ? (m - 5) / (max - 5) : 1
		for (x = 1; x <= m - 5; x += some)
			take(int(x))
		for (i = m > 5 ? m - 4 : 1; i <= m; i++)
			take(i)
	}' "$T/stacks" | sort -nu
}
intake() { # CODE DAY
	echo "--as lan intake --student $1 --via nguoi-khac-bao --source gvcn
	    --category bao-luc --initial-need tam-ly --condition x
	    --received-at 2024-01-$2T09:00"
}
# The state before and after the verb, for holds().
before_and_after() {
	keep
	state || tap 1 "the store before"
	ops_before=$ops head_before=$head seen_before=$seen
	run "$@"
	[ "$code" -eq 0 ] || tap 1 "without a fault: $*"
	state || tap 1 "the store after"
	ops_after=$ops seen_after=$seen
	back
}
is_before() {
	state && [ "$head" = "$head_before" ] && [ "$seen" = "$seen_before" ]
}
# All of the operation, or none of it.
holds() {
	state || return 1
	if [ "$head" = "$head_before" ]; then
		[ "$seen" = "$seen_before" ]
	else
		[ "$ops" -eq "$ops_after" ] && [ "$seen" = "$seen_after" ]
	fi
}
# A small rule set of the school's own.
own_rules() {
	cat <<-'END'
	{"format": 1, "id": "truong", "extends": "tt33-2018",
	"title": {"vi": "Quy chế", "en": "Rules"}, "basis": "Quy chế",
	"valid_from": "2025-09-05",
	"deadlines": [{"id": "approve", "length": {"working_days": 2}}]}
	END
}
