"""The panes of the wizard; each answers what was entered and what is wrong with it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.common.german import plural, search_form
from coordinator_app.domain.bodies import RulesPreset
from coordinator_app.domain.municipality import official_key_problem
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label

SHORT_RULES = {
    RulesPreset.STEERING: "Lenkungsgremium",
    RulesPreset.COUNCIL: "wie ein Stadtrat",
    RulesPreset.CHAIR_DECIDES: "Vorsitz entscheidet bei Gleichstand",
    RulesPreset.WORKING_GROUP: "Arbeitsgruppe, formlos",
}


class Pane(QWidget):
    """Base of the panes: a heading, a sentence what it is for, the fields."""

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3, 3, 3, 3)  # room for the focus ring
        self.column.setSpacing(12)
        self.column.addWidget(Label(heading, "titel"))
        self.column.addWidget(Label(text, "gedaempft", wrap=True))

    def first_field(self) -> QWidget:
        """What takes the focus when the pane is shown."""
        return self

    def problem(self) -> str:
        """What stands in the way of the next step, as a sentence; "" when nothing does. Marks the field."""
        return ""


class TownPane(Pane):
    """Name, official key, district."""

    def __init__(self) -> None:
        super().__init__("Ihre Kommune", "Nur der Name ist nötig. Anschrift und Briefkopf ergänzen Sie später in Ruhe.")
        self.name = FieldRow("Name", TextEditor(max_length=120), required=True)
        self.key = FieldRow(
            "Amtlicher Gemeindeschlüssel",
            TextEditor(max_length=8),
            help_text="Acht Ziffern, Sachsen beginnt mit 14. Darf leer bleiben.",
        )
        self.district = FieldRow("Landkreis", TextEditor(max_length=120))
        for row in (self.name, self.key, self.district):
            self.column.addWidget(row)
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        """See `Pane`."""
        return self.name.editor.field

    def problem(self) -> str:
        """The name must be there, the key right."""
        name_problem = "" if self.name.editor.value() else "Bitte geben Sie den Namen der Kommune an."
        key_problem = official_key_problem(self.key.editor.value())
        self.name.set_error(name_problem)
        self.key.set_error(key_problem)
        wrong = self.name if name_problem else self.key if key_problem else None
        if wrong is not None:
            wrong.editor.setFocus()
        return name_problem or key_problem


class AreasPane(Pane):
    """One area per line."""

    def __init__(self) -> None:
        super().__init__(
            "Gebiete",
            "Ortsteile oder Stadtteile, je Zeile einer. Projekte, Bedarfe und Befragungen lassen sich ihnen zuordnen.",
        )
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Gebiete, je Zeile eines")
        self.text.setPlaceholderText("Altstadt\nBahnhofsviertel\nGartenstadt")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(200)
        self._count = Label("", "hinweis")
        self.text.textChanged.connect(self._on_text_changed)
        self.column.addWidget(self.text, 1)
        self.column.addWidget(self._count)
        self._on_text_changed()

    def first_field(self) -> QWidget:
        """See `Pane`."""
        return self.text

    def areas(self) -> list[str]:
        """The names entered, each once."""
        from coordinator_app.services.founding import split_areas

        return split_areas(self.text.toPlainText())

    @Slot()
    def _on_text_changed(self) -> None:
        lines = {search_form(line.strip()) for line in self.text.toPlainText().splitlines() if line.strip()}
        self._count.setText(
            plural(len(lines), "Gebiet", "Gebiete") if lines else "Noch kein Gebiet. Darf leer bleiben."
        )


class BodiesPane(Pane):
    """Which bodies there are, their names and the rules they start with."""

    def __init__(self) -> None:
        super().__init__(
            "Gremien",
            "Haken Sie an, was es bei Ihnen gibt, und nennen Sie es so, wie es bei Ihnen heißt. "
            "Ladungsfrist, Mehrheiten und Mitglieder stellen Sie später genau ein.",
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QCheckBox, QLineEdit, QComboBox, str, str]] = []
        self.column.addLayout(self._grid)
        self.add_button = LinkButton("Weiteres Gremium", "plus")
        self.add_button.clicked.connect(self._on_add_clicked)
        self.column.addWidget(self.add_button)
        self.column.addStretch(1)
        for position, label in enumerate(("Name", "Regeln zum Anfang"), start=1):
            self._grid.addWidget(Label(label, "beschriftung"), 0, position)

    def first_field(self) -> QWidget:
        """See `Pane`."""
        return self._rows[0][1]

    def fill(self, suggestions: list[tuple[str, RulesPreset, str, str]], chosen: int) -> None:
        """Offer (name, rules, short name, kind); the first `chosen` are ticked."""
        for position, (name, preset, short, kind) in enumerate(suggestions):
            self._add(name, preset, short, kind, ticked=position < chosen)

    def last_name(self) -> QLineEdit:
        """The name field of the last row."""
        return self._rows[-1][1]

    def bodies(self) -> list[tuple[str, RulesPreset, str, str]]:
        """What is ticked and named: (name, rules, short name, kind)."""
        return [
            (line.text().strip(), RulesPreset(rules.currentData()), short, kind)
            for tick, line, rules, short, kind in self._rows
            if tick.isChecked() and line.text().strip()
        ]

    def problem(self) -> str:
        """Two bodies of one name would be mixed up."""
        names = [search_form(name) for name, _, _, _ in self.bodies()]
        return (
            "Zwei Gremien haben denselben Namen. Bitte unterscheiden Sie sie." if len(set(names)) < len(names) else ""
        )

    def _add(self, name: str, preset: RulesPreset, short: str, kind: str, *, ticked: bool) -> QLineEdit:
        row = len(self._rows) + 1
        tick = QCheckBox()
        tick.setChecked(ticked)
        tick.setAccessibleName(f"„{name or 'Weiteres Gremium'}“ anlegen")
        line = QLineEdit(name)
        line.setMaxLength(200)
        line.setAccessibleName("Name des Gremiums")
        rules = QComboBox()
        rules.setAccessibleName("Regeln zum Anfang")
        rules.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for option, text in SHORT_RULES.items():
            rules.addItem(text, option.value)
            rules.setItemData(rules.count() - 1, option.label, Qt.ItemDataRole.ToolTipRole)
        rules.setCurrentIndex(rules.findData(preset.value))
        for place, widget in enumerate((tick, line, rules)):
            self._grid.addWidget(widget, row, place)
        self._rows.append((tick, line, rules, short, kind))
        return line

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add("", RulesPreset.WORKING_GROUP, "", "working_group", ticked=True).setFocus()


class FieldsPane(Pane):
    """Which Handlungsfelder are offered, in which order; names can be changed by F2 or a double click."""

    def __init__(self) -> None:
        super().__init__(
            "Handlungsfelder",
            "Woran arbeiten Sie? Nehmen Sie den Haken heraus, was Sie nicht brauchen. "
            "Ein Doppelklick oder F2 ändert den Namen.",
        )
        self.list = QListWidget()
        self.list.setAccessibleName("Handlungsfelder")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setMinimumHeight(220)
        theme.mark(self.list, rolle="kasten")
        self.column.addWidget(self.list, 1)
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("Eigenes Handlungsfeld")
        self.entry.setAccessibleName("Eigenes Handlungsfeld")
        self.entry.setMaxLength(120)
        self.entry.returnPressed.connect(self.add_entry)
        self.add_button = SecondaryButton("Hinzufügen", "plus")
        self.add_button.clicked.connect(self.add_entry)
        up, down = IconButton("arrow-up", "Nach oben"), IconButton("arrow-down", "Nach unten")
        up.clicked.connect(self._on_up)
        down.clicked.connect(self._on_down)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.column.addLayout(line)
        line.addWidget(self.entry, 1)
        for button in (self.add_button, up, down):
            line.addWidget(button)

    def first_field(self) -> QWidget:
        """See `Pane`."""
        return self.list

    def fill(self, labels: list[str]) -> None:
        """Offer these, all ticked."""
        for label in labels:
            self._add(label)

    def fields(self) -> list[str]:
        """The labels ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [
            item.text().strip() for item in items if item.checkState() == Qt.CheckState.Checked and item.text().strip()
        ]

    def problem(self) -> str:
        """Every label once, at least one."""
        labels = [search_form(label) for label in self.fields()]
        if not labels:
            return "Bitte lassen Sie mindestens ein Handlungsfeld angehakt."
        return "Zwei Handlungsfelder heißen gleich. Bitte ändern Sie eines." if len(set(labels)) < len(labels) else ""

    @Slot()
    def add_entry(self) -> None:
        """Add what stands in the line below."""
        label = self.entry.text().strip()
        if label:
            self._add(label)
            self.list.setCurrentRow(self.list.count() - 1)
            self.entry.clear()

    def _add(self, label: str) -> None:
        item = QListWidgetItem(label)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(Qt.CheckState.Checked)
        item.setSizeHint(QSize(0, theme.height(28)))
        self.list.addItem(item)

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)


