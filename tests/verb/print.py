#!/usr/bin/python3
"""Reads printed documents without our code.

	print.py text FILE...		what stands in a .docx or .html, cells
					with U+2502 behind each
	print.py walk FOLDER RULES... <SHOW	what of the documents of a case
					is not in their files, which are those
					of --all; SHOW is ctxh show --format
					json --names, RULES the rule sets, the
					later one last
	print.py template FILE <MARKS	makes a .docx of all marks, which are
					ctxh print --template-help --format json
	print.py filled FILE DOC RULES... <SHOW	what marks of a template that
					was filled in do not hold
	print.py labels FOLDER RULES...	labels that are not in FORM.SUFFIX
"""
import html.parser
import json
import os
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx(path):
    out = []
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        root = ET.fromstring(z.read("word/document.xml"))
        for name in z.namelist():
            if name.endswith(".xml"):
                ET.fromstring(z.read(name))

    def walk(e):
        if e.tag == W + "t":
            out.append(e.text or "")
        elif e.tag in (W + "br", W + "tab"):
            out.append(" ")
        for child in e:
            walk(child)
        if e.tag == W + "p":
            out.append("\n")
        elif e.tag == W + "tc":
            out.append("\u2502")
    walk(root)
    return "".join(out)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.out, self.unseen = [], 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in ("style", "script", "title")

    def handle_endtag(self, tag):
        self.unseen -= tag in ("style", "script", "title")
        if tag in ("td", "th"):
            self.out.append("\u2502")
        elif tag in ("p", "li", "dt", "dd", "tr", "div", "span"):
            self.out.append("\n")

    def handle_data(self, data):
        if not self.unseen:
            self.out.append(data)


def text_of(path):
    if path.endswith(".docx"):
        return docx(path)
    with open(path, encoding="utf-8") as f:
        s = f.read()
    if path.endswith(".html"):
        page = Page()
        page.feed(s)
        s = "".join(page.out)
    return s.replace("[x]", "\u2612").replace("[ ]", "\u2610")


def bare(s):
    return re.sub(r"[\s\u00a0]", "", s)


def rules_of(paths):
    """Forms and codes, those of a later set over those of the first."""
    forms, codes = {}, {}
    for path in paths:
        with open(path, encoding="utf-8") as f:
            r = json.load(f)
        for name, rows in r["codes"].items():
            codes[name] = rows
        for form in r["forms"]:
            old = forms.setdefault(form["id"], {"fields": []})
            for f in form.get("fields", []):
                same = [g for g in old["fields"] if g["id"] == f["id"]]
                if same:
                    same[0].update(f)
                else:
                    old["fields"].append(dict(f))
            old.update({k: v for k, v in form.items() if k != "fields"})
    return forms, codes


def day(s):
    y, m, d = s[:10].split("-")
    return f"{d} tháng {m if m in ('01', '02') else int(m)} năm {y}"


def moment(s):
    return f"{s[11:13]} giờ {s[14:16]} phút, ngày {day(s)}"


def number(n):
    return f"{n:,}".replace(",", ".") if n >= 10000 else str(n)


def label(codes, f, code):
    return [c["vi"] for c in codes[f["codes"]] if c["code"] == code][0]


def plain(codes, f, v):
    """A cell of a table."""
    if f["type"] == "date":
        return "/".join(reversed(v.split("-")))
    if f["type"] == "int":
        return number(v)
    return label(codes, f, v) if f["type"] == "code" else str(v)


def boxes(codes, f, chosen):
    ordered = "thứ tự" in f["vi"] and len(chosen) > 1
    return "".join(("\u2612" if c["code"] in chosen else "\u2610") + c["vi"]
                   + (f"({chosen.index(c['code']) + 1})"
                      if ordered and c["code"] in chosen else "")
                   for c in codes[f["codes"]])


