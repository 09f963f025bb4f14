#!/usr/bin/env python3
"""A document as a page: its markup is XML, it needs nothing beside it, every
text stands in it as text, and its headings and tables say what they are."""
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

BUILD = os.environ.get("CTXH_TEST_BUILD", "build")
SVG = "{http://www.w3.org/2000/svg}"
count = failed = 0


def ok(truth, name, *why):
    global count, failed
    count += 1
    failed += not truth
    print("ok" if truth else "not ok", count, "-", name)
    if not truth:
        for line in why:
            print("#", str(line)[:300])


def sample(kind):
    return subprocess.run([BUILD + "/tests/paper/sample", kind],
                          capture_output=True)


def words(element):
    return "".join(element.itertext())


def classed(page, name, kind):
    return [e for e in page.iter(name) if kind in e.get("class", "").split()]


run = sample("html")
ok(run.returncode == 0 and not run.stderr, "it is written", run.stderr)
ok(run.stdout == sample("html").stdout, "the same each time")
source = run.stdout.decode()
ok(source.startswith("<!DOCTYPE html>\n"), "it is HTML")
try:
    page = tree.fromstring(source)
except tree.ParseError as e:
    ok(False, "its markup is XML", e)
    print("1..%d" % count)
    sys.exit(1)
ok(True, "its markup is XML")


class Balance(html.parser.HTMLParser):
    """What a browser sees: void elements alone close themselves."""
    void = {"meta", "br", "col"}
    open, wrong = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in self.void and "svg" not in self.open:
            self.wrong.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            self.wrong.append("/" + tag)


balance = Balance()
balance.feed(source)
ok(not balance.wrong and not balance.open, "and so for a browser",
   balance.wrong, balance.open)

# ---- it stands alone ----

ok(page.get("lang") == "vi", "in Vietnamese")
ok('<meta charset="utf-8"/>' in source[:200], "UTF-8, said first")
ok(page.find("head/title").text == "Báo cáo <&\"'> học kỳ I",
   "its name is the window's title")
policy = [m.get("content") for m in page.iter("meta")
          if m.get("http-equiv") == "Content-Security-Policy"]
ok(policy and "default-src 'none'" in policy[0] and
   "script-src" not in policy[0], "its policy lets nothing run or load")
active = {"script", "link", "iframe", "object", "embed", "form", "base",
          "img", "a", SVG + "script", SVG + "image", SVG + "use",
          SVG + "foreignObject", SVG + "a"}
ok(not [e.tag for e in page.iter() if e.tag in active],
   "nothing runs or refers")
names = {a for e in page.iter() for a in e.attrib}
ok(not [a for a in names if re.match(r"on|.*(src|href|action)$", a)],
   "nor an attribute", names)
ok(set(re.findall(r"url\((.)", source)) <= {"#"}, "patterns are its own")
style = page.find("head/style").text
ok(not re.search(r"@import|user-select|https?:", style),
   "nor the style; nothing keeps texts from being selected")
ok(set(re.findall(r"(?<![-\w])content:([^;}]*)", style)) <=
   {"''", "none", "counter(page)"}, "no text hides in the style")
ids = [e.get("id") for e in page.iter() if e.get("id")]
ok(len(ids) == len(set(ids)), "ids are there once")
ok(all(i in ids for e in page.iter()
       for i in e.get("aria-labelledby", "").split()), "and are found")

# ---- what it says ----

text = re.sub(r"\s+", " ", words(page.find("body")))
hostile = "<&>\"' ]]> <script>alert(1)</script> \U0001f600 a z {{x}} %s"
# A paragraph, a field, a choice, a cell.
ok(text.count(hostile) == 4, "a hostile text is a text", text.count(hostile))
for said in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh ph",
             "Số: 05/BC-TH", "Chiềng Mung, ngày 05 tháng 01 năm 2026",
             "Kính gửi:", "- Sở Giáo dục và Đào tạo", "Lò Thị Mai", "Nơi nhận:",
             "- Lưu: VT, TVHĐ", "KT. HIỆU TRƯỞNG", "Trần Văn Hiếu",
             "Khối 1: 1 đang xử lý", "(Ký, ghi rõ họ tên)", "Trang cuối"):
    ok(said in text, "it says " + said)
levels = [int(e.tag[1]) for e in page.iter() if re.fullmatch(r"h\d", e.tag)]
ok(levels[0] == 1 and levels.count(1) == 1, "one title, first", levels)
ok(all(b <= a + 1 for a, b in zip(levels, levels[1:])),
   "no level of headings is left out", levels)
ok([words(s) for s in page.iter("h1")][0].split("\n")[0] == "BÁO CÁO",
   "the title is the document's kind")
ok([words(w) for w in classed(page, "p", "warn")] ==
   ["Tài liệu chứa dữ liệu cá nhân nhạy cảm, hạn chế phổ biếnKhông sao chụp"],
   "a warning stands in a box")
