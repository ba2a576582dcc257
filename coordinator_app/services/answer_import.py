"""Taking answers from files into the answer file of a survey: CSV, Excel, OpenDocument, LimeSurvey.

The dry run reads and checks everything; the run stores all new sheets in one transaction or none. A sheet's uuid is
made of where it came from, its number there and its content, so the same file twice is in once.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import AnswerMode, StoredForm
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.domain.questionnaires import form_from
from coordinator_app.domain.surveys import FormVersion, Questionnaire
from coordinator_app.exchange.answer_mapping import ColumnFinder, Role, Target, is_meta
from coordinator_app.exchange.answer_sheets import Oddity, Sheets, prepare, refined
from coordinator_app.exchange.answer_source import source_of
from coordinator_app.exchange.answer_table import AnswerTable, read_answers
from coordinator_app.exchange.limesurvey_form import LimeField, LimeForm, form_of
from coordinator_app.services import lime_memory
from coordinator_app.services.answer_import_rows import (
    AnswerPlan,
    AnswerResult,
    Chosen,
    ImportWay,
    OpenedAnswers,
    choose,
    new_sheets,
    row_marks,
    row_modes,
)
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.answers import Answers

HELP = "antworten-einlesen"


class AnswerImport:
    """Reads, checks and stores answers of one municipality file's surveys."""

    def __init__(self, store: Store, answers: "Answers") -> None:
        self._store = store
        self._answers = answers

    # ------------------------------------------------------------ reading

    def open(
        self, survey_id: int, path: Path, structure: Path | None = None, context: JobContext | None = None
    ) -> OpenedAnswers:
        """Read a file and find where its columns go; `structure` is a LimeSurvey structure its codes belong to.

        `UserError` when the survey has no frozen form yet or the file holds nothing of it.
        """
        job = context or JobContext()
        forms = self._forms(survey_id)
        fields = _structure(structure).fields if structure is not None else self._remembered(survey_id)
        if path.suffix.lower() in {".lsa", ".lss"}:
            from coordinator_app.exchange.limesurvey_responses import read_archive

            lime, table = read_archive(path, job)
            fields = lime.fields
        else:
            known = [ColumnFinder(stored.form, fields) for stored in forms]
            table = read_answers(path, _known_to(known), job)
        return self._understood(survey_id, table, forms, fields)

    def _remembered(self, survey_id: int) -> tuple[LimeField, ...]:
        """LimeSurvey's codes of the questions taken over from there."""
        with self._store.read() as unit:
            papers = [paper.id for paper in unit.find(Questionnaire, survey_id=survey_id, deleted=None)]
            return lime_memory.recall(unit, papers)

    def _forms(self, survey_id: int) -> list[StoredForm]:
        """The frozen forms; reading them makes no answer file."""
        found = {stored.code: stored for stored in self._answers.forms(survey_id)}
        with self._store.read() as unit:
            papers = tuple(paper.id for paper in unit.find(Questionnaire, survey_id=survey_id))
            versions = unit.find(FormVersion, questionnaire_id=papers, order="id") if papers else []
        for version in versions:
            if version.code not in found:
                form = form_from(json.loads(version.content))
                names = tuple(variable.name for variable in variables(form))
                found[version.code] = StoredForm(version.code, version.content_hash, version.language, form, names)
        if not found:
            raise UserError(
                "Bevor Antworten eingelesen werden, muss der Fragebogen festgelegt sein. Bitte wählen Sie im Schritt "
                "„Fragebogen“ „Druckfassung festlegen“.",
                help_topic=HELP,
            )
        return list(found.values())

    def _understood(
        self, survey_id: int, table: AnswerTable, forms: Sequence[StoredForm], fields: Sequence[LimeField]
    ) -> OpenedAnswers:
        best: tuple[int, StoredForm, ColumnFinder, list[Target]] | None = None
        for stored in forms:
            finder = ColumnFinder(stored.form, fields)
            targets = finder.targets(table.headings)
            fit = sum(target.role in {Role.VARIABLE, Role.RANK} for target in targets)
            fit = 2 * fit + (stored.language == "de")
            if best is None or fit >= best[0]:
                best = (fit, stored, finder, targets)
        if best is None or best[0] < 2:
            raise UserError(
                f"In „{table.name}“ passt keine Spalte zum Fragebogen. Erwartet werden Variablennamen wie "
                f"„{_example(forms)}“, Fragencodes von LimeSurvey oder der Wortlaut der Fragen als Überschrift.",
                help_topic=HELP,
            )
        _, stored, finder, targets = best
        targets = refined(table, finder, targets)
        remarks = (*_table_remarks(table), *_column_remarks(table, targets))
        return OpenedAnswers(survey_id, table, stored, finder, tuple(targets), remarks)

    def with_target(self, opened: OpenedAnswers, column: int, variable: str) -> OpenedAnswers:
        """The same file with one column put into another variable by hand („" = left out)."""
        target = Target(Role.VARIABLE, variable) if variable else Target(Role.UNKNOWN)
        targets = [Target(Role.UNKNOWN) if variable and item.variable == variable else item for item in opened.targets]
        targets[column] = target
        remarks = (*_table_remarks(opened.table), *_column_remarks(opened.table, targets))
        return replace(opened, targets=tuple(targets), remarks=remarks)

    @staticmethod
    def proposed(opened: OpenedAnswers) -> ImportWay:
        """How the rows probably came: an online file without access codes is one of an open link."""
        roles = {target.role for target in opened.targets}
        name = source_of(opened.table.name)
        if Role.SUBMITTED not in roles:
            return ImportWay(AnswerMode.PAPER, name)
        codes = [
            column
            for column, target in zip(opened.table.columns, opened.targets, strict=True)
            if target.role is Role.PRIVATE and column.heading.casefold() in {"token", "zugangscode", "access code"}
        ]
        drawn = any(set(column.texts) - {""} for column in codes)
        return ImportWay(AnswerMode.ONLINE if drawn else AnswerMode.SELF_SELECTED, name)

    # ------------------------------------------------------------ the dry run

    def plan(self, opened: OpenedAnswers, way: ImportWay, context: JobContext | None = None) -> AnswerPlan:
        """Everything the run would store, and every oddity; nothing is stored."""
        job = context or JobContext()
        sheets = prepare(opened.table, opened.form.form, opened.finder, opened.targets, job)
        modes, odd_modes = row_modes(opened, way)
        marks = row_marks(opened, sheets, way)
        file = self._answers.file(opened.survey_id)
        chosen = choose(opened, sheets, way, marks, file)
        import numpy as np

        oddities = (*opened.remarks, *sheets.oddities, *odd_modes, *chosen.doubled, *_more(sheets, chosen, opened))
        return AnswerPlan(
            opened,
            way,
            sheets,
            np.asarray(chosen.taken, np.int64),
            marks,
            modes,
            chosen.known,
            chosen.changed,
            chosen.incomplete,
            chosen.empty,
            tuple(oddities),
        )

    # ------------------------------------------------------------ storing

    def run(self, plan: AnswerPlan, context: JobContext | None = None) -> AnswerResult:
        """Store the new sheets; all or none. Raises `Cancelled` with nothing stored."""
        job = context or JobContext()
        file = self._answers.ensure(plan.opened.survey_id)
        with file.writing():
            put_aside = {info.uuid: info.id for info in file.infos() if info.deleted}
            for row in plan.rows:
                if plan.uuids[row] in put_aside:
                    file.delete_sheet(put_aside[plan.uuids[row]])  # deleted before, now taken in again
            new = file.append(new_sheets(plan, file, job))
        return AnswerResult(new, plan.opened.table.rows - new)

    def take_back(self, plan: AnswerPlan) -> int:
        """Put the sheets of an import aside again, like any deleted sheet; returns how many."""
        file = self._answers.ensure(plan.opened.survey_id)
        taken = {plan.uuids[row] for row in plan.rows}
        ids = [info.id for info in file.infos() if info.uuid in taken and not info.deleted]
        file.set_deleted(ids, deleted=True)
        return len(ids)

    def report(self, plan: AnswerPlan, result: AnswerResult | None = None) -> bytes:
        """The dry run, or with `result` what was stored, as an Excel file."""
        from coordinator_app.services.answer_import_report import import_report

        return import_report(plan, result)


