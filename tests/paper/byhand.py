#!/usr/bin/python3
"""Writes a small sound .docx or .xlsx, or one with a fault.

	python3 byhand.py OUT.docx|OUT.xlsx [PART OLD NEW]...

Each PART OLD NEW replaces a text, which must be there, by another; a NEW of
"-" with an OLD of "" leaves the part out, and an OLD of "" adds a part.
"""
import sys
import warnings
import zipfile

DECL = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOX = "http://schemas.openxmlformats.org/"
TYPE = "application/vnd.openxmlformats-officedocument."
PKG = "application/vnd.openxmlformats-package.relationships+xml"


def types(overrides):
    return (f'{DECL}<Types xmlns="{OOX}package/2006/content-types"><Default '
            f'Extension="rels" ContentType="{PKG}"/><Default Extension="xml" '
            'ContentType="application/xml"/>' + "".join(
                f'<Override PartName="/{part}" ContentType="{TYPE}{kind}+xml"/>'
                for part, kind in overrides) + "</Types>")


def relations(*targets):
    return (f'{DECL}<Relationships xmlns="{OOX}package/2006/relationships">' +
            "".join(f'<Relationship Id="rId{i}" Type="{OOX}officeDocument/2006/'
                    f'relationships/{kind}" Target="{target}"/>'
                    for i, (kind, target) in enumerate(targets, 1)) +
            "</Relationships>")


def paragraph(text):
    return ('<w:p><w:pPr><w:pStyle w:val="Body"/><w:spacing w:after="120"/>'
            '<w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr>'
            '<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">'
            f'{text}</w:t></w:r></w:p>\n')


def cell(text):
    return ('<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r>'
            f'<w:t>{text}</w:t></w:r></w:p></w:tc>')


LINES = [
    "Công tác xã hội trong trường học giúp học sinh vượt qua khó khăn trong học "
    "tập, trong quan hệ với bạn bè, thầy cô và gia đình.",
    "Mỗi ca được một giáo viên theo dõi, có kế hoạch và có ngày xem lại.",
    "Nhà trường phối hợp với trạm y tế và công an xã.",
    "Hồ sơ được giữ kín.",
    "Báo cáo này gửi phòng giáo dục và đào tạo mỗi học kỳ một lần, kèm theo số "
    "liệu của từng khối lớp.",
]
TABLE = ('<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/><w:tblBorders>' +
         "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in
                 "top left bottom right insideH insideV".split()) +
         '</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/>'
         '<w:gridCol w:w="3000"/></w:tblGrid>\n' + "".join(
             f"<w:tr>{cell(a)}{cell(b)}</w:tr>\n" for a, b in
             (("Khối", "Số ca"), ("6", "12"), ("7", "9"))) + "</w:tbl>\n")
DOCX = {
    "[Content_Types].xml": types([
        ("word/document.xml", "wordprocessingml.document.main"),
        ("word/styles.xml", "wordprocessingml.styles")]),
    "_rels/.rels": relations(("officeDocument", "word/document.xml")),
    "word/_rels/document.xml.rels": relations(("styles", "styles.xml")),
    "word/styles.xml":
        f'{DECL}<w:styles xmlns:w="{OOX}wordprocessingml/2006/main">'
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
        ' w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/>'
        '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" '
        'w:default="1" w:styleId="Body"><w:name w:val="Normal"/></w:style>'
        '</w:styles>',
    "word/document.xml":
        f'{DECL}<w:document xmlns:w="{OOX}wordprocessingml/2006/main" '
        f'xmlns:r="{OOX}officeDocument/2006/relationships" '
        f'xmlns:wp="{OOX}drawingml/2006/wordprocessingDrawing"><w:body>\n' +
        "".join(map(paragraph, LINES)) + TABLE + paragraph("Hết.") +
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" '
        'w:right="1134" w:bottom="1134" w:left="1701" w:header="720" '
        'w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>',
}
ROWS = [("Khối", "Số ca"), ("Khối sáu", "12"), ("Khối bảy", "9")]
XLSX = {
    "[Content_Types].xml": types([
        ("xl/workbook.xml", "spreadsheetml.sheet.main"),
        ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
        ("xl/styles.xml", "spreadsheetml.styles"),
        ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings")]),
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml")),
    "xl/workbook.xml":
        f'{DECL}<workbook xmlns="{OOX}spreadsheetml/2006/main" xmlns:r="{OOX}'
        'officeDocument/2006/relationships"><sheets><sheet name="Ca" '
        'sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/styles.xml":
        f'{DECL}<styleSheet xmlns="{OOX}spreadsheetml/2006/main"><fonts '
        'count="1"><font><sz val="12"/><name val="Times New Roman"/></font>'
        '</fonts><fills count="1"><fill><patternFill patternType="none"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs '
        'count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/>'
        '</cellXfs></styleSheet>',
    "xl/sharedStrings.xml":
        f'{DECL}<sst xmlns="{OOX}spreadsheetml/2006/main" count="4" '
        'uniqueCount="4">' + "".join(
            f"<si><t>{t}</t></si>" for t in
            ("Khối", "Số ca", "Khối sáu", "Khối bảy")) + "</sst>",
    "xl/worksheets/sheet1.xml":
        f'{DECL}<worksheet xmlns="{OOX}spreadsheetml/2006/main"><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1'
        '</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>12'
        '</v></c></row><row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3"><v>9'
        '</v></c></row></sheetData><pageMargins left="0.7" right="0.7" '
        'top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>',
}


def write(name, edits):
    parts = dict(DOCX if name.endswith(".docx") else XLSX)
    twice = []
    for part, old, new in zip(*[iter(edits)] * 3):
        if old == "" and new == "-":
            del parts[part]
        elif old == "" and part in parts:
            twice.append((part, new))
        elif old == "":
            parts[part] = new
        elif old not in parts[part]:
            sys.exit(f"byhand.py: {part} has no {old}")
        else:
            parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z, \
            warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for part, text in [*parts.items(), *twice]:
            z.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), text)


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2:])
