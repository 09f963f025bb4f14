#!/usr/bin/python3
"""Writes a workbook of which a test says what is in it.

	python3 tests/book.py OUT.xlsx <SPEC
	python3 tests/book.py OUT.xlsx --csv FILE [N]

The second way takes the rows of a list as they are, as texts, and packs
nothing if N texts are to stand on another sheet.

SPEC is a Python literal: {"sheets": [sheet, ...], ...}; a sheet has "name",
"rows" (lists of cells) and perhaps "state", "hidden" (rows), "columns" (XML of
<cols>), "merge", "first" (the first row's number), "extra" (XML behind the
rows).  A cell is None, a text (shared), a number, or a tuple:

	("inline", TEXT)  ("rich", [RUN, ...], PHONETIC)  ("date", NUMBER)
	("style", INDEX, NUMBER)  ("error", "#N/A")  ("bool", 1)
	("formula", TEXT)  ("iso", "2016-02-09")  ("xml", XML of the cell)

Of the whole: "strict", "1904", "formats" (codes of further styles, from 3 on),
"prefix" (of the elements), "parts" (to put in the place of others, None: to
leave out), "store" (do not pack).
"""
import ast
import csv
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

if sys.argv[2:3] == ["--csv"]:
    with open(sys.argv[3], encoding="utf-8-sig") as f:
        spec = {"sheets": [{"name": "HS", "rows": [
            [c or None for c in row] for row in csv.reader(f)]}]}
    if len(sys.argv) > 4:
        spec["sheets"].append({"name": "more", "rows": [
            [f"{n} " + "much " * 20] for n in range(int(sys.argv[4]))]})
        spec["store"] = True
else:
    spec = ast.literal_eval(sys.stdin.read())
strict = spec.get("strict")
if strict:
    MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
else:
    MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    REL = ("http://schemas.openxmlformats.org/officeDocument/2006/"
           "relationships")
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
strings = {}


def letters(i):
    s = ""
    while i > 0:
        i, rest = divmod(i - 1, 26)
        s = chr(65 + rest) + s
    return s


def cell(v, row, col):
    at = f'r="{letters(col)}{row}"'
    if v is None:
        return f'<c {at} s="2"/>'
    if isinstance(v, str):
        i = strings.setdefault(escape(v), len(strings))
        return f'<c {at} t="s"><v>{i}</v></c>'
    if not isinstance(v, tuple):
        return f"<c {at}><v>{v}</v></c>"
    kind, rest = v[0], v[1:]
    if kind == "inline":
        return f'<c {at} t="inlineStr"><is><t>{escape(rest[0])}</t></is></c>'
    if kind == "rich":
        xml = "".join(f"<r><rPr><b/></rPr><t xml:space='preserve'>"
                      f"{escape(run)}</t></r>" for run in rest[0])
        xml += f'<rPh sb="0" eb="1"><t>{escape(rest[1])}</t></rPh>'
        i = strings.setdefault(("xml", xml), len(strings))
        return f'<c {at} t="s"><v>{i}</v></c>'
    if kind == "date":
        return f'<c {at} s="1"><v>{rest[0]}</v></c>'
    if kind == "style":
        return f'<c {at} s="{rest[0]}"><v>{rest[1]}</v></c>'
    if kind == "error":
        return f'<c {at} t="e"><v>{rest[0]}</v></c>'
    if kind == "bool":
        return f'<c {at} t="b"><v>{rest[0]}</v></c>'
    if kind == "formula":
        return (f'<c {at} t="str"><f>CONCAT("no","such")</f>'
                f"<v>{escape(rest[0])}</v></c>")
    if kind == "iso":
        return f'<c {at} t="d"><v>{rest[0]}</v></c>'
    return rest[0]


def sheet(s):
    out = [HEAD, f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}">',
           s.get("columns", ""), "<sheetData>"]
    hidden = s.get("hidden", [])
    for n, row in enumerate(s["rows"], s.get("first", 1)):
        mark = ' hidden="1"' if n in hidden else ""
        out.append(f'<row r="{n}"{mark}>')
        out += [cell(v, n, i) for i, v in enumerate(row, 1)]
        out.append("</row>")
    out.append("</sheetData>")
    merge = s.get("merge", [])
    if merge:
        out.append(f'<mergeCells count="{len(merge)}">')
        out += [f'<mergeCell ref="{ref}"/>' for ref in merge]
        out.append("</mergeCells>")
    out += [s.get("extra", ""), "</worksheet>"]
    return "".join(out)


def relations(list_):
    return HEAD + f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>'
        for i, kind, target in list_) + "</Relationships>"


sheets = spec["sheets"]
parts = {}
for n, s in enumerate(sheets, 1):
    # Not the usual names: a reader goes by the relations.
    parts[f"book/tabs/tab{n}.xml"] = sheet(s)
parts["book/texts.xml"] = HEAD + f'<sst xmlns="{MAIN}">' + "".join(
    f"<si>{k[1]}</si>" if isinstance(k, tuple) else f"<si><t>{k}</t></si>"
    for k in strings) + "</sst>"
formats = spec.get("formats", [])
parts["book/styles.xml"] = (
    HEAD + f'<styleSheet xmlns="{MAIN}"><numFmts>' + "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(f)}/>'
        for i, f in enumerate(formats)) +
    '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="49"/>' + "".join(
        f'<xf numFmtId="{164 + i}"/>' for i in range(len(formats))) +
    "</cellXfs></styleSheet>")
parts["book/main.xml"] = (
    HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><workbookPr' +
    (' date1904="1"' if spec.get("1904") else "") + "/><sheets>" + "".join(
        f'<sheet name={quoteattr(s["name"])} sheetId="{n + 7}"' +
        (f' state="{s["state"]}"' if "state" in s else "") +
        f' r:id="tab{n}"/>' for n, s in enumerate(sheets, 1)) +
    "</sheets></workbook>")
parts["book/_rels/main.xml.rels"] = relations(
    [("a", "styles", "styles.xml"), ("b", "sharedStrings", "/book/texts.xml")]
    + [(f"tab{n}", "worksheet", f"../book/./tabs/tab{n}.xml")
       for n in range(1, len(sheets) + 1)])
parts["_rels/.rels"] = relations([("r", "officeDocument", "book/main.xml")])
parts["[Content_Types].xml"] = HEAD + "<Types/>"
if "prefix" in spec:
    p = spec["prefix"]
    for name, text in parts.items():
        if MAIN in text:
            import re
            text = re.sub(r"<(/?)([a-zA-Z])", rf"<\1{p}:\2", text)
            parts[name] = text.replace('xmlns="', f'xmlns:{p}="')
parts.update(spec.get("parts", {}))
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED if spec.get("store")
                     else zipfile.ZIP_DEFLATED) as z:
    for name, text in parts.items():
        if text is not None:
            z.writestr(name, text)
