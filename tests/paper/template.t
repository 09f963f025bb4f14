#!/usr/bin/env python3
"""A school's own .docx is filled in: marks that Word has split over runs, rows
that repeat, and whatever is wrong with a template is said with the mark's name.
The texts that should come out are made here a second time, by other means."""
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

PROGRAM = os.environ["CTXH_TEST_BUILD"] + "/tests/paper/template"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = ("application/vnd.openxmlformats-officedocument."
        "wordprocessingml.%s+xml")
NAMES = (
    'xmlns:w="' + W + '"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"')
count = 0
failures = 0
folder = tempfile.TemporaryDirectory(prefix="ctxh-test.")


def ok(good, name, *notes):
    global count, failures
    count += 1
    failures += not good
    print("ok" if good else "not ok", count, "-", name)
    if not good:
        for note in notes:
            print("# " + str(note).replace("\n", "\n# "))


def equal(is_, should, name):
    ok(is_ == should, name, "is:     %.2000r" % (is_,),
       "should: %.2000r" % (should,))


# ---- documents ----

def root(kind, inside):
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            "<w:%s %s>%s</w:%s>" % (kind, NAMES, inside, kind))


def types(main="document.main", more=""):
    return ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats'
            '.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Override PartName="/word/document.xml" '
            'ContentType="%s"/>%s</Types>' % (MAIN % main, more))


def override(part, kind):
    return ('<Override PartName="/word/%s" ContentType="%s"/>' %
            (part, MAIN % kind))


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()


def docx(body, more=None, main="document.main", overrides=""):
    parts = {
        "[Content_Types].xml": types(main, overrides),
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats'
        '.org/package/2006/relationships"><Relationship Id="rId1" Type="http:'
        '//schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": root("document", "<w:body>%s</w:body>" % body),
    }
    parts.update(more or {})
    return archive(parts)


def run(text, looks=""):
    return ('<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' %
            (looks and "<w:rPr>%s</w:rPr>" % looks, escape(text)))


def para(*runs):
    return "<w:p>%s</w:p>" % "".join(
        r if r.startswith("<") else run(r) for r in runs)


def cell(*inside):
    return "<w:tc>%s</w:tc>" % "".join(
        i if i.startswith("<") else para(i) for i in inside)


def row(*cells):
    return "<w:tr>%s</w:tr>" % "".join(
        c if c.startswith("<w:tc>") else cell(c) for c in cells)


def table(*rows):
    return "<w:tbl><w:tblPr/>%s</w:tbl>" % "".join(rows)


# ---- the program ----

