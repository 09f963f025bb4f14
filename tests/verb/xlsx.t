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
same() { # FILE NAME
	run student import "$1" --year 2023
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
run --format csv student list --year 2023 --names
has ',38203012345,La,' "an exact number is no error although it was shown short"
finish
