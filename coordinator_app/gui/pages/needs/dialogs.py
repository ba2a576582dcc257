"""The dialog of a new round: what is scored, how, by whom and with which criteria."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.needs import Need, NeedStatus
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.gui import theme
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import IntegerEditor, TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.labels import Label

_METHODS: tuple[tuple[str, bool, bool], ...] = (
    ("Punktwerte nach Kriterien", True, False),
    ("Punktwerte und Klebepunkte", True, True),
    ("nur Klebepunkte", False, True),
)


class NewRoundDialog(Dialog):
    """A new round; `earlier` are rounds (newest first) to compare with, `seats(body)` names who sits in a body."""

    help_topic = "prioritaeten"

    def __init__(
        self,
        needs: Sequence[Need],
        year: int,
        lookups: Lookups,
        parent: QWidget | None = None,
        *,
        earlier: Sequence[PriorityRound] = (),
        seats: Callable[[int], Sequence[str]] | None = None,
    ) -> None:
        super().__init__(
            "Neue Bewertungsrunde", primary="Runde anlegen", heading="Neue Bewertungsrunde", parent=parent, width=720
        )
        self._seats = seats
        self.title = TextEditor()
        self.title.set_value(f"Prioritäten {year + 1}")
        self.limit = IntegerEditor()
        self.limit.set_value(min(7, max(1, len(needs))))
        self.body = editor_for(fields_of(PriorityRound)["body_id"], lookups)
        self.method = _box("Verfahren", [words for words, _, _ in _METHODS])
        self.method.currentIndexChanged.connect(self._on_method)
        self.dots = IntegerEditor()
        self.dots.set_value(3)
        self.dots.setAccessibleName("Klebepunkte je Person")
        self.earlier = _box("Vergleichen mit", ["mit keiner Runde", *(item.title for item in earlier)])
        for place, item in enumerate(earlier, 1):
            self.earlier.setItemData(place, item.id)
        self.earlier.setCurrentIndex(1 if earlier else 0)
        self.criteria = _box("Kriterien", ["Vorgabe des Programms", *(f"wie in „{item.title}“" for item in earlier)])
        for place, item in enumerate(earlier, 1):
            self.criteria.setItemData(place, item.id)
        self.needs = _need_list(needs)
        self.raters = QPlainTextEdit()
        self.raters.setAccessibleName("Wer bewertet?")
        self.raters.setTabChangesFocus(True)
        self.raters.setMaximumHeight(92)
        self.sheets = IntegerEditor()
        self.sheets.setAccessibleName("Dazu nummerierte Bögen")
        self._build(has_earlier=bool(earlier))

    def _build(self, *, has_earlier: bool) -> None:
        self.add(FieldRow("Titel", self.title, required=True))
        hint = "Fünf bis sieben sind erfahrungsgemäß genug."
        self._line(
            FieldRow("Gremium", self.body, help_text="Welches Gremium entscheidet?"),
            FieldRow("Höchstzahl der Prioritäten", self.limit, help_text=hint),
        )
        self.dots_row = _labelled("Klebepunkte je Person", self.dots)
        self.dots_row.setEnabled(False)
        self._line(_labelled("Verfahren", self.method), self.dots_row)
        if has_earlier:
            self._line(_labelled("Vergleichen mit", self.earlier), _labelled("Kriterien", self.criteria))
        words = Label("Bedarfe, die bewertet werden", "beschriftung")
        words.setBuddy(self.needs)
        self.add(words)
        self.add(self.needs)
        head = QHBoxLayout()
        self.add(head)
        words = Label("Wer bewertet? (eine Person, Stelle oder Bogennummer je Zeile)", "beschriftung")
        words.setBuddy(self.raters)
        head.addWidget(words, 1)
        self.seats_link = LinkButton("Sitze des Gremiums eintragen")
        self.seats_link.clicked.connect(self._on_seats)
        head.addWidget(self.seats_link)
        self.add(self.raters)
        self._line(_labelled("Dazu nummerierte Bögen (ohne Namen)", self.sheets), QWidget())

    def _line(self, *parts: QWidget) -> None:
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        for part in parts:
            line.addWidget(part, 1)

    # --- what was chosen

    def chosen_needs(self) -> list[int]:
        """Ids of the ticked needs."""
        items = [self.needs.item(row) for row in range(self.needs.count())]
        return [
            int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def chosen_raters(self) -> list[str]:
        """Names, one per line, each once, then the numbered sheets."""
        lines = (line.strip() for line in self.raters.toPlainText().splitlines())
        sheets = (f"Bogen {number}" for number in range(1, (self.sheets.value() or 0) + 1))
        return list(dict.fromkeys([*(line for line in lines if line), *sheets]))

    def values(self) -> dict[str, Any]:
        """The fields of the round."""
        _, scores, dots = _METHODS[self.method.currentIndex()]
        return {
            "title": str(self.title.value()),
            "body_id": self.body.value(),
            "max_priorities": self.limit.value(),
            "uses_scores": scores,
            "uses_dots": dots,
            "dots_per_rater": self.dots.value() or 3,
            "previous_id": self.earlier.currentData(),
        }

    def criteria_from(self) -> int | None:
        """The round whose criteria are taken over; None = the prepared ones."""
        return self.criteria.currentData()

    def check(self) -> bool:
        """A round needs a title, needs and at least two raters."""
        if not str(self.title.value()).strip():
            raise UserError("Bitte geben Sie der Runde einen Titel.")
        if not self.chosen_needs():
            raise UserError("Bitte wählen Sie mindestens einen Bedarf.")
        if not 0 <= (self.sheets.value() or 0) <= 200:
            raise UserError("Nummerierte Bögen: bitte eine Zahl bis 200 eingeben.")
        if len(self.chosen_raters()) < 2:
            raise UserError("Bitte nennen Sie mindestens zwei Bewertende, eine je Zeile, oder nummerierte Bögen.")
        if not self.limit.value():
            raise UserError("Bitte geben Sie an, wie viele Prioritäten höchstens gewählt werden.")
        return True

    @Slot(int)
    def _on_method(self, index: int) -> None:
        self.dots_row.setEnabled(_METHODS[index][2])

    @Slot()
    def _on_seats(self) -> None:
        body = self.body.value()
        if body is None or self._seats is None:
            self.set_message("Bitte wählen Sie zuerst das Gremium.", "attention")
            return
        present = self.raters.toPlainText().splitlines()
        self.raters.setPlainText("\n".join(dict.fromkeys([*filter(None, present), *self._seats(body)])))


def _box(name: str, words: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(list(words))
    return box


def _labelled(label: str, editor: QWidget) -> QWidget:
    return FieldRow(label, editor) if isinstance(editor, IntegerEditor) else _boxed(label, editor)


def _boxed(label: str, editor: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    words = Label(label, "beschriftung")
    words.setBuddy(editor)
    column.addWidget(words)
    column.addWidget(editor)
    column.addStretch(1)
    return holder


def _need_list(needs: Sequence[Need]) -> QListWidget:
    """The needs to tick; those that are settled begin unticked."""
    found = QListWidget()
    found.setAccessibleName("Bedarfe, die bewertet werden")
    theme.mark(found, rolle="kasten")
    for need in needs:
        item = QListWidgetItem(f"{need.number}  {need.title}")
        item.setData(Qt.ItemDataRole.UserRole, need.id)
        item.setSizeHint(QSize(0, theme.height(28)))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        settled = need.status in {NeedStatus.REJECTED, NeedStatus.DONE}
        item.setCheckState(Qt.CheckState.Unchecked if settled else Qt.CheckState.Checked)
        found.addItem(item)
    found.setMinimumHeight(120)
    return found