def expected(form, codes, fields, doc):
    """Texts of a sheet that must stand there, each with its label."""
    levels = []
    for f in form["fields"]:
        v, name = fields.get(f["id"]), f["vi"] + ":"
        level = f.get("codes") == "level" and f["id"] != "level"
        if levels and (not level or f.get("heading")):
            yield "Tổng số\u2502" + "\u2502".join(
                str(levels.count(c["code"])) for c in codes["level"])
            levels = []
        if v is None:
            continue
        if level:
            levels.append(v)
            yield "table:" + f["vi"] + "\u2502" + "\u2502".join(
                "x" if c["code"] == v else "" for c in codes["level"])
        elif f["type"] == "time":
            yield name + moment(v)
        elif f["type"] == "date":
            yield name + "ngày " + day(v)
        elif f["type"] == "bool":
            yield name + ("\u2612Có\u2610Không" if v else "\u2610Có\u2612Không")
        elif f["type"] in ("code", "codes"):
            yield name + boxes(codes, f, v if isinstance(v, list) else [v])
        elif f["type"] == "texts":
            yield name + "".join(v)
        elif f["type"] == "agency":
            yield name + doc["agency_name"]
        elif f["type"] == "list" and f["id"] == "students":
            for p in v:
                yield from (str(p[k]) for k in ("name", "school", "age")
                            if k in p)
                yield "table:" + label(codes, [
                    g for g in f["fields"] if g["id"] == "role"][0],
                    p["role"]) + "\u2502"
        elif f["type"] == "list":
            for n, item in enumerate(v):
                for g in f["fields"]:
                    if g["id"] in item:
                        yield "table:" + plain(codes, g, item[g["id"]]) \
                            + "\u2502"
        elif f["type"] != "student":
            yield name + number(v) if f["type"] == "int" else name + str(v)


def of_decision(form, codes, fields, doc):
    by = {f["id"]: f for f in form["fields"]}
    yield "Điều 1. " + label(codes, by["verdict"], fields["verdict"])
    yield fields["signed_by"]
    yield "Số: " + fields["on_paper"].split(",")[0]
    yield "theo bản giấy: " + fields["on_paper"]
    yield "ngày " + day(fields["decided_at"])
    if "reason" in fields:
        yield "Lý do, yêu cầu:" + fields["reason"]
    if fields.get("signer_title") == "kt-hieu-truong":
        yield "KT. HIỆU TRƯỞNG"
        yield "PHÓ HIỆU TRƯỞNG"


ABOUT = {"chuyen-gui": "chuyển, gửi vụ việc của người học",
         "thong-bao": "thông báo vụ việc của người học",
         "huong-dan": "đề nghị hướng dẫn giải quyết vụ việc",
         "bo-hoc": "người học bỏ học, có nguy cơ bỏ học"}


def of_letter(form, codes, fields, doc):
    by = {f["id"]: f for f in form["fields"]}
    yield "V/v " + ABOUT[fields["kind"]]
    if "letter_no" in fields:
        yield "Số: " + fields["letter_no"]
    yield "ngày " + day(fields.get("letter_date", fields["sent_at"]))
    late = doc["at"] >= "2025-07-01" and fields["agency"].startswith("ubnd-xa")
    yield "Kính gửi: " + doc["agency_name"] + (
        " (qua Phòng Văn hóa - Xã hội)" if late else "Căn cứ")
    for name in ("reason", "summary"):
        if name in fields:
            yield by[name]["vi"] + ":" + fields[name]
    yield by["basis"]["vi"] + ":" + label(codes, by["basis"], fields["basis"])


def missing(path, wants):
    text = text_of(path)
    there = bare(text)
    words = set(re.findall(r"[\w/.]+", text))
    for want in wants:
        cell = want.startswith("table:")
        want = want.removeprefix("table:")
        if cell and path.endswith(".txt"):
            # Cells are wrapped there, and ticks are counted below them.
            want = want.rstrip("x\u2502")
            if not all(w in words or len(w) > 4
                       for w in re.findall(r"[\w/.]+", want)):
                yield want
        elif bare(want) not in there:
            yield want


def walk(folder, rules):
    docs = json.load(sys.stdin)["documents"]
    forms, codes = rules_of(rules)
    files = sorted(os.listdir(folder))
    for doc in docs:
        start = doc["id"].replace("/", "-") + "-" + doc["form"] + "."
        mine = [f for f in files if f.startswith(start)]
        if len(mine) != 1:
            print(start, mine)
            continue
        files.remove(mine[0])
        how = {"decision": of_decision, "refer": of_letter}.get(
            doc["form"], expected)
        for want in missing(os.path.join(folder, mine[0]), how(
                forms[doc["form"]], codes, doc["fields"], doc)):
            print(mine[0], want)
    for f in files:
        print("too many:", f)


