"""Before a report goes on its way: the check, the next step, what changed since it was last given away."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.publication_findings import Finding
from coordinator_app.domain.report_states import concerns, next_state, verb
from coordinator_app.domain.reports import Report, ReportRun, ReportState
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.reports.run_comparison import RunComparisonDialog
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.report_runs import NOW, Review, run_words

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

ATTENTION = ChipStyle("attention", "triangle")
_STEPS = {
    ReportState.DRAFT: "Der Bericht ist ein Entwurf und trägt diesen Vermerk auf jeder Seite.",
    ReportState.CHECKED: "Der Bericht ist geprüft, aber noch nicht freigegeben. Auf jeder Seite steht „Entwurf“.",
    ReportState.RELEASED: "Der Bericht ist freigegeben. Der Vermerk „Entwurf“ ist weg, die Texte bleiben so.",
    ReportState.PUBLISHED: "Der Bericht ist veröffentlicht.",
}
SHOWN = 12
_NO_RUN = "Wird der Bericht als Datei ausgegeben oder freigegeben, merkt sich das Programm, was darin stand."


class StandingView(QWidget):
    """`show_report(report, now=…)`: with `now` it is checked at once, else when the tab is shown."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._runs = context.workspace.report_runs
        self._report: Report | None = None
        self._review: Review | None = None
        self.state_card = Card("Nächster Schritt")
        self.state_words = Label("", wrap=True)
        self.next_button = SecondaryButton("Als geprüft kennzeichnen", "tick")
        self.back_link = LinkButton("Zurück in den Entwurf")
        self.notice = NoticeBar("", "info", icon="history")
        self.check_card = ListCard("Vor dem Weitergeben")
        self.runs_card = ListCard("Gemerkte Stände")
        self.files_card = WrittenFilesCard(context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollColumn(self.notice, self.state_card, self.check_card, self.runs_card, self.files_card)
        outer.addWidget(scroll)
        self.state_card.add(self.state_words)
        line = QHBoxLayout()
        self.state_card.add(line)
        line.setSpacing(12)
        line.addWidget(self.next_button)
        line.addWidget(self.back_link)
        line.addStretch(1)
        self.next_button.clicked.connect(self._on_next)
        self.back_link.clicked.connect(self._on_back)
        self.notice.triggered.connect(self._on_compare)

    def show_report(self, report: Report, *, now: bool) -> None:
        """Show state and remembered states of a report."""
        other = self._report is None or report.id != self._report.id
        self._report = report
        if other:
            self._review = None
            theme.reveal(self.notice, shown=False)
            self.check_card.set_rows([hint_row("Die öffentliche Fassung wird geprüft …")])
        self._show_state(report)
        self._show_runs(self._runs.of(report.id))
        self.files_card.show_record(Report.kind, report.id)
        if now:
            self._context.jobs.run(
                _review,
                self._context.workspace,
                report.id,
                title="",
                done=partial(self._on_reviewed, report.id),
                failed=self._on_unknown,
                lane=Lane.READER,
                owner=self,
                key="report review",
            )

    def _show_state(self, report: Report) -> None:
        self.state_card.set_title("Status: " + report.state.label)
        self.state_words.setText(_STEPS[report.state])
        target = next_state(report.state)
        writable = not self._context.read_only
        if target is not None:
            self.next_button.setText(verb(target))
        theme.reveal(self.next_button, shown=target is not None and writable)
        theme.reveal(self.back_link, shown=report.state is not ReportState.DRAFT and writable)

    def _show_runs(self, runs: list[ReportRun]) -> None:
        rows: list[QWidget] = []
        for run in runs[:SHOWN]:
            what, _, when = run_words(run).partition(" vom ")
            notes = len(run.remarks.splitlines())
            addition = f"{plural(notes, 'Hinweis', 'Hinweise')} der Prüfung" if notes else ""
            row = ListRow(what, addition=addition, value=when, icon="history", clickable=True)
            row.setToolTip("Mit dem jetzigen Stand vergleichen")
            row.activated.connect(partial(self._compare, run.id))
            rows.append(row)
        self.runs_card.set_rows(rows or [hint_row(_NO_RUN)])

    # --- the check

    def _on_reviewed(self, report_id: int, review: Review) -> None:
        if self._report is None or report_id != self._report.id:
            return
        self._review = review
        self._show_findings(review.findings)
        run = review.standing.run
        theme.reveal(self.notice, shown=run is not None)
        if run is None:
            return
        words = run_words(run)
        if review.standing.changed:
            said = f"Zahlen oder Texte haben sich seit dem letzten Stand verändert: {words}."
            self.notice.set(said, "attention", strong="Verändert.", icon="history", action="Was hat sich geändert?")
        else:
            self.notice.set(f"Der Bericht sagt dasselbe wie: {words}.", "ok", strong="Unverändert.", icon="tick-circle")

    def _on_unknown(self, error: UserError) -> None:
        self.check_card.set_rows([hint_row(f"Die Prüfung war nicht möglich: {error.text}")])

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        rows: list[QWidget] = []
        for finding in findings:
            row = ListRow(
                finding.text,
                addition=finding.where,
                chip=(finding.risk.label, ATTENTION),
                chip_width=150,
                clickable=False,
            )
            row.setToolTip(finding.remedy)
            rows.append(row)
        self.check_card.set_rows(rows or [hint_row("In der öffentlichen Fassung ist nichts aufgefallen.")])

    # --- steps

    @Slot()
    def _on_next(self) -> None:
        target = next_state(self._report.state) if self._report is not None else None
        if target is None or self._report is None:
            return
        if self._review is None:
            self._context.notify("Der Bericht wird gerade geprüft. Bitte versuchen Sie es gleich noch einmal.", "info")
            return
        against = concerns(target, self._review.facts)
        if against and not alerts.confirm(
            self, f"„{self._report.title}“: {verb(target)}?", verb(target), detail="\n".join(against)
        ):
            return
        self._go(target)

    @Slot()
    def _on_back(self) -> None:
        self._go(ReportState.DRAFT)

    def _go(self, target: ReportState) -> None:
        if self._report is None:
            return
        self._context.jobs.run(
            _set_state,
            self._context.workspace,
            self._report.id,
            target,
            title="Stand des Berichts wird gemerkt",
            done=self._on_gone,
            lane=Lane.WRITER,
            owner=self,
        )

    def _on_gone(self, target: ReportState) -> None:
        words = "wieder ein Entwurf" if target is ReportState.DRAFT else target.label
        self._context.notify(f"Der Bericht ist jetzt {words}.")

    # --- comparing

    @Slot()
    def _on_compare(self) -> None:
        if self._review is not None and self._review.standing.run is not None:
            self._compare(self._review.standing.run.id)

    def _compare(self, run_id: int, *_: object) -> None:
        if self._report is not None:
            RunComparisonDialog.show_for(self, self._context, self._report.id, run_id, NOW)


def _review(job: JobContext, workspace: "Workspace", report_id: int) -> Review:
    job.progress(0, 0, "Bericht wird geprüft")
    return workspace.report_runs.review(report_id)


def _set_state(job: JobContext, workspace: "Workspace", report_id: int, target: ReportState) -> ReportState:
    job.progress(0, 0, "Stand des Berichts wird gemerkt")
    workspace.report_runs.set_state(report_id, target)
    return target
