"""Lists for translators: read one that comes back, say what fits and what does not, take it in one step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.question_translations import QuestionnaireTranslation
from coordinator_app.domain.question_words import TranslationState, source_hash, texts_hash, words_from, words_text
from coordinator_app.domain.surveys import Questionnaire
from coordinator_app.services.translation_sheets import (
    BLOCK,
    FORM_TEXTS,
    HELP,
    Entry,
    TextPair,
    TranslationSheet,
    form_hash,
    save_words,
    translation_row,
    translation_sheet,
)
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

_UNREADABLE = "\ufffd"
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What a list brings: `texts` by (entry, place); `fits`: entries with the same German words throughout."""

    texts: Mapping[tuple[str, str], str]
    fits: frozenset[str]
    unchanged: int
    empty: int
    remarks: tuple[str, ...]

    @property
    def summary(self) -> str:
        """„23 neue Übersetzungen, 61 unverändert, 2 ohne Übersetzung“."""
        count = len(self.texts)
        new = "1 neue Übersetzung" if count == 1 else f"{count} neue Übersetzungen"
        return f"{new}, {self.unchanged} unverändert, {self.empty} ohne Übersetzung"

    @property
    def detail(self) -> str:
        """What is not taken, a line each."""
        shown = [f"– {remark}" for remark in self.remarks[:_SHOWN]]
        if len(self.remarks) > _SHOWN:
            shown.append(f"– und {len(self.remarks) - _SHOWN} weitere")
        return "\n".join(["Nicht übernommen:", *shown]) if shown else ""


def list_rows(sheet: TranslationSheet) -> list[tuple[str, str, str, str]]:
    """The rows of the list: key, what the text is, German words, translation."""
    return [
        (_key(entry, pair), _what(entry, pair), pair.source, pair.text)
        for entry in sheet.entries
        for pair in entry.pairs
    ]


def _key(entry: Entry, pair: TextPair) -> str:
    """Short and the same while the text stays: „F12.answers.1“, „title“, „U-0f3a9c“ for a heading."""
    if entry.key.startswith(BLOCK):
        return f"U-{texts_hash(pair.source)[:6]}"
    return entry.key if entry.key in FORM_TEXTS else f"F{entry.key}.{pair.place}"


def _what(entry: Entry, pair: TextPair) -> str:
    return f"Frage {entry.number}: {pair.label}" if entry.number else pair.label


class TranslationLists:
    """Reads lists and takes them; every taken list is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, questionnaire_id: int, language: str, path: Path) -> ListPlan:
        """What a list (Excel, OpenDocument, CSV) brings; nothing is stored. `UserError` when it is no such list."""
        from coordinator_app.exchange.tables import cell_text, read_tables

        rows = [[cell_text(cell) for cell in row] for sheet in read_tables(path).sheets[:1] for row in sheet.rows]
        with self._store.read() as unit:
            known = translation_sheet(unit, questionnaire_id, language)
        return _plan(known, rows, path.name)

    def take(self, questionnaire_id: int, language: str, plan: ListPlan) -> int:
        """Store the translations of a plan and return how many there were."""
        with self._store.write("Übersetzungen eingelesen") as unit:
            sheet = translation_sheet(unit, questionnaire_id, language)
            form_texts: dict[str, Any] = {}
            headings: dict[str, str] = {}
            for entry in sheet.entries:
                given = {place: text for (key, place), text in plan.texts.items() if key == entry.key}
                if entry.key in FORM_TEXTS:
                    form_texts |= given
                elif entry.key.startswith(BLOCK):
                    headings |= {place.removeprefix(BLOCK): text for place, text in given.items()}
                elif given or (entry.state is TranslationState.OUTDATED and entry.key in plan.fits):
                    _take_question(unit, language, entry, given, fits=entry.key in plan.fits)
            _take_form(unit, translation_row(unit, questionnaire_id, language), form_texts, headings, plan)
        return len(plan.texts)


def _take_question(unit: WriteUnit, language: str, entry: Entry, given: Mapping[str, str], *, fits: bool) -> None:
    words = entry.words
    for place, text in given.items():
        words = words.with_part(place, text)
    current = fits or entry.state is not TranslationState.OUTDATED
    save_words(unit, language, entry, words, made_from=source_hash(entry.source) if current else "")


def _take_form(
    unit: WriteUnit,
    row: QuestionnaireTranslation,
    texts: dict[str, Any],
    headings: Mapping[str, str],
    plan: ListPlan,
) -> None:
    """Texts of the form itself; all of them read against today's German make them current."""
    values = dict(texts)
    if headings:
        values["blocks"] = words_text({**words_from(row.blocks), **headings})
    if plan.fits.issuperset(name for name in FORM_TEXTS if getattr(row, name)):
        values["source_hash"] = form_hash(unit.get(Questionnaire, row.questionnaire_id))
    if plan.texts:
        values["checked_on"] = None
    unit.change(QuestionnaireTranslation, row.id, None, **values)


