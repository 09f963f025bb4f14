#!/bin/sh
# Key files: passphrases, modes, the recovery sheet, keys of other stores.
. "$(dirname "$0")/../lib.sh"
new_store
keys=$(dirname "$(find "$XDG_DATA_HOME" -name lan.key)")
# with_fd LINES ARG...: the lines on file descriptor 3
with_fd() {
	printf "$1" >"$T/lines"
	shift
	code=0
	"$CTXH" --passphrase-fd 3 "$@" >"$T/out" 2>"$T/err" </dev/null \
	    3<"$T/lines" || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}

# --- the file ----------------------------------------------------------------
equal "$(stat -c %a "$keys/lan.key") $(stat -c %a "$keys")" "600 700" \
    "a key file and its folder are closed"
equal "$(stat -c %a "$T/sheet")" 600 "so is the sheet"
equal "$(stat -c %a ctxh.db)" 600 "so is the store"
for mode in 644 640 660; do
	chmod $mode "$keys/lan.key"
	run --as lan list
	is 12 "a key file of mode $mode"
	says "chmod 600" "says what to do"
done
chmod 600 "$keys/lan.key"
run --as lan list
ok "closed again"
cp -p "$keys/lan.key" lan.key
head -c 100 lan.key >"$keys/lan.key"
run --as lan list
is 12 "a key file cut off"
sed 's/"seed": "./"seed": "z/' lan.key >"$keys/lan.key"
run --as lan list
is 12 "a key file that is damaged"
rm "$keys/lan.key"
run --as lan list
is 12 "no key file"
mkdir "$keys/lan.key"
run --as lan list
is 12 "a folder in its place"
rmdir "$keys/lan.key"
cp -p lan.key "$keys/lan.key"
run key new lan --output "$keys/lan.key"
[ "$code" -ne 0 ] && cmp -s lan.key "$keys/lan.key"
tap $? "key new overwrites nothing"
run --as lan key show
case $out in *"$(sed -n 's/.*"seed": "\(.*\)".*/\1/p' lan.key)"*)
	tap 1 "key show keeps the secret" ;;
*) tap 0 "key show keeps the secret" ;; esac
run --as lan key new "x/y"
is 2 "a handle is no path"

# --- a passphrase ------------------------------------------------------------
with_fd 'cá trê kho\n' --as lan key passphrase
ok "a passphrase"
run --format json key show "$keys/lan.key"
json '$_->{locked}' "the key is locked"
grep -q "$(sed -n 's/.*"seed": "\(.*\)".*/\1/p' lan.key)" "$keys/lan.key"
[ $? -ne 0 ]
tap $? "the seed is not in it any more"
with_fd 'cá trê kho\n' --as lan list
ok "opens with it"
with_fd 'ca tre kho\n' --as lan list
is 12 "a wrong one"
run --as lan list
is 12 "none, and no terminal"
run --as lan --passphrase-fd 9 list
[ "$code" -ne 0 ]
tap $? "a file descriptor that is not open"
with_fd 'cá trê kho\n' --as lan --passphrase-fd 3 fsck
ok "fsck with it"
with_fd 'sai\nmới\n' --as lan key passphrase
is 12 "changing asks for the old one"
with_fd 'cá trê kho\n\n' --as lan key passphrase
ok "taken off"
run --as lan list
ok "opens without"

# --- the sheet ---------------------------------------------------------------
cp ctxh.db before.db
mine=$XDG_DATA_HOME
XDG_DATA_HOME=$T/recovered
mkdir -p "$XDG_DATA_HOME"
run --lang en list
is 12 "no key"
sed 's/^\( *3: *\)\(.\)/\1@\2/; s/@0/1/; s/@[^1]/0/' "$T/sheet" >typo
chmod 600 typo
cmp -s typo "$T/sheet"
[ $? -eq 1 ]
tap $? "a sheet with a typing error"
run --lang en key recover lan --sheet typo
[ "$code" -ne 0 ]
tap $? "is refused"
says "line 3" "the line is named"
sed 's/^ *2:/X/; s/^ *3:/        2:/; s/^X/        3:/' "$T/sheet" >swapped
chmod 600 swapped
run --lang en key recover lan --sheet swapped
[ "$code" -ne 0 ]
tap $? "exchanged lines"
grep -v '^ *4:' "$T/sheet" >short
chmod 600 short
run key recover lan --sheet short
[ "$code" -ne 0 ]
tap $? "a line missing"
cp "$T/sheet" open
chmod 644 open
run key recover lan --sheet open
[ "$code" -ne 0 ]
tap $? "a sheet that others may read"
says "chmod 600" "says what to do"
run key recover nobody --sheet "$T/sheet"
is 5 "a member who is none"
[ -z "$(find "$XDG_DATA_HOME" -name '*.key')" ] && cmp -s ctxh.db before.db
tap $? "so far nothing was made"
run --lang en key recover lan --sheet "$T/sheet"
ok "a new key for lan"
run --as lan list
ok "opens the store"
run --as lan staff add bao --role reporter --name B
ok "with all rights"
run --as lan fsck
ok "whole"
run --as lan --format json log
json 'grep { ($_->{verb} // "") =~ /recover/ } @$_' "in the chain"
XDG_DATA_HOME=$mine
run --as hieu list
ok "the other keys are as they were"

# In small letters without blanks, from standard input.
XDG_DATA_HOME=$T/again
mkdir -p "$XDG_DATA_HOME"
code=0
grep '^ *[1-4]:' "$T/sheet" | sed 's/.*: *//' | tr -d ' -' | tr A-Z a-z |
    "$CTXH" key recover hieu --sheet - >"$T/out" 2>"$T/err" || code=$?
out=$(cat "$T/out") err=$(cat "$T/err")
ok "typed in by hand"
run --as hieu list
ok "opens the store"

# --- another store -----------------------------------------------------------
XDG_DATA_HOME=$mine
mkdir other
cd other || exit 1
run init --school "Trường khác" --code 1402 --level thcs --user lan \
    --name "Nguyễn Thị Lan" --sheet "$T/sheet2"
equal "$code" 0 "another store"
theirs=$(find "$XDG_DATA_HOME" -name lan.key | grep -v "^$keys/")
cd .. || exit 1
cp -p "$theirs" "$keys/lan.key"
run --as lan list
is 12 "a key of another store"
XDG_DATA_HOME=$T/third
mkdir -p "$XDG_DATA_HOME"
run key recover lan --sheet "$T/sheet2"
[ "$code" -ne 0 ]
tap $? "the sheet of another store"
XDG_DATA_HOME=$mine
run init --school X --code 1 --level thcs --user a --name A --sheet s
[ "$code" -ne 0 ]
tap $? "init over a store that there is"
cd other || exit 1
run list
ok "the other store goes on"
run --store new.db init --school X --code 1 --level thcs --user a --name A
is 2 "init needs a place for the sheet"
[ ! -e new.db ]
tap $? "and makes nothing without"
finish
