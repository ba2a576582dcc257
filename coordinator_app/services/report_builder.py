"""Reports the coordinator puts together: new, for the next year, chapters and what they take in, and their state."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.evaluation import ReportChapterText
from coordinator_app.domain.new_reports import first_plan, following, usual_period, usual_title
from coordinator_app.domain.report_chapters import ChapterState, arranged
from coordinator_app.domain.report_outlines import FIELDS, OUTLINES, outline
from coordinator_app.domain.report_plan import ReportPlan, plan_text, read_plan
from coordinator_app.domain.report_states import check_open
from coordinator_app.domain.reports import Report, ReportKind, ReportState
from coordinator_app.services.chapter_texts import ChapterTexts
from coordinator_app.services.lists import RecordList, columns
from coordinator_app.storage.queries.report_scope import used_fields
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

HELP = "berichtsbaukasten"


class ReportBuilder:
    """`workspace.report_builder`; every writing verb is one undoable step. `chapters` keeps the own texts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.chapters = ChapterTexts(store, Report)

    # --- reading

    def list(self) -> RecordList[Report]:
        """The reports as a list source."""
        found = columns(Report, "title", "report_kind", "state", "period_end")
        wide = {"report_kind": 20, "state": 14, "period_end": 13}
        return RecordList(self._store, Report, [replace(each, width=wide.get(each.key, each.width)) for each in found])

    def all(self) -> "list[Report]":
        """All reports, the newest first."""
        with self._store.read() as unit:
            return unit.find(Report, order="-id")

    def get(self, id: int) -> Report:
        """One report, also from the Papierkorb."""
        with self._store.read() as unit:
            return unit.get(Report, id)

    def about(self, subject_kind: str, subject_id: int) -> "list[Report]":
        """The reports and papers about a record, the newest first."""
        with self._store.read() as unit:
            return unit.find(Report, subject_kind=subject_kind, subject_id=subject_id, order="-id")

    def plan(self, id: int) -> ReportPlan:
        """What a report is told to take in."""
        return read_plan(self.get(id).settings)

    def states(self, id: int) -> tuple[ChapterState, ...]:
        """All chapters of a report in its order, with own texts; those left out among them."""
        with self._store.read() as unit:
            report = unit.get(Report, id)
            stored = {row.chapter: row for row in unit.find(ReportChapterText, report_id=id, order="id")}
            fields = _fields(unit, read_plan(report.settings)) if _by_field(report.report_kind) else {}
        return arranged(outline(report.report_kind, fields), stored)

    def fields(self) -> dict[int, str]:
        """The fields of action a report can be limited to: those in use, in their order."""
        with self._store.read() as unit:
            return _fields(unit, ReportPlan())

    # --- writing

    def create(self, *, report_kind: ReportKind, title: str = "", about: str = "", **values: Any) -> int:
        """A new report; without a title or period it gets the usual ones, `about` names the record it is about."""
        with self._store.write(f"{report_kind.label} angelegt") as unit:
            start, end = usual_period(report_kind, today(unit.clock))
            start, end = values.pop("period_start", start), values.pop("period_end", end)
            values.setdefault("settings", plan_text(first_plan(report_kind)))
            named = title.strip() or usual_title(report_kind, start, end, about)
            return unit.add(Report(report_kind=report_kind, title=named, period_start=start, period_end=end, **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change a report and return its new version."""
        with self._store.write("Bericht geändert", merge=f"report:{id}:{','.join(sorted(values))}") as unit:
            report = _open(unit, id)
            start = values.get("period_start", report.period_start)
            end = values.get("period_end", report.period_end)
            if start is not None and end is not None and end < start:
                raise UserError("Der Zeitraum endet, bevor er beginnt. Bitte prüfen Sie beide Tage.", help_topic=HELP)
            return unit.change(Report, id, version, **values)

    def set_plan(self, id: int, **values: Any) -> None:
        """Change what a report takes in (`ReportPlan`)."""
        with self._store.write("Auswahl des Berichts geändert", merge=f"report_plan:{id}") as unit:
            plan = replace(read_plan(_open(unit, id).settings), **values)
            unit.change(Report, id, None, settings=plan_text(plan))

    def duplicate(self, id: int) -> int:
        """The report for the period after this one: same chapters, texts and choices, a draft; returns its id."""
        with self._store.write("Bericht für den nächsten Zeitraum angelegt") as unit:
            report = unit.get(Report, id)
            title, start, end = following(report)
            copy = Report(
                report_kind=report.report_kind,
                title=title,
                state=ReportState.DRAFT,
                period_start=start,
                period_end=end,
                subject_kind=report.subject_kind,
                subject_id=report.subject_id,
                addressee=report.addressee,
                settings=report.settings,
            )
            new = unit.add(copy)
            for row in unit.find(ReportChapterText, report_id=id, order="id"):
                names = ("chapter", "position", "title", "text", "left_out")
                unit.add(ReportChapterText(report_id=new, **{name: getattr(row, name) for name in names}))
            return new

    def discard(self, id: int) -> None:
        """Move a report to the Papierkorb."""
        with self._store.write("Bericht gelöscht") as unit:
            unit.discard(Report, id)

    def move(self, id: int, chapter: str, steps: int) -> None:
        """Move a chapter by places up (negative) or down; at the ends it stays."""
        keys = [state.chapter.key for state in self.states(id)]
        place = keys.index(chapter)
        target = max(0, min(place + steps, len(keys) - 1))
        if target != place:
            keys.insert(target, keys.pop(place))
            self.chapters.arrange(id, keys)


def _open(unit: ReadUnit, id: int) -> Report:
    """A report that may be changed."""
    report = unit.get(Report, id)
    if report.deleted_at is not None:
        raise UserError("Der Bericht liegt im Papierkorb. Bitte stellen Sie ihn zuerst wieder her.")
    check_open(report)
    return report


def _by_field(kind: ReportKind) -> bool:
    return FIELDS in OUTLINES[kind]


def _fields(unit: ReadUnit, plan: ReportPlan) -> dict[int, str]:
    wanted: set[int] | Sequence[int] = plan.fields or used_fields(unit.connection)
    entries = unit.find(CatalogEntry, catalogue=Catalogue.FIELD_OF_ACTION, order="position")
    return {entry.id: entry.label for entry in entries if entry.id in wanted}
