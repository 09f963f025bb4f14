#!/bin/sh
# Every fuzz target over its corpus, as a plain program.
. "$(dirname "$0")/../lib.sh"
for target in "$TOP"/tests/fuzz/fuzz_*.c; do
	name=$(basename "$target" .c)
	name=${name#fuzz_}
	check "$name takes its corpus" "$TEST_BUILD/tests/fuzz/$name" \
	    "$TOP/tests/fuzz/corpus/$name"/*
done
finish