def program(data, marks, *how):
    paths = []
    for name, content in (("in.docx", data), ("in.json",
                          json.dumps(marks, ensure_ascii=False).encode())):
        paths.append(os.path.join(folder.name, name))
        with open(paths[-1], "wb") as f:
            f.write(content)
    done = subprocess.run([PROGRAM, *how, *paths], capture_output=True,
                          check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def filled(data, marks):
    code, out, err = program(data, marks)
    if code != 0 or err:
        ok(False, "it is filled in", code, err)
        return {}
    with zipfile.ZipFile(io.BytesIO(out)) as z:
        return {n: z.read(n) for n in z.namelist()}


def texts(xml):
    """The text of each paragraph, in the order of the document."""
    tree = ElementTree.fromstring(xml)
    got = []

    def walk(node, line):
        name = node.tag.replace("{%s}" % W, "")
        if name == "p":
            line = []
            got.append(line)
        elif name == "t":
            line.append(node.text or "")
        elif name in ("br", "tab"):
            line.append({"br": "\n", "tab": "\t"}[name])
        for child in node:
            walk(child, line)
    walk(tree, None)
    return ["".join(line) for line in got]


def body(data, marks):
    parts = filled(data, marks)
    return texts(parts["word/document.xml"]) if parts else None


def refused(data, marks, says, name, mark=None, code=2, how=()):
    got, out, err = program(data, marks, *how)
    lines = err.split("\n")
    where = json.loads(lines[1]) if len(lines) > 1 and lines[1] else {}
    ok(got == code and not out and says in lines[0] and
       (mark is None or where.get("mark") == mark), name, got, err)


M = {"name": "Lò Thị Mai", "class": "6A", "note": "", "via:dien-thoai": "☒",
     "via:thu": "☐", "odd": "<&>\"' {{name}} &amp;", "lines": "một\nhai\n",
     "emoji": "🙂 \U0001f1fb\U0001f1f3", "tabs": "a\tb", "bad": "x\x01\ry",
     "none": None,
     "acts": [{"what": "Gặp học sinh", "who": "Lan"},
              {"what": "Gọi mẹ\nlần 2", "who": "{{name}}"},
              {"what": "Thăm nhà"}],
     "one": [{"what": "a"}], "no": [], "declared": [], "declared.a": ""}

# ---- marks and runs ----
equal(body(docx(para("Em {{name}}, lớp {{class}}.")), M),
      ["Em Lò Thị Mai, lớp 6A."], "two marks in a paragraph")
equal(body(docx(para("{{name}}{{class}}{{note}}{{class}}")), M),
      ["Lò Thị Mai6A6A"], "marks side by side, one of them empty")
SPLIT = [["{{name}}"], ["{{na", "me}}"], ["{", "{name}", "}"],
         ["{", "{", "name", "}}"], ["{", "{na", "me", "}", "}"]]
for pieces in SPLIT:
    got = body(docx(para("a ", '<w:proofErr w:type="spellStart"/>'.join(
        run(p) for p in pieces), '<w:bookmarkStart w:id="1" w:name="x"/>',
        '<w:bookmarkEnd w:id="1"/>', " b")), M)
    equal(got, ["a Lò Thị Mai b"], "a mark over %d runs" % len(pieces))
equal(body(docx(para(run("a{{cl"), '<w:hyperlink r:id="x">%s</w:hyperlink>' %
      run("as"), '<w:ins w:id="3" w:author="a">%s</w:ins>' % run("s"),
      '<w:smartTag>%s</w:smartTag>' % run("}"), run("}b"))), M),
      ["a6Ab"], "a mark over a link, an insertion and a smart tag")
equal(body(docx(para('<w:r><w:t>{{</w:t><w:tab/><w:t>na</w:t></w:r>'
      '<w:r><w:t>me</w:t><w:br/><w:t>}}!</w:t><w:tab/></w:r>')), M),
      ["Lò Thị Mai!\t"], "blanks in a mark, but not behind it")
equal(body(docx(para('<w:r><w:t>{{via:dien</w:t><w:noBreakHyphen/><w:t>thoai'
      '}} {{via:thu}}</w:t></w:r>')), M), ["☒ ☐"],
      "a hyphen that does not break")
equal(body(docx(para("{{ name }} {{\u00a0CLASS\u00a0}} {{Name}} {{via:dien"
                     "\u2011thoai}} {{via:dien–thoai}}")), M),
      ["Lò Thị Mai 6A Lò Thị Mai ☒ ☒"],
      "blanks, capitals and the hyphens of autocorrection")
equal(body(docx(para("{{{name}}} }} { } {x} {{class}}}}")), M),
      ["{Lò Thị Mai} }} { } {x} 6A}}"], "other braces are text")
equal(body(docx(para("{{odd}}|{{emoji}}|{{none}}|{{bad}}")), M),
      ["<&>\"' {{name}} &amp;|🙂 🇻🇳||xy"],
      "a text is a text: no markup, no marks")
parts = filled(docx(para(run("x {{li", "<w:b/>"), run("nes}} y {{tabs}}",
               "<w:i/>"))), M)
equal(texts(parts["word/document.xml"]), ["x một\nhai\n y a\tb"],
      "line ends and tabs")
xml = parts["word/document.xml"].decode()
equal(re.findall(r"<w:r>.*?</w:r>", xml), [
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">x một</w:t><w:br/>'
    '<w:t xml:space="preserve">hai</w:t><w:br/><w:t/></w:r>',
    '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> y a</w:t><w:tab/>'
    '<w:t xml:space="preserve">b</w:t></w:r>'],
    "it looks as the mark's first letter did")
equal(body(docx("".join(para("{{%s}}" % k) for k in ("name", "class"))),
      {"Name": "A", "cLass": "B"}), ["A", "B"], "keys in capitals")
equal(body(docx(para("abc")), {}), ["abc"], "a document without marks")

# ---- where marks stand ----
BOX = ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wp:docPr '
       'id="1"/><wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx>'
       '</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>%s'
       '</w:txbxContent></v:textbox></w:pict></mc:Fallback>'
       '</mc:AlternateContent></w:r>')
