#!/bin/sh
# make fuzz: each target for a while under libFuzzer (clang), starting from its
# corpus; what is found new lies in build/fuzz.
#
#	sh tests/fuzz/run.sh [SECONDS]
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-120}
out=build/fuzz
flags="-g -O1 -std=c11 -D_POSIX_C_SOURCE=200809L
    -fsanitize=address,undefined -Ilib -Iinclude -Ibuild/gen
    -isystem /usr/include/libxml2"
command -v clang >/dev/null || {
	echo "fuzz: needs clang and its runtime: apt-get install clang" >&2
	exit 1
}
make -s build/gen/sql.h build/gen/vi.h build/gen/data.h
mkdir -p "$out"
for target in tests/fuzz/fuzz_*.c; do
	name=$(basename "$target" .c)
	name=${name#fuzz_}
	echo "fuzz: $name, $seconds seconds"
	# shellcheck disable=SC2086
	clang $flags -fsanitize=fuzzer -o "$out/$name" "$target" lib/*/*.c \
	    -pthread -lsqlite3 -lcjson -lcsv -lsodium -lutf8proc -lm
	mkdir -p "$out/corpus-$name"
	"$out/$name" -max_total_time="$seconds" -timeout=20 \
	    -artifact_prefix="$out/" "$out/corpus-$name" \
	    "tests/fuzz/corpus/$name"
done
