#!/bin/sh
# Lists in Excel workbooks: what a teacher sees in the sheet is what is read,
# and each finding names the sheet and the cell.
. "$(dirname "$0")/../lib.sh"

fresh() {
	rm -f ctxh.db "$T/sheet"
	new_store
}
CTXH_USER=lan
export CTXH_USER
fresh
book() { # FILE <SPEC
	python3 "$TOP/tests/book.py" "$1" ||
		{ tap 1 "a workbook is made"; finish; }
}
H='"Mã định danh Bộ GD&ĐT","Họ và tên","Ngày sinh","Giới tính","Lớp"'
refused() { # FILE WORDS NAME
	run student import "$1" --year 2023
	is 1 "$3 is refused"
	says "$2" "and it is said why"
}
trial() { # FILE [OPTION...]
	file=$1
	shift
	run --format json student import "$file" --year 2023 --dry-run "$@"
}
# The pupils of the store as a reader of the list would say them.
pupils() {
	run --format csv student list --year "$1" --names
	printf '%s\n' "$out" | cut -d, -f2-5,7,8 | sed 1d | sort
}

# --- the same list in every dress -------------------------------------------

cat >plain.csv <<'EOT'
TRƯỜNG TIỂU HỌC CHIỀNG MUNG
Mã định danh Bộ GD&ĐT,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc,SĐT,Số ĐDCN
1400100001,Lò Thị An,09/02/2016,Nữ,2B,Thái,0912345678,014316000001
1400100002,Cà Văn Bình,10/02/2016,Nam,2B,Khơ Mú,,
1400100003,Quàng Thị Chi,29/02/2016,Nữ,2A,Thái,,
EOT
cat >plain.spec <<'EOT'
{"sheets": [{"name": "HS 2023", "merge": ["A1:H1"], "rows": [
 ["TRƯỜNG TIỂU HỌC CHIỀNG MUNG"],
 ["Mã định danh Bộ GD&ĐT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp",
  "Dân tộc", "SĐT", "Số ĐDCN"],
 [1400100001, ("rich", ["Lò ", "Thị An"], "LO THI AN"), ("date", 42409), "Nữ",
  ("inline", "2B"), "Thái", 912345678, 14316000001],
 ["1400100002", ("formula", "Cà Văn Bình"), 42410, "Nam", "2B", "Khơ Mú"],
 [("style", 3, 1400100003), "Quàng Thị_x0020_Chi_x000D_",
  ("style", 4, 42429.75), "Nữ", "2A", "Thái"]]}],
 "formats": ["0000000000", "[$-42A]dd\\\\/mm\\\\/yyyy hh:mm;@"]%s}
EOT
spec() { # MORE
	sed "s#%s#$1#" plain.spec
}
same() { # "FILE [OPTION...]" NAME
	# shellcheck disable=SC2086
	run student import $1 --year 2023
	equal "$code" 0 "$2 is taken in"
	pupils 2023 >"$T/got"
	equal "$(cat "$T/got")" "$(cat "$T/csv")" "as the CSV was"
	fresh
}
run student import plain.csv --year 2023
equal "$code" 0 "the list as CSV"
pupils 2023 >"$T/csv"
equal "$(wc -l <"$T/csv")" 3 "has three pupils"
spec '' | book plain.xlsx
run student import plain.xlsx --year 2023
has 'giữ nguyên                       3' "the same list as a workbook changes nothing"
has 'trang "HS 2023"' "and the sheet is told"
trial plain.xlsx
json '$_->{warnings_total} == 2 && $_->{warnings}[0]{cell} eq "G3" &&
    $_->{warnings}[1]{cell} eq "H3" && $_->{warnings}[0]{sheet} eq "HS 2023" &&
    $_->{warnings}[0]{line} == 3 && $_->{warnings}[0]{column} == 7 &&
    $_->{file}{type} eq "xlsx" && $_->{file}{sheet} eq "HS 2023"' \
    "zeros that a number lost are restored, and told by cell"
fresh
same plain.xlsx "a workbook"
spec ', "strict": 1' | book strict.xlsx
same strict.xlsx "a strict one"
spec ', "prefix": "x", "store": 1' | book prefix.xlsx
same prefix.xlsx "one with prefixes, not packed"
spec ', "1904": 1' | sed 's/42409/40947/; s/42410/40948/; s/42429/40967/' |
    book 1904.xlsx
