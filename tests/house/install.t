#!/bin/sh
# A source archive without .git builds, and what is installed out of it works
# away from the tree: the program, the library with pkg-config, the pages, the
# completion.
. "$(dirname "$0")/../lib.sh"

# The tree, without what git does not know; a source archive has no .git.
(cd "$TOP" && tar cf - --exclude=./build --exclude=./.git --exclude=./ctxh .) |
    (mkdir tree && cd tree && tar xf -)
check "there is no .git in the archive" test ! -e tree/.git
check "make builds in an archive" make -s -j "$(nproc)" -C tree BUILD=build \
    CFLAGS=-O1 all
equal "$out$err" "" "without a warning"
root=$T/root
check "make install" make -s -C tree BUILD=build \
    CFLAGS=-O1 PREFIX=/usr DESTDIR="$root" install

for file in bin/ctxh lib/libctxh.so lib/libctxh.so.0 lib/pkgconfig/ctxh.pc \
    include/ctxh.h share/man/man1/ctxh.1 share/man/man1/ctxh-intake.1 \
    share/man/man3/ctxh.3 share/man/man5/ctxh-rules.5 \
    share/bash-completion/completions/ctxh share/zsh/site-functions/_ctxh \
    share/fish/vendor_completions.d/ctxh.fish share/ctxh/rules.schema \
    share/doc/ctxh/examples/chi-tieu-son-la.csv \
    share/doc/ctxh/examples/mau-ke-hoach.docx; do
	check "$file is installed" test -f "$root/usr/$file"
done
equal "$(cd "$TOP/man" && ls ./*.[135] | wc -l)" \
    "$(find "$root/usr/share/man" -type f | wc -l)" "all pages are"
equal "$(find "$root" -path '*/share/doc' -prune -o \
    '(' -name '*.json' -o -name '*.csv' -o -name '*.sql' ')' -print)" "" \
    "no data file is needed"
check "the installed program does not look into the tree" sh -c '
	! strings -a "$1/usr/bin/ctxh" | grep -F "$2"' - "$root" "$T/work"

soname=$(objdump -p "$root/usr/lib/libctxh.so" | awk '$1 == "SONAME" { print $2 }')
equal "$soname" libctxh.so.0 "the soname has the major version"
equal "$(readlink "$root/usr/lib/libctxh.so")" libctxh.so.0 "libctxh.so"
real=$(basename "$(readlink -f "$root/usr/lib/libctxh.so.0")")
version=$(sed -n 's/^#define CTXH_VERSION "\(.*\)"/\1/p' "$TOP/include/ctxh.h")
equal "$real" "libctxh.so.$version" "and the file the whole one"

# The program of the installation, with nothing of the tree at hand.
mv tree gone
LD_LIBRARY_PATH=$root/usr/lib
export LD_LIBRARY_PATH
CTXH=$root/usr/bin/ctxh
run version
ok "it runs"
has "$version" "with its version"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
ok "it takes in a list"
as lan fsck
ok "and checks it"

PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_PATH=$root/usr/lib/pkgconfig
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH
equal "$(pkg-config --modversion ctxh)" "$version" "pkg-config has the version"
flags=$(pkg-config --cflags --libs ctxh)
perl "$TOP/tests/example.pl" "$TOP/man/ctxh.3" c >prog.c
# shellcheck disable=SC2086
check "the program of ctxh.3 compiles with it" cc -std=c11 -Wall -Wextra -Wpedantic -Werror -o prog prog.c $flags
check "needs the library by its soname" sh -c '
	objdump -p prog | grep -q "NEEDED *libctxh.so.0$"'
check "and runs" ./prog
equal "$out" "$(perl "$TOP/tests/example.pl" "$TOP/man/ctxh.3" output)" \
    "with the output that the page shows"
printf '%s\n' '#include <ctxh.h>' \
    'int main() { ctxh *h; return ctxh_new(nullptr, &h) != CTXH_OK ||' \
    '(ctxh_close(h), 0); }' >prog.cc
if command -v c++ >/dev/null; then
	# shellcheck disable=SC2086
	check "a C++ program, too" sh -c 'c++ "$@" && ./cc' - \
	    -o cc prog.cc $flags
fi
finish
