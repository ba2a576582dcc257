"""A tab of resolutions: the register or the Beschlusskontrolle."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.resolutions import Implementation, ResolutionState
from coordinator_app.domain.tasks import Urgency
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.tasks.looks import IMPLEMENTATION_CHIPS, RESOLUTION_CHIPS
from coordinator_app.gui.pages.tasks.resolution_detail import ResolutionDetail
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.view_chooser import ViewChooser, Views
from coordinator_app.gui.widgets.chips import due_look
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.resolution_lists import ResolutionList, responsibles, years_decided

REGISTER_VIEWS: Views = [
    ("Alle Beschlüsse", {}),
    ("Angenommene", {"state": ResolutionState.ADOPTED}),
    ("Noch nicht umgesetzt", {"state": ResolutionState.ADOPTED, "open": True}),
    ("Öffentliche", {"public": True}),
    ("Zu veröffentlichen", {"unpublished": True}),
]
CONTROL_VIEWS: Views = [
    ("Noch nicht umgesetzt", {"open": True}),
    ("Überfällig", {"standing": Urgency.OVERDUE}),
    ("Bald fällig", {"standing": (Urgency.OVERDUE, Urgency.DUE, Urgency.SOON)}),
    ("Neu umgesetzt", {"newly_done": True}),
    ("Alle angenommenen", {}),
]
_EMPTY = {
    True: (
        "Nichts offen",
        "Hier stehen angenommene Beschlüsse bis zur Umsetzung. Auf die nächste Tagesordnung kommen sie von selbst.",
    ),
    False: (
        "Noch kein Beschluss gefasst",
        "Hier stehen alle Beschlüsse mit ihrer Nummer. Gefasst werden sie in einer Sitzung.",
    ),
}


class ResolutionPane(RegisterPane[ResolutionDetail]):
    """`ResolutionPane(context, lookups, source, name="register", control=False)`."""

    help_topic = "beschluesse"

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        source: ResolutionList,
        *,
        name: str,
        control: bool,
        parent: QWidget | None = None,
    ) -> None:
        self._control = control
        views = CONTROL_VIEWS if control else REGISTER_VIEWS
        filter_row = self._make_filter(views)
        table = RecordTable(
            source,
            name=name,
            label="Beschlusskontrolle" if control else "Beschlussregister",
            state=context.settings,
            chips={"state": RESOLUTION_CHIPS, "implementation": IMPLEMENTATION_CHIPS, "standing": due_look},
            empty=EmptyState("gavel", *_EMPTY[control], help_text="Wie entsteht ein Beschluss?"),
            multi=False,
            sort="due_on" if control else "number desc",
        )
        detail = ResolutionDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name=name, list_width=600, detail_min=560, parent=parent)
        self.views = ViewChooser(context, filter_row, table, page=name, fixed=views.copy)
        self.gaps = NoticeBar("", "attention")
        self._head_column.addWidget(self.gaps)
        self.gaps.hide()
        filter_row.changed.connect(self._name_nothing)
        table.edit_wanted.connect(self._on_edit)
        detail.reports.line.stored.connect(self._on_reported)
        detail.reports.line.left.connect(self._on_left)

    def _make_filter(self, views: Views) -> FilterRow:
        row = FilterRow("Beschlüsse filtern", top=16)
        row.add_choice("body_id", "Gremium", [])
        if self._control:
            row.add_choice("implementation", "Umsetzung", [(each, each.label) for each in Implementation])
        else:
            row.add_choice("term_id", "Periode", [])
            row.add_choice("year", "Jahr", [])
            states = [(each, each.label) for each in ResolutionState if each is not ResolutionState.DRAFT]
            row.add_choice("state", "Ergebnis", states)
        row.add_choice("responsible", "Zuständig", [])
        row.search.setPlaceholderText("Filtern")
        row.set_views(views)
        return row

    def reload(self) -> None:
        """Read again, keeping the selection."""
        self.views.reload()
        super().reload()
        self._name_nothing()
        self._show_gaps()

    @Slot()
    def _name_nothing(self) -> None:
        """The usual view of the Beschlusskontrolle being empty is good news, not a filter gone wrong."""
        usual = self._control and self.filter_row.is_usual()
        words = _EMPTY[True] if usual else ("Nichts gefunden", "Kein Eintrag passt zu den Filtern.")
        self.table.nothing_found.set_words(*words)
        self.table.nothing_found.help_link.setVisible(not usual)

    def begin_report(self) -> None:
        """Into the line for a report on the resolution shown."""
        if self.detail.current_id() and self.detail.reports.isVisible():
            self.split.show_detail()
            self.detail.reports.line.begin()

    def _set_options(self) -> None:
        workspace = self._context.workspace
        found = [body for body, _ in workspace.bodies.tree(inactive=True)]
        self.filter_row.set_options("body_id", [(body.id, body.short_name or body.name) for body in found])
        self.filter_row.set_options("responsible", responsibles(workspace.store))
        if not self._control:
            self.filter_row.set_options("year", [(year, str(year)) for year in years_decided(workspace.store)])
            self.filter_row.set_options("term_id", workspace.follow_up.terms())

    def _show_gaps(self) -> None:
        """Say when numbers are missing, doubled or thrown away; nothing while all is well."""
        checks = [] if self._control else self._context.workspace.follow_up.unsound()
        words = "\n".join(f"{body}, {check.term}: {check.sentence}" for body, check in checks)
        self.gaps.set(words, "attention", strong="Das Register hat Lücken." if words else "")
        theme.reveal(self.gaps, shown=bool(words))

    @Slot(int)
    def _on_edit(self, id: int) -> None:
        self._show(id)
        self.begin_report()

    @Slot()
    def _on_left(self) -> None:
        self.split.show_list()
        self.table.setFocus()

    @Slot()
    def _on_reported(self) -> None:
        """Go on with the next resolution, the cursor ready for its report."""
        self._context.undo_bar("Bericht eingetragen.")
        if not self._control:
            return
        row = self.table.model.row_of(self.table.current_id())
        if 0 <= row < self.table.count() - 1:
            self.table.select(self.table.model.id_at(row + 1))
            self.detail.reports.line.begin()