same 1904.xlsx "one that counts days from 1904"
run student import - --year 2023 <plain.xlsx
is 1 "standard input is empty here"
"$CTXH" student import - --year 2023 --dry-run <plain.xlsx >said 2>&1
check "a workbook from a file as standard input" grep -q '  3$' said
cat plain.xlsx | "$CTXH" student import - --year 2023 --dry-run \
    >said 2>&1
check "and from a pipe" grep -q '  3$' said
run student import plain.csv --year 2023 --sheet HS
is 1 "a CSV has no sheets"
says 'không có trang "HS"' "and it says so"

run student import "$DATA/books/danh-sach.xls" --year 2023
equal "$code" 0 "a workbook of before 2007"
has 'trang "HS"' "its second sheet is the list"
says 'ô G3' "zeros are restored there, too"
pupils 2023 | cut -d, -f1-4 >"$T/got"
equal "$(grep -c -e '^140010000[123],' "$T/got")" 3 "it is the same list"
check "with its days" grep -q '^1400100003,Quàng Thị Chi,2016-02-11,2A' "$T/got"
fresh

# --- cells --------------------------------------------------------------------

book cells.xlsx <<EOT
{"formats": ["dd/mm/yy", "[hh]:mm", '0.00" ngày"', "mmm", "General"],
"sheets": [{"name": "A&B", "rows": [[$H, "SĐT", "Hộ nghèo", "Thôn"],
 ["01", "An", ("style", 3, 42409), "Nam", "2B", ("xml",
     '<c r="F2"><v>9.12345678E8</v></c>'), ("bool", 1), 2.5],
 ["02", "Ba", ("iso", "2016-02-09"), "Nam", "2B", None, ("bool", 0), 0.1],
 ["03", "Ca", ("iso", "2016-02-09T00:00:00"), "Nam", "2B"],
 ["04", ("error", "#N/A"), 42409, "Nam", "2B"],
 ["05", "Da", ("style", 5, 42409), "Nam", "2B"],
 ["06", "Ga", 2016, "Nam", "2B"],
 ["07", "Ha", ("date", 60), "Nam", "2B"],
 [1234567890123456789, "Ka", 42409, "Nam", "2B"],
 [("xml", '<c r="A10"><v>3.8203012345E10</v></c>'), "La", 42409, "Nam", "2B"],
 ["08", "Ma", ("style", 7, 42409), "Nam", "2B"],
 ["09", "Na", 42409, ("error", "#REF!"), "2B", None, None, ("error", "#N/A")],
 ["10", "Pa", "02/30/2016", "Nam", "2B"],
 ["11", "Qa", ("style", 4, 42409), "Nam", "2B"],
 ["3.8203E+10", "Ra", 42409, "Nam", "2B"],
 ["12", "Sa", ("error", "#DIV/0!"), "Nam", "2B"]]}]}
EOT
trial cells.xlsx
errors() {
	value 'join " ", map { $_->{cell} // $_->{line} } @{$_->{errors}}'
}
equal "$(errors)" "B5 C7 C8 A9 D12 H12 C13 A15 C16" \
    "what is wrong is named by cell"
json '$_->{read} == 15 && $_->{errors}[0]{sheet} eq "A&B"' \
    "and by sheet; a date of any format is one, a lone year is none"
json '$_->{errors}[0]{message} =~ /#N\/A/' "the error that a cell shows"
run student import cells.xlsx --year 2023
is 1 "the list is refused"
says 'cells.xlsx: trang "A&B", ô B5: ' "in words, too"
run student import cells.xlsx --year 2023 --keep-going --rejects bad.csv
equal "$code" 3 "the good rows may be taken"
check "and the bad ones are CSV" grep -q '^07,Ha,29/02/1900,Nam,2B' bad.csv
check "with the reason, once" grep -q '^12,Sa,#DIV/0!,.*,"[^;]*"' bad.csv
check "a day that was a plain number is one there" \
    grep -q '^04,#N/A,09/02/2016,Nam,2B' bad.csv
{ head -n 1 bad.csv; grep '^04,' bad.csv | sed 's|#N/A|Ya|'; } >mended.csv
run student import mended.csv --year 2023 --dry-run
equal "$code" 0 "so that the mended row is taken in"
run --format csv student list --year 2023 --names
has ',38203012345,La,' "an exact number is no error although it was shown short"

# --- sheets -------------------------------------------------------------------

