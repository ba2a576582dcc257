"""What stood in a report each time it left the program: remembered states, and what changed since."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.common.german import format_date_time
from coordinator_app.documents.report_lines import lines_of
from coordinator_app.domain.publication_findings import Finding, Risk
from coordinator_app.domain.report_comparison import (
    RunChapter,
    RunContent,
    compare,
    content_hash,
    content_text,
    read_content,
)
from coordinator_app.domain.report_states import ReleaseFacts, check_step
from coordinator_app.domain.reports import Report, ReportRun, ReportState, ReportVariant
from coordinator_app.domain.text_comparison import Change
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

NOW = 0
"""Instead of the id of a run: the state the report has now."""

KEPT = 20
"""States kept of files of one report; those of steps (geprüft, freigegeben, veröffentlicht) are kept all."""

LONGEST_REMARKS = 20_000
_FORMATS = {"docx": "Word-Datei", "pdf": "PDF-Datei"}
_STEPS = {state.value: state for state in ReportState}


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest remembered state of a report and whether it says something else now; None = nothing remembered."""

    run: ReportRun | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What to think of before the next step of a report."""

    facts: ReleaseFacts
    findings: tuple[Finding, ...]
    standing: Standing


class ReportRuns:
    """`workspace.report_runs`. Reading the state of now builds the whole report: call it in a job."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def of(self, report_id: int) -> list[ReportRun]:
        """The remembered states of a report, the latest first."""
        with self._workspace.store.read() as unit:
            return unit.find(ReportRun, report_id=report_id, order="-made_at,-id")

    def content(self, report_id: int, variant: ReportVariant) -> RunContent:
        """What the report says now."""
        from coordinator_app.services.report_assembly import chapters_of

        chapters = chapters_of(self._workspace, report_id, variant)
        return RunContent(tuple(RunChapter(each.key, each.heading, lines_of(each.blocks)) for each in chapters))

    def standing(self, report_id: int) -> Standing:
        """The latest remembered state, and whether the report has changed since."""
        return self._standing(report_id, self.of(report_id)[:1])

    def _standing(self, report_id: int, runs: Sequence[ReportRun]) -> Standing:
        if not runs:
            return Standing()
        return Standing(runs[0], bool(self.changes(report_id, runs[0].id)))

    def changes(self, report_id: int, old: int, new: int = NOW) -> tuple[Change, ...]:
        """What differs between two remembered states by their ids, or between one and now."""
        with self._workspace.store.read() as unit:
            before = unit.get(ReportRun, old)
            after = read_content(unit.get(ReportRun, new).content) if new else None
        return compare(read_content(before.content), after or self.content(report_id, before.variant))

    def review(self, report_id: int) -> Review:
        """All there is to think of before the report goes on its way, in its public variant."""
        from coordinator_app.services.publication_check import check_kind

        runs = self.of(report_id)
        files = [run for run in runs if run.file_format not in _STEPS]
        found = check_kind(self._workspace, Report.kind, report_id, {"variant": ReportVariant.PUBLIC.value})
        findings = tuple(finding for finding in found if finding.risk is not Risk.UNFINISHED)
        step = self._standing(report_id, [run for run in runs if run.file_format in _STEPS][:1])
        facts = ReleaseFacts(
            findings=len(findings),
            changed=step.changed,
            public_written=any(run.variant is ReportVariant.PUBLIC for run in files),
        )
        return Review(facts, findings, self._standing(report_id, runs[:1]))

    # --- writing

    def set_state(self, report_id: int, state: ReportState) -> None:
        """Go one step on, or back to the draft; what the report says at that time is remembered."""
        report = self._workspace.report_builder.get(report_id)
        if report.deleted_at is not None:
            raise UserError("Der Bericht liegt im Papierkorb. Bitte stellen Sie ihn zuerst wieder her.")
        check_step(report.state, state)
        variant = ReportVariant.PUBLIC if state is ReportState.PUBLISHED else ReportVariant.INTERNAL
        with self._workspace.store.write(f"Bericht: {state.label}") as unit:
            unit.change(Report, report_id, None, state=state)
            if state is not ReportState.DRAFT:
                self._remember(unit, report_id, variant, state.value)

    def note_file(self, report_id: int, variant: ReportVariant, file_format: str) -> None:
        """Remember what a file of the report said; no undo step, nothing in a file that is read only."""
        with suppress(ReadOnly), self._workspace.store.write("Stand des Berichts gemerkt", aside=True) as unit:
            self._remember(unit, report_id, variant, file_format)

    def _remember(self, unit: WriteUnit, report_id: int, variant: ReportVariant, file_format: str) -> None:
        """One more state; the very same one written again only gets its new time."""
        text = content_text(self.content(report_id, variant))
        digest, now = content_hash(text), self._workspace.clock.now()
        same = unit.find(ReportRun, report_id=report_id, variant=variant, file_format=file_format, data_hash=digest)
        if same:
            unit.change(ReportRun, same[0].id, None, made_at=now)
            return
        unit.add(
            ReportRun(
                report_id=report_id,
                made_at=now,
                variant=variant,
                file_format=file_format,
                data_hash=digest,
                content=text,
                remarks=self._remarks(report_id, variant),
            )
        )
        files = [run for run in self.of(report_id) if run.file_format not in _STEPS]
        for run in files[KEPT:]:
            unit.remove(ReportRun, run.id)

    def _remarks(self, report_id: int, variant: ReportVariant) -> str:
        """The lines of the publication check of a public state, as they were then."""
        if variant is not ReportVariant.PUBLIC:
            return ""
        from coordinator_app.services.publication_check import check_kind

        findings = check_kind(self._workspace, Report.kind, report_id, {"variant": variant.value})
        return "\n".join(finding.line for finding in findings)[:LONGEST_REMARKS]


def run_words(run: ReportRun | None) -> str:
    """„Stand „freigegeben“ vom …“, „Word-Datei (öffentliche Fassung) vom …“; None is the state of now."""
    if run is None:
        return "jetziger Stand"
    step = _STEPS.get(run.file_format)
    if step is not None:
        return f"Stand „{step.label}“ vom {format_date_time(run.made_at)}"
    what = _FORMATS.get(run.file_format, run.file_format.upper())
    return f"{what} ({run.variant.label}e Fassung) vom {format_date_time(run.made_at)}"
