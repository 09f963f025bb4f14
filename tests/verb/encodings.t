#!/bin/sh
# Lists in every encoding that schools send: found by their bytes, told, and
# read as their UTF-8 twins, which other programs made.
. "$(dirname "$0")/../lib.sh"

LISTS=$DATA/lists
utf() { # FROM FILE
	iconv -f "$1" -t UTF-8 "$2"
}
import() { # FILE ARG...
	list=$1
	shift
	run --as lan --format json student import --year 2023 "$list" "$@"
}
taken() { # CREATED UPDATED UNCHANGED NAME
	json "\$_->{created} == $1 && \$_->{updated} == $2 &&
	    \$_->{unchanged} == $3 && !@{\$_->{errors}}" "$4"
}
found() { # ENCODING NAME
	json "\$_->{encoding} eq '$1' && \$_->{encoding_origin} eq 'found'" \
	    "$2 is found to be $1"
}
# The pupils as they are shown, with names.
pupils() {
	run --as lan --format csv student list --names
}
empty_store() {
	rm -f ctxh.db
	cp "$T/empty.db" ctxh.db
}
new_store
cp ctxh.db "$T/empty.db"

# ---- twins, made by iconv and perl ----
utf UTF-16 "$LISTS/03-unicode-text-utf16.txt" >twin-03
perl -MUnicode::Normalize -CSD -pe '$_ = NFC($_)' \
    "$LISTS/04-macos-nfd.csv" >twin-04
utf CP1258 "$LISTS/05-windows-1258.csv" |
    perl -MUnicode::Normalize -CSD -pe '$_ = NFC($_)' >twin-05
utf TCVN "$LISTS/06-tcvn3.csv" >twin-06
equal "$(cmp twin-04 twin-05 2>&1)" "" "two twins are the same list"

same_as_twin() { # LIST TWIN ENCODING
	empty_store
	import "$2"
	pupils
	right=$out
	import "$1"
	found "$3" "${1##*/}"
	taken 0 0 200 "${1##*/} after its twin changes nothing"
	empty_store
	import "$1"
	taken 200 0 0 "${1##*/} into an empty store"
	pupils
	equal "$out" "$right" "its pupils are those of its twin"
	import "$2"
	taken 0 0 200 "its twin changes nothing"
}
same_as_twin "$LISTS/03-unicode-text-utf16.txt" twin-03 utf-16le
same_as_twin "$LISTS/04-macos-nfd.csv" twin-04 utf-8
same_as_twin "$LISTS/05-windows-1258.csv" twin-05 windows-1258

# ---- the same list in more encodings ----
iconv -f UTF-8 -t UTF-16BE twin-05 >be
iconv -f UTF-8 -t UTF-16LE twin-05 >le
{ printf '\376\377'; cat be; } >be-bom
{ printf '\357\273\277'; cat twin-05; } >utf-8-bom
perl -MEncode -0777 -pe '$_ = encode("viscii", decode("UTF-8", $_))' \
    twin-05 >viscii
empty_store
import twin-05
for pair in be:utf-16be be-bom:utf-16be le:utf-16le utf-8-bom:utf-8 \
    viscii:viscii; do
	import "${pair%:*}"
	found "${pair#*:}" "${pair%:*}"
	taken 0 0 200 "${pair%:*} says the same"
done
import utf-8-bom
json '$_->{bom} && !$_->{decomposed}' "a byte order mark is told"
import "$LISTS/04-macos-nfd.csv"
json '!$_->{bom} && $_->{decomposed}' "loose accents are told"

# ---- said ----
import viscii --encoding viscii
json '$_->{encoding} eq "viscii" && $_->{encoding_origin} eq "said" &&
    $_->{unchanged} == 200 && !$_->{warnings_total}' "an encoding is said"
import viscii --encoding tcvn3
json '$_->{encoding} eq "tcvn3" && $_->{warnings}[0]{message} =~ /VISCII/' \
    "one that the words speak against is taken, and told"
import be-bom --encoding utf-8
json '$_->{errors}[0]{line} == 1 && $_->{errors}[0]{message} =~ /UTF-16BE/' \
    "a byte order mark speaks against what is said"
run --as lan student import --year 2023 viscii --encoding latin1
is 2 "an encoding that is not known"

# ---- told to people ----
run --as lan student import --year 2023 -n "$LISTS/05-windows-1258.csv"
has "đọc là Windows-1258" "the summary says what it was read as"
run --as lan student import --year 2023 -n "$LISTS/08-unknown-header.csv"
says "đọc là UTF-8" "so does a refusal"
finish
