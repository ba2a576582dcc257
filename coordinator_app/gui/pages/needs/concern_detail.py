"""One concern: what it is about, who wants an answer, the need it counts for, its tasks."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.concerns import Concern, ConcernState, holds_contact, reason_question
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import TextDialog, ask_reason
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.needs.concern_looks import CONCERN_CHIPS
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, IconButton, LinkButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.concerns import erase_contacts

if TYPE_CHECKING:
    from coordinator_app.services.concerns import ConcernCard

FIELDS = (
    "title",
    ("received_on", "channel"),
    ("concern_kind_id", "area_id"),
    "place",
    "text",
    ("responsible_id", "settled_on"),
    "answer",
    "note",
)
CONTACT_FIELDS = ("reply_to", "delete_after")


class ConcernDetail(RecordDetail):
    """`need_wanted(ids)` and `new_need_wanted(ids)` ask for a tie to a need, an old or a new one."""

    need_wanted = Signal(list)
    new_need_wanted = Signal(list)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        hint = EmptyState("inbox", "Kein Anliegen gewählt", "Wählen Sie links ein Anliegen aus.", compact=True)
        super().__init__(context, hint, parent)
        self._concerns = context.workspace.concerns
        self._card: ConcernCard | None = None
        lookups = workspace_lookups(context.workspace)
        self.state_button = ChoiceMenuButton("Stand ändern", ConcernState, self._on_state_chosen, "flag")
        self.notice = NoticeBar("", "attention")
        self.form = RecordForm(Concern, save=self._save, names=FIELDS, lookups=lookups)
        self.contact_form = RecordForm(Concern, save=self._save, names=CONTACT_FIELDS, lookups=lookups)
        self.contact_card = Card("Rückmeldung", "nur wenn jemand eine Antwort möchte")
        self.erase_link = LinkButton("Kontaktangabe löschen", "trash")
        self.need_card = ListCard("Bedarf")
        self.link_button = LinkButton("Verknüpfen", "link")
        self.new_need_button = LinkButton("Bedarf daraus anlegen", "plus")
        self.tasks = SourceTasks(context, lookups, "Aufgaben zu diesem Anliegen")
        self._build()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 16, 24, 12)
        head.addWidget(self.header)
        self.header.add_button(self.state_button)
        self._add_more()
        self.contact_card.add(
            Label(
                "Ohne Angabe bleibt das Anliegen anonym. Eine Angabe wird ein halbes Jahr nach dem Abschluss gelöscht.",
                "hinweis",
                wrap=True,
            )
        )
        self.contact_card.add(self.contact_form)
        self.contact_card.add_to_head(self.erase_link)
        self.need_card.add_to_head(self.link_button)
        self.need_card.add_to_head(self.new_need_button)
        parts = (self.notice, self.need_card, self.form, self.contact_card, self.tasks)
        column.addWidget(ScrollColumn(*parts, margins=(24, 0, 24, 24)), 1)
        self._set_content(content)
        self.erase_link.clicked.connect(self._on_erase)
        self.link_button.clicked.connect(self._on_link)
        self.new_need_button.clicked.connect(self._on_new_need)

    def flush(self) -> None:
        """Save what is still in a field of either form."""
        super().flush()
        if self._id:
            self.contact_form.flush()

    def _clear(self) -> None:
        super()._clear()
        self.contact_form.load(None)
        self._card = None

    def _show(self, id: int) -> None:
        card = self._card = self._concerns.card(id)
        concern = card.concern
        self.header.set(concern.title, f"vom {format_date(concern.received_on)}")
        self.header.chip.set_style(concern.state.label, CONCERN_CHIPS[concern.state])
        self.state_button.offer(card.next_states)
        self.state_button.setEnabled(not self._context.read_only)
        self.form.load(concern)
        self.contact_form.load(concern)
        self.contact_form.set_read_only(read_only=self._context.read_only)
        self.erase_link.setVisible(bool(concern.reply_to) and not self._context.read_only)
        self._show_notice(card)
        self._show_need(card)
        self.tasks.show_source("concern", id)

    def _show_notice(self, card: "ConcernCard") -> None:
        concern = card.concern
        if card.contact_due:
            day = format_date(concern.delete_after)
            self.notice.set(f"Die Kontaktangabe war ab {day} zu löschen.", "attention", strong="Datenschutz")
        elif card.merged_into:
            self.notice.set(f"Weiter bei „{card.merged_into}“.", "info", strong="Doppelt erfasst")
        elif concern.state_reason:
            self.notice.set(concern.state_reason, "neutral", strong=f"Grund ({concern.state.label}):")
        elif holds_contact(f"{concern.title}\n{concern.text}\n{concern.note}"):
            words = "Im Text steht vielleicht eine Kontaktangabe. Bitte nach „Rückmeldung an“ verschieben."
            self.notice.set(words, "attention")
        elif concern.contact_erased_on:
            self.notice.set(f"Kontaktangabe gelöscht am {format_date(concern.contact_erased_on)}.", "neutral")
        else:
            self.notice.set("")

    def _show_need(self, card: "ConcernCard") -> None:
        concern, rows = card.concern, list[QWidget]()
        writable = not self._context.read_only
        self.link_button.setVisible(writable and concern.need_id is None)
        self.new_need_button.setVisible(writable and concern.need_id is None)
        if concern.need_id is not None:
            row = ListRow(card.need, icon="target")
            row.activated.connect(partial(self._context.navigate, "need", concern.need_id))
            if writable:
                loosen = IconButton("x", "Verknüpfung mit dem Bedarf lösen", flat=True)
                loosen.clicked.connect(self._on_loosen)
                row.add(loosen)
            rows.append(row)
        for id, title in card.doubles:
            row = ListRow(title, addition="dasselbe, doppelt erfasst", icon="merge")
            row.activated.connect(partial(self._context.navigate, "concern", id))
            rows.append(row)
        self.need_card.set_rows(rows or [hint_row("Mit einem Bedarf verknüpft, zählt das Anliegen dort als Beleg.")])

    def _save(self, name: str, value: Any) -> None:
        if self._card is not None:
            self._concerns.update(self._card.concern.id, None, **{name: value})

    # --- slots

    @Slot()
    def _on_state_chosen(self) -> None:
        action = self.sender()
        if self._card is None or not isinstance(action, QAction):
            return
        self.flush()
        id, state = self._card.concern.id, ConcernState(action.data())
        reason = answer = ""
        question = reason_question(state)
        if question:
            reason = ask_reason(self, f"Anliegen: {state.label}", question, "Stand ändern")
            if not reason:
                return
        elif state is ConcernState.SETTLED and not self._card.concern.answer:
            text = "Was ist geschehen, und was wurde geantwortet? (darf leer bleiben)"
            words = TextDialog.ask(self, "Anliegen geklärt", text, "Als geklärt eintragen")
            if words is None:
                return
            answer = words
        with alerts.shown(self):
            self._concerns.move(id, state, reason=reason, answer=answer)

    @Slot()
    def _on_erase(self) -> None:
        if self._card is None:
            return
        detail = "Danach steht sie auch in der Datei nicht mehr. Frühere Schritte lassen sich nicht mehr zurücknehmen."
        if alerts.confirm(self, "Kontaktangabe löschen?", "Kontaktangabe löschen", danger=True, detail=detail):
            self._context.jobs.run(
                erase_contacts,
                self._concerns,
                self._card.concern.id,
                title="Die Kontaktangabe wird gelöscht",
                done=self._on_erased,
                lane=Lane.WRITER,
                owner=self,
            )

    @Slot(object)
    def _on_erased(self, _count: object) -> None:
        self._context.notify("Die Kontaktangabe ist gelöscht.")

    @Slot()
    def _on_link(self) -> None:
        if self._card is not None:
            self.need_wanted.emit([self._card.concern.id])

    @Slot()
    def _on_new_need(self) -> None:
        if self._card is not None:
            self.new_need_wanted.emit([self._card.concern.id])

    @Slot()
    def _on_loosen(self) -> None:
        if self._card is not None:
            self._concerns.tie([self._card.concern.id], None)
            self._context.undo_bar("Die Verknüpfung ist gelöst.")
