"""Questionnaire documents from the neutral tree: Word twin for review, code plan, legal checklist before printing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.common.german import NBSP
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Document,
    Heading,
    KeyValues,
    LabelledItem,
    LabelledList,
    Notice,
    Orientation,
    Paragraph,
    Run,
    Style,
    Table,
    TableColumn,
    bold,
)
from coordinator_app.documents.layout import COMPACT_POINTS, TABLE_POINTS
from coordinator_app.documents.sheet_words import SheetWords, sheet_words
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.form_languages import form_language
from coordinator_app.domain.questionnaire_rules import Variable, block_letter, blocks, numbers, variables
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    MISSING_CODES,
    Answer,
    Form,
    FormQuestion,
    QuestionType,
)

BOX = "☐"
_LINE = "_" * 60
_OWN_WORDS = " ______________________"
_WRITING = 9  # mm for a line of handwriting
_SHORT_LABEL = 34
_LETTER, _CELL, _LINE_WIDTH = 2.05, 3.5, 165.0  # mm: a bold letter, air of a cell, the line
_STATEMENT, _NARROW_STATEMENT = 40.0, 27.0  # mm of the first column, and where long words need the room
_DRAFT = "Entwurf, noch nicht festgelegt"


@dataclass(frozen=True, slots=True)
class LegalLine:
    """One line of the checklist: question, rule it comes from, answer in words, day and remark."""

    question: str
    source: str
    answer: str
    day: date | None
    remark: str


# --- Word twin -------------------------------------------------------------------------------------------------


def questionnaire_document(form: Form, *, bank_details: bool = False) -> Document:
    """The form for reading and discussion; `bank_details` adds construct, item and variable to each question."""
    number = numbers(form.questions)
    words = sheet_words(form.language)
    body: list[Block] = [Notice(words.review_note, title=words.review_title)]
    body += [Paragraph(part) for part in form.introduction.splitlines() if part.strip()]
    for index, (title, questions) in enumerate(blocks(form.questions)):
        body.append(Heading(1, title, label=block_letter(index)))
        for question in questions:
            body += _question(question, number, words)
            if bank_details and question.counts:
                body.append(Paragraph(_details(question), style=Style.SMALL))
    body += [Paragraph(part) for part in form.closing.splitlines() if part.strip()]
    return Document(
        title=form.title,
        subtitle=form.subtitle,
        subject="Fragebogen",
        author=form.municipality,
        blocks=tuple(body),
        footer=form.municipality,
        language=form_language(form.language).locale,
        page_words=words.page,
    )


def _question(question: FormQuestion, number: dict[str, int], words: SheetWords) -> list[Block]:
    if not question.counts:
        return [Paragraph(question.wording)]
    wording: tuple[str | Run, ...] = (bold(f"{number[question.key]}  {question.wording}"),)
    if question.instruction:
        wording += (" ", Run(question.instruction, italic=True))
    return [Paragraph(wording, keep=True), *_answers(question, number, words)]


def _answers(question: FormQuestion, number: dict[str, int], words: SheetWords) -> list[Block]:
    skips = {code: _target(rule.target, number, words) for rule in question.filters for code in rule.codes}
    match question.type:
        case QuestionType.MATRIX if question.second:
            return _two_scales(question, words)
        case QuestionType.MATRIX | QuestionType.SCALE:
            return [_battery(question, words), *(_skip_lines(question, skips, words))]
        case QuestionType.TEXT_TABLE:
            return [_text_table(question, words)]
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            if _fits_in_lines(question, skips):
                return [Paragraph("\u2003 ".join(_kept_together(answer.label) for answer in question.answers))]
            return [LabelledList(tuple(_answer(answer, skips, words) for answer in question.answers))]
        case QuestionType.RANKING:
            return [LabelledList(tuple(LabelledItem("____", answer.label) for answer in question.answers))]
        case QuestionType.SHORT_TEXT | QuestionType.LONG_TEXT:
            return [Paragraph("\n".join([_LINE] * question.layout.lines))]
        case _:
            return [Paragraph(_field(question, words))]


def _field(question: FormQuestion, words: SheetWords) -> str:
    match question.type:
        case QuestionType.CODE:
            return f"{words.code_field} {' '.join('_' * question.layout.digits)}"
        case QuestionType.DATE:
            return f"{words.date_field} ____ . ____ . ________"
        case QuestionType.NUMBER | QuestionType.YEAR:
            label = words.year_field if question.type is QuestionType.YEAR else words.number_field
            return " ".join(filter(None, (f"{label} ______", question.layout.unit)))
        case _:
            return _LINE


def _fits_in_lines(question: FormQuestion, skips: dict[int, str]) -> bool:
    """Short answers stand side by side as on the sheet, so that the Word version has no more pages than the sheet."""
    short = all(len(answer.label) <= _SHORT_LABEL and not answer.text for answer in question.answers)
    return short and not skips


def _kept_together(label: str) -> str:
    return f"{BOX} {label}".replace(" ", NBSP)


def _answer(answer: Answer, skips: dict[int, str], words: SheetWords) -> LabelledItem:
    text: tuple[str | Run, ...] = (answer.label,)
    if answer.text:
        text += (_OWN_WORDS,)
    if answer.code in skips:
        text += (bold(f"  {words.arrow} {skips[answer.code]}"),)
    return LabelledItem(BOX, text)


def _battery(question: FormQuestion, words: SheetWords) -> Table:
    """A matrix as table; a scale is one with a single line for the crosses."""
    heads = tuple(
        TableColumn(answer.label or str(answer.code), width=1, alignment=Alignment.CENTER)
        for answer in question.answers
    )
    boxes = (BOX,) * len(heads)
    if question.type is QuestionType.SCALE:
        return Table(columns=heads, rows=(boxes,))
    rows = tuple((row.label + (_OWN_WORDS if row.text else ""), *boxes) for row in question.rows)
    longest = max((len(word) for answer in question.answers for word in answer.label.split()), default=0)
    width, compact = _room_for_heads(longest, len(heads))
    return Table(columns=(TableColumn(words.statement, width=width), *heads), rows=rows, compact=compact)


def _room_for_heads(longest: int, count: int) -> tuple[float, bool]:
    """Width of the first column in columns of boxes, and whether smaller type is needed to keep words whole."""
    for compact, letter in ((False, _LETTER), (True, _LETTER * COMPACT_POINTS / TABLE_POINTS)):
        wanted = longest * letter + _CELL
        room = _LINE_WIDTH - count * wanted
        if room >= _STATEMENT:
            return min(room / wanted, 3), compact
    return _NARROW_STATEMENT / wanted, True


def _two_scales(question: FormQuestion, words: SheetWords) -> list[Block]:
    """A matrix with two scales: one table for each under its heading, the second with who answers it."""
    opening = [answer.label for answer in question.answers if answer.code in question.row_filter]
    only = f" ({words.only_at.format(answer=words.or_answer.join(opening))})" if opening else ""
    rows = tuple(replace(row, text=False) for row in question.rows)
    return [
        Paragraph(bold(question.first_heading), keep=True),
        _battery(question, words),
        Paragraph(bold(question.second_heading + only), keep=True),
        _battery(replace(question, answers=question.second, rows=rows), words),
    ]


def _text_table(question: FormQuestion, words: SheetWords) -> Table:
    """Fields to write in: a row for each label, a column for each heading."""
    heads = tuple(TableColumn(answer.label, width=3) for answer in question.answers)
    rows = tuple((row.label, *("" for _ in heads)) for row in question.rows)
    height = _WRITING * max(question.layout.lines, 1)
    return Table(columns=(TableColumn(words.entry, width=1.5), *heads), rows=rows, row_height=height)


def _skip_lines(question: FormQuestion, skips: dict[int, str], words: SheetWords) -> Iterable[Block]:
    labels = {answer.code: answer.label for answer in question.answers}
    for code, target in skips.items():
        at = words.at_answer.format(answer=labels.get(code, code))
        yield Paragraph((f"{at} ", bold(f"{words.arrow} {target}")))


def _target(target: str, number: dict[str, int], words: SheetWords) -> str:
    if target == END_OF_FORM:
        return words.to_end
    return words.next_question.format(number=number.get(target, "?"))


def _details(question: FormQuestion) -> str:
    parts = [f"Variable {question.variable}"]
    if question.construct:
        parts.append(f"Konstrukt: {question.construct}")
    if question.item:
        parts.append(f"Fragenbank {question.item}, Fassung {question.item_version}")
    if question.comparison:
        parts.append("Vergleichsfrage")
    return " · ".join(parts)


# --- Code plan -------------------------------------------------------------------------------------------------


def codebook_document(form: Form, *, code: str = "", others: Sequence[tuple[Form, str]] = ()) -> Document:
    """The code plan: every variable of the data set; `code` is the form code of the frozen version.

    `others` are the same form in other languages with their codes: the same variables in other words.
    """
    found = variables(form)
    facts = [("Fragebogen", form.title), ("Herausgeber", form.municipality)]
    facts.append(("Formularkennung", code or _DRAFT))
    facts += [(f"Formularkennung {form_language(other.language).label}", known or _DRAFT) for other, known in others]
    facts.append(("Umfang", f"{len(numbers(form.questions))} Fragen, {len(found)} Variablen"))
    return Document(
        title="Codeplan",
        subtitle=form.title,
        subject="Codeplan",
        author=form.municipality,
        orientation=Orientation.LANDSCAPE,
        footer=form.title,
        blocks=(
            KeyValues(tuple(facts)),
            Heading(1, "Variablen"),
            Table(
                columns=(
                    TableColumn("Frage", Kind.INTEGER, width=1.2),
                    TableColumn("Variable", width=2),
                    TableColumn("Art", width=2.2),
                    TableColumn("Bezeichnung", width=5),
                    TableColumn("Codes", width=4.6),
                    TableColumn("Fehlende Werte", width=3.6),
                    TableColumn("Filter", width=2.6),
                ),
                rows=_variable_rows(found),
                empty_text="Der Fragebogen hat noch keine Fragen.",
            ),
            Heading(1, "Codes für fehlende Werte"),
            Paragraph("Diese Codes bedeuten in jeder Frage dasselbe, auch wenn sie nicht auf dem Bogen stehen."),
            Table(
                columns=(TableColumn("Code", Kind.INTEGER, width=1), TableColumn("Bedeutung", width=6)),
                rows=tuple(MISSING_CODES.items()),
            ),
            *(block for other, _ in others for block in _other_words(other)),
        ),
    )


def _other_words(form: Form) -> Iterable[Block]:
    """The variables in the words of another language."""
    yield Heading(1, f"Wortlaut: {form_language(form.language).label}")
    yield Paragraph("Variablen und Codes sind dieselben wie in der deutschen Fassung.", keep=True)
    yield Table(
        columns=(
            TableColumn("Frage", Kind.INTEGER, width=1.2),
            TableColumn("Variable", width=2),
            TableColumn("Bezeichnung", width=7),
            TableColumn("Codes", width=7),
        ),
        rows=tuple((row[0], row[1], row[3], row[4]) for row in _variable_rows(variables(form))),
    )


def _variable_rows(found: Sequence[Variable]) -> tuple[tuple[object, ...], ...]:
    """One row for each variable; further variables of a question refer to its first where codes are the same."""
    rows: list[tuple[object, ...]] = []
    first: Variable | None = None
    for variable in found:
        if first is None or first.number != variable.number:
            first = variable
        same = first is not variable and (first.values, first.missing) == (variable.values, variable.missing)
        codes, missing = _codes(variable.values) or _free(variable.type), _codes(variable.missing)
        if same:
            codes = missing = f"wie {first.name}"
        kind = variable.type.label
        rows.append((variable.number, variable.name, kind, variable.label, codes, missing, variable.filter))
    return tuple(rows)


def _codes(values: Sequence[tuple[int, str]]) -> str:
    return "\n".join(f"{code} = {label}" for code, label in values)


def _free(kind: QuestionType) -> str:
    if kind in (QuestionType.NUMBER, QuestionType.YEAR):
        return "Zahl wie eingetragen"
    if kind is QuestionType.CODE:
        return "Ziffern wie eingetragen, mit führenden Nullen"
    return "JJJJ-MM-TT" if kind is QuestionType.DATE else "Text wie geschrieben"


# --- Legal checklist -------------------------------------------------------------------------------------------


def checklist_document(title: str, facts: Sequence[tuple[str, str]], lines: Sequence[LegalLine]) -> Document:
    """„Vor dem Druck“: what is settled and what is not; open points are named first."""
    open_points = [line for line in lines if line.answer != "ja"]
    summary: Block = Paragraph("Alle Punkte sind mit „ja“ beantwortet.")
    if open_points:
        count = len(open_points)
        words = "Ein Punkt ist" if count == 1 else f"{count} Punkte sind"
        summary = Notice(
            f"{words} offen oder mit „nein“ beantwortet. Bitte vor dem Druck mit der Leitung und der oder dem "
            "Datenschutzbeauftragten klären.",
            title="Noch nicht alles geklärt",
        )
    return Document(
        title="Checkliste vor dem Druck",
        subtitle=title,
        subject="Recht und Datenschutz der Befragung",
        blocks=(
            KeyValues(tuple(facts)),
            summary,
            Heading(1, "Prüfpunkte"),
            Table(
                columns=(
                    TableColumn("Frage", width=6),
                    TableColumn("Grundlage", width=2.4),
                    TableColumn("Antwort", width=1.3),
                    TableColumn("am", Kind.DATE, width=1.6),
                    TableColumn("Bemerkung", width=3),
                ),
                rows=tuple((line.question, line.source, line.answer, line.day, line.remark) for line in lines),
            ),
        ),
    )
