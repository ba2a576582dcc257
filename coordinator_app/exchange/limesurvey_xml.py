"""Reads LimeSurvey's XML: survey structure (.lss), answers (.lsr) and the archive of both (.lsa).

Generations: up to 3.x texts stand in the rows of `questions`, `answers` and `groups`, one row per language; from 4.0 on
in tables of their own (`question_l10ns` …). Entities and document types are refused, sizes are bounded.
"""

import io
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any
from zipfile import BadZipFile, ZipFile

from coordinator_app.common.errors import UserError
from coordinator_app.exchange.limesurvey import (
    HELP,
    LimeAnswer,
    LimeQuestion,
    LimeRemark,
    LimeSubquestion,
    LimeSurvey,
)
from coordinator_app.exchange.plain_html import plain_text

MAX_XML = 80 * 1024 * 1024
MAX_QUESTIONS = 2_000

Row = dict[str, str]


def damaged(name: str, detail: str = "") -> UserError:
    """The refusal of a file that is no LimeSurvey file or is broken."""
    more = f" ({detail})" if detail else ""
    return UserError(
        f"„{name}“ ist keine lesbare LimeSurvey-Datei{more}. Bitte die Umfrage in LimeSurvey neu ausgeben.",
        help_topic=HELP,
    )


def _too_large(name: str) -> UserError:
    text = f"„{name}“ ist zu groß. Bitte die Antworten in LimeSurvey als CSV ausgeben."
    return UserError(text, help_topic=HELP)