fresh
book sheets.xlsx <<EOT
{"sheets": [{"name": "Bìa", "rows": [["Năm học 2023-2024"]]},
 {"name": "Cũ", "state": "hidden", "rows": [[$H],
  ["9", "Ẩn", "09/02/2016", "Nam", "9Z"]]},
 {"name": "Lớp 2A", "rows": [[$H], ["01", "An", "09/02/2016", "Nam", "2A"]]},
 {"name": "Lớp 2B", "rows": [[$H], ["02", "Ba", "09/02/2016", "Nam", "2B"],
  ["03", "Ca", "30/02/2016", "Nam", "2B"]]},
 {"name": "2", "rows": [[$H], ["04", "Da", "09/02/2016", "Nam", "2C"]]}]}
EOT
trial sheets.xlsx
json 'use utf8; $_->{created} == 1 && $_->{file}{sheet} eq "Lớp 2A" &&
    $_->{warnings_total} == 2 && !defined $_->{warnings}[0]{line} &&
    $_->{warnings}[0]{message} =~ /"Lớp 2B", "2";/ &&
    $_->{warnings}[1]{message} =~ /"Cũ";/ &&
    join(",", map { $_->{hidden} ? 1 : 0 } @{$_->{file}{sheets}}) eq
    "0,1,0,0,0"' "the first seen list is read, and the others are named"
for choice in 'Lớp 2B' 'lop 2b' 4; do
	trial sheets.xlsx --sheet "$choice"
	json 'use utf8; $_->{read} == 2 && $_->{file}{sheet} eq "Lớp 2B" &&
	    $_->{errors}[0]{sheet} eq "Lớp 2B" &&
	    $_->{errors}[0]{cell} eq "C3" && $_->{warnings_total} == 0' \
	    "--sheet $choice"
done
trial sheets.xlsx --sheet 2
json '$_->{file}{sheet} eq "2"' "a name comes before a number"
run student import sheets.xlsx --year 2023 --dry-run --sheet Cũ
has 'trang "Cũ"; trang ẩn: "Cũ"' "a hidden sheet may be chosen, and is told"
run student import sheets.xlsx --year 2023 --sheet 'Lớp 9'
is 1 "a sheet that is not there"
says 'không có trang "Lớp 9"; các trang có trong tệp: "Bìa", "Cũ", "Lớp 2A"' \
    "the sheets that are there are named"
run student import sheets.xlsx --year 2023 --sheet 1
is 1 "a sheet without a list"
says 'trang "Bìa", hàng 1: ' "and which it was"

# --- what is not seen ---------------------------------------------------------

book hidden.xlsx <<EOT
{"sheets": [{"name": "HS", "hidden": [1, 4, 5, 7],
 "columns": '<cols><col min="3" max="4" hidden="1"/><col min="9" max="16384" hidden="true"/></cols>',
 "merge": ["A1:E1", "E3:E5", "A2:A2", "B6:B7", "X1:A2", "nothing"],
 "rows": [["DANH SÁCH"], [$H],
 ["01", "An", "09/02/2016", "Nam", "2B"], ["02", "Ba", "09/02/2016", "Nam"],
 ["03", "Ca", "09/02/2016", "Nữ"], ["04", "Da", "09/02/2016", "Nữ", "2C"],
 ["05", None, "10/02/2016", "Nữ", "2C"]]}]}
EOT
trial hidden.xlsx
json '$_->{created} == 5 && $_->{warnings_total} == 3 &&
    !defined $_->{warnings}[0]{line} &&
    $_->{warnings}[0]{message} =~ /^2 .*: C, D$/ &&
    $_->{warnings}[1]{message} =~ /^4 .*: 1, 4, 5, 7$/ &&
    $_->{warnings}[2]{message} =~ /^3 / && $_->{warnings}[2]{cell} eq "E4"' \
    "hidden rows and columns, and merged cells, are read and told"
run student import hidden.xlsx --year 2023
run --format csv student list --year 2023 --names
has ',2B,' "a class that is written once"
equal "$(printf '%s\n' "$out" | grep -c ',2B,')" 3 "is that of all its pupils"
equal "$(printf '%s\n' "$out" | grep -c ',Da,')" 2 "so is what else is merged"

