#!/bin/sh
# An empty list: what people fill in comes in clean, and a sheet keeps the
# zeros and days that they type.
. "$(dirname "$0")/../lib.sh"

run student template -o danh-sach.xlsx
ok "a template needs no store"
has 'đã tạo "danh-sach.xlsx"' "and it says what comes next"
equal "$(stat -c %a danh-sach.xlsx)" 600 "the file is its user's"
before=$(cksum <danh-sach.xlsx)
run student template -o danh-sach.xlsx
is 1 "a list that is there is not overwritten"
equal "$(cksum <danh-sach.xlsx)" "$before" "nor touched"
run student template -o danh-sach.doc
is 2 "another kind of file"
"$CTXH" student template -o - >out.xlsx 2>"$T/err"
equal "$(head -c 2 out.xlsx)" PK "standard output"
run --format json student template -o json.xlsx
json '$_->{format} == 1 && $_->{file} eq "json.xlsx" &&
    (grep { $_->{field} eq "ethnic" && @{$_->{choices}} == 54 }
    @{$_->{columns}}) == 1 && (grep { $_->{required} } @{$_->{columns}}) == 5' \
    "its columns as JSON"

# What the workbook says, read without our code.
cat >look.py <<'EOT'
import re, sys, zipfile
z = zipfile.ZipFile("danh-sach.xlsx")
sheet = z.read("xl/worksheets/sheet1.xml").decode()
help_ = z.read("xl/worksheets/sheet2.xml").decode()
texts = re.findall(r"<t[^>]*>([^<]*)</t>", z.read("xl/sharedStrings.xml").decode())
head = [texts[int(i)].replace("&amp;", "&") for i in
        re.findall(r'<c r="[A-Z]+1"[^>]*t="s"><v>(\d+)</v>', sheet)]
styles = z.read("xl/styles.xml").decode()
codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
xfs = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
form = {}
for low, high, style in re.findall(
        r'<col min="(\d+)" max="(\d+)"[^>]*?style="(\d+)"', sheet):
    for i in range(int(low), int(high) + 1):
        form[head[i - 1]] = xfs[int(style)]
valid = {}
for attrs, inner in re.findall(r"<dataValidation ([^>]*)>(.*?)</dataValidation>", sheet):
    at = re.search(r'sqref="([A-Z]+)2:', attrs)[1]
    n = 0
    for c in at:
        n = n * 26 + ord(c) - 64
    valid[head[n - 1]] = (re.search(r'type="(\w+)"', attrs)[1],
                          re.search(r"<formula1>(.*?)</formula1>", inner)[1])
for name in ("Mã định danh Bộ GD&ĐT", "Mã học sinh", "Số ĐDCN", "SĐT", "SĐT mẹ"):
    assert form[name] == "49", (name, form)
assert codes[form["Ngày sinh"]] == "dd/mm/yyyy", (form, codes)
assert valid["Ngày sinh"][0] == "date"
assert valid["Giới tính"] == ("list", '"Nam,Nữ"'), valid
assert valid["Hộ nghèo"] == valid["Đội viên"] == ("list", '"x"')
for name, n in (("Dân tộc", 54), ("Trạng thái", 14)):
    kind, range_ = valid[name]
    at = re.fullmatch(r"'Hướng dẫn'!\$([A-Z])\$2:\$\1\$(\d+)", range_)
    assert kind == "list" and int(at[2]) == n + 1, range_
    cells = re.findall(rf'<c r="{at[1]}(\d+)" t="s"><v>(\d+)</v>', help_)
    cells = [texts[int(v)] for row, v in cells if row != "1"]
    assert len(cells) == n, cells
    open(name, "w").write("\n".join(cells))
assert 'state="frozen"' in sheet
EOT
check "formats, choices and days are those of the columns" python3 look.py