ok(len(classed(page, "dd", "open")) == 2, "what is empty can be written on")
ok([len(e) for e in classed(page, "dd", "rows")] == [4], "on many lines, too")
boxes = [(e.text, e.get("aria-label")) for e in page.iter("span")
         if e.get("role") == "img"]
ok(boxes.count(("☒", "đã chọn")) == 3 and
   boxes.count(("☐", "không chọn")) == 4, "boxes, ticked or not, in words",
   boxes)
ok(all(len(s) for s in page.iter("section")), "no sheet is blank")
ok(len(classed(page, "section", "wide")) == 1, "one lies across")
figures = [(words(d.find("dt")), words(d.find("dd")))
           for e in classed(page, "dl", "figures") for d in e]
ok(("vụ việc", "12") in figures and len(figures) == 11, "figures", figures)
picture = page.find(".//figure//" + SVG + "svg")
ok(picture is not None and picture.get("role") == "img" and
   picture.find(SVG + "desc").text.startswith("Khối 1"),
   "a chart is drawn, and said in words")

# ---- tables ----

tables = list(page.iter("table"))
ok(len(tables) >= 2, "tables")
for t in tables:
    heads = t.findall("thead/tr/th")
    ok(heads and all(h.get("scope") == "col" for h in heads),
       "columns have headers")
    ok(all(len(r) == len(heads) for r in t.findall("tbody/tr")),
       "rows are as long as they")
first = tables[0]
ok(words(first.find("caption")) == "Biểu 1. Người học theo nhóm", "a caption")
ok(classed(first, "td", "r")[0].text == "1" and
   len(classed(first, "tr", "total")) == 1, "numbers, and their sum")
labels = [words(h) for h in page.iter("th") if h.get("scope") == "row"]
ok("Khối 1" in labels, "what names a row is its header", labels)
regions = [e for e in page.iter("div") if e.get("role") == "region"]
ok(len(regions) == len(tables) + len(list(page.iter("figure"))) and
   all(e.get("tabindex") == "0" and e.get("aria-label") for e in regions),
   "what is wider than a screen is moved by keys, too")

# ---- it can be read in the dark ----


def light(colour):
    if len(colour) == 4:
        colour = "#" + "".join(c * 2 for c in colour[1:])
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [c / 12.92 if c <= .03928 else ((c + .055) / 1.055) ** 2.4
             for c in parts]
    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2]


def contrast(a, b):
    a, b = sorted((light(a), light(b)))
    return (b + .05) / (a + .05)


schemes = [dict(re.findall(r"--(\w+):(#\w+)", s))
           for s in re.findall(r":root\{([^}]*)\}", style)]
ok(len(schemes) == 3, "light, dark, paper")
for s in schemes:
    low = [(i, g) for i in ("ink", "dim") for g in ("ground", "shade", "warn")
           if contrast(s[i], s[g]) < 4.5]
    ok(not low, "letters stand out", low)

# ---- without memory ----


def starved(**shim):
    return subprocess.run(
        [BUILD + "/tests/paper/sample", "html"], capture_output=True,
        env=dict(os.environ, SHIM_KIND="malloc", **shim,
                 LD_PRELOAD=BUILD + "/tests/shim.so",
                 ASAN_OPTIONS="verify_asan_link_order=0:"
                 "allocator_may_return_null=1"))


with tempfile.TemporaryDirectory() as place:
    starved(SHIM_COUNT=place + "/calls")
    with open(place + "/calls") as calls:
        n = int(calls.read())
bad, refused = [], 0
for i in [*range(1, n, n // 40 + 1), n - 2, n - 1, n]:
    got = starved(SHIM_AT=str(i), SHIM_DO="null")
    refused += got.returncode != 0
    if not (got.stdout == run.stdout if got.returncode == 0 else
            0 < got.returncode < 64 and not got.stdout):
        bad.append((i, got.returncode, got.stderr[:60]))
ok(refused > 20 and not bad, "it is refused, not cut short", refused, bad)

# ---- on a phone ----

MEASURE = """<script>var o = [];
document.querySelectorAll("body *").forEach(function (e) {
  if (!e.closest("table, svg") &&
      e.getBoundingClientRect().right > innerWidth + 1) o.push(e.className);
});
document.title = innerWidth + " " + document.documentElement.scrollWidth +
    " " + o.join();</script></body>"""
browser = shutil.which("chromium-headless-shell")
if browser is None:
    ok(True, "a phone # SKIP no chromium-headless-shell")
else:
    with tempfile.TemporaryDirectory() as place:
        with open(place + "/page.html", "w") as out:
            out.write(re.sub(r"<meta http-equiv[^>]*>", "", source).replace(
                "</body>", MEASURE))
        got = subprocess.run(
            [browser, "--no-sandbox", "--window-size=360,800", "--dump-dom",
             "--user-data-dir=" + place, place + "/page.html"],
            capture_output=True, text=True).stdout
    said = re.search(r"<title>360 (\d+) (.*)</title>", got)
    ok(said and int(said[1]) <= 360 and not said[2],
       "nothing goes beyond a phone's edge", said and said[0])
print("1..%d" % count)
sys.exit(failed > 0)
