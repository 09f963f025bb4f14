#!/usr/bin/python3
"""Reads a workbook without our code, as JSON for a test to look at.

	python3 tests/sheets.py FILE.xlsx

{"sheets": [{"name", "cells" (address to text, number or null), "texts" (the
addresses that hold texts), "formulas", "bold" (addresses), "formats" (address
to the number format's code), "frozen" (columns, rows), "page" (attributes of
pageSetup), "fit" (attributes of fit to page), "charts" (list of "kind",
"grouping", "direction", "title", "patterns", "series": list of "name",
"categories", "values" (references) and "cached", "description")}], "repeat"
(sheet's index to its print titles)}
"""
import json
import posixpath
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None


def part(name):
    return ET.fromstring(book.read(name))


def relations(name):
    folder, file = posixpath.split(name)
    path = f"{folder}/_rels/{file}.rels"
    if path not in book.namelist():
        return {}
    return {r.get("Id"): posixpath.normpath(posixpath.join(
        folder, r.get("Target"))) for r in part(path)}


def text_of(element):
    return "".join(t.text or "" for t in element.iter(M + "t"))


def chart(name, description):
    x = part(name)
    plot = next(e for e in x.iter() if e.tag in (C + "barChart",
                                                 C + "lineChart"))
    value = lambda tag: (plot.find(C + tag).get("val")
                         if plot.find(C + tag) is not None else None)
    series = []
    for s in plot.findall(C + "ser"):
        cache = s.find(f"{C}val/{C}numRef/{C}numCache")
        series.append({
            "name": s.findtext(f"{C}tx/{C}strRef/{C}f"),
            "categories": s.findtext(f"{C}cat/{C}strRef/{C}f"),
            "values": s.findtext(f"{C}val/{C}numRef/{C}f"),
            "cached": [] if cache is None else
                [float(v.text) for v in cache.iter(C + "v")]})
    title = x.find(f"{C}chart/{C}title")
    return {"kind": plot.tag[len(C):], "grouping": value("grouping"),
            "direction": value("barDir"), "series": series,
            "title": "".join(t.text for t in title.iter(A + "t")),
            "patterns": [p.get("prst") for p in x.iter(A + "pattFill")],
            "description": description}


def charts(name):
    found = []
    for drawing in relations(name).values():
        if "drawing" not in drawing:
            continue
        to = relations(drawing)
        for frame in part(drawing).iter(D + "graphicFrame"):
            ref = next(frame.iter(C + "chart")).get(R + "id")
            found.append(chart(to[ref], next(frame.iter(
                D + "cNvPr")).get("descr")))
    return found


strings = [text_of(si) for si in part("xl/sharedStrings.xml")]
styles = part("xl/styles.xml")
codes = {f.get("numFmtId"): f.get("formatCode")
         for f in styles.iter(M + "numFmt")}
bold = [f.find(M + "b") is not None for f in styles.find(M + "fonts")]
xfs = [(codes.get(x.get("numFmtId"), x.get("numFmtId")),
        bold[int(x.get("fontId"))]) for x in styles.find(M + "cellXfs")]


def sheet(name, path):
    x = part(path)
    s = {"name": name, "cells": {}, "texts": [], "formulas": [], "bold": [],
         "formats": {}, "frozen": None, "page": {}, "fit": {},
         "charts": charts(path)}
    for c in x.iter(M + "c"):
        at, v = c.get("r"), c.findtext(M + "v")
        code, is_bold = xfs[int(c.get("s", 0))]
        s["formats"][at] = code
        if is_bold:
            s["bold"].append(at)
        if c.find(M + "f") is not None:
            s["formulas"].append(at)
        if c.get("t") == "s":
            s["texts"].append(at)
            s["cells"][at] = strings[int(v)]
        else:
            s["cells"][at] = None if v is None else float(v)
    for pane in x.iter(M + "pane"):
        s["frozen"] = [int(pane.get("xSplit", 0)), int(pane.get("ySplit", 0))]
    for setup in x.iter(M + "pageSetup"):
        s["page"] = dict(setup.attrib)
    for fit in x.iter(M + "pageSetUpPr"):
        s["fit"] = dict(fit.attrib)
    return s


main = part("xl/workbook.xml")
to = relations("xl/workbook.xml")
result = {"sheets": [sheet(s.get("name"), to[s.get(R + "id")])
                     for s in main.iter(M + "sheet")],
          "repeat": {d.get("localSheetId"): d.text
                     for d in main.iter(M + "definedName")
                     if d.get("name") == "_xlnm.Print_Titles"}}
json.dump(result, sys.stdout, ensure_ascii=True)
