"""Tab „Überblick“ of a grant: facts, money, days, projects with their shares, the notice that must be shown."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_money
from coordinator_app.domain.grants import Grant
from coordinator_app.domain.shares import format_share
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.pages.funding.editors import ShareEditor
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.chips import due_chip
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label, ProgressLine
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.grant_card import GrantCard, ShareCard


class GrantOverview(ScrollColumn):
    """What matters about one grant; `tab_wanted(key)` leads to the other tabs."""

    tab_wanted = Signal(str)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context, self._lookups = context, lookups
        self._grant_id = 0
        self.plan_bar = NoticeBar("", "attention")
        self.plan_bar.triggered.connect(self._on_plan)
        self.facts = KeyValueGrid(columns=2, label_width=104)
        self.money = Card("Geld")
        self.money_line = ProgressLine("Eingegangen")
        self.figures = KeyValueGrid(columns=2, label_width=120)
        self.money.add(self.money_line)
        self.money.add(self.figures)
        self.dates = ListCard("Nächste Fristen")
        self.projects = ListCard("Projekte")
        add = LinkButton("Projekt hinzufügen", "plus")
        theme.reveal(add, shown=not context.read_only)
        add.clicked.connect(self.add_project)
        self.projects.add_to_head(add)
        self.notice = Card("Förderhinweis")
        self._fill_notice()
        self.tasks = SourceTasks(context, lookups)
        parts = (self.plan_bar, self.facts, self.money, self.dates, self.projects, self.notice, self.tasks)
        for part in parts:
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _fill_notice(self) -> None:
        copy = LinkButton("Satz kopieren", "copy")
        copy.clicked.connect(self._on_copy)
        self.notice.add_to_head(copy)
        self.sentence = Label("", wrap=True)
        self.publicity_bar = NoticeBar("", "attention")
        self.publicity_bar.triggered.connect(self._on_publicity)
        self.shown = Label("", "hinweis", wrap=True)
        for part in (self.sentence, self.publicity_bar, self.shown):
            self.notice.add(part)

    def show_card(self, card: GrantCard) -> None:
        """Show a grant."""
        grant = card.grant
        self._grant_id = grant.id
        blocking = [found.text for found in card.plan_findings if found.blocks]
        self.plan_bar.set(" ".join(blocking), "attention", action="Finanzplan öffnen" if blocking else "")
        self.plan_bar.setVisible(bool(blocking))
        self.facts.set_rows(self._facts(card))
        self._show_money(card)
        self._show_dates(card)
        self.projects.set_hint(str(len(card.shares)) if card.shares else "")
        rows: list[QWidget] = [self._share(share, len(card.shares)) for share in card.shares]
        self.projects.set_rows(rows or [hint_row("Noch kein Projekt: Wofür ist das Geld?")])
        self._show_notice(card)
        self.tasks.show_source(Grant.kind, grant.id)

    def _facts(self, card: GrantCard) -> list[tuple[str, str | QWidget]]:
        grant = card.grant
        period = "–".join(filter(None, (format_date(grant.period_start), format_date(grant.period_end))))
        talk = ", ".join(filter(None, (format_date(grant.consultation_on), grant.consultation_with)))
        name = (card.programme.short_name or card.programme.title) if card.programme is not None else ""
        found: list[tuple[str, str | QWidget]] = [
            ("Programm", self._link("funding_programme", grant.programme_id, name)),
            ("Förderjahr", str(grant.funding_year or "")),
            ("Antragstellerin", self._link("organisation", grant.applicant_id, card.applicant)),
            ("Aktenzeichen", grant.reference),
            ("Zeitraum", period),
            ("Finanzierung", ", ".join(filter(None, (grant.funding_type.label, format_share(grant.share))))),
            ("Beschluss", self._link("resolution", grant.resolution_id, card.resolution)),
            ("Beratung", talk),
        ]
        if grant.state_reason:
            found.append(("Grund", grant.state_reason))
        return found

    def _link(self, kind: str, id: int | None, title: str) -> str | QWidget:
        if id is None or not title:
            return ""
        link = LinkButton(title)
        link.clicked.connect(partial(_open, self._context, kind, id))
        return link

    def _show_money(self, card: GrantCard) -> None:
        money, grant = card.money, card.grant
        self.money_line.set_progress(money.received // 100, max(money.approved // 100, 1))
        self.money_line.setToolTip(f"{format_money(money.received)} von {format_money(money.approved)} eingegangen")
        theme.reveal(self.money_line, shown=bool(money.approved))
        rows: list[tuple[str, str | QWidget]] = [("Beantragt", format_money(grant.requested))]
        rows.append(("Bewilligt", format_money(grant.approved)))
        if money.approved:
            rows += [
                ("Eingegangen", format_money(money.received)),
                ("Noch offen", format_money(money.open)),
                ("Belege", format_money(money.spent)),
                ("Steht zu", format_money(money.entitled)),
            ]
        if grant.recovered is not None:
            rows.append(("Zurückgefordert", f"{format_money(grant.recovered)}: {grant.recovery_reason}"))
        self.figures.set_rows(rows)

    def _show_dates(self, card: GrantCard) -> None:
        day = today(self._context.clock)
        rows: list[QWidget] = []
        for entry in [entry for entry in card.dates if entry.done_on is None][:6]:
            title = entry.title.removesuffix(f": {card.grant.title}")
            chip = due_chip((entry.due - day).days)
            value = format_date(entry.due)
            rows.append(ListRow(title, value=value, chip=chip, chip_width=176, clickable=False))
        self.dates.set_rows(rows or [hint_row("Keine offene Frist.")])

    def _share(self, card: ShareCard, count: int) -> ListRow:
        percent = format_share(card.share.share) if count > 1 else ""
        value = " · ".join(filter(None, (percent, format_money(card.amount) if card.amount else "")))
        row = ListRow(card.title, value=value, icon="briefcase")
        row.activated.connect(partial(self._context.navigate, "project", card.project_id))
        if not self._context.read_only:
            if count > 1:
                change = IconButton("pencil", f"Anteil von „{card.title}“ ändern", flat=True)
                change.clicked.connect(partial(self.change_share, card))
                row.add(change)
            remove = IconButton("x", f"„{card.title}“ aus der Förderung nehmen", flat=True)
            remove.clicked.connect(partial(_remove_project, self._context, self._grant_id, card.project_id))
            row.add(remove)
        return row

    def _show_notice(self, card: GrantCard) -> None:
        duty, grant = card.publicity, card.grant
        self.notice.setVisible(bool(duty.sentence))
        self.sentence.setText(f"„{duty.sentence}“")
        action = "" if self._context.read_only else "Nachweis eintragen"
        self.publicity_bar.set(duty.problem, "attention", action=action if duty.problem else "")
        self.publicity_bar.setVisible(bool(duty.problem))
        proof = f": {grant.publicity_proof}" if grant.publicity_proof else ""
        day = f"Gezeigt am {format_date(grant.publicity_on)}{proof}. " if grant.publicity_on else ""
        self.shown.setText(f"{day}Der Satz steht von selbst in allen Dokumenten der geförderten Projekte.")

    @Slot()
    def add_project(self) -> None:
        """Ask for one more project."""
        title = "Projekt hinzufügen"
        found = LinkDialog.ask(self, title, "Projekt", title, "project", self._lookups)
        if found:
            self._context.workspace.grants.add_project(self._grant_id, found)

    def change_share(self, card: ShareCard, *_: object) -> None:
        """Ask for the share of a project; the others get the rest."""
        dialog = ShareDialog(card, self)
        if dialog.run():
            self._context.workspace.grants.set_share(self._grant_id, card.project_id, dialog.share())

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.sentence.text().strip("„“"))
        self._context.notify("Förderhinweis kopiert.")

    @Slot()
    def _on_plan(self) -> None:
        self.tab_wanted.emit("plan")

    @Slot()
    def _on_publicity(self) -> None:
        self.tab_wanted.emit("publicity")


class ShareDialog(Dialog):
    """Asks which share of a grant a project gets."""

    help_topic = "foerderung"

    def __init__(self, card: ShareCard, parent: QWidget | None = None) -> None:
        super().__init__("Anteil ändern", primary="Anteil ändern", heading=f"Anteil von „{card.title}“", parent=parent)
        self.editor = ShareEditor()
        self.editor.set_value(card.share.share)
        help_text = "Die anderen Projekte teilen sich den Rest im bisherigen Verhältnis."
        self.add(FieldRow("Anteil", self.editor, unit="%", help_text=help_text))

    def share(self) -> int:
        """What was typed, in tenths of a per cent."""
        return int(self.editor.value() or 0)

    def check(self) -> bool:
        """Refuse what is no share (`UserError`)."""
        return self.share() >= 0


def _open(context: AppContext, kind: str, id: int, _checked: object) -> None:
    context.navigate(kind, id)


def _remove_project(context: AppContext, grant_id: int, project_id: int, *_: object) -> None:
    context.workspace.grants.remove_project(grant_id, project_id)
    context.undo_bar("Projekt aus der Förderung genommen.")