def parsed(data: bytes, name: str) -> Any:
    """The root element; `UserError` for broken XML, document types and entities."""
    etree: Any = import_module("lxml.etree")  # it has no types
    if len(data) > MAX_XML:
        raise _too_large(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name, f"Zeile {getattr(error, 'lineno', 0) or 1}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(name, "sie enthält eine Dokumenttyp-Angabe, die LimeSurvey nie schreibt")
    return root


def members(data: bytes, name: str) -> dict[str, bytes]:
    """Structure („.lss“) and answers („.lsr“) of an archive by ending; participants and times are never read."""
    found: dict[str, bytes] = {}
    try:
        with ZipFile(io.BytesIO(data)) as package:
            for item in package.infolist():
                ending = item.filename.lower()[-4:]
                wanted = ending == ".lss" or (ending == ".lsr" and "response" in item.filename.lower())
                if not wanted:
                    continue
                if item.file_size > MAX_XML:
                    raise _too_large(name)
                if ending in found:
                    raise damaged(name, f"sie enthält mehrere Dateien „{ending}“")
                with package.open(item) as stream:
                    found[ending] = stream.read(MAX_XML + 1)
    except (BadZipFile, OSError, RuntimeError, EOFError, ValueError, zlib.error):
        raise damaged(name, "das Archiv ist beschädigt") from None
    if ".lss" not in found:
        raise damaged(name, "im Archiv fehlt der Aufbau der Umfrage")
    return found


# --- Tables -----------------------------------------------------------------------------------------------------


def rows_of(root: Any, table: str) -> list[Row]:
    """The rows of a table as texts by column."""
    rows = (row for section in root.findall(table) for row in section.iterfind("rows/row"))
    return [{str(cell.tag): (cell.text or "").strip() for cell in row if isinstance(cell.tag, str)} for row in rows]


def survey_from(data: bytes, name: str) -> LimeSurvey:
    """A survey from the bytes of an .lss file."""
    root = parsed(data, name)
    kind = (root.findtext("LimeSurveyDocType") or "").strip()
    if root.tag != "document" or kind != "Survey":
        raise damaged(name, f"sie enthält „{kind}“ statt einer Umfrage" if kind else "")
    reader = _Reader(root, name)
    version = (root.findtext("DBVersion") or "").strip()
    return replace(reader.survey(), generation=f".lss, Datenbankversion {version or 'unbekannt'}")


class _Reader:
    """One file: its tables joined over keys, texts in the base language."""

    def __init__(self, root: Any, name: str) -> None:
        self._root = root
        self._name = name
        settings = rows_of(root, "surveys")
        self._settings: Row = settings[0] if settings else {}
        listed = [str(item.text or "").strip() for item in root.iterfind("languages/language")]
        self.language = self._settings.get("language") or next(iter(listed), "") or "de"
        self.remarks: list[LimeRemark] = []

    def survey(self) -> LimeSurvey:
        texts = self._in_language(rows_of(self._root, "surveys_languagesettings"), "surveyls_language")
        words = texts[0] if texts else {}
        questions = self._questions()
        others = tuple(self._settings.get("additional_languages", "").split())
        return LimeSurvey(
            title=plain_text(words.get("surveyls_title", "")) or "Umfrage aus LimeSurvey",
            questions=tuple(questions),
            id=self._settings.get("sid", ""),
            language=self.language,
            other_languages=tuple(code for code in others if code != self.language),
            welcome=plain_text(words.get("surveyls_welcometext", "")),
            closing=plain_text(words.get("surveyls_endtext", "")),
            remarks=tuple(self.remarks),
        )

    def _in_language(self, rows: Iterable[Row], key: str = "language") -> list[Row]:
        return [row for row in rows if row.get(key, self.language) in ("", self.language)]

    def _texts(self, table: str, key: str) -> dict[str, Row]:
        """Texts in the base language by the key of what they belong to."""
        return {row.get(key, ""): row for row in self._in_language(rows_of(self._root, table))}

    def _questions(self) -> list[LimeQuestion]:
        groups = self._groups()
        words = self._texts("question_l10ns", "qid")
        rows = [{**row, **_filled(words.get(row.get("qid", "")))} for row in rows_of(self._root, "questions")]
        rows = self._in_language(rows)
        lines = [{**row, **_filled(words.get(row.get("qid", "")))} for row in rows_of(self._root, "subquestions")]
        lines = self._in_language(lines) + [row for row in rows if row.get("parent_qid", "0") not in ("", "0")]
        rows = [row for row in rows if row.get("parent_qid", "0") in ("", "0")]
        if len(rows) > MAX_QUESTIONS:
            raise damaged(self._name, f"sie enthält {len(rows)} Fragen")
        answers, attributes = self._answers(), self._attributes()
        rows.sort(key=lambda row: (groups.get(row.get("gid", ""), (0, ""))[0], whole(row.get("question_order"))))
        parts = (_by(lines, "parent_qid", "question_order"), _by(answers, "qid", "sortorder"), attributes)
        return [self._question(row, groups, parts) for row in self._once(rows)]

    def _once(self, rows: Sequence[Row]) -> list[Row]:
        """Every question once; of doubled numbers the first stays."""
        seen: dict[str, Row] = {}
        for row in rows:
            if row.get("qid", "") in seen:
                self.remarks.append(
                    LimeRemark(f"Frage {row.get('title', '')}", "Sie steht mehrfach in der Datei; die erste gilt.")
                )
            seen.setdefault(row.get("qid", ""), row)
        return list(seen.values())

    def _question(
        self,
        row: Row,
        groups: Mapping[str, tuple[int, str, str]],
        parts: tuple[dict[str, list[Row]], dict[str, list[Row]], dict[str, Row]],
    ) -> LimeQuestion:
        lines, answers, attributes = parts
        qid = row.get("qid", "")
        group = groups.get(row.get("gid", ""), (0, "", "1"))
        return LimeQuestion(
            code=row.get("title", "") or f"Q{qid}",
            type=row.get("type", ""),
            text=plain_text(row.get("question", "")),
            help=plain_text(row.get("help", "")),
            group=group[1],
            group_relevance=group[2],
            id=qid,
            group_id=row.get("gid", ""),
            other=row.get("other") == "Y",
            relevance=row.get("relevance", "1") or "1",
            subquestions=tuple(
                LimeSubquestion(
                    line.get("title", ""),
                    plain_text(line.get("question", "")),
                    whole(line.get("scale_id")),
                    line.get("qid", ""),
                )
                for line in lines.get(qid, ())
            ),
            answers=tuple(
                LimeAnswer(answer.get("code", ""), plain_text(answer.get("answer", "")), whole(answer.get("scale_id")))
                for answer in answers.get(qid, ())
            ),
            attributes=attributes.get(qid, {}),
        )

    def _groups(self) -> dict[str, tuple[int, str, str]]:
        """Order, heading and condition of every group."""
        words = self._texts("group_l10ns", "gid")
        found: dict[str, tuple[int, str, str]] = {}
        rows = ({**row, **_filled(words.get(row.get("gid", "")))} for row in rows_of(self._root, "groups"))
        for row in self._in_language(rows):
            condition = row.get("grelevance", "1") or "1"
            found.setdefault(
                row.get("gid", ""),
                (whole(row.get("group_order")), plain_text(row.get("group_name", "")), condition),
            )
        return found

    def _answers(self) -> list[Row]:
        """Answers in the base language; from 4.0 on their texts are found by the number of the answer."""
        rows = rows_of(self._root, "answers")
        words = self._in_language(rows_of(self._root, "answer_l10ns"))
        if not rows:
            return words
        by_id = {row.get("aid", ""): row for row in words if row.get("aid")}
        by_code = {(row.get("qid"), row.get("code"), row.get("scale_id", "0")): row for row in words}
        joined = [
            {
                **row,
                **_filled(
                    by_id.get(row.get("aid", "-"))
                    or by_code.get((row.get("qid"), row.get("code"), row.get("scale_id", "0")))
                ),
            }
            for row in rows
        ]
        return self._in_language(joined)

    def _attributes(self) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in self._in_language(rows_of(self._root, "question_attributes")):
            found.setdefault(row.get("qid", ""), {})[row.get("attribute", "")] = row.get("value", "")
        return found


def _filled(row: Row | None) -> Row:
    """What a row of texts adds: its filled cells, without keys of its own."""
    return {name: text for name, text in (row or {}).items() if text and name not in {"id", "aid", "sid", "gid", "qid"}}


def whole(text: str | None) -> int:
    """A whole number, 0 for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else 0


def _by(rows: Iterable[Row], key: str, order: str) -> dict[str, list[Row]]:
    """Rows by what they belong to, each in the order of its scale and place."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (whole(row.get("scale_id")), whole(row.get(order)))):
        found.setdefault(row.get(key, ""), []).append(row)
    return found