# Headers of two rows, as sheets have them: merged above and beside.
fresh
book two.xlsx <<EOT
{"sheets": [{"name": "HS", "merge": ["A1:A2", "B1:C2", "D1:D2", "E1:E2",
 "F1:F2", "G1:H1", "I1:I2", "F3:F4"],
 "rows": [["Mã HS", "Họ và tên", None, "Ngày sinh", "Giới tính", "Lớp", "Cha",
 None, "Dân tộc"], [None, None, None, None, None, None, "Họ tên", "Năm sinh"],
 ["01", "Lò Thị", "An", 42409, "Nữ", "2B", "Lò Văn Chu", 1985, "Thái"],
 ["02", "Cà Văn", "Bình", 42409, "Nam", None, "Cà Văn Dơn", 1986]]}]}
EOT
run student import two.xlsx --year 2023
equal "$code" 0 "a header of two rows"
run --format json student show 02 --names
json 'use utf8; $_->{name} eq "Cà Văn Bình" && $_->{years}[0]{class} eq "2B" &&
    $_->{father} eq "Cà Văn Dơn" && !defined $_->{ethnic}' \
    "its merged cells are no pupil's, and a name over two columns is whole"

# --- fonts of before Unicode ------------------------------------------------

# What Excel keeps of a text in .VnTime: the letters of the same bytes.
fonts() { # CHARSET HEADER-CHARSET FILE
	iconv -f UTF-8 -t "$1" >"$T/bytes" <<-'EOT2' &&
	Mã HS,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc,Họ tên mẹ
	01,Nguyễn Thị Ánh,09/02/2016,Nữ,2B,Kinh,Hoàng Thị Hồng
	02,Đỗ Văn Bảo,10/02/2016,Nam,2B,Khơ-mú,Lò Thị Đào
	03,Vừ Mỹ Hạnh,11/02/2016,Nữ,2A,Mông,"Cà Thị ""Sáu"""
	EOT2
	python3 - "$T/bytes" "$2" >"$T/fonts.spec" <<-'EOT2' &&
	import csv, io, sys
	data = open(sys.argv[1], "rb").read()
	text = data.decode("latin-1")
	if sys.argv[2]:
	    head = "Mã HS,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc,Họ tên mẹ"
	    text = head + text[text.index("\n"):]
	print({"sheets": [{"name": "HS", "rows":
	       list(csv.reader(io.StringIO(text)))}]})
	EOT2
	book "$3" <"$T/fonts.spec"
}
fresh
fonts UTF-8 '' utf8.xlsx
python3 - "$T/bytes" >"$T/u.spec" <<'EOT'
import csv, sys
print({"sheets": [{"name": "HS", "rows":
       list(csv.reader(open(sys.argv[1], encoding="utf-8")))}]})
EOT
book unicode.xlsx <"$T/u.spec"
run student import unicode.xlsx --year 2023
equal "$code" 0 "a workbook in Unicode"
pupils 2023 >"$T/csv"
for head in '' unicode; do
	fresh
	fonts TCVN "$head" "vntime$head.xlsx"
	run student import "vntime$head.xlsx" --year 2023 --keep-going
	is 1 "one in .VnTime is refused (header: $head)"
	says 'phông ABC (.VnTime); hãy nhập với --encoding tcvn3' \
	    "and it is said how to take it in"
	trial "vntime$head.xlsx" --encoding tcvn3
	json '$_->{encoding} eq "tcvn3" && $_->{encoding_origin} eq "said" &&
	    $_->{created} == 3 && $_->{warnings_total} == 0' \
	    "said, it is told"
	same "vntime$head.xlsx --encoding tcvn3" "said"
done
book vni.xlsx <<EOT
{"sheets": [{"name": "HS", "rows": [[$H], ["01", "Nguyeãn Thò AÙnh",
  "09/02/2016", "Nöõ", "2B"], ["02", "Ñoã Vaên Baûo", "10/02/2016", "Nam",
  "2B"], ["03", "Vöø Myõ Haïnh", "11/02/2016", "Nöõ", "2A"]]}]}
EOT
refused vni.xlsx 'phông VNI; hãy nhập với --encoding vni' "one of the VNI fonts"
same "vni.xlsx --encoding vni" "said"
trial vntimeunicode.xlsx --encoding utf-8
json '$_->{rejected} == 3 && $_->{warnings_total} == 0' \
    "the letters may be taken as they are"
