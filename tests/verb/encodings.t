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
# So it is of a parent, with tones or without, in quotation marks or not.
{ echo "$head"
echo 'B2,Lò Thị An,09/02/2016,Nữ,2B,,lo van an,'
echo 'B3,Lò Thị Anh,09/02/2016,Nữ,2B,,"lo van an ",'
echo 'B4,Lò Thị Ánh,09/02/2016,Nữ,2B,,lò văn an,'; } |
    iconv -f UTF-8 -t TCVN >fathers
import fathers --encoding tcvn3
for id in B2 B3 B4; do
	run --as lan --format json student show $id --names
	json '$_->{father} =~ /^L[o\x{f2}] V[a\x{103}]n An$/' "a father of $id"
done

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

# ---- worse lists ----
error_at() { # LINE COLUMN PATTERN NAME
	json "grep { \$_->{line} == $1 && (\$_->{column} // 0) == $2 &&
	    \$_->{message} =~ /$3/ } @{\$_->{errors}}" "$4"
}
warned_at() {
	json "grep { \$_->{line} == $1 && (\$_->{column} // 0) == $2 &&
	    \$_->{message} =~ /$3/ } @{\$_->{warnings}}" "$4"
}
english() { # FILE ARG...
	list=$1
	shift
	run --as lan --lang en --format json student import --year 2023 \
	    "$list" "$@"
}
w1258=$LISTS/05-windows-1258.csv
empty_store
# A byte that Windows-1258 does not have, in the name of line 100.
perl -pe 's/^(\d+,\d+,\d+,\w)/$1\x8d/ if $. == 100' "$w1258" >stray
english stray
error_at 100 4 "letter 2 .* none of Windows-1258" "a stray byte has its place"
json '@{$_->{errors}} == 1 && !defined $_->{op}' "and spoils one row"
english stray --keep-going --rejects rejects.csv
json '$_->{created} == 199 && $_->{rejected} == 1' "the others are taken"
check "what is left is UTF-8" iconv -f UTF-8 -t UTF-8 -o /dev/null rejects.csv
sed '2s/\xef\xbf\xbd//' rejects.csv >mended
import mended
taken 1 0 0 "and can be mended and taken"
english "$w1258"
taken 0 0 200 "then all are there"
# The same far behind what the encoding was found by.
for i in 0 1 2 3 4 5 6 7 8; do
	perl -ne 'BEGIN { $n = shift } s/^(\d+),14(\d+),01/$1,${n}4$2,${n}1/;
	    print if $. > 1 || !$n' $i "$w1258"
done | perl -pe 's/^(\d+,\d+,\d+,\w)/$1\x81/ if $. == 1700' >far
english far
error_at 1700 4 "letter 2" "a stray byte far behind"

# UTF-8 with a line from elsewhere.
perl -pe 's/,(\d+\/\d+\/\d+)/ Jos\xe9,$1/ if $. == 77' twin-05 >mixed
english mixed
error_at 77 4 "not UTF-8" "a line that is not UTF-8 in a list that is"
json '@{$_->{errors}} == 1 && $_->{encoding} eq "utf-8"' "is one error"

# UTF-16 that was cut, and half a pair.
head -c 3001 "$LISTS/03-unicode-text-utf16.txt" >odd
english odd
last=$(head -c 3000 "$LISTS/03-unicode-text-utf16.txt" | utf UTF-16 - |
    tr -cd '\n' | wc -c)
error_at $((last + 1)) 0 "middle of a character" "UTF-16 that was cut"
utf UTF-16 "$LISTS/03-unicode-text-utf16.txt" |
    perl -CS -MEncode -ne 'my $o = encode("UTF-16LE", $_);
    $o =~ s/(\t\0.\0)/$1\x3d\xd8/s if $. == 50;
    binmode STDOUT, ":raw"; print $o' >half
english half
error_at 50 2 "letter 2 .* none of UTF-16LE" "half a surrogate pair"

# NULs.
perl -pe 's/,Nam,/,N\0am,/ if $. == 2' twin-05 >nul
english nul
error_at 2 6 "NUL byte" "a NUL byte"
iconv -f UTF-8 -t UTF-16LE nul >nul-16
english nul-16
error_at 2 6 "NUL byte" "a NUL in UTF-16"
json '$_->{encoding} eq "utf-16le"' "does not hide what it is"

# Two lists in one file, each with a byte order mark and a header.
empty_store
{ head -n 101 utf-8-bom; printf '\357\273\277'; head -n 1 twin-05
    tail -n 100 twin-05; } >two
import two
taken 200 0 0 "a byte order mark inside"
# Loose accents in the header only; and both kinds in Windows-1258.
{ head -n 1 "$LISTS/04-macos-nfd.csv"; sed 1d twin-05; } >nfd-header
import nfd-header
taken 0 0 200 "loose accents in the header"
perl -pe 's/\xe1/a\xec/g; s/\xe0/a\xcc/g; s/\xf3/o\xec/g' "$w1258" >loose
check "is another spelling in Windows-1258" test "$(wc -c <loose)" -gt \
    "$(wc -c <"$w1258")"
import loose
taken 0 0 200 "accents loose and not in Windows-1258"

# Nothing there.
: >nothing
printf '\357\273\277' >mark
printf '\377\376' >mark-16
printf '\376\377\0\n' >line-16
for file in nothing mark mark-16 line-16; do
	english $file
	is 1 "a list of nothing is refused: $file"
	error_at 1 0 "no row of headers" "and said to be so: $file"