equal(body(docx(para("{{cl", BOX % (para("{{na", "me}}"), para("{{name}}")),
                     "ass}}")), M),
      ["6A", "Lò Thị Mai", "Lò Thị Mai"], "a text box within a mark")
MORE = {"word/h1.xml": root("hdr", para("{{na", "me}}")),
        "word/footer9.xml": root("ftr", para("{{class}}")),
        "word/notes.xml": root("footnotes", "<w:footnote w:id='1'>%s"
                               "</w:footnote>" % para("{{class}} {{name}}")),
        "word/media/p.png": b"\x89PNG{{name}}\0" * 1000,
        "word/settings.xml": "<w:settings xmlns:w='%s'>{{nobody}}"
        "</w:settings>" % W, "empty": b""}
OVER = (override("h1.xml", "header") + override("footer9.xml", "footer") +
        override("notes.xml", "footnotes") +
        override("settings.xml", "settings"))
parts = filled(docx(para("{{name}}"), MORE, overrides=OVER), M)
equal([texts(parts["word/" + n]) for n in ("h1.xml", "footer9.xml",
                                          "notes.xml")],
      [["Lò Thị Mai"], ["6A"], ["6A Lò Thị Mai"]],
      "a header, a footer, a footnote")
ok(all(parts[n] == (d if isinstance(d, bytes) else d.encode())
       for n, d in MORE.items() if n not in ("word/h1.xml",
       "word/footer9.xml", "word/notes.xml")), "all else stays as it was")
equal(list(parts)[:3], ["[Content_Types].xml", "_rels/.rels",
                        "word/document.xml"], "parts stand in their order")
parts = filled(docx(para("{{name}}"), main="template.main"), M)
ok(b"document.main+xml" in parts["[Content_Types].xml"] and
   b"template.main" not in parts["[Content_Types].xml"],
   "a Word template becomes a document")
parts = filled(archive({
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="xml" ContentType="%s"/>'
    "</Types>" % (MAIN % "document.main"),
    "word/document.xml": root("document", para("{{name}}"))}), M)
equal(texts(parts["word/document.xml"]), ["Lò Thị Mai"],
      "a type that is said of all parts")
