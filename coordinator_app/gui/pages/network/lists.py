"""The tab „Verteiler“: lists of addressees by hand and by rule, and what goes out to them."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import enumerate_words, format_date
from coordinator_app.domain.network import DistributionList
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.network.list_dialogs import MailDialog, MembersDialog, RuleDialog
from coordinator_app.gui.pages.network.parts import NetworkPane
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.distribution_lists import (
    DistributionListList,
    ListView,
    Member,
    members_line,
    rule_words,
)

_SHOWN = 60


class ListDetail(RecordDetail):
    """One list: what goes out, its rule, everybody on it, what was sent."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("mail", "Kein Verteiler gewählt", "Wählen Sie links einen Verteiler aus.", compact=True)
        super().__init__(context, hint, parent)
        self._lists = context.workspace.distribution_lists
        self._lookups = lookups
        self._view: ListView | None = None
        self.more = self._add_more()
        self.form = RecordForm(DistributionList, save=self._save, names=("title", "purpose", "note"), lookups=lookups)
        self.mail = SecondaryButton("E-Mail an alle …", "mail")
        self.merge = SecondaryButton("Seriendruckdaten …", "download")
        self.paper = SecondaryButton("Drucken", "printer")
        self.rule_words = Label("", wrap=True)
        self.edit_rule = LinkButton("Regel ändern", "pencil")
        self.members = ListCard("Auf dem Verteiler")
        self.add_members = LinkButton("Von Hand aufnehmen", "plus")
        self.sent = ListCard("Versendet")
        self._build()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(8)
        column.addLayout(head)
        head.addWidget(self.header)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        head.addLayout(buttons)
        for button, slot in ((self.mail, self._on_mail), (self.merge, self._on_merge), (self.paper, self._on_paper)):
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        rule = Card("Wer von selbst dazugehört")
        rule.add(self.rule_words)
        for link, card, slot in (
            (self.edit_rule, rule, self._on_rule),
            (self.add_members, self.members, self._on_add),
        ):
            theme.reveal(link, shown=not self._context.read_only)
            link.clicked.connect(slot)
            card.add_to_head(link)
        column.addWidget(ScrollColumn(rule, self.members, self.sent, self.form), 1)
        self._set_content(content)

    def edit(self) -> None:
        """Go to the fields."""
        self.form.focus_first()

    def _show(self, id: int) -> None:
        view = self._view = self._lists.view(id)
        self.header.set(view.record.title)
        self.rule_words.setText(rule_words(self._context.workspace, view.rule))
        self.members.set_hint(members_line(view))
        rows = [self._member(number, member) for number, member in enumerate(view.members[:_SHOWN])]
        if len(view.members) > _SHOWN:
            rows.append(hint_row(f"und {len(view.members) - _SHOWN} weitere: „Drucken“ zeigt alle"))
        if view.excluded:
            rows.append(hint_row(f"Ausgenommen: {enumerate_words([name for _, name in view.excluded])}"))
        self.members.set_rows(rows or [hint_row("Noch niemand: Nehmen Sie jemanden auf oder geben Sie eine Regel an.")])
        sent = [
            ListRow(f"{row.way}, {row.contents or 'ohne Inhalt'}", value=format_date(row.sent_on), clickable=False)
            for row in view.dispatches
        ]
        self.sent.set_rows([*sent] or [hint_row("Noch nichts versendet.")])
        for button in (self.mail, self.merge, self.paper):
            button.setEnabled(bool(view.members))
        self.form.load(view.record)

    def _member(self, number: int, member: Member) -> QWidget:
        addressee = member.addressee
        reach = addressee.email or member.postal or addressee.problem or "keine Anschrift"
        words = ", ".join(filter(None, (member.organisation, "von Hand" if member.by_hand else "")))
        row = ListRow(member.name, addition=words, value=reach, icon="person" if member.person_id else "building")
        tag(row, *member.key)
        row.activated.connect(self._on_member)
        if not self._context.read_only:
            off = IconButton("x", f"{member.name} aus dem Verteiler nehmen", flat=True)
            tag(off, "member", number)
            off.clicked.connect(self._on_take_off)
            row.add(off)
        return row

    def _save(self, name: str, value: Any) -> None:
        self._lists.update(self.form.record.id, None, **{name: value})

    # --- slots

    @Slot()
    def _on_member(self) -> None:
        self._context.navigate(*tagged(self.sender()))

    @Slot()
    def _on_take_off(self) -> None:
        _, number = tagged(self.sender())
        if self._view is not None:
            with alerts.shown(self):
                self._lists.take_off(self._id, self._view.members[number])
                self._context.undo_bar("Aus dem Verteiler genommen.")

    @Slot()
    def _on_rule(self) -> None:
        if self._view is None:
            return
        dialog = RuleDialog(self._context, self._lookups, self._view.rule, self)
        if dialog.run():
            self._lists.set_rule(self._id, dialog.rule())

    @Slot()
    def _on_add(self) -> None:
        dialog = MembersDialog(self._lookups, self)
        if dialog.run():
            self._lists.add(self._id, persons=dialog.persons.value(), organisations=dialog.organisations.value())

    @Slot()
    def _on_mail(self) -> None:
        if self._view is None:
            return
        reachable = len(self._view.reachable)
        dialog = MailDialog(self._view.record.title, reachable, len(self._view.members) - reachable, self)
        if self._context.read_only:
            dialog.note.setChecked(False)
            dialog.note.setEnabled(False)
        if not dialog.run():
            return
        subject = str(dialog.subject.value()).strip()
        with alerts.shown(self):
            stem, data, _ = self._lists.mail(self._id, subject=subject, text=dialog.text.toPlainText())
            path = alerts.save_file(self, "E-Mail-Entwurf speichern", "E-Mail-Entwurf (*.eml)", f"{stem}.eml")
            if path is None:
                return
            path = path if path.suffix.lower() == ".eml" else path.with_name(f"{path.name}.eml")
            written = self._context.workspace.documents.files.write(path, data)
            if dialog.note.isChecked():
                self._lists.note_sent(self._id, way="E-Mail", contents=subject)
            self._context.notify(f"„{written.name}“ ist gespeichert. Öffnen Sie den Entwurf in Ihrem Mailprogramm.")

    @Slot()
    def _on_merge(self) -> None:
        stem = self._lists.merge_stem(self._id)
        kinds = "Excel-Arbeitsmappe (*.xlsx);;CSV-Datei (*.csv)"
        path = alerts.save_file(self, "Seriendruckdaten speichern", kinds, f"{stem}.xlsx")
        if path is None:
            return
        file_format = "csv" if path.suffix.lower() == ".csv" else "xlsx"
        if path.suffix.lower() not in {".csv", ".xlsx"}:
            path = path.with_name(f"{path.name}.xlsx")
        with alerts.shown(self):
            self._context.workspace.documents.files.write(path, self._lists.merge_data(self._id, file_format))
            self._context.notify(f"„{path.name}“ ist gespeichert.")

    @Slot()
    def _on_paper(self) -> None:
        self._context.preview("distribution_list", self._id)


