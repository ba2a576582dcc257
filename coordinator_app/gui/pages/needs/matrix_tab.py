"""The tab „Abgleich“ for the page: printing and „Neu“."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.matrix_pane import MatrixPane
from coordinator_app.gui.pages.needs.tab import Tab


class MatrixTab(Tab):
    """Needs against offers; `new_wanted` asks for a need."""

    key: ClassVar[str] = "matrix"
    label: ClassVar[str] = "Abgleich"
    help_topic: ClassVar[str] = "abgleich"

    new_wanted = Signal()

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(context, page)
        self.matrix: MatrixPane | None = None

    def pane(self) -> QWidget:
        """The matrix, made at the first visit."""
        if self.matrix is None:
            self.matrix = MatrixPane(self.context)
            self.matrix.need_wanted.connect(self.new_wanted)
        return self.matrix

    def reload(self) -> None:
        """Count again."""
        if self.matrix is not None:
            self.matrix.reload()

    def can(self, command: str) -> bool:
        """Printing as it is shown."""
        return command in {"print", "export"}

    def print_current(self) -> None:
        """The Lückenmatrix with the lines, columns and filters chosen."""
        if self.matrix is not None:
            wish = self.matrix.wish()
            options = {"rows": str(wish.rows), "columns": str(wish.columns), "planned": wish.planned}
            self.context.preview("need_matrix", 0, {**options, "only": self.matrix.only_option()})