python3 - "$T/u.spec" "$T/fonts.spec" >"$T/two.spec" <<'EOT'
import ast, sys
a, b = (ast.literal_eval(open(f).read())["sheets"][0] for f in sys.argv[1:])
a["name"] = "A"
print({"sheets": [a, b]})
EOT
book other.xlsx <"$T/two.spec"
trial other.xlsx
json '$_->{created} == 3 && $_->{file}{sheet} eq "A"' \
    "another sheet in .VnTime does no harm"

# --- what is no list ----------------------------------------------------------

one='"sheets": [{"name": "HS", "rows": [["x"]]}]'
echo '{"sheets": []}' | book none.xlsx
refused none.xlsx 'không có trang nào' "a workbook without sheets"
echo '{"sheets": [{"name": "A", "rows": []}, {"name": "B", "rows": []}]}' |
    book empty.xlsx
refused empty.xlsx 'trang "A", hàng 1: ' "one with empty sheets"
python3 - <<'EOT'
import zipfile
for name, parts in {
    "calc.ods": {"mimetype": "x", "content.xml": "<a/>"},
    "text.docx": {"_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>""", "word/document.xml": "<a/>"},
    "book.xlsb": {"_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>""", "xl/workbook.bin": "x"},
    "some.zip": {"a.txt": "a"},
    "many.zip": {str(i): "" for i in range(5000)},
}.items():
    with zipfile.ZipFile(name, "w") as z:
        for part, text in parts.items():
            z.writestr(part, text)
# What Office makes of a workbook with a password is no ZIP archive.
head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
open("locked.xlsx", "wb").write(
    head + "EncryptedPackage".encode("utf-16-le") + bytes(4096))
open("old.xls", "wb").write(head + bytes(8192))
EOT
refused calc.ods '.ods' "a file of LibreOffice"
refused text.docx 'bên trong không phải tệp Excel' "a document"
refused book.xlsb '.xlsb' "a binary workbook"
refused some.zip 'bên trong không phải tệp Excel' "an archive of something"
refused many.zip 'hơn 4096 thành phần' "an archive of very much"
refused locked.xlsx 'mật khẩu' "a workbook with a password"
refused old.xls 'lưu thành .xlsx' "a broken .xls"
head -c 900 plain.xlsx >cut.xlsx
refused cut.xlsx 'chưa được chép đến hết' "half a workbook"
cp plain.xlsx flipped.xlsx
printf 'XXXXXXXXXXXXXXXXXXXX' |
    dd of=flipped.xlsx bs=1 seek=100 conv=notrunc 2>/dev/null
refused flipped.xlsx 'tệp Excel bị hỏng' "a damaged one"

# Where a library is not installed.
mkdir lib
for lib in libzip.so.4 libxml2.so.2 libfreexl.so.1; do
	echo none >"lib/$lib"
	file=plain.xlsx
	[ "$lib" = libfreexl.so.1 ] && file=$DATA/books/danh-sach.xls
	code=0
	LD_LIBRARY_PATH=$PWD/lib "$CTXH" student import "$file" --year 2023 \
	    >"$T/out" 2>"$T/err" || code=$?
	out=$(cat "$T/out") err=$(cat "$T/err")
	is 1 "without $lib"
	says "$lib; hãy cài gói lib" "the package is named"
	rm "lib/$lib"
done

# --- what wants to be large ---------------------------------------------------

# Each of these fits into little memory, or is refused before it needs more.
[ -n "${CTXH_TEST_SAN-}" ] || ulimit -v 500000
worse() { # FILE PART EXPRESSION: a part in the place of another one
	printf '%s\n' "$3" >"$T/part.py"
	python3 - "$1" "$2" "$T/part.py" <<'EOT' || { tap 1 "worse"; finish; }
import sys, zipfile
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
def sheet(xml):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData></worksheet>'
name, part, code = sys.argv[1:]
with zipfile.ZipFile("one.xlsx") as old, \
        zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as new:
    text = eval("(" + open(code).read() + ")")
    for n in old.namelist():
        if n != part:
            new.writestr(n, old.read(n))
    if text is not None:
        new.writestr(part, text)
EOT
	refused "$1" "$4" "$5"
}
tab=book/tabs/tab1.xml
echo '{"sheets": [{"name": "HS", "rows": [["x"]]}]}' | book one.xlsx
worse rows.xlsx $tab 'sheet("<row/>" * 10000000)' 'phình ra hơn 400 lần' \
    "a sheet of ten million empty rows"