class ListPane(NetworkPane[ListDetail]):
    """List and detail of the distribution lists."""

    words = ("Der", "Verteiler", "Verteiler")
    kind: ClassVar[str] = "distribution_list"
    list_title: ClassVar[str] = "Verteiler"
    new_text: ClassVar[str] = "Neuer Verteiler"
    help_topic: ClassVar[str] = "verteiler"
    topic: ClassVar[str] = "verteiler"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = DistributionListList(context.workspace.store)
        empty = EmptyState(
            "mail",
            "Noch kein Verteiler",
            "Hier stehen Listen von Empfängern: von Hand gewählt oder durch eine Regel, die sich selbst nachführt.",
            "" if context.read_only else "Verteiler anlegen",
            "Wofür sind Verteiler da?",
        )
        table = RecordTable(
            self.source, name="distribution_lists", label="Verteiler", state=context.settings, empty=empty
        )
        super().__init__(
            context,
            FilterRow("Verteiler filtern", top=16),
            table,
            ListDetail(context, lookups),
            name="distribution_lists",
            list_width=360,
            parent=parent,
        )

    def ask_new(self) -> int | None:
        """Ask for name and purpose of a new list."""
        lists = self._context.workspace.distribution_lists

        def save(values: dict[str, Any]) -> int:
            return lists.create(**values)

        return RecordDialog.ask(
            self,
            DistributionList,
            names=("title", "purpose"),
            title="Neuer Verteiler",
            primary="Verteiler anlegen",
            save=save,
            lookups=self._lookups,
        )

    def _discard(self, id: int) -> None:
        self._context.workspace.distribution_lists.discard(id)
