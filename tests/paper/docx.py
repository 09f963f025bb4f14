"""What must hold in sample.docx: prints "0 name" or "1 name" for each check."""
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = ("{http://schemas.openxmlformats.org/officeDocument/2006/"
     "relationships}")
WP = ("{http://schemas.openxmlformats.org/drawingml/2006/"
      "wordprocessingDrawing}")
DC = "{http://purl.org/dc/elements/1.1/}"

# Word refuses a document where these stand in another order.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr "
    "shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color sz szCs u lang",
    "pBdr": "top left bottom right between",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat "
    "themeFontLang decimalSymbol listSeparator",
}
HOSTILE = "<&>\"' ]]> <script>alert(1)</script> \U0001f600 a\ufffdz {{x}} %s"
TEXTS = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "UBND XÃ CHIỀNG MUNG", "TRƯỜNG TIỂU HỌC\nCHIỀNG MUNG", "Số: 05/BC-TH",
    "V/v thực hiện công tác xã hội", "Chiềng Mung, ngày 05 tháng 01 năm 2026",
    "BÁO CÁO", "Kính gửi: Công an xã Chiềng Mung",
    "- Ủy ban nhân dân xã Chiềng Mung;",
    "- Sở Giáo dục và Đào tạo tỉnh Sơn La.",
    "I. ĐẶC ĐIỂM TÌNH HÌNH", "- Mục thứ nhất", "dòng tiếp theo",
    "Họ và tên: Lò Thị Mai", "Ngày sinh: \t", "đi làm ăn xa: \t",
    "Nhận xét: Dòng một", "Dòng ba", "Người báo tin: " + HOSTILE,
    "Hình thức: \u2610\u00a0Trực tiếp    \u2612\u00a0Điện thoại",
    "\u2610\u00a0" + HOSTILE, "Biểu 1. Người học theo nhóm", "hai\ndòng",
    "1.830", "- UBND xã (báo cáo);", "- Lưu: VT, TVHĐ.", "Trần Văn Hiếu",
    "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "(Ký, đóng dấu)", "- Như trên.",
    "." * 40, "a" * 5000,
]


def say(ok, name):
    print(int(not ok), name)


def val(e):
    return e.get(W + "val") if e is not None else None


def name_of(e):
    return e.tag.rsplit("}", 1)[-1]


def text_of(p):
    """A paragraph as it is read."""
    out = ""
    for e in p.iter():
        out += {"t": e.text or "", "tab": "\t", "br": "\n"}.get(
            name_of(e) if e.get(W + "pos") is None else "", "")
    return out


def in_order(root):
    for e in root.iter():
        names = ORDER.get(name_of(e), "").split()
        if not names or not e.tag.startswith(W):
            continue
        at = [names.index(name_of(c)) for c in e]
        if at != sorted(at):
            return False
    return True


z = zipfile.ZipFile(sys.argv[1])
parts = z.namelist()
xml = {n: ET.fromstring(z.read(n)) for n in parts
       if n.endswith((".xml", ".rels"))}
say(z.testzip() is None and len(parts) == len(set(parts)) and
    parts[0] == "[Content_Types].xml", "an archive, its types first")

types = xml["[Content_Types].xml"]
known = {e.get("PartName") for e in types} | {e.get("Extension")
                                              for e in types}
say(all("/" + n in known or n.rsplit(".", 1)[-1] in known - {"xml"}
        for n in parts[1:]) and
    all(n.lstrip("/") in parts for n in known if n and n[0] == "/"),
    "every part has a type, every type a part")

targets, ids = [], set()
for n in (n for n in parts if n.endswith(".rels")):
    base = posixpath.dirname(posixpath.dirname(n))
    targets += [posixpath.normpath(posixpath.join(base, e.get("Target")))
                for e in xml[n]]
    own = [e.get("Id") for e in xml[n]]
    say(len(own) == len(set(own)), n + " has no two alike")
    if "document" in n:
        ids = set(own)
say(all(t in parts for t in targets) and
    set(targets) == {n for n in parts if not n.endswith(".rels")} -
    {"[Content_Types].xml"}, "each relation leads to a part, to each part one")

doc = xml["word/document.xml"]
body = doc.find(W + "body")
used = {v for e in doc.iter() for k, v in e.attrib.items()
        if k.startswith(R)}
say(used and used <= ids, "what the document names is related to it")
say(all(in_order(r) for r in xml.values()), "elements in the schema's order")
styles = {e.get(W + "styleId"): e for e in
          xml["word/styles.xml"].iter(W + "style")}
say({val(e) for e in doc.iter(W + "pStyle")} <= set(styles),
    "every style is there")
say([val(styles["Heading%d" % i].find(W + "name")) for i in (1, 2, 3)] ==
    ["heading %d" % i for i in (1, 2, 3)] and
    [val(styles["Heading%d" % i].find(W + "pPr/" + W + "outlineLvl"))
     for i in (1, 2, 3)] == ["0", "1", "2"], "headings are Word's own")
