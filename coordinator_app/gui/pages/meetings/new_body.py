"""The dialog for a new body: names, a ready set of rules, and its first seats, one per line."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Body, Role, RulesPreset
from coordinator_app.domain.fields import fields_of
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.bodies import SeatDraft

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


class NewBodyDialog(Dialog):
    """`new_id` holds the body made."""

    help_topic = "gremien"

    def __init__(
        self, workspace: "Workspace", lookups: Lookups, parent: QWidget | None = None, *, parent_id: int | None = None
    ) -> None:
        super().__init__("Neues Gremium", primary="Gremium anlegen", heading="Neues Gremium", parent=parent, width=620)
        self._workspace = workspace
        self.new_id = 0
        self.name, self.short_name = TextEditor(max_length=200), TextEditor(max_length=40)
        self.kind = editor_for(fields_of(Body)["body_kind_id"], lookups)
        self.parent_body = editor_for(fields_of(Body)["parent_id"], lookups)
        self.parent_body.set_value(parent_id)
        self.preset = ChoiceEditor.of(RulesPreset, optional=False)
        self.preset.set_value(RulesPreset.STEERING)
        self.preset.box.setMaximumWidth(620)
        self.valid_from = DateEditor(lookups.today)
        self.valid_from.set_value(lookups.today().replace(month=1, day=1))
        self.seats = QPlainTextEdit()
        self.seats.setAccessibleName("Sitze, einer je Zeile")
        self.seats.setPlaceholderText("Oberbürgermeisterin (Vorsitz)\nPolizeirevier\nOrdnungsamt (beratend)")
        self.seats.setTabChangesFocus(True)
        self.seats.setMinimumHeight(96)
        self.seats.setMaximumHeight(130)
        self._build()
        self.name.setFocus()

    def _build(self) -> None:
        names = QHBoxLayout()
        self.add(names)
        names.setSpacing(16)
        names.addWidget(FieldRow("Name", self.name, required=True), 3)
        names.addWidget(FieldRow("Kurzname", self.short_name), 1)
        place = QHBoxLayout()
        self.add(place)
        place.setSpacing(16)
        place.addWidget(FieldRow("Art", self.kind))
        place.addWidget(FieldRow("Gehört zu", self.parent_body))
        hint = "Ladungsfrist, Beschlussfähigkeit und Mehrheiten; danach unter „Regeln“ frei änderbar."
        self.add(FieldRow("Regeln", self.preset, help_text=hint))
        self.add(FieldRow("Regeln gelten ab", self.valid_from))
        words = Label("Sitze, einer je Zeile; „(Vorsitz)“ oder „(beratend)“ dahinter", "beschriftung", wrap=True)
        words.setBuddy(self.seats)
        seats = QVBoxLayout()
        self.add(seats)
        seats.setSpacing(4)
        seats.addWidget(words)
        seats.addWidget(self.seats)

    def drafts(self) -> list[SeatDraft]:
        """The seats typed, one per line."""
        found: list[SeatDraft] = []
        for line in self.seats.toPlainText().splitlines():
            words, role = _role(line.strip())
            if words:
                found.append(SeatDraft(seat=words, role=role, has_vote=role is not Role.ADVISORY))
        return found

    def check(self) -> bool:
        """Make the body; a name is needed."""
        name = str(self.name.value())
        if not name:
            self.name.setFocus()
            raise UserError("Bitte geben Sie dem Gremium einen Namen, zum Beispiel „Lenkungsgruppe“.")
        self.new_id = self._workspace.bodies.create(
            name=name,
            short_name=str(self.short_name.value()),
            preset=self.preset.value(),
            valid_from=self.valid_from.value(),
            seats=self.drafts(),
            body_kind_id=self.kind.value(),
            parent_id=self.parent_body.value(),
        )
        return True


_ROLES = {"(vorsitz)": Role.CHAIR, "(beratend)": Role.ADVISORY, "(mitvorsitz)": Role.CO_CHAIR}


def _role(line: str) -> tuple[str, Role]:
    for ending, role in _ROLES.items():
        if line.lower().endswith(ending):
            return line[: -len(ending)].strip(), role
    return line, Role.MEMBER
