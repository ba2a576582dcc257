"""What stood in a report each time it left the program: remembered states, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
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
        return self._standing(report_id, self.of(report_id)[:1], {})

    def _standing(self, report_id: int, runs: Sequence[ReportRun], known: dict[ReportVariant, RunContent]) -> Standing:
        """As `standing` for the first of these; `known` keeps what the report says now by variant."""
        if not runs:
            return Standing()
        run = runs[0]
        if run.variant not in known:
            known[run.variant] = self.content(report_id, run.variant)
        return Standing(run, bool(compare(read_content(run.content), known[run.variant])))

    def changes(self, report_id: int, old: int, new: int = NOW) -> tuple[Change, ...]:
        """What differs between two remembered states by their ids, or between one and now."""
        with self._workspace.store.read() as unit:
            before = unit.get(ReportRun, old)
            after = read_content(unit.get(ReportRun, new).content) if new else None
        return compare(read_content(before.content), after or self.content(report_id, before.variant))

    def review(self, report_id: int) -> Review:
        """All there is to think of before the report goes on its way, in its public variant."""
        runs = self.of(report_id)
        files = [run for run in runs if run.file_format not in _STEPS]
        findings = self._findings(report_id)
        known: dict[ReportVariant, RunContent] = {}
        step = self._standing(report_id, [run for run in runs if run.file_format in _STEPS][:1], known)
        facts = ReleaseFacts(
            findings=len(findings),
            changed=step.changed,
            public_written=any(run.variant is ReportVariant.PUBLIC for run in files),
        )
        return Review(facts, findings, self._standing(report_id, runs[:1], known))

    # --- writing

    def set_state(self, report_id: int, state: ReportState) -> None:
        """Go one step on, or back to the draft; what the report says at that time is remembered."""
        report = self._workspace.report_builder.get(report_id)
        if report.deleted_at is not None:
            raise UserError("Der Bericht liegt im Papierkorb. Bitte stellen Sie ihn zuerst wieder her.")
        check_step(report.state, state)
        variant = ReportVariant.PUBLIC if state is ReportState.PUBLISHED else ReportVariant.INTERNAL
        run = self._run(report_id, variant, state.value) if state is not ReportState.DRAFT else None
        with self._workspace.store.write(f"Bericht: {state.label}") as unit:
            unit.change(Report, report_id, None, state=state)
            if run is not None:
                self._remember(unit, run)

    def note_file(self, report_id: int, variant: ReportVariant, file_format: str) -> None:
        """Remember what a file of the report said; no undo step, nothing in a file that is read only."""
        if self._workspace.store.read_only:
            return
        run = self._run(report_id, variant, file_format)
        with self._workspace.store.write("Stand des Berichts gemerkt", aside=True) as unit:
            self._remember(unit, run)

    def _run(self, report_id: int, variant: ReportVariant, file_format: str) -> ReportRun:
        """What the report says now; put together before anything is written, as that takes its time."""
        text = content_text(self.content(report_id, variant))
        findings = self._findings(report_id) if variant is ReportVariant.PUBLIC else ()
        return ReportRun(
            report_id=report_id,
            made_at=self._workspace.clock.now(),
            variant=variant,
            file_format=file_format,
            data_hash=content_hash(text),
            content=text,
            remarks="\n".join(finding.line for finding in findings)[:LONGEST_REMARKS],
        )

    def _findings(self, report_id: int) -> tuple[Finding, ...]:
        """What the check finds in the public variant, but for the state of the report itself."""
        from coordinator_app.services.publication_check import check_kind

        found = check_kind(self._workspace, Report.kind, report_id, {"variant": ReportVariant.PUBLIC.value})
        return tuple(finding for finding in found if finding.risk is not Risk.UNFINISHED)

    def _remember(self, unit: WriteUnit, run: ReportRun) -> None:
        """One more state; the very same one written again only gets its new time."""
        names = ("report_id", "variant", "file_format", "data_hash")
        same = unit.find(ReportRun, **{name: getattr(run, name) for name in names})
        if same:
            unit.change(ReportRun, same[0].id, None, made_at=run.made_at)
            return
        unit.add(run)
        files = [each for each in self.of(run.report_id) if each.file_format not in _STEPS]
        for each in files[KEPT:]:
            unit.remove(ReportRun, each.id)


def run_words(run: ReportRun | None) -> str:
    """„Stand „freigegeben“ vom …“, „Word-Datei (öffentliche Fassung) vom …“; None is the state of now."""
    if run is None:
        return "jetziger Stand"
    step = _STEPS.get(run.file_format)
    if step is not None:
        return f"Stand „{step.label}“ vom {format_date_time(run.made_at)}"
    what = _FORMATS.get(run.file_format, run.file_format.upper())
    return f"{what} ({run.variant.label}e Fassung) vom {format_date_time(run.made_at)}"
