"""The card „Vorlagen und Presse“ of a record: what was written about it, and a new one with its data."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.reports import Report, ReportKind
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import MenuButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row

PAPERS = (ReportKind.DECISION_PAPER, ReportKind.INFORMATION_PAPER)
EVERYTHING = (*PAPERS, ReportKind.PRESS_TEXT)
PRESS = (ReportKind.PRESS_TEXT,)


class PapersCard(ListCard):
    """`show_record(kind, id, title)` after each reload; a new paper takes its facts from the record."""

    def __init__(
        self, context: AppContext, kinds: Sequence[ReportKind] = EVERYTHING, parent: QWidget | None = None
    ) -> None:
        super().__init__("Pressetexte" if tuple(kinds) == PRESS else "Vorlagen und Presse", parent=parent)
        self._context = context
        self._record: tuple[str, int] = ("", 0)
        self._about = ""
        self.button = MenuButton("Pressetext schreiben" if tuple(kinds) == PRESS else "Vorlage schreiben", "pencil")
        for kind in kinds:
            action = self.button.menu_.addAction(kind.label)
            action.setData(kind.value)
        self.button.menu_.triggered.connect(self._on_chosen)
        theme.reveal(self.button, shown=not context.read_only)
        self.add_to_head(self.button)

    def show_record(self, kind: str, id: int, title: str) -> None:
        """Show what was written about a record."""
        self._record, self._about = (kind, id), title
        rows: list[QWidget] = [self._row(report) for report in self._context.workspace.report_builder.about(kind, id)]
        self.set_hint(str(len(rows)) if rows else "")
        self.set_rows(rows or [hint_row("Noch nichts geschrieben.")])

    def write(self, kind: ReportKind) -> None:
        """A new paper about the record; the page „Berichte“ opens with it."""
        subject_kind, subject_id = self._record
        if subject_id:
            id = self._context.workspace.report_builder.create(
                report_kind=kind, about=self._about, subject_kind=subject_kind, subject_id=subject_id
            )
            self._context.navigate(Report.kind, id)

    def _row(self, report: Report) -> ListRow:
        row = ListRow(report.title, value=report.state.label, icon="document")
        row.activated.connect(partial(self._context.navigate, Report.kind, report.id))
        return row

    def _on_chosen(self, action: QAction) -> None:
        self.write(ReportKind(action.data()))