def form_labels(form):
    for f in form["fields"]:
        if f["id"] == "students":
            yield "Vai trò"
        elif f["type"] == "list":
            for g in f["fields"]:
                if g.get("required"):
                    yield g["vi"] if len(g["vi"]) < 6 else ""
        elif f.get("codes") == "level" and f["id"] != "level":
            yield "table:" + f["vi"]
        else:
            yield f["vi"] + ":"


def labels(folder, rules):
    forms, codes = rules_of(rules)
    for name in sorted(os.listdir(folder)):
        for want in missing(os.path.join(folder, name),
                            form_labels(forms[name.split(".")[0]])):
            print(name, want)


NS = W[1:-1]
TYPES = ("http://schemas.openxmlformats.org/package/2006/content-types",
         "http://schemas.openxmlformats.org/package/2006/relationships",
         "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         "application/vnd.openxmlformats-officedocument.wordprocessingml."
         "document.main+xml")


def write_docx(path, body):
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES[0]}">'
                   '<Default Extension="rels" ContentType="application/vnd.'
                   'openxmlformats-package.relationships+xml"/><Override '
                   f'PartName="/word/document.xml" ContentType="{TYPES[3]}"/>'
                   '</Types>')
        z.writestr("_rels/.rels", f'<Relationships xmlns="{TYPES[1]}">'
                   f'<Relationship Id="r" Type="{TYPES[2]}/officeDocument" '
                   'Target="word/document.xml"/></Relationships>')
        z.writestr("word/document.xml", f'<w:document xmlns:w="{NS}"><w:body>'
                   f'{body}</w:body></w:document>')


def par(s):
    return f"<w:p><w:r><w:t xml:space=\"preserve\">{s}</w:t></w:r></w:p>"


def template(path, marks):
    plain = [m["mark"] for m in marks if m["repeats"] is None]
    lists = {}
    for m in marks:
        if m["repeats"] is not None:
            lists.setdefault(m["repeats"], []).append(m["mark"])
    assert len(set(plain)) == len(plain), "a mark stands for two things"
    body = "".join(par(f"{m} = [{{{{{m}}}}}]") for m in plain)
    for name, of in lists.items():
        body += "<w:tbl><w:tr>" + "".join(
            f"<w:tc>{par(m + ' = [{{' + m + '}}]')}</w:tc>"
            for m in of) + "</w:tr></w:tbl>"
    write_docx(path, body)


def mark_values(form, codes, fields, doc):
    for f in form["fields"]:
        v, name = fields.get(f["id"]), f["id"]
        if name == "students" or f["type"] == "student":
            continue
        if f["type"] == "list":
            for item in v or []:
                for g in f["fields"]:
                    yield f"{name}.{g['id']}", plain(
                        codes, g, item[g["id"]]) if g["id"] in item else ""
            continue
        chosen = v if isinstance(v, list) else [v]
        for c in codes[f["codes"]] if "codes" in f else []:
            yield f"{name}:{c['code']}", "\u2612" \
                if c["code"] in chosen else "\u2610"
        yield name, "." * 16 if v is None else \
            moment(v) if f["type"] == "time" else \
            "ngày " + day(v) if f["type"] == "date" else \
            ("có" if v else "không") if f["type"] == "bool" else \
            "; ".join(label(codes, f, c) for c in chosen) \
            if "codes" in f else " ".join(v) if f["type"] == "texts" else \
            doc["agency_name"] if f["type"] == "agency" else \
            number(v) if f["type"] == "int" else v


def filled(path, seq, rules):
    doc = [d for d in json.load(sys.stdin)["documents"]
           if d["id"].endswith("/" + seq)][0]
    forms, codes = rules_of(rules)
    there = text_of(path)
    for mark, value in mark_values(forms[doc["form"]], codes, doc["fields"],
                                   doc):
        if f"{mark} = [{value}]" not in there:
            print(f"{mark} = [{value}]")
    if "{{" in there:
        print("a mark stays")


if sys.argv[1] == "template":
    template(sys.argv[2], json.load(sys.stdin))
elif sys.argv[1] == "filled":
    filled(sys.argv[2], sys.argv[3], sys.argv[4:])
elif sys.argv[1] == "text":
    for p in sys.argv[2:]:
        print(text_of(p))
elif sys.argv[1] == "walk":
    walk(sys.argv[2], sys.argv[3:])
else:
    labels(sys.argv[2], sys.argv[3:])