# --- Reading --------------------------------------------------------------------------------------------------


def _plan(sheet: TranslationSheet, rows: Sequence[Sequence[str]], name: str) -> ListPlan:
    from coordinator_app.documents.translation_list import GERMAN, KEY, TRANSLATION

    line, places = _heading(rows, (KEY, GERMAN, TRANSLATION), name)
    known = {_key(entry, pair): (entry, pair) for entry in sheet.entries for pair in entry.pairs}
    texts: dict[tuple[str, str], str] = {}
    seen: Counter[str] = Counter()
    fitting: Counter[str] = Counter()
    remarks: list[str] = []
    unchanged = empty = 0
    for number, row in enumerate(rows[line + 1 :], line + 2):
        key, german, text = (row[place].strip() for place in places)
        if not key:
            continue
        seen[key] += 1
        problem = _problem(known, key, german, text, seen[key])
        if problem:
            remarks.append(f"Zeile {number}: {problem}")
            continue
        entry, pair = known[key]
        fitting[entry.key] += 1
        if not text:
            empty += 1
        elif _plain(text) == _plain(pair.text):
            unchanged += 1
        else:
            texts[entry.key, pair.place] = text
    fits = frozenset(entry.key for entry in sheet.entries if fitting[entry.key] == len(entry.pairs))
    return ListPlan(texts, fits, unchanged, empty, tuple(remarks))


def _problem(known: Mapping[str, tuple[Entry, TextPair]], key: str, german: str, text: str, times: int) -> str:
    """Why a line cannot be taken; "" when it can."""
    if key not in known:
        return f"Der Schlüssel „{key}“ gehört zu keinem Text dieses Fragebogens."
    if times > 1:
        return f"Der Schlüssel „{key}“ kommt mehrfach vor."
    if _plain(german) != _plain(known[key][1].source):
        return f"Der deutsche Text ist inzwischen ein anderer („{known[key][1].source[:40]}“)."
    if _UNREADABLE in text:
        return "Die Übersetzung enthält unlesbare Zeichen. Bitte als Excel-Datei oder CSV in UTF-8 speichern."
    return ""


def _heading(rows: Sequence[Sequence[str]], wanted: Sequence[str], name: str) -> tuple[int, list[int]]:
    """Line and columns of the headings of the list."""
    for line, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if all(word in cells for word in wanted):
            return line, [cells.index(word) for word in wanted]
    columns = ", ".join(f"„{word}“" for word in wanted)
    raise UserError(
        f"„{name}“ ist keine Liste zum Übersetzen: Es fehlen die Spalten {columns}. Bitte nehmen Sie die Liste, die "
        "das Programm ausgegeben hat.",
        help_topic=HELP,
    )


def _plain(text: str) -> str:
    """Words without the ways spreadsheets and printing change blanks."""
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())
