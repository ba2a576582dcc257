"""The card „Umsetzung“ of a resolution: a line to type a report from the keyboard, and all reports so far."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.resolutions import Implementation, Resolution
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import ask_successor
from coordinator_app.gui.report_line import ReportLine
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.labels import Divider
from coordinator_app.gui.widgets.linked_rows import entry_row
from coordinator_app.services.follow_up import ReportView


class ReportCard(ListCard):
    """Reports, the newest first, below the line to type one."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Umsetzung", parent=parent)
        self._context, self._lookups = context, lookups
        self._resolution: Resolution | None = None
        self.line = ReportLine(Implementation, self._store, "Bericht zur Umsetzung")
        self._divider = Divider()
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            place = outer.count() - 1  # between the head and the rows
            outer.insertWidget(place, self.line)
            outer.insertWidget(place + 1, self._divider)

    def show_reports(self, found: Resolution, reports: list[ReportView]) -> None:
        """Show the reports on a resolution (again)."""
        self._resolution = found
        self.line.show_subject(found.id, found.implementation)
        self.line.setVisible(not self._context.read_only)
        self._divider.setVisible(not self._context.read_only and bool(reports))
        self.set_rows([_row(each) for each in reports])
        self.set_hint(_standing(found))

    def _store(self, state: Implementation, words: str) -> bool:
        found = self._resolution
        if found is None or self._context.read_only:
            return False
        successor = None
        if state is Implementation.REPLACED and found.implementation is not state:
            successor = ask_successor(self, self._lookups)
            if not successor:
                return False
        self._context.workspace.follow_up.report(found.id, words, state=state, replaced_by_id=successor)
        return True


def _row(report: ReportView) -> QWidget:
    when = format_date(report.day) if report.day else "früher"
    where = f"\n{report.meeting}" if report.meeting else ""
    return entry_row(report.text + where, when, report.step)


def _standing(found: Resolution) -> str:
    if found.implementation is Implementation.DONE and found.implemented_on:
        return f"umgesetzt am {format_date(found.implemented_on)}"
    return found.implementation.label