def _known_to(finders: Sequence[ColumnFinder]) -> Callable[[str], bool]:
    def known(heading: str) -> bool:
        return is_meta(heading) or any(finder.knows(heading) for finder in finders)

    return known


def _structure(path: Path) -> LimeForm:
    from coordinator_app.exchange.limesurvey_files import read_structure

    return form_of(read_structure(path))


def _example(forms: Sequence[StoredForm]) -> str:
    return next((name for stored in forms for name in stored.variables), "E01")


# --- Remarks ------------------------------------------------------------------------------------------------------


def _table_remarks(table: AnswerTable) -> Iterator[Oddity]:
    for line, message in table.remarks:
        yield Oddity(f"Zeile {line}", "", "", message)
    for line in table.above:
        text = " · ".join(cell for cell in line if cell)[:80]
        if text:
            yield Oddity("Kopf", "", text, "Weitere Kopfzeile: nicht als Antwort gelesen.", serious=False)


def _column_remarks(table: AnswerTable, targets: Sequence[Target]) -> Iterator[Oddity]:
    """Columns left out: unknown ones, and those with data about the connection, which are never stored."""
    for place, (column, target) in enumerate(zip(table.columns, targets, strict=True)):
        cell = table.place(place).rstrip("0123456789")
        if target.role is Role.UNKNOWN and set(column.texts) - {""}:
            sample = next(text for text in column.texts if text)[:80]
            yield Oddity(f"Spalte {cell}", column.heading[:120], sample, "Keiner Frage zugeordnet; nicht übernommen.")
        elif target.role is Role.DOUBLE:
            message = "Diese Angabe kommt schon aus einer anderen Spalte; nicht übernommen."
            yield Oddity(f"Spalte {cell}", column.heading[:120], "", message)
        elif target.role is Role.PRIVATE:
            message = "Zugangs- und Verbindungsdaten werden nie gespeichert."
            yield Oddity(f"Spalte {cell}", column.heading[:120], "", message, serious=False)


def _more(sheets: Sheets, chosen: Chosen, opened: OpenedAnswers) -> Iterator[Oddity]:
    if sheets.missing:
        names = ", ".join(sheets.missing[:12]) + (" …" if len(sheets.missing) > 12 else "")
        yield Oddity("Datei", "", names, "Für diese Variablen hat die Datei keine Spalte.", len(sheets.missing))
    if chosen.changed:
        message = "Schon eingelesen, jetzt aber mit anderen Angaben; es bleibt, was gespeichert ist."
        yield Oddity("Datei", "", "", message, chosen.changed)
    if chosen.alike > 1 and chosen.alike * 2 > len(chosen.taken):
        message = (
            "Diese Antworten gleichen bis ins Letzte schon eingelesenen. Wurde die Datei unter anderem Namen schon "
            "eingelesen? Dann bitte dieselbe Quelle angeben."
        )
        yield Oddity("Datei", "", opened.table.name, message, chosen.alike)