class ListPane(Pane):
    """An optional Excel list, and the summary of what is going to be made."""

    def __init__(self) -> None:
        super().__init__(
            "Vorhandene Projektliste",
            "Gibt es schon eine Liste in Excel oder als CSV? Sie wird nach dem Anlegen eingelesen: "
            "mit Zuordnung der Spalten und einem Probelauf, bevor etwas gespeichert wird. Das geht auch später.",
        )
        self.path: Path | None = None
        self.choose_button = SecondaryButton("Liste auswählen", "folder-open")
        self.choose_button.clicked.connect(self._on_choose)
        self._name = Label("Keine Liste ausgewählt", "gedaempft")
        self.remove_button = IconButton("x", "Doch keine Liste einlesen", flat=True)
        self.remove_button.clicked.connect(self._on_remove)
        self.remove_button.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        self.column.addLayout(line)
        line.addWidget(self.choose_button)
        line.addWidget(self._name)
        line.addWidget(self.remove_button)
        line.addStretch(1)
        self.column.addSpacing(12)
        self.column.addWidget(Label("Das wird angelegt", "kartentitel"))
        self.summary = Label("", wrap=True)
        self.column.addWidget(self.summary)
        self.column.addStretch(1)

    @Slot()
    def first_field(self) -> QWidget:
        """See `Pane`."""
        return self.choose_button

    def _on_choose(self) -> None:
        filters = "Tabellen (*.xlsx *.xlsm *.xls *.ods *.csv)"
        path = alerts.open_file(self, "Projektliste auswählen", filters)
        if path is not None:
            self.path = path
            self._name.setText(path.name)
            self.remove_button.show()

    @Slot()
    def _on_remove(self) -> None:
        self.path = None
        self._name.setText("Keine Liste ausgewählt")
        self.remove_button.hide()
