"""Two states of a report side by side: which lines and numbers changed, chapter by chapter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.text_comparison import Change
from coordinator_app.gui.comparison_dialog import ComparisonDialog
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.services.report_runs import NOW, run_words

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


class RunComparisonDialog(ComparisonDialog):
    """`RunComparisonDialog.show_for(parent, context, report_id, old, new)`; `NOW` is what the report says now."""

    help_topic = "berichtsbaukasten"
    document = "report_comparison"
    nothing = "Beide Stände sagen in allen Kapiteln dasselbe."

    def __init__(self, context: AppContext, report_id: int, old: int, new: int, parent: QWidget | None = None) -> None:
        options = [(run.id, run_words(run)) for run in context.workspace.report_runs.of(report_id)]
        both = (options, [(NOW, run_words(None)), *options])
        title = "Was hat sich im Bericht geändert?"
        super().__init__(context, report_id, title, versions=both, chosen=(old, new), parent=parent)

    @Slot()
    def refresh(self) -> None:
        """Compare in the background: the report of now is put together for it."""
        self.count.setText("Die Stände werden verglichen …")
        self._context.jobs.run(
            _changes,
            self._context.workspace,
            self._record_id,
            self.old.value(),
            self.new.value(),
            title="",
            done=self.show_changes,
            failed=self._on_failed,
            lane=Lane.READER,
            owner=self,
            key="report comparison",
        )

    def _on_failed(self, error: UserError) -> None:
        self.count.setText(error.text)

    @classmethod
    def show_for(cls, parent: QWidget | None, context: AppContext, report_id: int, old: int, new: int) -> None:
        """Show the differences and wait."""
        cls(context, report_id, old, new, parent).run()


def _changes(job: JobContext, workspace: "Workspace", report_id: int, old: int, new: int) -> Sequence[Change]:
    job.progress(0, 0, "Stände werden verglichen")
    return workspace.report_runs.changes(report_id, old, new)