done
printf '\377\376\n' >odd-16
english odd-16
error_at 1 0 "middle of a character" "a mark and half a letter"

# All ASCII in the first hundred kilobytes.
{ echo 'Ma HS,Ho ten,Ngay sinh,Gioi tinh,Lop'
    i=0
    while [ $i -lt 3000 ]; do
	echo "C$i,Lo Van An,09/02/2016,Nam,2B"
	i=$((i + 1))
    done; } >ascii
import ascii
json '$_->{encoding} eq "utf-8" && $_->{created} == 3000' "all ASCII"
{ cat ascii; echo "D1,Lò Thị Thuỷ,09/02/2016,Nữ,2B"
    echo "D2,Nguyễn Văn Đức,09/02/2016,Nữ,2B"; } >late-utf
for charset in UTF-8 TCVN CP1258; do
	if [ $charset = CP1258 ]; then	# iconv does not take letters apart
		perl -CSD -MUnicode::Normalize -pe '$_ = NFD($_);
		    s/([aeouAEOU])([\x{323}]?)([\x{302}\x{306}\x{31b}])/
		    NFC($1 . $3) . $2/ge' late-utf
	else
		cat late-utf
	fi | iconv -f UTF-8 -t $charset >late
	import late
	json '$_->{created} + $_->{unchanged} == 3002' \
	    "accents after many lines: $charset"
done
# Two ways to read it, or none: it is not guessed.
{ cat ascii; printf 'D3,L\341 Th\341i,09/02/2016,Nam,2B\n'; } >both
english both
error_at 3002 0 "Windows-1258, which reads .*TCVN3, which reads" \
    "two readings are named, and how to choose"
json '!defined $_->{encoding} && !defined $_->{encoding_origin}' \
    "and it is not said to have been read as anything"
# One accent in all of a list, which two encodings have the same byte for.
printf 'Ma HS,Ho ten,Ngay sinh,Gioi t\355nh,Lop\n1,An Ba,09/02/2016,Nam,2B\n' \
    >little
english little
json '$_->{created} == 1 && $_->{encoding_origin} eq "found"' \
    "readings that are the same are none to choose from"
for charset in windows-1258:Lá tcvn3:Lỏ; do
	import both --encoding ${charset%%:*}
	json '$_->{created} + $_->{updated} == 1 && !$_->{warnings_total}' \
	    "${charset%%:*} is chosen"
	run --as lan student show D3 --names
	has "${charset##*:} Th" "and read"
done
{ cat ascii; printf 'D4,X\266q\261z\277,09/02/2016,Nam,2B\n'; } >neither
english neither
error_at 3002 0 "neither UTF-8 nor.*--encoding" "no reading is said, too"

# TCVN3 that was taken for Latin and saved as UTF-8.
iconv -f LATIN1 -t UTF-8 "$LISTS/06-tcvn3.csv" >fonts
english fonts
error_at 1 0 "of the ABC .* fonts" "letters of fonts, saved as Unicode"

# ---- slips of the hand ----
empty_store
{
	echo "Mã HS,Нọ tên,Ngày sinh,Giới tính,Lớp"
	echo "E1,Nguyễn Vаn An,09/02/2016,Nam,2В"
	echo "E2,Ðỗ  Ðức Hoà,09/02/2016,Nam,2B"
	echo "E3,Анна,09/02/2016,Nữ,2B"
	echo "E4,Ngu�ễn An,09/02/2016,Nữ,2B"
	printf 'E5,L\303\262\302\240\302\240Th\341\273\213 Hòa ,'
	echo '09/02/2016,Nữ,2B'
	echo "E6,Ðỗ Mai,09/02/2016,Nữ,2B"
} >slips
english slips --keep-going
warned_at 2 2 'letter 9 .*U[+]0430.*is Cyrillic; read as "a"' \
    "a Cyrillic letter in a name is named"
warned_at 2 5 'letter 2 .*U[+]0412.*read as "B"' "so is one in a class"
warned_at 4 2 "is Cyrillic; kept" "a name in Cyrillic is kept"
warned_at 3 2 'U[+]00D0.* in 2 cells' "eth is told once"
error_at 5 2 "letter 4 .* lost" "a letter that was lost before"
json '$_->{created} == 5' "the others are taken"
pupils
has "E1,Nguyễn Van An,2016-02-09,2B" "the Latin letters are kept"
has "E2,Đỗ Đức Hoà,"  "eth is d with stroke"
has "E5,Lò Thị Hòa," "blanks are one"
run --as lan student find "nguyen van an" --names
has E1 "and found"
run --as lan student find "duc hoa" --names
has E2 "a tone in its old place is found"
run --as lan --format json student show E1 --names
json '$_->{name_source} eq "Nguy\x{1ec5}n V\x{430}n An"' \
    "what was typed is kept as the source"
english slips --keep-going
json '$_->{unchanged} == 5 && !$_->{updated}' "again, nothing changes"

# ---- told to people ----
run --as lan student import --year 2023 -n "$LISTS/05-windows-1258.csv"
has "đọc là Windows-1258" "the summary says what it was read as"
run --as lan student import --year 2023 -n "$LISTS/08-unknown-header.csv"
says "đọc là UTF-8" "so does a refusal"
finish