parts = filled(archive({
    "[Content_Types].xml": types(), "word/document.xml":
    root("document", para("{{name}}")).replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main")}), M)
ok("Lò Thị Mai".encode() in parts["word/document.xml"], "a strict document")

# ---- rows ----
ACTS = table(row("TT", "Việc"), row("{{acts.n}}", "{{acts.what}} - "
             "{{acts.who}} ({{class}})"), row("end", ""))
equal(body(docx(ACTS), M), ["TT", "Việc", "1", "Gặp học sinh - Lan (6A)",
      "2", "Gọi mẹ\nlần 2 - {{name}} (6A)", "3", "Thăm nhà -  (6A)",
      "end", ""], "a row for each of three items")
equal(body(docx(table(row("{{one.n}}: {{one.what}}"))), M), ["1: a"],
      "a row for one item")
parts = filled(docx(table(row("TT"), row("{{no.what}}"), row("end"))), M)
equal(texts(parts["word/document.xml"]), ["TT", "end"], "no item, no row")
parts = filled(docx(table(row("{{no.what}}")) + para("x")), M)
equal((texts(parts["word/document.xml"]), b"<w:tbl" in
       parts["word/document.xml"]), (["x"], False),
      "no row, no table")
equal(body(docx(table(row(cell(para("{", "{acts", ".", "n}}")), cell(para(
      "{{ac", '<w:proofErr w:type="spellEnd"/>', "ts.what}", "}"))))), M),
      ["1", "Gặp học sinh", "2", "Gọi mẹ\nlần 2", "3", "Thăm nhà"],
      "a row with split marks")
INNER = table(row("{{acts.n}}"))
equal(body(docx(table(row("{{one.what}}", cell(INNER, para("z"))))), M),
      ["a", "1", "2", "3", "z"], "a table within a cell")
two = dict(M, one=[{"what": "a"}, {"what": "b"}])
equal(body(docx(table(row("{{one.what}}", cell(INNER, para("z"))),
      row("e"))), two), ["a", "1", "2", "3", "z", "b", "1", "2", "3", "z",
                         "e"], "both repeat, each by its own list")
equal(body(docx(table(row("{{one.what}}", cell(table(row("{{no.x}}"),
      row("q")), para("z"))))), two), ["a", "q", "z", "b", "q", "z"],
      "no row in a table that repeats")
equal(body(docx(table(row("x", cell(table(row("{{no.x}}")), para("z"))))), M),
      ["x", "z"], "no table within a cell")
SDT = "<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent>%s" \
      "</w:sdtContent></w:sdt>"
equal(body(docx(table(SDT % row("{{no.x}}"), row("k")) + para("x")), M),
      ["k", "x"], "no row in a content control")
equal(body(docx(table(SDT % row("{{no.x}}")) + para("x")), M), ["x"],
      "nor a table of it alone")
equal(body(docx(SDT % (table(row("{{no.x}}"), '<w:bookmarkEnd w:id="1"/>') +
      para("y")) + para("x")), M), ["y", "x"],
      "no table, but what is beside it in a control")
equal(body(docx(table(SDT % row("{{acts.n}}"), row("k"))), M),
      ["1", "2", "3", "k"], "rows in a content control")
equal(body(docx(para("- {{acts.what}}") + para("end")), M),
      ["- Gặp học sinh", "- Gọi mẹ\nlần 2", "- Thăm nhà", "end"],
      "a paragraph repeats where there is no table")
equal(body(docx(para("a") + para("{{no.x}}") + para("b")), M), ["a", "b"],
      "no paragraph where there is no item")
equal(body(docx(table(row(cell(table(row("a")), para("b"))), row("{{acts.n}} "
      "{{name}}")) + para("{{no.x}}")), M), ["a", "b", "1 Lò Thị Mai",
      "2 Lò Thị Mai", "3 Lò Thị Mai", ""], "the last paragraph stays, empty")
equal(body(docx(table(row(cell(para(BOX % (para("{{acts.n}}"), para(
      "{{acts.n}}")))), "{{two.n}}"))), {**M, "two": [{}, {}]}),
      ["", "1", "2", "3", "1", "2", "3", "1",
       "", "1", "2", "3", "1", "2", "3", "2"], "a list in a text box of a row")
PICTURE = '<w:r><w:drawing><wp:docPr id="%d" name="p"/></w:drawing></w:r>'
xml = filled(docx(table(row(cell(
    '<w:p w14:paraId="0A"><w:bookmarkStart w:id="7" w:name="b"/>' +
    run("{{acts.n}}") + '<w:bookmarkEnd w:id="7"/>' + PICTURE % 4 + "</w:p>"))
    ) + para(PICTURE % 9)), M)["word/document.xml"].decode()
equal([xml.count("<w:bookmarkStart"), xml.count("<w:bookmarkEnd"),
       xml.count("paraId"), re.findall(r'docPr id="(\d+)"', xml)],
      [1, 1, 1, ["4", "10", "11", "9"]],
      "what must be there once is there once")
equal(body(docx(table(row("{{m.n}}.{{m.a}}"))), {"m": [
      {"n": "x", "a": "1"}, {"a": "2"}]}), ["x.1", "2.2"],
      "an item's own number")
many = {"m": [{"a": str(i)} for i in range(5000)]}
equal(body(docx(table(row("{{m.a}}"))), many), [str(i) for i in range(5000)],
      "5000 rows")
refused(docx(table(row("{{m.n}}", cell(table(row("{{acts.n}}", "{{name}}")),
        para("x"))))), {**M, **{"m": [{}] * 8000}}, "grows too large",
        "a document that grows without end", "acts")

# ---- what is wrong ----
refused(docx(para("{{na", "mme}}")), M, 'the mark "{{namme}}" in the text is '
        'not known; did you mean "{{name}}"?', "an unknown mark", "namme")
refused(docx(para("{{namme}}")), M, 'không có ký hiệu nào tên "{{namme}}"',
        "in Vietnamese", "namme", how=("-v",))
refused(docx(para("{{qqqqqq}}")), M, "--template-help", "one like no other",
        "qqqqqq")
refused(docx(para("{{name}}"), MORE | {"word/h1.xml": root("hdr", para(
        "{{clas}}"))}, overrides=OVER), M, "in a header", "in a header",
        "clas")
refused(docx(para("{{xx}} {{name}} {{yyy}} {{xx}} {{zz}}")), M,
        'not known either: "{{yyy}}", "{{zz}}"', "all of them are named",
        "xx")
refused(docx(table(row("{{acts.whta}}"))), M, 'did you mean "{{acts.what}}"?',
        "a field of a list", "acts.whta")
refused(docx(table(row("{{declared.b}}"))), M, '"{{declared.b}}"',
        "a field of an empty list whose fields are said", "declared.b")
equal(body(docx(table(row("{{declared.a}}")) + para("x")), M), ["x"],
      "one that is said")
refused(docx(para("{{acts}}")), M, 'is a list; write "{{acts.FIELD}}"',
        "a list without a field", "acts")
refused(docx(para("{{name.x}}")), M, "is not known", "a field of a text")
refused(docx(para("{{}}")), M, 'the mark "{{}}"', "a mark without a name", "")
refused(docx(para("{{" + "a" * 5000 + "}}")), M, "is not known", "a long name")
refused(docx(para("a {{name} b") + para("}}")), M,
        'a mark is not closed in the text: "{{name} b"', "not closed")
refused(docx(para("{{name {{class}}")), M, "a mark is not closed",
        "not closed before another one")
refused(docx(table(row("{{acts.what}}", "{{one.what}}"))), M,
        'marks of two lists, "acts" and "one"', "two lists in a row", "one")
refused(docx(para("{{acts.what}}{{one.what}}")), M, "marks of two lists",
        "or in a paragraph")
refused(docx("<w:p><w:r><w:instrText>REF {</w:instrText></w:r><w:r>"
             "<w:instrText>{name}}</w:instrText></w:r></w:p>"), M,
        "in the code of a field", "a mark in the code of a field", "{{name}}")
refused(b"", M, "is no .docx document", "an empty file")
refused(b"Kinh gui {{name}}", M, "is no .docx document", "no archive")
refused(docx(para("x"))[:-30], M, "is no .docx document", "cut off")
refused(archive({"a": "b"}), M, "is no .docx document", "another archive")
refused(archive({"[Content_Types].xml": types()}), M, "is no .docx document",
        "no word/document.xml")
refused(archive({"[Content_Types].xml": types("sheet.main"),
        "word/document.xml": "<a/>"}), M, "is no .docx document", "no text")
refused(docx(para("x"), main="document.main").replace(b"PK\3\4", b"PK\3\5", 1),
        M, "is no .docx document", "a broken beginning")
refused(archive({"[Content_Types].xml": types().replace(MAIN %
        "document.main", "application/vnd.ms-word.document.macroEnabled.main"
        "+xml"), "word/document.xml": root("document", para("x"))}), M,
        "has macros", "a .docm")
BOMB = ('<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>')
refused(docx("", {"word/document.xml": BOMB + root("document", para("&b;"))
        .split("\n")[1].replace("&amp;b;", "&b;")}), M,
        "declares entities of its own", "a document type")
refused(docx("", {"word/document.xml": "<w:document"}), M, "no sound XML",
        "no XML")
refused(docx("", {"word/document.xml": ""}), M, "damaged", "an empty part")
refused(docx("<w:p>" + "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:p>"), M,
        "no sound XML", "nested deep")
refused(docx("", {"word/document.xml": root("document", " " * (17 << 20))}),
        M, "cannot be unpacked", "a part of 17 MiB")
refused(docx("", {"word/media/x": b"\0" * (65 << 20)}), M,
        "cannot be unpacked", "a part that was packed well")
refused(b"PK\3\4" + b"\0" * (16 << 20), M, "larger than 16 MiB",
        "more than 16 MiB")

refused(docx(para("{{name}}" * 2001)), M, "more than 2000 marks",
        "a paragraph of many marks")
refused(docx(para("x" * 1100000)), M, "is too long", "a long paragraph")
refused(docx(para("".join("{{x%d}}" % i for i in range(20)))), M, ", ...",
        "many that are unknown")

# ---- however it is split, the text is the same ----
rng = random.Random(20250113)
ALPHABET = ["{{name}}", "{{ class }}", "{{Note}}", "{{odd}}", "{{via:thu}}",
            "{{lines}}", "{", "}", " ", "ạ", "xin chào", "🙂", "<&", "}}"]


def whole(text):
    """What should come out, without any runs."""
    return re.sub(r"\{\{(?!\{)\s*([^{}]*?)\s*\}\}",
                  lambda m: M[m.group(1).lower()], text)


def split(text):
    """Runs of random length, with what Word puts between them."""
    out = ""
    while text:
        n = rng.randint(1, min(len(text), rng.choice((1, 3, 9, 40))))
        piece = run(text[:n], rng.choice(("", "<w:b/>")))
        text = text[n:]
        out += rng.choice((
            "%s", "%s", "%s<w:proofErr w:type='gramEnd'/>",
            "<w:hyperlink>%s</w:hyperlink>", "<w:ins w:id='1'>%s</w:ins>",
            "<w:bookmarkStart w:id='2' w:name='n'/>%s",
            "<w:del w:id='3'><w:r><w:delText>{{gone}}</w:delText></w:r>"
            "</w:del>%s", SDT)) % piece
    return "<w:p>%s</w:p>" % out


lines = []
while len(lines) < 2000:
    text = "".join(rng.choices(ALPHABET, k=rng.randint(1, 12)))
    names = re.findall(r"\{\{(?!\{)([^{}]*)\}\}", text)
    left = re.sub(r"\{\{(?!\{)[^{}]*\}\}", "\0", text)
    if "{{" not in left and all(n.strip().lower() in M for n in names):
        lines.append(text)
should = [whole(t) for t in lines]
equal(body(docx("".join(para(run(t)) for t in lines)), M), should,
      "2000 paragraphs of one run")
for i in range(5):
    equal(body(docx("".join(split(t) for t in lines)), M), should,
          "split at random, %d" % (i + 1))

# ---- without memory ----
ALL = docx(para("a{{na", "me}}{{lines}}") + ACTS + table(row("{{no.x}}")) +
           para("{{one.what}}", PICTURE % 4), MORE, overrides=OVER)


def starved(at):
    """What comes out where that allocation fails, and how many there are."""
    env = dict(os.environ, SHIM_KIND="malloc", SHIM_DO="enomem",
               SHIM_AT=str(at), SHIM_COUNT=folder.name + "/count",
               LD_PRELOAD=os.environ["CTXH_TEST_BUILD"] + "/tests/shim.so")
    done = subprocess.run([PROGRAM, folder.name + "/in.docx", folder.name +
                           "/in.json"], env=env, capture_output=True,
                          check=False)
    with open(folder.name + "/count", encoding="ascii") as f:
        return done, int(f.read())


if os.environ.get("CTXH_TEST_SAN"):
    print("# allocations are not counted under a sanitizer")
else:
    right = program(ALL, M)[1]
    done, n = starved(0)
    ok(done.stdout == right and n > 300, "%d allocations" % n)
    wrong = []
    for at in range(2, n + 1, 5):
        done, _ = starved(at)
        if done.returncode < 0 or (done.returncode == 0 and
                                   done.stdout != right):
            wrong.append((at, done.returncode, done.stderr))
        elif done.returncode != 0 and (done.stdout or not done.stderr):
            wrong.append((at, done.returncode, done.stderr))
    ok(not wrong, "each of them fails: a document, or none", wrong)

print("1..%d" % count)
sys.exit(failures != 0)
