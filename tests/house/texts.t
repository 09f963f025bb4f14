#!/bin/sh
# Every message exists in both languages, with the same arguments.
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1
check "each text has its pair" perl tests/texts.pl
finish
