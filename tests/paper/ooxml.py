#!/usr/bin/python3
"""Says what is wrong with the inside of a .docx or .xlsx, a line for each fault.

	python3 ooxml.py [--frozen] FILE...

Office programs forgive different things; this is what the strictest of them
refuses, or repairs with a question to the person who only wanted to print.
--frozen: each sheet of a workbook keeps its heads in sight.

The rules, as they are named in what is said:

	zip        the archive is damaged, or one name is there twice
	part       a part is missing, not well-formed, or nothing leads to it
	type       [Content_Types].xml does not say what a part is
	relation   a relation leads nowhere, or an r:id has no relation
	order      elements in another order than the schema's
	table      cells, grid and merged cells do not agree
	body       w:sectPr or a paragraph is not where it has to be
	id         a number that has to be unique is not
	number     a measure that is not a whole number
	style      a style, a list or a cell format that is not there
	space      a space that gets lost, for lack of xml:space
	sheet      names, rows or cells of a sheet
	string     shared strings and their counts
	pane       a frozen pane that does not hold together
"""
import posixpath
import re
import sys
import zipfile
import zlib
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN = "application/vnd.openxmlformats-officedocument."

# The children of an element in the order of the schema (ECMA-376, part 1);
# "a|b" stand at the same place.
BORDERS = "top left|start bottom right|end insideH insideV tl2br tr2bl"
ORDER = {
    W + "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl
        numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku
        wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
        adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
        suppressOverlap jc textDirection textAlignment textboxTightWrap
        outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    W + "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike
        outline shadow emboss imprint noProof snapToGrid vanish webHidden color
        spacing w kern position sz szCs highlight u effect bdr shd fitText
        vertAlign rtl cs em lang eastAsianLayout specVanish oMath""",
    W + "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize
        tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd
        tblLayout tblCellMar tblLook tblCaption tblDescription""",
    W + "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap
        tcMar textDirection tcFitText vAlign hideMark""",
    W + "sectPr": """headerReference|footerReference footnotePr endnotePr type
        pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign
        noEndnote titlePg textDirection bidi rtlGutter docGrid
        printerSettings""",
    W + "tbl": "bookmarkStart|bookmarkEnd tblPr tblGrid tr|sdt",
    W + "tr": "tblPrEx trPr tc|sdt",
    W + "tblBorders": BORDERS,
    W + "tcBorders": BORDERS,
    W + "tblCellMar": "top left|start bottom right|end",
    W + "tcMar": "top left|start bottom right|end",
    W + "pBdr": "top left bottom right between bar",
    W + "pgBorders": "top left bottom right",
    W + "numPr": "ilvl numId",
    W + "styles": "docDefaults latentStyles style",
    W + "docDefaults": "rPrDefault pPrDefault",
    W + "style": """name aliases basedOn next link autoRedefine hidden
        uiPriority semiHidden unhideWhenUsed qFormat locked personal
        personalCompose personalReply rsid pPr rPr tblPr trPr tcPr
        tblStylePr""",
    W + "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    W + "abstractNum": """nsid multiLevelType tmpl name styleLink numStyleLink
        lvl""",
    W + "num": "abstractNumId lvlOverride",
    W + "lvl": """start numFmt lvlRestart pStyle isLgl suff lvlText
        lvlPicBulletId legacy lvlJc pPr rPr""",
    W + "settings": """writeProtection view zoom removePersonalInformation
        removeDateAndTime displayBackgroundShape embedTrueTypeFonts
        embedSystemFonts saveSubsetFonts mirrorMargins hideSpellingErrors
        hideGrammaticalErrors proofState formsDesign attachedTemplate
        linkStyles documentProtection defaultTabStop autoHyphenation
        consecutiveHyphenLimit hyphenationZone evenAndOddHeaders
        drawingGridHorizontalSpacing drawingGridVerticalSpacing
        characterSpacingControl footnotePr endnotePr compat docVars rsids
        themeFontLang clrSchemeMapping decimalSymbol listSeparator""",
    WP + "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    PIC + "pic": "nvPicPr blipFill spPr style",
    S + "workbook": """fileVersion fileSharing workbookPr workbookProtection
        bookViews sheets functionGroups externalReferences definedNames calcPr
        extLst""",
    S + "worksheet": """sheetPr dimension sheetViews sheetFormatPr cols
        sheetData sheetCalcPr sheetProtection protectedRanges scenarios
        autoFilter sortState dataConsolidate customSheetViews mergeCells
        phoneticPr conditionalFormatting dataValidations hyperlinks
        printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks
        customProperties cellWatches ignoredErrors smartTags drawing
        legacyDrawing legacyDrawingHF picture oleObjects controls
        webPublishItems tableParts extLst""",
    S + "styleSheet": """numFmts fonts fills borders cellStyleXfs cellXfs
        cellStyles dxfs tableStyles colors extLst""",
}
PLACE = {element: {name: i for i, names in enumerate(text.split())
                   for name in names.split("|")}
         for element, text in ORDER.items()}
# May stand between the others, and say nothing of the look.
ANYWHERE = {"bookmarkStart", "bookmarkEnd", "proofErr"}


def local(tag):
    return tag.rpartition("}")[2]


class Package:
    def __init__(self, name):
        self.file = name.rpartition("/")[2]
        self.faults = set()
        self.parts = {}
        self.trees = {}
        self.types = {}
        self.relations = {}

    def say(self, rule, detail):
        if (rule, detail) not in self.faults:
            print(f"{self.file}: {rule}: {detail}")
        self.faults.add((rule, detail))

    def open(self, name):
        try:
            with zipfile.ZipFile(name) as z:
                for i in z.infolist():
                    if i.filename in self.parts:
                        self.say("zip", f"{i.filename} is there twice")
                    if i.compress_type not in (0, 8) or i.flag_bits & 1 or \
                            re.search(r"\\|^/|\.\.|/$", i.filename):
                        self.say("zip", f"{i.filename}: not as Office reads it")
                    self.parts[i.filename] = z.read(i)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as e:
            self.say("zip", str(e))
            return False
        for part, data in self.parts.items():
            if not part.endswith((".xml", ".rels", ".svg")):
                continue
            try:
                self.trees[part] = ElementTree.fromstring(data)
            except ElementTree.ParseError as e:
                self.say("part", f"{part}: {e}")
        return "[Content_Types].xml" in self.trees or \
            self.say("part", "no [Content_Types].xml")

    def check_types(self):
        defaults, overrides = {}, {}
        for e in self.trees["[Content_Types].xml"]:
            if e.tag == CT + "Default":
                defaults[e.get("Extension").lower()] = e.get("ContentType")
            else:
                part = e.get("PartName").lstrip("/")
                if part in overrides or part not in self.parts:
                    self.say("type", f"said twice or of no part: {part}")
                overrides[part] = e.get("ContentType")
        for part in self.parts:
            end = part.rpartition(".")[2].lower()
            self.types[part] = overrides.get(part, defaults.get(end))
            if part != "[Content_Types].xml" and not self.types[part]:
                self.say("type", f"nothing says what {part} is")

    def check_relations(self):
        reached = {"[Content_Types].xml"}
        for part, tree in self.trees.items():
            if not part.endswith(".rels"):
                continue
            reached.add(part)
            folder, _, name = part.rpartition("_rels/")
            source = folder + name[:-len(".rels")]
            if source and source not in self.parts:
                self.say("relation", f"{part} belongs to nothing")
            ids = self.relations[source] = {}
            for e in tree.iter(REL + "Relationship"):
                if e.get("Id") in ids:
                    self.say("id", f"{part}: {e.get('Id')} twice")
                target = e.get("Target")
                ids[e.get("Id")] = e
                if e.get("TargetMode") == "External":
                    if not e.get("Type").endswith("/hyperlink"):
                        self.say("relation", f"{part}: outside: {target}")
                    continue
                path = posixpath.normpath(target.lstrip("/") if
                                          target[0] == "/" else folder + target)
                reached.add(path)
                if path not in self.parts:
                    self.say("relation", f"{part}: {target} is not there")
        for part in self.parts:
            if part not in reached:
                self.say("part", f"nothing leads to {part}")
        for part, tree in self.trees.items():
            ids = self.relations.get(part, {})
            for e in tree.iter():
                for key, value in e.attrib.items():
                    if key.startswith(R) and value not in ids:
                        self.say("relation", f"{part}: {local(e.tag)} "
                                 f"{value} has none")

    def main(self):
        """The part that the package is about."""
        for e in self.relations.get("", {}).values():
            if e.get("Type").endswith("/officeDocument"):
                return e.get("Target").lstrip("/")
        return None

    def of_type(self, source, kind):
        """The tree that a part leads to by a relation of this kind."""
        for e in self.relations.get(source, {}).values():
            if e.get("Type").endswith("/" + kind):
                path = posixpath.normpath(
                    posixpath.join(posixpath.dirname(source), e.get("Target")))
                return self.trees.get(path.lstrip("/"))
        return None

    def check_order(self):
        for part, tree in self.trees.items():
            for e in tree.iter():
                place = PLACE.get(e.tag)
                if not place:
                    continue
                last, before = -1, ""
                for c in e:
                    name = local(c.tag)
                    if name in ANYWHERE and name not in place:
                        continue
                    if name not in place:
                        self.say("order", f"{part}: {name} in {local(e.tag)}")
                    elif place[name] < last:
                        self.say("order", f"{part}: {local(e.tag)}: {name} "
                                 f"after {before}")
                    else:
                        last, before = place[name], name


# --- word processing ---------------------------------------------------------

# Attributes that are whole numbers; Word refuses "12.5".
WHOLE = {W + a for a in ("w h line before after left right start end firstLine "
         "hanging top bottom header footer gutter space pos".split())}


def whole(p, part, e):
    name = local(e.tag)
    for key, value in e.attrib.items():
        of_val = key == W + "val" and name in (
            "sz", "szCs", "gridSpan", "trHeight", "kern", "position", "numId",
            "ilvl", "outlineLvl", "spacing", "defaultTabStop", "tblHeight")
        if (of_val or key in WHOLE or key in ("cx", "cy")) and \
                not re.fullmatch(r"-?\d+", value):
            p.say("number", f"{part}: {name} {local(key)}=\"{value}\"")


def grid(p, part, table):
    columns = table.find(W + "tblGrid")
    n = 0 if columns is None else len(columns)
    if not n:
        p.say("table", f"{part}: no grid")
        return
    open_above = set()
    rows = table.findall(W + "tr")
    if not rows:
        p.say("table", f"{part}: no row")
    for i, row in enumerate(rows, 1):
        at, now = 0, set()
        pr = row.find(W + "trPr")
        skip = [0 if pr is None else int(e.get(W + "val")) for which in
                ("gridBefore", "gridAfter")
                for e in ([] if pr is None else pr.findall(W + which))] or [0]
        cells = row.findall(W + "tc")
        if not cells:
            p.say("table", f"{part}: row {i} has no cell")
        for cell in cells:
            pr = cell.find(W + "tcPr")
            span = merge = None
            if pr is not None:
                span, merge = pr.find(W + "gridSpan"), pr.find(W + "vMerge")
            if merge is not None:
                if merge.get(W + "val") != "restart" and at not in open_above:
                    p.say("table", f"{part}: row {i} continues a merged cell "
                          "that is not above")
                now.add(at)
            at += 1 if span is None else int(span.get(W + "val"))
            if len(cell) == 0 or cell[-1].tag != W + "p":
                p.say("table", f"{part}: a cell of row {i} does not end in a "
                      "paragraph")
            if pr is not None and cell[0] is not pr:
                p.say("order", f"{part}: tcPr is not first in its cell")
        if at + sum(skip) != n:
            p.say("table", f"{part}: row {i} has {at + sum(skip)} columns of {n}")
        open_above = now


INSIDE = {  # what may stand directly in what, as far as it is easily mixed up
    "p": {"body", "tc", "hdr", "ftr", "txbxContent", "footnote", "endnote",
          "comment", "sdtContent"},
    "tbl": {"body", "tc", "hdr", "ftr", "txbxContent", "sdtContent"},
    "r": {"p", "hyperlink", "ins", "del", "smartTag", "fldSimple",
          "sdtContent"},
    "t": {"r"}, "br": {"r"}, "tab": {"r", "tabs"}, "drawing": {"r"},
    "fldChar": {"r"}, "instrText": {"r"}, "tc": {"tr"}, "tr": {"tbl"},
    "pPr": {"p", "style", "lvl", "pPrDefault", "tblStylePr"},
}


def nesting(p, part, tree):
    for parent in tree.iter():
        for i, c in enumerate(parent):
            if not c.tag.startswith(W):
                continue
            name = local(c.tag)
            if name in INSIDE and local(parent.tag) not in INSIDE[name]:
                p.say("body", f"{part}: {name} in {local(parent.tag)}")
            if (local(parent.tag), name) in (("p", "pPr"), ("r", "rPr")) \
                    and i:
                p.say("order", f"{part}: {name} is not first in "
                      f"{local(parent.tag)}")
            if name == "t" and c.text != (c.text or "").strip() and \
                    c.get(SPACE) != "preserve":
                p.say("space", f"{part}: {c.text!r}")


def fields(p, part, tree):
    depth = 0
    for e in tree.iter(W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(e.get(W + "fldCharType"), 0)
        if depth < 0:
            break
    if depth:
        p.say("body", f"{part}: a field that does not begin or end")


def word(p, main):
    tree = p.trees[main]
    body = tree.find(W + "body")
    if body is None or len(body) < 2 or body[-1].tag != W + "sectPr" or \
            len(body.findall(W + "sectPr")) != 1:
        p.say("body", "w:sectPr is not the last of the body")
    elif body[-2].tag != W + "p":
        p.say("body", "the last before w:sectPr is no paragraph")
    styles = p.of_type(main, "styles")
    have = {"paragraph": set(), "character": set(), "table": set(),
            "numbering": set()}
    if styles is None:
        p.say("part", "no styles")
    else:
        for e in styles.findall(W + "style"):
            kind = have[e.get(W + "type")]
            if e.get(W + "styleId") in kind:
                p.say("id", f"style {e.get(W + 'styleId')} twice")
            kind.add(e.get(W + "styleId"))
    lists = p.of_type(main, "numbering")
    numbers = set()
    if lists is not None:
        abstract = {e.get(W + "abstractNumId")
                    for e in lists.findall(W + "abstractNum")}
        for e in lists.findall(W + "num"):
            numbers.add(e.get(W + "numId"))
            if e.find(W + "abstractNumId").get(W + "val") not in abstract:
                p.say("style", "a list without its levels")
    drawings = set()
    for part, t in p.trees.items():
        if not part.startswith("word/") or part.endswith(".rels"):
            continue
        nesting(p, part, t)
        fields(p, part, t)
        for e in t.iter():
            whole(p, part, e)
            name, value = local(e.tag), e.get(W + "val")
            kind = {"pStyle": "paragraph", "rStyle": "character",
                    "tblStyle": "table"}.get(name)
            if name in ("basedOn", "next", "link"):
                if not any(value in k for k in have.values()):
                    p.say("style", f"{part}: {name} {value}")
            if kind and value not in have[kind]:
                p.say("style", f"{part}: {name} {value}")
            if name == "numId" and value not in numbers and value != "0":
                p.say("style", f"{part}: list {value}")
            if e.tag == W + "tbl":
                grid(p, part, e)
            if e.tag == WP + "docPr":
                if e.get("id") in drawings or not e.get("id", "").isdigit():
                    p.say("id", f"{part}: docPr {e.get('id')}")
                drawings.add(e.get("id"))


# --- sheets -------------------------------------------------------------------


def column(ref):
    n = 0
    for c in re.match(r"[A-Z]*", ref)[0]:
        n = n * 26 + ord(c) - 64
    return n


def pane(p, name, tree, wanted):
    pane = tree.find(f"{S}sheetViews/{S}sheetView/{S}pane")
    if pane is None:
        if wanted:
            p.say("pane", f"{name}: its heads are not kept in sight")
        return
    x, y = (int(float(pane.get(k, "0"))) for k in ("xSplit", "ySplit"))
    ref = pane.get("topLeftCell", "")
    if pane.get("state") != "frozen" or not x + y or \
            (column(ref), int(re.sub(r"\D", "", ref) or 0)) != (x + 1, y + 1):
        p.say("pane", f"{name}: {pane.attrib}")


def cells(p, name, tree, strings, formats):
    """The number of cells that are shared strings."""
    used = row_before = 0
    for row in tree.iter(S + "row"):
        r = int(row.get("r"))
        if r <= row_before:
            p.say("sheet", f"{name}: row {r} after {row_before}")
        row_before, before = r, 0
        for c in row:
            ref = c.get("r")
            if column(ref) <= before or not ref.endswith(str(r)):
                p.say("sheet", f"{name}: cell {ref} is out of place")
            before = column(ref)
            if int(c.get("s", "0")) >= formats:
                p.say("style", f"{name}: {ref} has a format that is not there")
            if c.get("t") == "s":
                used += 1
                if int(c.findtext(S + "v")) >= strings:
                    p.say("string", f"{name}: {ref} is none of {strings}")
    return used


def workbook(p, main, frozen):
    tree = p.trees[main]
    names, ids = set(), set()
    styles = p.of_type(main, "styles")
    shared = p.of_type(main, "sharedStrings")
    formats = 0 if styles is None else \
        len(styles.findall(f"{S}cellXfs/{S}xf"))
    strings = 0 if shared is None else len(shared.findall(S + "si"))
    used = 0
    for e in tree.iter(S + "sheet"):
        name = e.get("name")
        if name.casefold() in names or not 0 < len(name) <= 31 or \
                re.search(r"[][:*?/\\]|^'|'$", name):
            p.say("sheet", f"the name {name!r}")
        if e.get("sheetId") in ids:
            p.say("id", f"sheet {e.get('sheetId')} twice")
        names.add(name.casefold())
        ids.add(e.get("sheetId"))
        rel = p.relations.get(main, {}).get(e.get(R + "id"))
        if rel is None:
            continue
        part = posixpath.normpath(
            posixpath.join(posixpath.dirname(main), rel.get("Target")))
        sheet = p.trees.get(part.lstrip("/"))
        if sheet is not None and sheet.tag == S + "worksheet":
            pane(p, name, sheet, frozen)
            used += cells(p, name, sheet, strings, formats)
    if not names:
        p.say("sheet", "there is none")
    if shared is not None:
        for key, n in (("count", used), ("uniqueCount", strings)):
            if shared.get(key) not in (None, str(n)):
                p.say("string", f"{key}={shared.get(key)}, but there are {n}")


def check(name, frozen):
    p = Package(name)
    if not p.open(name):
        return len(p.faults)
    p.check_types()
    p.check_relations()
    p.check_order()
    main = p.main()
    kind = {".docx": "wordprocessingml.document", ".xlsx":
            "spreadsheetml.sheet"}.get(name[-5:])
    if main not in p.trees:
        p.say("part", "no main part")
    elif p.types[main] != f"{MAIN}{kind}.main+xml":
        p.say("type", f"{main} is a {p.types[main]}")
    elif name.endswith(".docx"):
        word(p, main)
    else:
        workbook(p, main, frozen)
    return len(p.faults)


def run():
    args = sys.argv[1:]
    frozen = args[:1] == ["--frozen"]
    args = args[frozen:]
    if not args:
        sys.exit(__doc__)
    sys.exit(sum(check(name, frozen) for name in args) != 0)


run()
