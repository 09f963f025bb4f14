#!/usr/bin/python3
"""The check of .docx and .xlsx can fail: each damage is refused, for its rule
alone, and what is sound is not."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import byhand  # noqa: E402

D, RELS, CT = "word/document.xml", "word/_rels/document.xml.rels", \
    "[Content_Types].xml"
B, SHEET, SST = "xl/workbook.xml", "xl/worksheets/sheet1.xml", \
    "xl/sharedStrings.xml"
DOCPR = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"/>' \
    '</wp:inline></w:drawing></w:r></w:p>'
CASES = [  # the rule, what is damaged, how
    ("part", "docx", [D, "<w:body>", "<w:body><w:p>"]),
    ("part", "docx", [D, "Hồ sơ", "Hồ \x01 sơ"]),
    ("part", "docx", [CT, "", "-"]),
    ("part", "docx", ["word/more.xml", "", "<a/>"]),
    ("type", "docx", ["word/more.bin", "", "x", RELS, "</Rel", '<Relationship '
                      'Id="b" Type="x/image" Target="more.bin"/></Rel']),
    ("type", "docx", [CT, "document.main", "template.main"]),
    ("zip", "docx", [D, "", byhand.DOCX[D]]),
    ("relation", "docx", [RELS, "</Rel", '<Relationship Id="b" Type="x/image" '
                          'Target="media/a.png"/></Rel']),
    ("relation", "docx", [RELS, "</Rel", '<Relationship Id="b" Type="x/'
                          'attachedTemplate" Target="https://example.org/a" '
                          'TargetMode="External"/></Rel']),
    ("relation", "docx", [D, "<w:sectPr>", '<w:sectPr><w:headerReference '
                          'w:type="default" r:id="rId9"/>']),
    ("id", "docx", [RELS, "</Rel", '<Relationship Id="rId1" Type="x/styles" '
                    'Target="styles.xml"/></Rel']),
    ("id", "docx", [D, "<w:sectPr>", DOCPR + DOCPR + "<w:sectPr>"]),
    ("order", "docx", [D, '<w:jc w:val="both"/>', "", D, "<w:pPr><w:pStyle",
                       '<w:pPr><w:jc w:val="both"/><w:pStyle']),
    ("order", "docx", [D, '<w:rPr><w:sz w:val="28"/>',
                       '<w:rPr><w:sz w:val="28"/><w:b/>']),
    ("order", "docx", [D, "<w:tcPr>", "<w:tcPr><w:noWrap/>"]),
    ("order", "docx", [D, "<w:sectPr>", "<w:sectPr><w:cols/>"]),
    ("order", "docx", [D, "<w:tblPr>", '<w:tblPr><w:tblLayout '
                       'w:type="fixed"/>']),
    ("order", "docx", [D, "<w:rPr>", "", D, "</w:rPr>", "", D,
                       '<w:sz w:val="28"/>', "", D, "</w:t></w:r>",
                       "</w:t><w:rPr/></w:r>"]),
    ("table", "docx", [D, '<w:gridCol w:w="3000"/>', ""]),
    ("table", "docx", [D, "<w:tblGrid>", "", D, "</w:tblGrid>", "",
                       D, '<w:gridCol w:w="3000"/><w:gridCol w:w="3000"/>', ""]),
    ("table", "docx", [D, 'w:type="dxa"/></w:tcPr>',
                       'w:type="dxa"/><w:vMerge/></w:tcPr>']),
    ("table", "docx", [D, 'w:type="dxa"/></w:tcPr>',
                       'w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>']),
    ("table", "docx", [D, "<w:p><w:r><w:t>6</w:t></w:r></w:p>", ""]),
    ("body", "docx", [D, "<w:t>6</w:t>", "<w:p/>"]),
    ("body", "docx", [D, "</w:sectPr>", "</w:sectPr><w:p/>"]),
    ("body", "docx", [D, byhand.paragraph("Hết."), ""]),
    ("body", "docx", [D, "<w:t>6</w:t>", '<w:fldChar w:fldCharType="begin"/>']),
    ("number", "docx", [D, 'w:after="120"', 'w:after="120.5"']),
    ("style", "docx", [D, 'w:val="Body"', 'w:val="Titel"']),
    ("style", "docx", [D, "<w:spacing", '<w:numPr><w:ilvl w:val="0"/><w:numId '
                       'w:val="1"/></w:numPr><w:spacing']),
    ("space", "docx", [D, "<w:t>6", "<w:t>6 "]),
    ("sheet", "xlsx", [B, '"Ca"', '"Ca/1"']),
    ("sheet", "xlsx", [B, '"Ca"', f'"{"C" * 32}"']),
    ("sheet", "xlsx", [B, "</sheets>", '<sheet name="CA" sheetId="2" '
                       'r:id="rId1"/></sheets>', SST, 'count="4"',
                       'count="8"']),
    ("sheet", "xlsx", [SHEET, 'r="A3"', 'r="C3"']),
    ("sheet", "xlsx", [SHEET, '<row r="1">', '<row r="2">', SHEET, 'r="A1"',
                       'r="A2"', SHEET, 'r="B1"', 'r="B2"']),
    ("string", "xlsx", [SST, 'count="4"', 'count="3"']),
    ("string", "xlsx", [SST, 'uniqueCount="4"', 'uniqueCount="5"']),
    ("string", "xlsx", [SHEET, "<v>3</v>", "<v>4</v>"]),
    ("style", "xlsx", [SHEET, '<c r="B2">', '<c r="B2" s="1">']),
    ("pane", "xlsx", [SHEET, '"A2"', '"A3"']),
    ("pane", "xlsx", [SHEET, "<pane", "<!--", SHEET, '"frozen"/>', "-->"]),
    ("order", "xlsx", [SHEET, "<sheetData>", "<pageSetup/><sheetData>"]),
    ("", "docx", []),
    ("", "xlsx", []),
]


def said(name):
    r = subprocess.run([sys.executable, HERE + "/ooxml.py", "--frozen", name],
                       capture_output=True, encoding="utf-8")
    return r.returncode, r.stdout, r.stderr


n = 0
failed = 0


def tap(good, name, why):
    global n, failed
    n += 1
    failed += not good
    print(f"{'' if good else 'not '}ok {n} - {name}")
    if not good:
        print("".join(f"# {line}\n" for line in why.splitlines()), end="")


with tempfile.TemporaryDirectory() as tmp:
    for rule, kind, edits in CASES:
        name = f"{tmp}/a.{kind}"
        byhand.write(name, edits)
        code, out, err = said(name)
        rules = {line.split(": ")[1] for line in out.splitlines()}
        tap(rules == ({rule} if rule else set()) and code == bool(rule) and
            not err, f"{kind}: {rule or 'sound'}: {' '.join(edits)[:60]!r}",
            out + err)
    with open(f"{tmp}/a.docx", "wb") as f:
        byhand.write(f"{tmp}/b.docx", [])
        with open(f"{tmp}/b.docx", "rb") as whole:
            f.write(whole.read()[:-100])
    code, out, err = said(f"{tmp}/a.docx")
    tap(code == 1 and ": zip: " in out, "docx: zip: cut short", out + err)
    data = bytearray(open(f"{tmp}/b.docx", "rb").read())
    data[data.index(b"word/document.xml") + 40] ^= 0xff
    open(f"{tmp}/a.docx", "wb").write(data)
    code, out, err = said(f"{tmp}/a.docx")
    tap(code == 1 and ": zip: " in out, "docx: zip: one byte changed", out + err)
print(f"1..{n}")
sys.exit(failed != 0)
