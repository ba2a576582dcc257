"""The facts of a body: name, kind, place in the tree, founding, numbers."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.bodies import Body
from coordinator_app.domain.number_pattern import german_pattern
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm

FIELDS: tuple[str | tuple[str, ...], ...] = (
    ("name", "short_name"),
    ("body_kind_id", "parent_id"),
    "genitive",
    "basis",
    ("founded_on", "constituted_on"),
    "fields_of_action",
    "number_pattern",
    "public_by_default",
)


class FactsPane(QWidget):
    """The form of one body; every field saves itself."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bodies = context.workspace.bodies
        self._body_id = 0
        self.form = RecordForm(Body, save=self._save, names=FIELDS, lookups=lookups)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def show_body(self, body_id: int) -> None:
        """Show a body (again)."""
        self._body_id = body_id
        body = self._bodies.get(body_id)
        self.form.load(replace(body, number_pattern=german_pattern(body.number_pattern)))
        self.form.set_read_only(read_only=self._context.read_only)

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        if self._body_id:
            self._bodies.update(self._body_id, None, **{name: value})
