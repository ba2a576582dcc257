"""Reads LimeSurvey's structure as tab-separated text (.txt): one line per group, question, subquestion and answer.

Lines belong to the question above them. The base language comes first, further languages follow as copies.
"""

import csv
import io
from dataclasses import replace

from coordinator_app.exchange.delimited import decode
from coordinator_app.exchange.limesurvey import LimeAnswer, LimeQuestion, LimeRemark, LimeSubquestion, LimeSurvey
from coordinator_app.exchange.limesurvey_xml import MAX_QUESTIONS, damaged, whole
from coordinator_app.exchange.plain_html import plain_text

NEEDED = {"class", "name", "text"}
_KNOWN = frozenset(
    "id related_id class type/scale name relevance text help language validation mandatory encrypted other default "
    "same_default same_script".split()
)
Row = dict[str, str]


def is_structure(data: bytes) -> bool:
    """Whether text begins like a structure file: a heading with „class“ and „type/scale“."""
    first = data[:4_000].removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
    return b"\t" in first and b"class" in first and b"type/scale" in first


def survey_from(data: bytes, name: str) -> LimeSurvey:
    """A survey from the bytes of a tab-separated structure file."""
    rows = _rows(decode(data, name), name)
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    language = settings.get("language") or next((row["language"] for row in rows if row["language"]), "de")
    others = tuple(dict.fromkeys(row["language"] for row in rows if row["language"] not in ("", language)))
    words = {row["name"]: row["text"] for row in rows if row["class"] == "SL" and row["language"] in ("", language)}
    questions, remarks = _questions([row for row in rows if row["language"] in ("", language)])
    if not questions:
        raise damaged(name, "sie enthält keine Frage")
    if len(questions) > MAX_QUESTIONS:
        raise damaged(name, f"sie enthält {len(questions)} Fragen")
    return LimeSurvey(
        title=plain_text(words.get("surveyls_title", "")) or "Umfrage aus LimeSurvey",
        questions=tuple(questions),
        id=settings.get("sid", ""),
        language=language,
        other_languages=others,
        welcome=plain_text(words.get("surveyls_welcometext", "")),
        closing=plain_text(words.get("surveyls_endtext", "")),
        generation="Text mit Tabulatoren",
        remarks=tuple(remarks),
    )


def _rows(text: str, name: str) -> list[Row]:
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        raise damaged(name, "ein Anführungszeichen ist nicht geschlossen") from None
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    if not set(heading) >= NEEDED:
        raise damaged(name, "der Kopfzeile fehlt „class“, „name“ oder „text“")
    empty = dict.fromkeys(_KNOWN, "")
    found: list[Row] = []
    for number, line in enumerate(lines[1:], 2):
        if any(line):
            row = {**empty, **dict(zip(heading, (cell.strip() for cell in line), strict=False)), "line": str(number)}
            found.append({**row, "class": row["class"].upper()})
    return found


def _questions(rows: list[Row]) -> tuple[list[LimeQuestion], list[LimeRemark]]:
    found: list[LimeQuestion] = []
    remarks: list[LimeRemark] = []
    group = Row()
    for row in rows:
        match row["class"]:
            case "G":
                group = row
            case "Q":
                found.append(_question(row, group))
            case "SQ" if found:
                line = LimeSubquestion(row["name"], plain_text(row["text"]), whole(row["type/scale"]))
                found[-1] = replace(found[-1], subquestions=(*found[-1].subquestions, line))
            case "A" if found:
                answer = LimeAnswer(row["name"], plain_text(row["text"]), whole(row["type/scale"]))
                found[-1] = replace(found[-1], answers=(*found[-1].answers, answer))
            case "S" | "SL" | "SQ" | "A" | "AS" | "QTA" | "QTAM" | "QTALS" | "C":
                pass
            case other:
                remarks.append(LimeRemark(f"Zeile {row['line']}", f"Die Art „{other}“ ist unbekannt und entfällt."))
    return found, remarks


def _question(row: Row, group: Row) -> LimeQuestion:
    attributes = {name: text for name, text in row.items() if name not in _KNOWN and name != "line" and text}
    return LimeQuestion(
        code=row["name"],
        type=row["type/scale"],
        text=plain_text(row["text"]),
        help=plain_text(row["help"]),
        group=plain_text(group.get("name", "")),
        group_relevance=group.get("relevance", "") or "1",
        other=row["other"] == "Y",
        relevance=row["relevance"] or "1",
        attributes=attributes,
    )
