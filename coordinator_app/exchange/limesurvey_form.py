"""A LimeSurvey survey as questions of ours, with the way its answers go into our variables.

Answer codes are kept where they carry a number of their own (A1, AO03, 5), else counted from 1. „weiß nicht“ and „keine
Angabe“ become the codes every survey has for them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordinator_app.domain.questionnaires import (
    Answer,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)
from coordinator_app.exchange.limesurvey import (
    TYPE_NAMES,
    LimeAnswer,
    LimeQuestion,
    LimeRemark,
    LimeSubquestion,
    LimeSurvey,
)
from coordinator_app.exchange.limesurvey_codes import missing_last, numbers_of
from coordinator_app.exchange.limesurvey_filters import Made, with_filters

OTHER = "-oth-"
_YES_NO = (("Y", "Ja"), ("N", "Nein"))
_SEXES = (("F", "weiblich"), ("M", "männlich"))
_FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "5": tuple((str(code), str(code)) for code in range(1, 6)),
    "A": tuple((str(code), str(code)) for code in range(1, 6)),
    "B": tuple((str(code), str(code)) for code in range(1, 11)),
    "C": (("Y", "Ja"), ("N", "Nein"), ("U", "unsicher")),
    "E": (("I", "mehr"), ("S", "gleich"), ("D", "weniger")),
    "Y": _YES_NO,
    "G": _SEXES,
}
_LEFT_OUT = {
    "I": "Die Sprachumschaltung gehört nicht auf einen Bogen und entfällt.",
    "*": "Gleichungen rechnet ein Bogen nicht; die Frage entfällt.",
    "|": "Dateien lassen sich auf Papier nicht hochladen; die Frage entfällt.",
}


@dataclass(frozen=True, slots=True)
class LimeField:
    """Where a column of LimeSurvey's answers goes: `heading` as exported with codes („Q1[SQ001]“).

    `variable` is ours, `values` LimeSurvey's codes and ours (empty = numbers or words). `rank` > 0: the column holds
    the answer put on this rank, `values` then lead to the codes of the answers.
    """

    heading: str
    variable: str
    values: Mapping[str, int]
    sgqa: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class LimeForm:
    """Questions in their order with keys „1“, „2“, …; filters name those keys."""

    questions: tuple[FormQuestion, ...]
    fields: tuple[LimeField, ...]
    remarks: tuple[LimeRemark, ...]


def form_of(survey: LimeSurvey) -> LimeForm:
    """The survey as questions of ours and a remark for everything that is not taken over as it is."""
    builder = _Builder(survey)
    for question in survey.questions:
        builder.add(question)
    questions, unfiltered = with_filters(survey.questions, Made(builder.made, builder.first, builder.values))
    if survey.other_languages:
        languages = ", ".join(survey.other_languages)
        builder.remark("Sprachen", f"Übernommen wird „{survey.language}“; nicht übernommen: {languages}.")
    return LimeForm(tuple(questions), tuple(builder.fields), (*survey.remarks, *builder.remarks, *unfiltered))


class _Builder:
    def __init__(self, survey: LimeSurvey) -> None:
        self._survey = survey
        self.made: list[FormQuestion] = []
        self.fields: list[LimeField] = []
        self.remarks: list[LimeRemark] = []
        self._taken: set[str] = set()
        self.first: dict[str, int] = {}  # code of a LimeSurvey question → place of its first question here
        self.values: dict[str, Mapping[str, int]] = {}
        self._shapes: dict[str, Callable[[LimeQuestion], None]] = {
            **dict.fromkeys("L!ZWO5YG", self._single),
            **dict.fromkeys("MP", self._multiple),
            **dict.fromkeys("ABCEFH", self._matrix),
            "1": self._two_scales,
            **dict.fromkeys("NKD", self._plain),
            **dict.fromkeys("STU", self._plain),
            "Q": self._texts,
            ";": self._texts,
            ":": self._numbers,
            "R": self._ranking,
            "X": self._info,
        }

    def remark(self, place: str, text: str) -> None:
        self.remarks.append(LimeRemark(place, text))

    # ------------------------------------------------------------ questions

    def add(self, question: LimeQuestion) -> None:
        """Take one question over, or say why not."""
        if question.code in self.first:
            self.remark(question.place, "Dieser Fragencode kommt mehrfach vor; der Variablenname wurde geändert.")
        self.first.setdefault(question.code, len(self.made))
        shape = self._shapes.get(question.type)
        if shape is None:
            kind = TYPE_NAMES.get(question.type, f"unbekannter Fragetyp „{question.type}“")
            self.remark(question.place, _LEFT_OUT.get(question.type, f"{kind}: Die Frage entfällt."))
            return
        if "{" in question.text and "}" in question.text:
            self.remark(
                question.place, "Der Wortlaut enthält einen Platzhalter in geschweiften Klammern; bitte ändern."
            )
        shape(question)

    def _put(self, question: LimeQuestion, kind: QuestionType, **values: Any) -> FormQuestion:
        """Add a question of ours with what is common to all."""
        variable = str(values.pop("variable", "")) or ("" if kind is QuestionType.INFO else self._name(question.code))
        wording = str(values.pop("wording", "")) or question.text
        if not wording:
            wording = question.code
            self.remark(question.place, "Die Frage hat keinen Wortlaut; eingesetzt ist ihr Code.")
        made = FormQuestion(
            key=str(len(self.made) + 1),
            block=(question.group or "Fragen").replace("\n", " ")[:80],
            type=kind,
            wording=self._cut(question, wording, 1_500),
            title=" ".join(wording.split())[:60],
            instruction=self._cut(question, question.help, 300),
            variable=variable,
        )
        made = replace(made, **values)
        self.made.append(made)
        return made

    def _cut(self, question: LimeQuestion, text: str, length: int) -> str:
        if len(text) > length:
            self.remark(question.place, f"Ein Text ist länger als {length} Zeichen und wurde gekürzt.")
        return text[:length]

    def _name(self, code: str) -> str:
        """A variable name nobody has yet, as near as possible to LimeSurvey's code."""
        base = re.sub(r"[^A-Za-z0-9_]", "_", code)[:20] or "F"
        base = base if base[0].isalpha() and base[0].isascii() else f"F{base}"[:20]
        name, number = base, 2
        while name.lower() in self._taken:
            name, number = f"{base[:17]}_{number}", number + 1
        self._taken.add(name.lower())
        return name

    def _field(
        self, question: LimeQuestion, part: str, variable: str, values: Mapping[str, int] | None = None, rank: int = 0
    ) -> None:
        """Note where a column of answers goes; `part` is what stands behind the question's code („SQ001“)."""
        main, _, scale = part.partition("#")
        heading = question.code + (f"[{main}]" if main else "") + (f"[{int(scale) + 1}]" if scale else "")
        sgqa = f"{self._survey.id}X{question.group_id}X{question.id}{part}" if question.id else ""
        self.fields.append(LimeField(heading, variable, values or {}, sgqa, rank))

    # ------------------------------------------------------------ answers

    def _answers(self, question: LimeQuestion, scale: int = 0) -> tuple[tuple[Answer, ...], dict[str, int]]:
        """The answers of a list and the codes they had."""
        given: Sequence[LimeAnswer] = question.choices(scale)
        if question.type in _FIXED:
            given = [LimeAnswer(code, text) for code, text in _FIXED[question.type]]
        given = self._different(question, given)
        codes = numbers_of([(answer.code, answer.text) for answer in given])
        table = dict(zip((answer.code for answer in given), codes, strict=True))
        answers = [
            Answer(code, self._cut(question, answer.text, 300) or answer.code)
            for answer, code in zip(given, codes, strict=True)
        ]
        if question.other and question.type not in _FIXED and not scale:
            free = max((code for code in codes if code > 0), default=0) + 1
            answers.append(Answer(free, question.attributes.get("other_replace_text") or "Sonstiges", text=True))
            table[OTHER] = free
        return tuple(sorted(answers, key=missing_last)), table

    def _different(self, question: LimeQuestion, given: Iterable[LimeAnswer]) -> list[LimeAnswer]:
        found: dict[str, LimeAnswer] = {}
        for answer in given:
            if answer.code in found:
                self.remark(question.place, f"Der Antwortcode „{answer.code}“ kommt doppelt vor; der erste gilt.")
            found.setdefault(answer.code, answer)
        return list(found.values())

    def _lines(self, question: LimeQuestion, scale: int = 0) -> list[LimeSubquestion]:
        found: dict[str, LimeSubquestion] = {}
        for line in question.lines(scale):
            if line.code in found:
                self.remark(question.place, f"Die Teilfrage „{line.code}“ kommt doppelt vor; die erste gilt.")
            found.setdefault(line.code, line)
        if not found:
            self.remark(question.place, "Die Frage hat keine Teilfragen.")
        return list(found.values())

    # ------------------------------------------------------------ shapes

    def _single(self, question: LimeQuestion) -> None:
        answers, table = self._answers(question)
        scale = question.type == "5"
        made = self._put(question, QuestionType.SCALE if scale else QuestionType.SINGLE, answers=answers)
        self.values[question.code] = table
        self._field(question, "", made.variable, table)
        if OTHER in table:
            self._field(question, "other", f"{made.variable}_{table[OTHER]}_text")
        if question.type == "O":
            name = self._name(f"{question.code}_K")
            self._put(question, QuestionType.LONG_TEXT, wording="Anmerkung dazu:", variable=name)
            self._field(question, "comment", name)

    def _multiple(self, question: LimeQuestion) -> None:
        lines = self._lines(question)
        codes = numbers_of([(line.code, "") for line in lines])
        alone = set(re.split(r"[;,\s]+", question.attributes.get("exclude_all_others", ""))) - {""}
        comments = question.type == "P"
        answers = [
            Answer(code, self._cut(question, line.text, 300) or line.code, line.code in alone, comments)
            for line, code in zip(lines, codes, strict=True)
        ]
        free = max(codes, default=0) + 1
        if question.other:
            answers.append(Answer(free, question.attributes.get("other_replace_text") or "Sonstiges", text=True))
        most = question.attributes.get("max_answers", "")
        limit = int(most) if re.fullmatch(r"\d{1,3}", most) and 0 < int(most) <= len(answers) else 0
        made = self._put(question, QuestionType.MULTIPLE, answers=tuple(answers), limit=limit)
        for line, code in zip(lines, codes, strict=True):
            self._field(question, line.code, f"{made.variable}_{code}", {"Y": 1})
            if comments:
                self._field(question, f"{line.code}comment", f"{made.variable}_{code}_text")
        if question.other:
            self._field(question, "other", f"{made.variable}_{free}_text")

    def _matrix(self, question: LimeQuestion) -> None:
        answers, table = self._answers(question)
        rows = self._rows(question)
        made = self._put(
            question,
            QuestionType.MATRIX,
            answers=answers,
            rows=tuple(row for _, row in rows),
            layout=Layout(poles_only=question.type in "AB"),
        )
        for code, row in rows:
            self._field(question, code, f"{made.variable}_{row.name}", table)

    def _two_scales(self, question: LimeQuestion) -> None:
        answers, table = self._answers(question)
        second, second_table = self._answers(question, 1)
        rows = self._rows(question)
        made = self._put(
            question,
            QuestionType.MATRIX,
            answers=answers,
            rows=tuple(row for _, row in rows),
            second=second,
            first_heading=question.attributes.get("dualscale_headerA") or "Erste Skala",
            second_heading=question.attributes.get("dualscale_headerB") or "Zweite Skala",
        )
        for code, row in rows:
            self._field(question, f"{code}#0", f"{made.variable}_{row.name}", table)
            self._field(question, f"{code}#1", f"{made.variable}_{row.name}_2", second_table)

    def _rows(self, question: LimeQuestion) -> list[tuple[str, MatrixRow]]:
        """The lines with LimeSurvey's code; the name of a row keeps it as far as possible."""
        found: list[tuple[str, MatrixRow]] = []
        taken: set[str] = set()
        for number, line in enumerate(self._lines(question), 1):
            name = re.sub(r"[^A-Za-z0-9]", "", line.code)[:20] or str(number)
            name = name if name.lower() not in taken else f"{name}x{number}"
            taken.add(name.lower())
            found.append((line.code, MatrixRow(name, self._cut(question, line.text, 300) or line.code)))
        return found

    def _plain(self, question: LimeQuestion) -> None:
        types = {
            "N": QuestionType.NUMBER,
            "K": QuestionType.NUMBER,
            "D": QuestionType.DATE,
            "S": QuestionType.SHORT_TEXT,
        }
        kind = types.get(question.type, QuestionType.LONG_TEXT)
        longest = question.attributes.get("maximum_chars", "")
        digits = min(int(longest), 9) if re.fullmatch(r"[1-9]\d?", longest) else 4
        layout = Layout(digits=digits, unit=question.attributes.get("suffix", "")[:40])
        if question.type != "K":
            made = self._put(question, kind, layout=layout)
            self._field(question, "", made.variable)
            return
        for line in self._lines(question):
            wording = f"{question.text}\n{line.text or line.code}".strip()
            made = self._put(
                question, kind, layout=layout, wording=wording, variable=self._name(f"{question.code}_{line.code}")
            )
            self._field(question, line.code, made.variable)

    def _texts(self, question: LimeQuestion) -> None:
        columns = self._lines(question, 1) if question.type in ";:" else [LimeSubquestion("", "Antwort", 1)]
        rows = self._rows(question)
        answers = tuple(Answer(place, column.text or column.code) for place, column in enumerate(columns, 1))
        made = self._put(question, QuestionType.TEXT_TABLE, answers=answers, rows=tuple(row for _, row in rows))
        for code, row in rows:
            for place, column in enumerate(columns, 1):
                part = f"{code}_{column.code}" if column.code else code
                self._field(question, part, f"{made.variable}_{row.name}_{place}")

    def _numbers(self, question: LimeQuestion) -> None:
        if question.attributes.get("multiflexible_checkbox") != "1":
            self.remark(question.place, "Die Matrix aus Zahlen wird eine Texttabelle; Zahlen werden als Text erfasst.")
            self._texts(question)
            return
        self.remark(question.place, "Aus jeder Zeile der Matrix mit Kästchen wird eine Mehrfachauswahl.")
        columns = self._lines(question, 1)
        codes = numbers_of([(column.code, "") for column in columns])
        answers = tuple(Answer(code, column.text or column.code) for column, code in zip(columns, codes, strict=True))
        for line in self._lines(question):
            name = self._name(f"{question.code}_{line.code}")
            wording = f"{question.text}\n{line.text or line.code}".strip()
            self._put(question, QuestionType.MULTIPLE, answers=answers, wording=wording, variable=name)
            for column, code in zip(columns, codes, strict=True):
                self._field(question, f"{line.code}_{column.code}", f"{name}_{code}", {"1": 1, "0": 0})

    def _ranking(self, question: LimeQuestion) -> None:
        answers, table = self._answers(replace(question, other=False))
        made = self._put(question, QuestionType.RANKING, answers=answers)
        for rank in range(1, len(answers) + 1):
            self._field(question, str(rank), made.variable, table, rank)

    def _info(self, question: LimeQuestion) -> None:
        self._put(question, QuestionType.INFO)
