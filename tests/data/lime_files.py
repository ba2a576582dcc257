"""Files as LimeSurvey writes them, for tests: one small survey in XML of several generations, as text, as archive."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

SID = "482913"
Row = dict[str, str]

GROUPS = [("1", "Sicherheit", "1"), ("2", "Zur Person", "1")]
QUESTIONS: list[Row] = [
    {"qid": "10", "gid": "1", "type": "L", "title": "SICHER", "question": "<p>Wie sicher fühlen Sie sich?</p>"},
    {
        "qid": "11",
        "gid": "1",
        "type": "M",
        "title": "GRUND",
        "question": "Woran liegt das?",
        "other": "Y",
        "relevance": '((SICHER.NAOK == "A3" or SICHER.NAOK == "A4"))',
    },
    {"qid": "12", "gid": "1", "type": "F", "title": "ORTE", "question": "Wie sicher ist es …"},
    {"qid": "13", "gid": "1", "type": "1", "title": "WICHTIG", "question": "Wie wichtig, wie gut?"},
    {"qid": "14", "gid": "2", "type": "N", "title": "ALTER", "question": "Wie alt sind Sie?"},
    {"qid": "15", "gid": "2", "type": "Y", "title": "KINDER", "question": "Haben Sie Kinder?"},
    {"qid": "16", "gid": "2", "type": "T", "title": "WORTE", "question": "Was möchten Sie uns sagen?"},
    {"qid": "17", "gid": "2", "type": "R", "title": "RANG", "question": "Ordnen Sie."},
    {"qid": "18", "gid": "2", "type": "D", "title": "TAG", "question": "Datum"},
    {"qid": "19", "gid": "2", "type": "|", "title": "DATEI", "question": "Foto"},
    {"qid": "20", "gid": "2", "type": "Ω", "title": "NEU", "question": "Neu"},
    {"qid": "21", "gid": "2", "type": "S", "title": "PLZ", "question": "Ort", "relevance": "age > 3"},
]
SUBQUESTIONS: list[Row] = [
    {"qid": "101", "parent_qid": "11", "title": "SQ001", "question": "Dunkelheit"},
    {"qid": "102", "parent_qid": "11", "title": "SQ002", "question": "Verkehr"},
    {"qid": "103", "parent_qid": "12", "title": "SQ001", "question": "am Bahnhof"},
    {"qid": "104", "parent_qid": "12", "title": "SQ002", "question": "im Park"},
    {"qid": "105", "parent_qid": "13", "title": "SQ001", "question": "Beleuchtung"},
]
ANSWERS: list[Row] = [
    *(
        {"qid": "10", "code": f"A{code}", "answer": text}
        for code, text in enumerate(["sehr sicher", "eher sicher", "eher unsicher", "sehr unsicher", "weiß nicht"], 1)
    ),
    *(
        {"qid": "12", "code": f"A{code}", "answer": text}
        for code, text in enumerate(["sicher", "mittel", "unsicher"], 1)
    ),
    *({"qid": "13", "code": f"A{code}", "answer": f"wichtig {code}"} for code in (1, 2)),
    *({"qid": "13", "code": f"B{code}", "answer": f"gut {code}", "scale_id": "1"} for code in (1, 2)),
    *(
        {"qid": "17", "code": code, "answer": text}
        for code, text in (("AA", "Licht"), ("BB", "Streife"), ("CC", "Bus"))
    ),
]
ATTRIBUTES: list[Row] = [
    {"qid": "11", "attribute": "exclude_all_others", "value": "SQ002"},
    {"qid": "13", "attribute": "dualscale_headerA", "value": "Wichtigkeit"},
]


def _table(name: str, rows: Sequence[Row]) -> str:
    fields = dict.fromkeys(field for row in rows for field in row)
    head = "".join(f"<fieldname>{field}</fieldname>" for field in fields)
    body = "".join(
        "<row>" + "".join(f"<{field}><![CDATA[{text}]]></{field}>" for field, text in row.items()) + "</row>"
        for row in rows
    )
    return f"<{name}><fields>{head}</fields><rows>{body}</rows></{name}>"


def lss(generation: int = 6, questions: Sequence[Row] = QUESTIONS, answers: Sequence[Row] = ANSWERS) -> bytes:
    """The structure as generations 2, 3 (texts in the rows, a copy in English) or 4 to 6 (texts apart) write it."""
    base = {"parent_qid": "0", "sid": SID, "other": "N", "scale_id": "0", "relevance": "1"}
    questions = [{**base, "question_order": str(place), **row} for place, row in enumerate(questions)]
    lines = [{**base, "type": "T", "question_order": str(place), **row} for place, row in enumerate(SUBQUESTIONS)]
    answers = [{"scale_id": "0", "sortorder": str(place), **row} for place, row in enumerate(answers)]
    groups: list[Row] = [
        {"gid": gid, "group_name": name, "group_order": gid, "grelevance": shown} for gid, name, shown in GROUPS
    ]
    parts = (_together if generation < 4 else _apart)(groups, questions, lines, answers)
    version = {2: "178", 3: "359", 4: "427", 5: "498", 6: "640"}[generation]
    parts += [
        _table("question_attributes", ATTRIBUTES),
        _table("surveys", [{"sid": SID, "additional_languages": "en", "language": "de"}]),
        _table("surveys_languagesettings", [{"surveyls_title": "Sicher leben", "surveyls_language": "de"}]),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
        f"<DBVersion>{version}</DBVersion><languages><language>de</language><language>en</language></languages>"
        f"{''.join(parts)}</document>"
    ).encode()


def _together(groups: list[Row], questions: list[Row], lines: list[Row], answers: list[Row]) -> list[str]:
    """Texts in the rows, one row per language."""
    return [
        _table("answers", _twice(answers, "answer")),
        _table("groups", _twice(groups, "group_name")),
        _table("questions", _twice(questions, "question")),
        _table("subquestions", _twice(lines, "question")),
    ]


def _apart(groups: list[Row], questions: list[Row], lines: list[Row], answers: list[Row]) -> list[str]:
    """Texts in tables of their own."""
    answers = [{"aid": str(place), **row} for place, row in enumerate(answers, 1)]
    texts = [{"id": row["qid"], "qid": row["qid"], "question": row["question"]} for row in [*questions, *lines]]
    names = [{"gid": row["gid"], "group_name": row["group_name"]} for row in groups]
    return [
        _table("answers", [_without(row, "answer") for row in answers]),
        _table("answer_l10ns", _twice([{"aid": row["aid"], "answer": row["answer"]} for row in answers], "answer")),
        _table("groups", [_without(row, "group_name") for row in groups]),
        _table("group_l10ns", _twice(names, "group_name")),
        _table("questions", [_without(row, "question") for row in questions]),
        _table("question_l10ns", _twice(texts, "question")),
        _table("subquestions", [_without(row, "question") for row in lines]),
    ]


def _twice(rows: Sequence[Row], text: str) -> list[Row]:
    return [
        {**row, "language": code, text: ("" if code == "de" else "EN ") + row[text]}
        for code in ("de", "en")
        for row in rows
    ]


def _without(row: Row, name: str) -> Row:
    return {key: value for key, value in row.items() if key != name}


def structure_text() -> bytes:
    """The same survey as tab-separated text with byte order mark."""
    lines = [
        ["id", "class", "type/scale", "name", "relevance", "text", "help", "language", "other", "exclude_all_others"]
    ]
    lines += [["", "S", "", "sid", "", SID, "", "", "", ""], ["", "S", "", "language", "", "de", "", "", "", ""]]
    lines.append(["", "SL", "", "surveyls_title", "", "Sicher leben", "", "de", "", ""])
    for code in ("de", "en"):
        for gid, name, shown in GROUPS:
            lines.append(["", "G", gid, name, shown, "", "", code, "", ""])
            for row in (row for row in QUESTIONS if row["gid"] == gid):
                alone = "SQ002" if row["title"] == "GRUND" else ""
                question = [
                    "",
                    "Q",
                    row["type"],
                    row["title"],
                    row.get("relevance", "1"),
                    f'"{row["question"]}"',
                    "",
                    code,
                ]
                lines.append([*question, row.get("other", "N"), alone])
                own = [line for line in SUBQUESTIONS if line["parent_qid"] == row["qid"]]
                lines += [["", "SQ", "0", line["title"], "", line["question"], "", code, "", ""] for line in own]
                given = [answer for answer in ANSWERS if answer["qid"] == row["qid"]]
                for answer in given:
                    scale = answer.get("scale_id", "0")
                    lines.append(["", "A", scale, answer["code"], "", answer["answer"], "", code, "", ""])
    return b"\xef\xbb\xbf" + "\n".join("\t".join(line) for line in lines).encode()


CODES: list[Row] = [
    {
        "id": "1",
        "submitdate": "2026-05-04 10:12:13",
        "startlanguage": "de",
        "token": "",
        "ipaddr": "10.0.0.7",
        "SICHER": "A3",
        "GRUND[SQ001]": "Y",
        "GRUND[SQ002]": "",
        "GRUND[other]": "Müll",
        "ORTE[SQ001]": "A1",
        "ORTE[SQ002]": "A3",
        "WICHTIG[SQ001][1]": "A2",
        "WICHTIG[SQ001][2]": "B1",
        "ALTER": "34",
        "KINDER": "Y",
        "WORTE": "Mehr Licht,\nbitte",
        "RANG[1]": "BB",
        "RANG[2]": "AA",
        "RANG[3]": "",
        "TAG": "2026-05-04 00:00:00",
        "PLZ": "",
        "groupTime1": "12.5",
    },
    {
        "id": "2",
        "submitdate": "2026-05-05 11:00:00",
        "startlanguage": "en",
        "token": "",
        "ipaddr": "10.0.0.8",
        "SICHER": "A1",
        "GRUND[SQ001]": "",
        "GRUND[SQ002]": "",
        "GRUND[other]": "",
        "ORTE[SQ001]": "A2",
        "ORTE[SQ002]": "",
        "WICHTIG[SQ001][1]": "A1",
        "WICHTIG[SQ001][2]": "",
        "ALTER": "",
        "KINDER": "N",
        "WORTE": "",
        "RANG[1]": "",
        "RANG[2]": "",
        "RANG[3]": "",
        "TAG": "",
        "PLZ": "",
        "groupTime1": "3",
    },
    {
        "id": "3",
        "submitdate": "",
        "startlanguage": "de",
        "token": "",
        "ipaddr": "10.0.0.9",
        "SICHER": "A5",
        **dict.fromkeys(["GRUND[SQ001]", "GRUND[SQ002]", "GRUND[other]", "ORTE[SQ001]", "ORTE[SQ002]"], ""),
        **dict.fromkeys(["WICHTIG[SQ001][1]", "WICHTIG[SQ001][2]", "ALTER", "KINDER", "WORTE", "RANG[1]"], ""),
        **dict.fromkeys(["RANG[2]", "RANG[3]", "TAG", "PLZ", "groupTime1"], ""),
    },
]
"""Three answers as exported with codes; the last was never submitted."""

_TEXTS = {
    "SICHER": {"A1": "sehr sicher", "A3": "eher unsicher", "A5": "weiß nicht"},
    "ORTE": {"A1": "sicher", "A2": "mittel", "A3": "unsicher"},
    "WICHTIG": {"A1": "wichtig 1", "A2": "wichtig 2", "B1": "gut 1"},
    "RANG": {"AA": "Licht", "BB": "Streife"},
    "KINDER": {"Y": "Ja", "N": "Nein"},
    "GRUND": {"Y": "Ja"},
}
_HEADINGS = {
    "id": "Antwort ID",
    "submitdate": "Datum Abgeschickt",
    "startlanguage": "Start-Sprache",
    "token": "Zugangscode",
    "ipaddr": "IP-Adresse",
    "SICHER": "Wie sicher fühlen Sie sich?",
    "GRUND[SQ001]": "Woran liegt das? [Dunkelheit]",
    "GRUND[SQ002]": "Woran liegt das? [Verkehr]",
    "GRUND[other]": "Woran liegt das? [Sonstiges]",
    "ORTE[SQ001]": "Wie sicher ist es … [am Bahnhof]",
    "ORTE[SQ002]": "Wie sicher ist es … [im Park]",
    "WICHTIG[SQ001][1]": "Wie wichtig, wie gut? [Beleuchtung][Wichtigkeit]",
    "WICHTIG[SQ001][2]": "Wie wichtig, wie gut? [Beleuchtung][Zweite Skala]",
    "ALTER": "Wie alt sind Sie?",
    "KINDER": "Haben Sie Kinder?",
    "WORTE": "Was möchten Sie uns sagen?",
    "RANG[1]": "Ordnen Sie. [Rang 1]",
    "RANG[2]": "Ordnen Sie. [Rang 2]",
    "RANG[3]": "Ordnen Sie. [Rang 3]",
    "TAG": "Datum",
    "PLZ": "Ort",
    "groupTime1": "Gruppenzeit: Sicherheit",
}


def responses(headings: str = "code", answers: str = "code", separator: str = ",", mark: bool = True) -> bytes:
    """Answers as CSV: headings „code“, „codetext“ or „full“; answers „code“ or „full“ (unchosen boxes say „Nein“)."""
    names = list(CODES[0])
    if headings == "code":
        first = names
    elif headings == "full":
        first = [_HEADINGS[name] for name in names]
    else:
        first = [name if name == _HEADINGS[name] else f"{name}. {_HEADINGS[name]}" for name in names]
    lines = [first]
    for row in CODES:
        cells = [row.get(name, "") for name in names]
        if answers == "full":
            cells = [
                _TEXTS.get(name.partition("[")[0], {}).get(cell, cell)
                or ("Nein" if name.startswith("GRUND[SQ") and row["SICHER"] == "A3" else "")
                for name, cell in zip(names, cells, strict=True)
            ]
        lines.append(cells)
    text = "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return (b"\xef\xbb\xbf" if mark else b"") + text.encode() + b"\r\n"


_SGQA = {
    "SICHER": "1X10",
    "GRUND": "1X11",
    "ORTE": "1X12",
    "WICHTIG": "1X13",
    "ALTER": "2X14",
    "KINDER": "2X15",
    "WORTE": "2X16",
    "RANG": "2X17",
    "TAG": "2X18",
    "PLZ": "2X21",
}


def _column(name: str) -> str:
    code, _, rest = name.partition("[")
    if code not in _SGQA:
        return name
    parts = rest.rstrip("]").split("][") if rest else []
    end = parts[0] if parts else ""
    if len(parts) > 1:
        end += f"-{int(parts[1]) - 1}"
    return f"_{SID}X{_SGQA[code]}{end}"


def archive(generation: int = 6) -> bytes:
    """An archive (.lsa) with structure, answers and the participants nobody may read."""
    rows = "".join(
        "<row>"
        + "".join(f"<{_column(name)}>{escape(text)}</{_column(name)}>" for name, text in row.items() if text)
        + "</row>"
        for row in CODES
    )
    answers = (
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Responses</LimeSurveyDocType>'
        f"<responses><fields></fields><rows>{rows}</rows></responses></document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(f"survey_{SID}.lss", lss(generation))
        package.writestr(f"survey_{SID}_responses.lsr", answers)
        package.writestr(f"survey_{SID}_tokens.lst", "<document>geheim</document>")
    return out.getvalue()