worse rows2.xlsx $tab \
    'sheet("".join(f"<row r=\"{i}\"/>" for i in range(1, 1048578)))' \
    'hơn 1048576 hàng' "a sheet with a row too many"
worse columns.xlsx $tab 'sheet("<row>" + "".join(f"<c><v>{i}</v></c>"
    for i in range(1000000)) + "</row>")' 'hơn 16384 cột' "a row of a million columns"
worse column.xlsx $tab 'sheet("<row r=\"7\"><c r=\"XFE7\"><v>1</v></c></row>")' \
    'hàng 7 của trang có hơn 16384 cột' "a column behind the last one"
worse bomb.xlsx book/texts.xml "f'<sst xmlns=\"{MAIN}\">' +
    '<si><t></t></si>' * 10000000 + '</sst>'" 'phình ra hơn 400 lần' \
    "a bomb of texts"
worse text.xlsx book/texts.xml "f'<sst xmlns=\"{MAIN}\"><si><t>' +
    'Tân' * 40000 + '</t></si></sst>'" 'dài hơn 32767' "a text without end"
worse inline.xlsx $tab 'sheet("<row><c t=\"inlineStr\"><is>" + ("<t>" + "x" *
    60000 + "</t>") * 3 + "</is></c></row>")' 'dài hơn 32767' \
    "a cell without end"
worse deep.xlsx $tab 'sheet("<x>" * 100000)' 'quá 64 tầng' "a deep sheet"
worse laugh.xlsx $tab '"""<!DOCTYPE w [<!ENTITY a "ha">
    <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>""" + sheet(
    "<row><c t=\"str\"><v>&c;</v></c></row>")' 'thực thể XML' \
    "a sheet with entities"
echo secret >secret
worse file.xlsx book/main.xml \
    '"""<!DOCTYPE w SYSTEM "secret" [<!ENTITY % p SYSTEM "secret">%p;
    <!ENTITY a SYSTEM "secret">]><workbook>&a;</workbook>"""' \
    'thực thể XML' "a workbook that asks for a file"
hasnt secret "which is not read"
worse order.xlsx $tab 'sheet("<row r=\"5\"><c><v>1</v></c></row><row r=\"5\"/>")' \
    'hàng 5 đứng sau hàng 5' "a sheet whose rows are in no order"
worse cells.xlsx $tab 'sheet("<row><c r=\"B1\"/><c r=\"B1\"/></row>")' \
    'không theo thứ tự' "a row whose cells are in no order"
worse index.xlsx $tab 'sheet("<row><c t=\"s\"><v>99</v></c></row>")' \
    'đoạn chữ thứ' "a cell whose text is not there"
worse xml.xlsx $tab '"<worksheet><sheetData></worksheet>"' \
    'không phải XML hợp lệ' "a sheet that is no XML"
worse utf8.xlsx $tab 'sheet("<row><c t=\"str\"><v>@</v></c></row>").encode(
    ).replace(b"@", b"\xff\xfe")' 'không phải XML hợp lệ' "or not UTF-8"
worse gone.xlsx $tab None 'trang "HS"' "a sheet that is not there"
worse texts.xlsx book/texts.xml None 'thiếu thành phần "book/texts.xml"' \
    "texts that are not there"
worse main.xlsx book/main.xml None 'thiếu thành phần "book/main.xml"' \
    "a workbook that is not there"
worse around.xlsx book/_rels/main.xml.rels \
    'old.read("book/_rels/main.xml.rels").replace(b"../book/./tabs/tab1.xml",
    b"../../../../book/main.xml")' 'không thấy dòng tiêu đề' \
    "a sheet that is the workbook"
worse many.xlsx $tab "sheet('<row><c><v>1</v></c></row>').replace(
    '</worksheet>', '<mergeCells>' + '<mergeCell ref=\"A1:B2\"/>' * 10001 +
    '</mergeCells></worksheet>')" 'hơn 10000 chỗ gộp ô' "a sheet all merged"
# A wide row in a good list is an error of that row.
worse wide.xlsx $tab "sheet('<row r=\"1\">' + ''.join(
    f'<c t=\"inlineStr\"><is><t>{h}</t></is></c>' for h in ('Mã HS', 'Họ và tên',
    'Ngày sinh', 'Giới tính', 'Lớp')) + '</row><row><c r=\"XFD2\"><v>1</v></c></row>')" \
    'hàng 2' "a list with a cell far away"
finish
