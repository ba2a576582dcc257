"""The tabs „Kommune“ and „Gebiete“."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.municipality import Area, Municipality
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.settings.arms import ArmsCard
from coordinator_app.gui.pages.settings.other_municipalities import OthersCard
from coordinator_app.gui.pages.settings.pane import Pane, hint, scrolling
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView

_MUNICIPALITY_FIELDS = [
    "name",
    ("municipality_kind", "official_key"),
    ("district", "inhabitants"),
    "office",
    "street",
    ("postcode", "town"),
    ("phone", "email"),
    "website",
    ("police_directorate", "police_station"),
    "cooperation_since",
    "gender_form",
    "funding_sentence",
]
_AREA_FIELDS = [
    "name",
    "area_kind",
    ("parent_id", "municipality_id"),
    ("inhabitants", "hectares"),
    ("valid_from", "valid_until"),
    "note",
]
_NEW_AREA_FIELDS = ["name", "area_kind", "parent_id"]


class MunicipalityPane(Pane):
    """The form of the municipality; what stands here goes onto letterheads and reports."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.form = RecordForm(
            Municipality, save=self._save, names=_MUNICIPALITY_FIELDS, lookups=workspace_lookups(context.workspace)
        )
        self.form.set_read_only(read_only=context.read_only)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(hint("Diese Angaben stehen auf Briefköpfen, Einladungen und Berichten."))
        self.arms = ArmsCard(context)
        self.others = OthersCard(context)
        column.addWidget(self.form)
        column.addWidget(self.arms)
        column.addWidget(self.others)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(scrolling(inner))

    def reload(self) -> None:
        """Show the municipality of the file and the further ones."""
        self.form.load(self.context.workspace.municipality.own())
        self.arms.reload()
        self.others.reload()

    def leave(self) -> None:
        """Write what is still in a field."""
        self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        self.context.workspace.municipality.update(self.form.record.id, None, **{name: value})


class AreasPane(Pane):
    """The list of areas with the form of the chosen one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        from coordinator_app.services.area_list import AreaTreeList

        self._lookups = workspace_lookups(context.workspace)
        empty = EmptyState(
            "map",
            "Noch kein Gebiet",
            "Hier stehen Ortsteile, Stadtteile und Sozialräume. Projekte und Bedarfe lassen sich ihnen zuordnen.",
            "Gebiet anlegen",
            compact=True,
        )
        empty.action.connect(self._on_new)
        source = AreaTreeList(context.workspace.store)
        self.table = RecordTable(source, name="areas", label="Gebiete", state=context.settings, empty=empty)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.delete_wanted.connect(self._on_delete)
        self.form = RecordForm(Area, save=self._save, names=_AREA_FIELDS, lookups=self._lookups)
        self.form.set_read_only(read_only=context.read_only)
        self.split = SplitView(self._list_pane(), self._form_pane(), name="areas", state=context.settings)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.split)

    def _list_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 16, 12)
        head.setSpacing(8)
        self.new_button = SecondaryButton("Gebiet anlegen", "plus")
        self.new_button.clicked.connect(self._on_new)
        self.new_button.setDisabled(self.context.read_only)
        column.addLayout(head)
        self.part_button = SecondaryButton("Teil anlegen", "plus")
        self.part_button.clicked.connect(self._on_new_part)
        self.part_button.setDisabled(self.context.read_only)
        head.addWidget(self.new_button)
        head.addWidget(self.part_button)
        head.addStretch(1)
        column.addWidget(self.table, 1)
        return pane

    def _form_pane(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._title = Label("", "titel", wrap=True)
        self._path = Label("", "gedaempft", wrap=True)
        self.close_button = LinkButton("Gebiet schließen")
        self.close_button.clicked.connect(self._on_close)
        column.addWidget(self._title)
        column.addWidget(self._path)
        column.addWidget(self.form)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        return scrolling(inner)

    def reload(self) -> None:
        """Show the tree and the chosen area."""
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select(self.table.model.id_at(0))
        self.split.set_detail_empty(empty=not self.table.count())
        self.new_button.setVisible(bool(self.table.count()))
        self._show(self.table.current_id())

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose an area."""
        self.table.select(record_id)
        self.split.show_detail()

    def leave(self) -> None:
        """Write what is still in a field."""
        self.form.flush()

    def _show(self, area_id: int) -> None:
        area = next((area for area in self.context.workspace.municipality.areas() if area.id == area_id), None)
        self.form.load(area)
        self._title.setText(area.name if area is not None else "")
        branches = self.context.workspace.municipality.area_tree()
        path = next((branch.path for branch in branches if branch.area.id == area_id), "")
        self._path.setText(f"Liegt in {path}." if path else "")
        self._path.setVisible(bool(path))
        closed = area is not None and area.valid_until is not None
        self.close_button.setText("Gebiet wieder öffnen" if closed else "Gebiet schließen")
        self.close_button.setVisible(area is not None and not self.context.read_only)
        self.part_button.setVisible(area is not None)

    def _save(self, name: str, value: Any) -> None:
        self.context.workspace.municipality.update_area(self.form.record.id, None, **{name: value})

    @Slot(int)
    def _on_current_changed(self, area_id: int) -> None:
        self._show(area_id)

    @Slot()
    def _on_close(self) -> None:
        self.form.flush()
        area = self.form.record
        closed = area.valid_until is not None
        self.context.workspace.municipality.close_area(area.id, opened=closed)
        if not closed:
            self.context.undo_bar(f"„{area.name}“ endet heute. Was dort war, behält sein Gebiet.")

    @Slot()
    def _on_new_part(self) -> None:
        self._ask({"parent_id": self.table.current_id() or None})

    @Slot()
    def _on_new(self) -> None:
        self._ask({})

    def _ask(self, initial: dict[str, Any]) -> None:
        new_id = RecordDialog.ask(
            self,
            Area,
            names=_NEW_AREA_FIELDS,
            title="Neues Gebiet",
            primary="Gebiet anlegen",
            save=self._create,
            lookups=self._lookups,
            initial=initial,
        )
        if new_id is not None:
            self.context.navigate(Area.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.municipality.add_area(**values)

    @Slot(list)
    def _on_delete(self, ids: list[int]) -> None:
        for area_id in ids:
            self.context.workspace.municipality.discard_area(area_id)
        self.context.undo_bar(
            "Das Gebiet liegt im Papierkorb." if len(ids) == 1 else "Die Gebiete liegen im Papierkorb."
        )
