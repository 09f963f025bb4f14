#!/bin/sh
# A .docx as Word takes it: parts that hang together, elements in the order of
# the schema, every text there, the form of Nghị định 30/2020, and the same
# bytes each time; without memory it is refused, not cut short.
. "$(dirname "$0")/../lib.sh"
SAMPLE=$TEST_BUILD/tests/paper/sample
SHIM=$TEST_BUILD/tests/shim.so
ASAN_OPTIONS=verify_asan_link_order=0:allocator_may_return_null=1
LSAN_OPTIONS=print_suppressions=0:suppressions=$TOP/tests/fault/lsan.supp
export ASAN_OPTIONS LSAN_OPTIONS

check "a document is written" sh -c "'$SAMPLE' docx >sample.docx"
TZ=Asia/Ho_Chi_Minh "$SAMPLE" docx >again.docx
check "and again, elsewhere, the same bytes" cmp sample.docx again.docx
python3 "$TOP/tests/paper/docx.py" sample.docx >"$T/told" 2>"$T/err" || :
err=$(cat "$T/err")
while read -r status name; do
	tap "$status" "$name"
done <"$T/told"
equal "$(tail -n 1 "$T/told")" "0 all was looked at" "no check was left out"

# Allocations that fail, from the first to the last.
SHIM_KIND=malloc SHIM_COUNT=$T/calls LD_PRELOAD=$SHIM \
    "$SAMPLE" docx-nochart >whole
n=$(cat "$T/calls")
bad=
for i in $(seq 1 $((n / 25 + 1)) "$n") $((n - 2)) $((n - 1)) "$n"; do
	code=0
	SHIM_KIND=malloc SHIM_AT=$i SHIM_DO=null LD_PRELOAD=$SHIM \
	    "$SAMPLE" docx-nochart >part 2>"$T/err" || code=$?
	[ "$code" -eq 0 ] && cmp -s whole part && continue
	[ "$code" -gt 0 ] && [ "$code" -lt 128 ] && [ ! -s part ] && continue
	bad="$bad $i:$code"
done
equal "$bad" "" "no allocation that fails leaves half a document"
finish
