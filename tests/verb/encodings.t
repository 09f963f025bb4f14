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
# What TCVN3 does not have: capitals with a tone.
without_tones() {
	perl -MUnicode::Normalize -CSD -pe '$_ = NFC($_);
	    s/(\p{Lu})/my $c = $1; NFD($c) =~
	    m{[\x{300}\x{301}\x{303}\x{309}\x{323}]} ? lc $c : $c/ge' "$1"
}
without_tones twin-05 >small
equal "$(cmp small twin-06 2>&1)" "" "TCVN3 differs in capitals with tones"

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
same_as_twin "$LISTS/06-tcvn3.csv" twin-05 tcvn3

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

# ---- TCVN3: capitals ----
head='Mã HS,Họ và tên,Ngày sinh,Giới tính,Lớp,Chỗ ở hiện tại,Họ tên cha,SĐT'
cat >capitals <<EOF
$head
A1,Phạm Minh Ánh,09/02/2016,Nam,2B,Bản Ánh,Ý Ngọc Ổn,0959778857
A2,LÒ THỊ ỔN ÁNH,09/02/2016,Nữ,2B,"XÃ HÁT LÓT, TỔ Ổ",VŨ A PHỦ,0959778857
A3,Vũ Hà,09/02/2016,Nữ,2B,"Tổ 5, TT Ổn",Lê Ý,0959778857
A4,Ý Ê'Ây,09/02/2016,Nữ,2B,,Đỗ-Ứng Ỷ,0959778857
EOF
without_tones capitals | iconv -f UTF-8 -t TCVN >capitals-tcvn3
empty_store
import capitals-tcvn3 --encoding tcvn3
taken 4 0 0 "a list with capitals in TCVN3"
pupils
given=$out
run --as lan --format json student show A2 --names
json '$_->{father} eq "V\x{168} A PH\x{1ee6}"' \
    "a father in capitals is all in capitals again"
import capitals
taken 0 0 4 "its twin changes nothing"
import capitals-tcvn3 --encoding tcvn3
taken 0 0 4 "nor does itself"
empty_store
import capitals
pupils
equal "$given" "$out" "its names are those of its twin"
import capitals-tcvn3 --encoding tcvn3
taken 0 0 4 "it changes nothing after its twin"
# A change is taken, and what TCVN3 cannot say stays.
sed 's/857$/858/' capitals-tcvn3 >moved
import moved --encoding tcvn3
taken 0 4 0 "a new phone"
run --as lan --format json student show A1 --names
json '$_->{address} =~ /\x{c1}nh/ && $_->{phone} =~ /858/' \
    "is taken, and the capitals stay"
sed 's/857$/858/' capitals >moved
import moved
taken 0 0 4 "its twin says the same"
# All small is what a font of capitals showed.
{ echo "$head"; echo 'B1,lò thị ánh,09/02/2016,Nam,2B,bản ánh,,'; } |
    iconv -f UTF-8 -t TCVN >all-small
import all-small --encoding tcvn3
run --as lan --format json student show B1 --names
json '$_->{name} eq "L\x{f2} Th\x{1ecb} \x{c1}nh"' \
    "a name all in small letters"

# ---- said ----
empty_store
import twin-05
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
