"""The description of a data set as DDI-Codebook 2.5 (XML), as data archives take it."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from coordinator_app.exchange.data_files import DataFile, DataVariable

NAMESPACE = "ddi:codebook:2_5"
_PLACES = {"Grundgesamtheit": "universe", "Stichprobe": "sampProc", "Erhebungsweg": "collMode", "Gewichtung": "weight"}


def ddi_bytes(data: DataFile, file_name: str) -> bytes:
    """The codebook of a data set that lies beside it under `file_name`."""
    facts = dict(data.facts)
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", "xml:lang": "de"})
    study = SubElement(root, "stdyDscr")
    citation = SubElement(SubElement(study, "citation"), "titlStmt")
    _text(citation, "titl", data.title)
    study.find("citation").append(_responsible(facts))  # pyright: ignore[reportOptionalMemberAccess] -- made above
    _study(study, data, facts)
    file = SubElement(root, "fileDscr", {"ID": "F1"})
    about = SubElement(file, "fileTxt")
    _text(about, "fileName", file_name)
    size = SubElement(about, "dimensns")
    _text(size, "caseQnty", str(data.rows))
    _text(size, "varQnty", str(len(data.variables)))
    described = SubElement(root, "dataDscr")
    for place, variable in enumerate(data.variables, 1):
        _variable(described, place, variable)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _text(parent: Element, tag: str, text: str) -> Element:
    found = SubElement(parent, tag)
    found.text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    return found


def _responsible(facts: dict[str, str]) -> Element:
    found = Element("rspStmt")
    _text(found, "AuthEnty", facts.get("Herausgeberin", "") or "Kommune")
    return found


def _study(study: Element, data: DataFile, facts: dict[str, str]) -> None:
    about = SubElement(study, "stdyInfo")
    if facts.get("Zweck"):
        _text(about, "abstract", facts["Zweck"])
    summary = SubElement(about, "sumDscr")
    for name, event in (("Feldbeginn", "start"), ("Feldende", "end")):
        if facts.get(name):
            day = "-".join(reversed(facts[name].split(".")))  # TT.MM.JJJJ as JJJJ-MM-TT
            SubElement(summary, "collDate", {"date": day, "event": event}).text = facts[name]
    if facts.get("Grundgesamtheit"):
        _text(summary, "universe", facts["Grundgesamtheit"])
    collection = SubElement(SubElement(study, "method"), "dataColl")
    for name, tag in _PLACES.items():
        if tag != "universe" and facts.get(name):
            _text(collection, tag, facts[name])
    _text(study, "notes", "\n".join(data.notes))


def _variable(parent: Element, place: int, variable: DataVariable) -> None:
    kind = "discrete" if variable.values else "contin"
    found = SubElement(parent, "var", {"ID": f"V{place}", "name": variable.name, "files": "F1", "intrvl": kind})
    _text(found, "labl", variable.label)
    if variable.question:
        _text(SubElement(found, "qstn"), "qstnLit", variable.question)
    if variable.missing:
        invalid = SubElement(found, "invalrng")
        for code, _ in variable.missing:
            SubElement(invalid, "item", {"VALUE": str(code)})
    for missing, codes in ((False, variable.values), (True, variable.missing)):
        for code, label in codes:
            category = SubElement(found, "catgry", {"missing": "Y"} if missing else {})
            _text(category, "catValu", str(code))
            _text(category, "labl", label)
    SubElement(found, "varFormat", {"type": "numeric"})