defaults = xml["word/styles.xml"].find(W + "docDefaults/" + W +
                                       "rPrDefault/" + W + "rPr")
say(defaults.find(W + "rFonts").get(W + "ascii") == "Times New Roman" and
    val(defaults.find(W + "sz")) == "26" and
    val(defaults.find(W + "lang")) == "vi-VN", "letters, their language")
setting = xml["word/settings.xml"].find(W + "compat/" + W + "compatSetting")
say(setting.get(W + "name") == "compatibilityMode" and
    val(setting) == "15", "of this Word, not of an older one")
say(xml["docProps/core.xml"].findtext(DC + "title") ==
    "Báo cáo <&\"'> học kỳ I", "the name is its title")

paragraphs = [text_of(p) for p in doc.iter(W + "p")]
missing = [t for t in TEXTS if not any(t in p for p in paragraphs)]
say(not missing, "every text is there")
for t in missing:
    print(repr(t[:60]), file=sys.stderr)
say(all(e.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        for e in doc.iter(W + "t")), "blanks are kept")
leaders = [e for e in doc.iter(W + "tabs")
           if e[0].get(W + "leader") == "dot"]
say(len(leaders) == 5 and {e[0].get(W + "pos") for e in leaders} ==
    {"9354"}, "what is empty has dots up to the margin")

sections = list(doc.iter(W + "sectPr"))
sizes = [(s.find(W + "pgSz").get(W + "w"), s.find(W + "pgSz").get(W + "h"),
          s.find(W + "pgSz").get(W + "orient")) for s in sections]
say(sizes == [("11906", "16838", None), ("16838", "11906", "landscape"),
              ("11906", "16838", None)], "A4, a wide page among them")
say(all([s.find(W + "pgMar").get(W + k) for k in
         ("top", "bottom", "left", "right")] ==
        ["1134", "1134", "1701", "851"] for s in sections), "margins")
say([s.find(W + "titlePg") is not None for s in sections] ==
    [True, False, False] and body[-1] is sections[-1],
    "the first page has no number, all others have")
heads = {e.get("Id"): e.get("Target") for e in
         xml["word/_rels/document.xml.rels"]}
shown = {e.get(W + "type"): "word/" + heads[e.get(R + "id")]
         for e in sections[0].iter(W + "headerReference")}
say("PAGE" in "".join(xml[shown["default"]].itertext()) and
    not "".join(xml[shown["first"]].itertext()) and
    val(styles["Header"].find(W + "pPr/" + W + "jc")) == "center",
    "the number stands in the middle above")
say(body[0].tag == W + "tbl" and
    sum(1 for _ in doc.iter(W + "pageBreakBefore")) == 1,
    "no page is empty")

tables = list(doc.iter(W + "tbl"))
lined = [t for t in tables if t.find(W + "tblPr/" + W + "tblBorders")
         is not None and len(t.findall(W + "tr")) > 1]
say([len(t.findall(W + "tr")) for t in lined] == [62, 2, 4, 31] and
    all([r.find(W + "trPr/" + W + "tblHeader") is not None
         for r in t.findall(W + "tr")][:2] == [True, False] for t in lined),
    "a table's head is repeated")
say(all(r.find(W + "trPr/" + W + "cantSplit") is not None
        for r in doc.iter(W + "tr")), "no row is cut")
grids = [[int(c.get(W + "w")) for c in t.find(W + "tblGrid")] for t in tables]
say(all([int(c.find(W + "tcPr/" + W + "tcW").get(W + "w"))
         for c in r.findall(W + "tc")] == g
        for t, g in zip(tables, grids) for r in t.findall(W + "tr")),
    "each row has all cells, as wide as the columns")
say(sorted({sum(g) // 10 for g in grids}) == [935, 1428],
    "tables reach from margin to margin")
say(all(t.find(W + "tblPr/" + W + "tblLayout").get(W + "type") == "fixed"
        for t in tables), "columns keep their width")
say(all(c[-1].tag == W + "p" for c in doc.iter(W + "tc")) and
    not any(a.tag == b.tag == W + "tbl" for a, b in zip(body, body[1:])),
    "cells end with a paragraph, tables do not touch")
total = lined[0].findall(W + "tr")[-1]
say(all(e.find(W + "b") is not None for e in total.iter(W + "rPr")),
    "totals are bold")

frames = list(doc.iter(WP + "docPr"))
say(len(frames) == 1 and frames[0].get("title") == "Vụ việc theo khối" and
    "đã kết thúc" in frames[0].get("descr") and
    frames[0].get("id").isdigit(), "a picture has its words")
say(int(next(doc.iter(WP + "extent")).get("cx")) <= 16 * 360000 and
    z.read("word/media/image1.png")[:4] == b"\x89PNG", "and fits the page")
say(all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in z.infolist()) and
    not re.search(rb"20\d\d-\d\d-\d\dT", z.read("docProps/core.xml")),
    "it does not say when it was made")
say(True, "all was looked at")
