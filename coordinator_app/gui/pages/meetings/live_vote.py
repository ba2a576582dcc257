"""One resolution while a meeting is held: wording, counts that check themselves, result."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.ballots import Ballot, BallotChoice
from coordinator_app.domain.elections import parse_candidates
from coordinator_app.domain.resolutions import OPEN, Resolution, ResolutionState, ResolutionType, Vote
from coordinator_app.domain.votes import Outcome, Procedure
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.pages.meetings.vote_form import VoteForm
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.cards import IconLabel
from coordinator_app.gui.widgets.labels import Divider, ElidedLabel, Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.resolutions import VoteEntry, VotePreview

_KIND = {Outcome.ADOPTED: "ok", Outcome.REJECTED: "attention", Outcome.UNDECIDED: "info"}


class VoteBox(QFrame):
    """Fields of one resolution; `voted` after a result was stored."""

    voted = Signal()
    removed = Signal()

    def __init__(self, context: AppContext, resolution_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="karte-stark")
        self._resolutions = context.workspace.resolutions
        self._context = context
        self._actions: dict[str, QAction] = {}
        self._read_only = context.read_only
        self._last: Vote | None = None
        self._runoff: tuple[str, ...] = ()
        self.resolution_id = resolution_id
        self._resolution: Resolution | None = None
        self._preview: VotePreview | None = None
        self.hint = ElidedLabel("", "gedaempft")
        self.remove_link = LinkButton("Entfernen", "x")
        self.remove_link.clicked.connect(self._on_remove)
        self.wording = TypingEditor(lines=2)
        self.wording.area.setAccessibleName("Wortlaut des Beschlusses")
        self.wording.committed.connect(self._on_wording)
        self.more = MoreButton("Weitere Aktionen zum Beschluss", flat=True)
        self.form = VoteForm()
        self.counts, self.all_link, self.more_link = self.form.counts, self.form.all_link, self.form.more_link
        self.procedure, self.majority, self.chair_vote = self.form.procedure, self.form.majority, self.form.chair_vote
        self.outcome, self.reason = self.form.outcome, self.form.reason
        self.earlier = Label("", "gedaempft", wrap=True)
        self.result = NoticeBar("", "info").tell_changes()
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
        column.addLayout(head)
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(IconLabel("gavel", 16, "accent"))
        head.addWidget(Label("Beschluss", "stark"))
        head.addWidget(self.hint, 1)
        head.addWidget(self.remove_link)
        head.addWidget(self.more)
        column.addWidget(Divider())
        body = QVBoxLayout()
        column.addLayout(body)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(12)
        body.addWidget(self.wording)
        body.addWidget(self.earlier)
        body.addWidget(self.form)
        self.result.add_button(self.hold_button)
        self.result.add_button(self.again_button)
        body.addWidget(self.result)
        self._fill_menu()

    def _fill_menu(self) -> None:
        for key, text, slot in (
            ("papers", "Stimmzettel drucken …", self._on_papers),
            ("circulate", "Im Umlauf entscheiden", self._on_circulate),
            ("refer", "Verweisen", self._on_refer),
            ("withdraw", "Zurückziehen", self._on_withdraw),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.more.menu_.addAction(action)
            self._actions[key] = action

    def _connect(self) -> None:
        self.form.changed.connect(self._on_number)
        self.form.candidates.names_changed.connect(self._on_candidates)
        self.form.candidates.runoff_wanted.connect(self._on_runoff)
        self.hold_button.clicked.connect(self.hold)
        self.again_button.clicked.connect(self._on_again)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.hold)

    # --- showing

    def show_resolution(self, resolution: Resolution) -> None:
        """Show a resolution (again); what is being typed stays."""
        was = self._resolution.state if self._resolution is not None else None
        # The first words of a wording make a draft ready to vote on: nothing may move under the hands that type.
        another_state = was is not resolution.state and not (was in OPEN and resolution.state in OPEN)
        focus = QApplication.focusWidget()
        held_focus = self._resolution is not None and focus is not None and self.isAncestorOf(focus)
        self._resolution = resolution
        self.wording.show_stored(resolution.wording)
        is_open = resolution.state in OPEN
        if another_state:
            self._load_vote(is_open=is_open)
        self.wording.set_read_only(read_only=not is_open or self._read_only)
        self.form.setVisible(is_open)
        self._show_candidates(resolution)
        self.remove_link.setVisible(is_open and not resolution.number and not self._read_only)
        for action in self._actions.values():
            action.setVisible(is_open)
        self.more.setVisible(is_open and not self._read_only)
        self._actions["circulate"].setVisible(is_open and not resolution.number)
        self.hold_button.setVisible(is_open and not self._read_only)
        self.again_button.setVisible(not is_open and not self._read_only)
        self._show_result()
        if another_state and held_focus:  # the field that had the focus has gone
            if is_open:
                self.form.focus_first()
            else:
                self.again_button.setFocus()

    def _load_vote(self, *, is_open: bool) -> None:
        """Start with the last vote if there is one, else with the rules of the body."""
        votes = self._resolutions.votes(self.resolution_id)
        self._last = votes[-1] if votes else None
        ballots = self._resolutions.ballots(self._last.id) if self._last else []
        earlier = votes if is_open else votes[:-1]
        lines = [f"{vote.round}. Durchgang: {vote.sentence}" for vote in earlier if vote.sentence]
        lines += [] if is_open else _named(ballots)
        self.earlier.setText("\n".join(lines))
        self.earlier.setVisible(bool(lines))
        if is_open:
            self.form.load(self._last, ballots, self._resolutions.preview(self.resolution_id, VoteEntry()))
            if self._last is not None and self._last.outcome is Outcome.UNDECIDED:
                self._last = None
                self.form.clear()

    def _show_candidates(self, resolution: Resolution) -> None:
        election = resolution.resolution_type is ResolutionType.ELECTION
        self.form.candidates.setVisible(election)
        if not election:
            return
        self.form.candidates.names.show_stored(resolution.candidates)
        try:
            names = parse_candidates(resolution.candidates)
        except UserError:
            names = ()
        self.form.show_candidates(names, None if self.form.is_begun() else self._last)
        self.form.candidates.offer_runoff(self._runoff if set(self._runoff) < set(names) else ())

    def refresh(self) -> None:
        """Compute again, because somebody came or went."""
        self._show_result()

    def is_open(self) -> bool:
        """Whether no result is stored yet."""
        return self._resolution is not None and self._resolution.state in OPEN

    def is_complete(self) -> bool:
        """Whether the numbers are entered, fit those present and decide: it may be stored without asking."""
        found = self._preview
        if found is None or not self.is_open() or not self.form.is_begun() or not self.form.is_called():
            return False
        return found.result.outcome is not Outcome.UNDECIDED and not found.result.checks

    def entry(self) -> VoteEntry:
        """What is entered."""
        return self.form.entry()

    def focus_first(self) -> None:
        """Into the wording if it is empty, else into the yes votes."""
        if self.wording.value():
            self.form.focus_first()
        else:
            self.wording.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_result(self) -> None:
        resolution = self._resolution
        if resolution is None:
            return
        if resolution.state not in OPEN:
            self._show_stored(resolution)
            return
        if self.form.names_wanted():
            self.form.show_voters(self._resolutions.voters(self.resolution_id))
        try:
            found = self._resolutions.preview(self.resolution_id, self.entry())
        except UserError as error:
            self._preview = None
            self.form.show_fields()
            self.result.set(error.text, "attention")
            return
        self._preview = found
        self.form.show_preview(found)
        number = resolution.number or found.next_number
        self.hint.setText(f"erhält nach der Abstimmung die Nummer {number}")
        self._show_words(found)

    def _show_words(self, found: VotePreview) -> None:
        if not self.form.is_begun() and found.terms.procedure is not Procedure.CONSENSUS:
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
        found = self._resolutions.vote(self.resolution_id, self.entry())
        self._runoff = found.runoff
        if found.result.outcome is Outcome.UNDECIDED and self._resolution is not None:  # an election goes on
            self._load_vote(is_open=True)
            self.show_resolution(self._resolution)
            self.form.focus_first()
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
    def _on_candidates(self) -> None:
        if self.is_open() and not self._read_only:
            with alerts.shown(self):
                self._resolutions.write(self.resolution_id, "candidates", self.form.candidates.names.value())

    @Slot()
    def _on_runoff(self) -> None:
        names = "\n".join(self._runoff)
        with alerts.shown(self):
            self._resolutions.write(self.resolution_id, "candidates", names)

    @Slot()
    def _on_again(self) -> None:
        with alerts.shown(self):
            self._resolutions.reopen(self.resolution_id)

    @Slot()
    def _on_papers(self) -> None:
        self.flush()
        self._context.preview("ballot_papers", self.resolution_id)

    @Slot()
    def _on_circulate(self) -> None:
        self.flush()
        with alerts.shown(self):
            new_id = self._context.workspace.circulations.from_resolution(self.resolution_id)
            self._context.navigate("circulation", new_id)

    @Slot()
    def _on_refer(self) -> None:
        self._settle(ResolutionState.REFERRED)

    @Slot()
    def _on_withdraw(self) -> None:
        self._settle(ResolutionState.WITHDRAWN)

    def _settle(self, state: ResolutionState) -> None:
        self.flush()
        with alerts.shown(self):
            self._resolutions.settle(self.resolution_id, state)

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


def _named(ballots: Sequence[Ballot]) -> list[str]:
    """„Ja: Rico Böhme, Jens Hempel“ for each choice somebody is recorded with."""
    found: dict[BallotChoice, list[str]] = {}
    for ballot in ballots:
        words = f"{ballot.name} (für {ballot.represents})" if ballot.represents else ballot.name
        found.setdefault(ballot.choice, []).append(words)
    return [f"{choice.label}: {', '.join(found[choice])}" for choice in BallotChoice if choice in found]


def _split(headline: str) -> tuple[str, str]:
    """The first sentence in bold, the rest beside it."""
    first, dot, rest = headline.partition(". ")
    return (f"{first}.", rest) if dot else (headline, "")
