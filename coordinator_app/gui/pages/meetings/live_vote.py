"""One resolution while a meeting is held: wording, counts that check themselves, result."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.resolutions import OPEN, Resolution
from coordinator_app.domain.votes import ChairVote, Count, Majority, Outcome, Procedure, TieRule
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor, TextEditor
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import IconLabel
from coordinator_app.gui.widgets.labels import Divider, ElidedLabel, Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.spin_boxes import SpinBox
from coordinator_app.services.resolutions import VoteEntry, VotePreview

_COUNTS = (("yes", "Ja"), ("no", "Nein"), ("abstain", "Enthaltung"))
_RARE_COUNTS = (("invalid", "Ungültig"), ("not_voting", "Nicht abgestimmt"))
_KIND = {Outcome.ADOPTED: "ok", Outcome.REJECTED: "attention", Outcome.UNDECIDED: "info"}


class VoteBox(QFrame):
    """Fields of one resolution; `voted` after a result was stored."""

    voted = Signal()
    removed = Signal()

    def __init__(self, context: AppContext, resolution_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="karte-stark")
        self._resolutions = context.workspace.resolutions
        self._read_only = context.read_only
        self.resolution_id = resolution_id
        self._resolution: Resolution | None = None
        self._preview: VotePreview | None = None
        self.hint = ElidedLabel("", "gedaempft")
        self.remove_link = LinkButton("Entfernen", "x")
        self.remove_link.clicked.connect(self._on_remove)
        self.wording = TypingEditor(lines=2)
        self.wording.area.setAccessibleName("Wortlaut des Beschlusses")
        self.wording.committed.connect(self._on_wording)
        self.counts = {name: SpinBox(label) for name, label in (*_COUNTS, *_RARE_COUNTS)}
        self.procedure = ChoiceEditor.of(Procedure, optional=False)
        self.majority = ChoiceEditor.of(Majority, optional=False)
        self.chair_vote = ChoiceEditor.of(ChairVote, optional=False)
        self.outcome = ChoiceEditor([(o, o.label) for o in (Outcome.ADOPTED, Outcome.REJECTED)], optional=False)
        self.reason = TextEditor(max_length=500)
        self.all_link = LinkButton("alle dafür")
        self.all_link.setToolTip("Alle stimmberechtigten Anwesenden stimmen mit Ja")
        self.more_link = LinkButton("Weitere Angaben")
        self.result = NoticeBar("", "info")
        self.hold_button = SecondaryButton("Ergebnis festhalten", "gavel")
        self.hold_button.setToolTip("Ergebnis festhalten (Strg+Eingabe)")
        self.again_button = SecondaryButton("Abstimmung wiederholen", "undo")
        self._build()
        self._connect()

    # --- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(IconLabel("gavel", 16, "accent"))
        head.addWidget(Label("Beschluss", "stark"))
        head.addWidget(self.hint, 1)
        head.addWidget(self.remove_link)
        column.addLayout(head)
        column.addWidget(Divider())
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(12)
        column.addLayout(body)
        body.addWidget(self.wording)
        self._numbers = QWidget()
        self._build_numbers()
        body.addWidget(self._numbers)
        self._extra = QWidget()
        self._build_extra()
        self._extra.hide()
        body.addWidget(self._extra)
        self.result.add_button(self.hold_button)
        self.result.add_button(self.again_button)
        body.addWidget(self.result)

    def _build_numbers(self) -> None:
        grid = QGridLayout(self._numbers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (name, label) in enumerate(_COUNTS):
            self._put(grid, 0, place, label, self.counts[name])
            self.counts[name].setMinimumWidth(72)
        self._put(grid, 0, 3, "Verfahren", self.procedure)
        grid.setColumnStretch(3, 1)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self.all_link)
        links.addStretch(1)
        links.addWidget(self.more_link)
        grid.addLayout(links, 2, 0, 1, 4)

    def _build_extra(self) -> None:
        grid = QGridLayout(self._extra)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (name, label) in enumerate(_RARE_COUNTS):
            self._put(grid, 0, place, label, self.counts[name])
        self._put(grid, 0, 2, "Mehrheit", self.majority)
        self._chair_label = self._put(grid, 2, 0, "Stichentscheid des Vorsitzes", self.chair_vote)
        self._outcome_label = self._put(grid, 2, 1, "Festgestelltes Ergebnis", self.outcome)
        self._reason_label = self._put(grid, 2, 2, "Begründung", self.reason)
        grid.setColumnStretch(2, 1)

    def _put(self, grid: QGridLayout, line: int, column: int, text: str, field: QWidget) -> Label:
        label = Label(text, "beschriftung")
        label.setBuddy(field.field if isinstance(field, Editor) else field)
        if isinstance(field, Editor):
            field.field.setAccessibleName(text)
        grid.addWidget(label, line, column)
        grid.addWidget(field, line + 1, column)
        return label

    def _connect(self) -> None:
        for box in self.counts.values():
            box.valueChanged.connect(self._on_number)
        for editor in (self.procedure, self.majority, self.chair_vote, self.outcome, self.reason):
            editor.committed.connect(self._on_number)
        self.all_link.clicked.connect(self._on_all)
        self.more_link.clicked.connect(self._on_more)
        self.hold_button.clicked.connect(self.hold)
        self.again_button.clicked.connect(self._on_again)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.hold)

    # --- showing

    def show_resolution(self, resolution: Resolution) -> None:
        """Show a resolution (again); what is being typed stays."""
        another_state = self._resolution is None or self._resolution.state is not resolution.state
        focus = QApplication.focusWidget()
        held_focus = self._resolution is not None and focus is not None and self.isAncestorOf(focus)
        self._resolution = resolution
        self.wording.show_stored(resolution.wording)
        is_open = resolution.state in OPEN
        if another_state:
            self._load_vote(is_open=is_open)
        self.wording.set_read_only(read_only=not is_open or self._read_only)
        self._numbers.setVisible(is_open)
        self._extra.setVisible(is_open and self._extra_wanted())
        self.remove_link.setVisible(is_open and not resolution.number and not self._read_only)
        self.hold_button.setVisible(is_open and not self._read_only)
        self.again_button.setVisible(not is_open and not self._read_only)
        self._show_result()
        if another_state and held_focus:  # the field that had the focus has gone
            (self.counts["yes"] if is_open else self.again_button).setFocus()

    def _load_vote(self, *, is_open: bool) -> None:
        """Start with the last vote if there is one, else with the rules of the body."""
        votes = self._resolutions.votes(self.resolution_id)
        last = votes[-1] if votes else None
        for name, box in self.counts.items():
            box.blockSignals(True)
            box.setValue(getattr(last, name) if last is not None else 0)
            box.blockSignals(False)
        terms = self._resolutions.preview(self.resolution_id, VoteEntry()).terms
        self.procedure.set_value(last.procedure if last else terms.procedure)
        self.majority.set_value(last.majority if last else terms.majority)
        self.chair_vote.set_value(last.chair_vote if last else ChairVote.NONE)
        if not is_open:
            self._extra.hide()

    def refresh(self) -> None:
        """Compute again, because somebody came or went."""
        self._show_result()

    def is_open(self) -> bool:
        """Whether no result is stored yet."""
        return self._resolution is not None and self._resolution.state in OPEN

    def is_complete(self) -> bool:
        """Whether the numbers are entered, fit those present and decide: it may be stored without asking."""
        found = self._preview
        if found is None or not self.is_open() or self._count().total == 0:
            return False
        return found.result.outcome is not Outcome.UNDECIDED and not found.result.checks

    def entry(self) -> VoteEntry:
        """What is entered."""
        free = self._free()
        return VoteEntry(
            count=self._count(),
            procedure=self.procedure.value(),
            majority=self.majority.value(),
            chair_vote=self.chair_vote.value() if self._tie() else ChairVote.NONE,
            outcome=self.outcome.value() if free else None,
            override_reason=str(self.reason.value()) if free else "",
        )

    def focus_first(self) -> None:
        """Into the wording if it is empty, else into the yes votes."""
        if self.wording.value():
            self.counts["yes"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.wording.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _count(self) -> Count:
        return Count(**{name: box.value() for name, box in self.counts.items()})

    def _free(self) -> bool:
        return self.majority.value() is Majority.FREE and self.procedure.value() is not Procedure.CONSENSUS

    def _tie(self) -> bool:
        found = self._preview
        return found is not None and found.result.tie and found.terms.tie_rule is TieRule.CHAIR_DECIDES

    def _extra_wanted(self) -> bool:
        return self.more_link.property("open") is True or self._free() or self._tie()

    def _show_result(self) -> None:
        resolution = self._resolution
        if resolution is None:
            return
        if resolution.state not in OPEN:
            self._show_stored(resolution)
            return
        try:
            found = self._resolutions.preview(self.resolution_id, self.entry())
        except UserError as error:
            self.result.set(error.text, "attention")
            return
        self._preview = found
        number = resolution.number or found.next_number
        self.hint.setText(f"erhält nach der Abstimmung die Nummer {number}")
        for widget in (self.chair_vote, self._chair_label):
            widget.setVisible(self._tie())
        for widget in (self.outcome, self.reason, self._outcome_label, self._reason_label):
            widget.setVisible(self._free())
        self._extra.setVisible(self._extra_wanted())
        if self._count().total == 0 and found.terms.procedure is not Procedure.CONSENSUS:
            words = f"{found.terms.present} Stimmberechtigte anwesend, {found.terms.majority.label}."
            self.result.set(words, "neutral", strong="Noch nicht abgestimmt.")
            return
        strong, rest = _split(found.headline)
        checks = found.result.checks
        kind = "attention" if checks else _KIND[found.result.outcome]
        self.result.set(" ".join((rest, *checks)), kind, strong=strong)

    def _show_stored(self, resolution: Resolution) -> None:
        self._preview = None
        votes = self._resolutions.votes(self.resolution_id)
        words = votes[-1].sentence if votes else ""
        self.hint.setText(f"Nr. {resolution.number}" if resolution.number else "")
        kind = {"adopted": "ok", "rejected": "attention"}.get(resolution.state.value, "neutral")
        label = resolution.state.label
        self.result.set(words, kind, strong=f"{label[0].upper()}{label[1:]}.")

    # --- acting

    @Slot()
    def hold(self) -> None:
        """Store the vote; the resolution gets its number."""
        if not self.is_open() or self._read_only:
            return
        self.wording.save()
        with alerts.shown(self):
            self.store()

    def store(self) -> None:
        """As `hold`, letting `UserError` pass."""
        self.wording.save()
        self._resolutions.vote(self.resolution_id, self.entry())
        self.voted.emit()

    def flush(self) -> None:
        """Save what is still in the wording."""
        if self.is_open():
            self.wording.save()

    @Slot()
    def _on_wording(self) -> None:
        if self.is_open() and not self._read_only:
            self._resolutions.write(self.resolution_id, "wording", self.wording.value())

    @Slot()
    def _on_number(self) -> None:
        self._show_result()

    @Slot()
    def _on_all(self) -> None:
        found = self._preview or self._resolutions.preview(self.resolution_id, VoteEntry())
        for name, box in self.counts.items():
            box.setValue(found.terms.present if name == "yes" else 0)
        self.hold_button.setFocus()

    @Slot()
    def _on_more(self) -> None:
        self.more_link.setProperty("open", self.more_link.property("open") is not True)
        self.more_link.setText("Weniger Angaben" if self.more_link.property("open") else "Weitere Angaben")
        self._show_result()

    @Slot()
    def _on_again(self) -> None:
        with alerts.shown(self):
            self._resolutions.reopen(self.resolution_id)

    @Slot()
    def _on_remove(self) -> None:
        with alerts.shown(self):
            self._resolutions.discard(self.resolution_id)
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a number field goes on to the next field, as on paper."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
            return
        super().keyPressEvent(event)


def _split(headline: str) -> tuple[str, str]:
    """The first sentence in bold, the rest beside it."""
    first, dot, rest = headline.partition(". ")
    return (f"{first}.", rest) if dot else (headline, "")