# Filled in as Excel would: for each choice one pupil.
cat >fill.py <<'EOT'
import re, sys, zipfile
old = zipfile.ZipFile("danh-sach.xlsx")
sheet = old.read("xl/worksheets/sheet1.xml").decode()
texts = re.findall(r"<t[^>]*>([^<]*)</t>", old.read("xl/sharedStrings.xml").decode())
cols = {texts[int(i)].replace("&amp;", "&"): c for c, i in
        re.findall(r'<c r="([A-Z]+)1"[^>]*t="s"><v>(\d+)</v>', sheet)}
def num(c):
    n = 0
    for x in c:
        n = n * 26 + ord(x) - 64
    return n
ethnic = open("Dân tộc").read().split("\n")
status = open("Trạng thái").read().split("\n")
day = re.search(r'<col min="6" max="6"[^>]*style="(\d+)"', sheet)[1]
rows = []
for i, group in enumerate(ethnic):
    v = {"STT": i + 1, "Mã định danh Bộ GD&ĐT": f"00014{i:05}", "Họ và tên":
         f"Lò Thị {chr(65 + i % 26)}{chr(97 + i // 26)}", "Ngày sinh": 42409 + i, "Giới tính": "Nữ",
         "Lớp": "2B", "Dân tộc": group, "Trạng thái": status[i % len(status)],
         "Hộ nghèo": "x" if i % 2 else None, "Đội viên": "x",
         "Lưu ban năm trước": None, "SĐT": f"09120000{i:02}",
         "Số ĐDCN": f"0143160000{i:02}", "Năm sinh mẹ": 1990,
         "Họ tên mẹ": f"Cà Thị {i}", "Chỗ ở hiện tại": "bản A, xã B"}
    xml = f'<row r="{i + 2}">'
    for name in sorted(v, key=lambda k: num(cols[k])):
        at, x = f'{cols[name]}{i + 2}', v[name]
        if x is None:
            continue
        if isinstance(x, str):
            xml += f'<c r="{at}" t="inlineStr"><is><t>{x}</t></is></c>'
        else:
            style = f' s="{day}"' if name == "Ngày sinh" else ""
            xml += f'<c r="{at}"{style}><v>{x}</v></c>'
    rows.append(xml + "</row>")
with zipfile.ZipFile("filled.xlsx", "w") as new:
    for n in old.namelist():
        data = old.read(n)
        if n == "xl/worksheets/sheet1.xml":
            data = sheet.replace("</sheetData>", "".join(rows) + "</sheetData>").encode()
        new.writestr(n, data)
EOT
check "it is filled in" python3 fill.py
CTXH_USER=lan
export CTXH_USER
new_store
run student import filled.xlsx --year 2023
ok "and comes in without a word"
has 'thêm mới                        54' "every pupil of it"
run --format json student show 0001400001 --names
json 'use utf8; $_->{born} eq "2016-02-10" && $_->{phone} eq "0912000001" &&
    $_->{codes}{moet} eq "0001400001"' "zeros and days are whole"
run student import danh-sach.xlsx --year 2023
equal "$code" 0 "the empty one is a list, too"

# --- by level, and as CSV --------------------------------------------------------

run student template -o nho.csv --level mam-non
ok "as CSV"
check "with the mark that Excel needs" \
    sh -c 'head -c 3 nho.csv | od -An -tx1 | grep -q "ef bb bf"'
check "a kindergarten has no Đội viên" sh -c '! grep -q "Đội viên" nho.csv'
run student template -o hai.csv --level mam-non --level tieu-hoc
check "but where there are grades, too, there is" grep -q "Đội viên" hai.csv
run student import hai.csv --year 2023
equal "$code" 0 "its headers are known"
mkdir lib
echo none >lib/libxlsxwriter.so.4
LD_LIBRARY_PATH=$PWD/lib
export LD_LIBRARY_PATH
run student template -o khong.xlsx
is 1 "without libxlsxwriter"
says "hãy cài gói libxlsxwriter4" "the package is named"
check "and nothing is left" test ! -e khong.xlsx
run student template -o co.csv
ok "CSV does not need it"
finish
