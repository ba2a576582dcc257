"""First tab of a body: what it is in one look, and everything in the file that belongs to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_date, format_weekday_date, plural
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.rules_in_words import in_short
from coordinator_app.domain.tasks import Urgency
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.body_links import BodyOverview, LinkGroup

_TWO_COLUMNS = 720  # pixels of the pane from which cards stand side by side


class OverviewPane(QWidget):
    """`opened(kind, id)` for a link, `tab_wanted(key)` for „Alle ansehen“, `action_wanted(name)` for a button."""

    opened = Signal(str, int)
    tab_wanted = Signal(str)
    action_wanted = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.notice = NoticeBar("", "info")
        self.notice.triggered.connect(self._on_notice)
        self.facts = KeyValueGrid((), label_width=140)
        self.rules_link = LinkButton("Regeln ansehen")
        self.rules_link.clicked.connect(self._on_rules)
        self.cards: dict[str, ListCard] = {}
        self._wide = True
        self._notice_action = ""
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.notice)
        head = Card("Auf einen Blick")
        head.add(self.facts)
        head.add_to_head(self.rules_link)
        column.addWidget(head)
        self._grid = QGridLayout()
        column.addLayout(self._grid)
        self._grid.setSpacing(16)
        for key, title, link in (
            ("meetings", "Sitzungen", "Alle Sitzungen"),
            ("resolutions", "Beschlüsse", "Beschlussregister"),
            ("tasks", "Offene Aufgaben", "Aufgabenliste"),
            ("projects", "Projekte in diesem Gremium", ""),
            ("needs", "Bedarfe in diesem Gremium", ""),
            ("rounds", "Bewertungsrunden", ""),
            ("children", "Untergeordnete Gremien", ""),
        ):
            card = ListCard(title, parent=self)
            card.hide()
            if link:
                button = LinkButton(link)
                button.setProperty("card", key)
                button.clicked.connect(self._on_all)
                card.add_to_head(button)
            self.cards[key] = card
        column.addStretch(1)

    def show_body(self, body: Body) -> None:
        """Show a body."""
        bodies = self._context.workspace.bodies
        found = bodies.links.overview(body.id)
        rules = bodies.rules(body.id)
        self.facts.set_rows([*_facts(body, found), ("Regeln", in_short(rules))])
        self._show_notice(body, found, has_rules=rules.id != 0)
        self._show_groups(found, active=body.active)
        self._arrange()

    def _show_notice(self, body: Body, found: BodyOverview, *, has_rules: bool) -> None:
        self._notice_action = ""
        text, kind, strong, action = "", "info", "", ""
        if not body.active:
            day = f" am {format_date(body.dissolved_on)}" if body.dissolved_on else ""
            strong, text, kind = f"Aufgelöst{day}.", "Beschlüsse und Niederschriften bleiben erhalten.", "info"
            action, self._notice_action = "Wieder aufnehmen", "reactivate"
        elif not has_rules:
            strong = "Noch keine eigenen Regeln."
            text, kind = "Bis dahin gelten die üblichen: Ladungsfrist 14 Tage, mehr als die Hälfte.", "attention"
            action, self._notice_action = "Regeln anlegen", "rules"
        elif not found.members and not found.vacant:
            strong, kind = "Noch keine Sitze.", "attention"
            text = "Ohne Sitze gibt es niemanden zum Einladen und keine Stimmen."
            action, self._notice_action = "Sitze anlegen", "seats"
        elif found.vacant:
            strong = plural(found.vacant, "Sitz ist unbesetzt.", "Sitze sind unbesetzt.")
            text, kind = "Unbesetzte Sitze werden nicht geladen und zählen nicht zur Beschlussfähigkeit.", "attention"
            action, self._notice_action = "Sitze ansehen", "seats"
        self.notice.set(text, kind, strong=strong, action="" if self._hidden() else action)
        self.notice.setVisible(bool(text))

    def _hidden(self) -> bool:
        return self._context.read_only and self._notice_action != "seats"

    def _show_groups(self, found: BodyOverview, *, active: bool) -> None:
        hints = {
            "meetings": "Noch keine Sitzung.",
            "resolutions": "Beschlüsse entstehen in den Sitzungen.",
        }
        groups: dict[str, LinkGroup] = {
            "meetings": found.meetings,
            "resolutions": found.resolutions,
            "projects": found.projects,
            "needs": found.needs,
            "rounds": found.rounds,
            "children": found.children,
        }
        for key, group in groups.items():
            rows: list[QWidget] = []
            for link in group.links:
                row = ListRow(link.text, addition=link.second, value=link.value)
                tag(row, link.kind, link.id)
                row.activated.connect(self._on_row)
                rows.append(row)
            if not rows and key in hints:
                rows.append(hint_row(hints[key] if active else "In diesem Gremium gab es keine."))
            self._fill(key, rows, group.total, len(group.links))
        if found.unfinished:
            count = found.resolutions.total
            self.cards["resolutions"].set_hint(f"{count}, davon {found.unfinished} offen")
        self._show_tasks(found)

    def _show_tasks(self, found: BodyOverview) -> None:
        rows: list[QWidget] = []
        for view in found.tasks:
            role = "error" if view.urgency is Urgency.OVERDUE else "text_muted"
            row = ListRow(view.task.title, addition=view.responsible, value=view.due, icon="checklist", icon_role=role)
            tag(row, "task", view.task.id)
            row.activated.connect(self._on_row)
            rows.append(row)
        self._fill("tasks", rows or [hint_row("Nichts ist offen.")], found.open_tasks, len(found.tasks))

    def _fill(self, key: str, rows: list[QWidget], total: int, shown: int) -> None:
        card = self.cards[key]
        card.set_hint("" if not total else str(total) if total == shown else f"{shown} von {total}")
        card.set_rows(rows)
        card.setProperty("used", bool(rows))

    def resizeEvent(self, event) -> None:  # noqa: ANN001  (Qt's own signature)
        """Two columns of cards where there is room."""
        super().resizeEvent(event)
        if (self.width() >= _TWO_COLUMNS) != self._wide:
            self._wide = not self._wide
            self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self._wide else 1
        place = 0
        for card in self.cards.values():
            self._grid.removeWidget(card)
            used = bool(card.property("used"))
            if used:
                self._grid.addWidget(card, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
                place += 1
            card.setVisible(used)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    @Slot()
    def _on_row(self) -> None:
        kind, id = tagged(self.sender())
        if id:
            self.opened.emit(kind, id)

    @Slot()
    def _on_all(self) -> None:
        sender = self.sender()
        key = str(sender.property("card")) if sender is not None else ""
        if key == "meetings":
            self.tab_wanted.emit("meetings")
        else:
            self.action_wanted.emit({"resolutions": "resolution_register", "tasks": "task_list"}[key])

    @Slot()
    def _on_rules(self) -> None:
        self.tab_wanted.emit("rules")

    @Slot()
    def _on_notice(self) -> None:
        if self._notice_action in ("rules", "seats"):
            self.tab_wanted.emit(self._notice_action)
        elif self._notice_action:
            self.action_wanted.emit(self._notice_action)


def _facts(body: Body, found: BodyOverview) -> Sequence[tuple[str, str | QWidget]]:
    members = plural(found.members, "Sitz besetzt", "Sitze besetzt")
    parts = [members, plural(found.votes, "Stimme", "Stimmen")]
    parts += [f"{found.vacant} unbesetzt"] if found.vacant else []
    parts += [plural(found.deputies, "Vertretung", "Vertretungen")] if found.deputies else []
    last = "" if body.active else " zuletzt"
    rows: list[tuple[str, str | QWidget]] = [
        (f"Vorsitz{last}", found.chairs or "niemand"),
        (f"Sitze{last}", " · ".join(parts)),
    ]
    if found.next_meeting is not None:
        rows.append(("Nächste Sitzung", _when(found.next_meeting)))
    if found.last_meeting is not None:
        rows.append(("Letzte Sitzung", _when(found.last_meeting)))
    founded = [f"gegründet {format_date(body.founded_on)}"] if body.founded_on else []
    founded += [f"konstituiert {format_date(body.constituted_on)}"] if body.constituted_on else []
    if founded:
        rows.append(("Bestand", ", ".join(founded)))
    if body.active and (found.certificates_on is not None or found.unappointed):
        given = f"Urkunden überreicht am {format_date(found.certificates_on)}" if found.certificates_on else ""
        open_ = f"{plural(found.unappointed, 'Person', 'Personen')} ohne Berufungsdatum" if found.unappointed else ""
        rows.append(("Berufung", ", ".join(part for part in (given, open_) if part)))
    return rows


def _when(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return meeting.title
    begin = local(meeting.starts_at)
    place = f", {meeting.place}" if meeting.place else ""
    return f"{format_weekday_date(begin.date())}, {begin:%H:%M} Uhr{place}"
