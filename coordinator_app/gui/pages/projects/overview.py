"""Tab „Überblick“: what the project is, at a glance, with what is missing."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, format_integer, format_money
from coordinator_app.domain.indicator_words import target_text, value_text
from coordinator_app.domain.project_course import Confirmation, ConfirmationReply
from coordinator_app.domain.projects import Project, period_text
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.looks import LIGHT_CHIPS
from coordinator_app.gui.related import RelatedCard
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import IndicatorCard, ProjectCard

_GAP_WORDS = {"quality": "Qualität öffnen", "goals": "Ziele öffnen", "fields": "Angaben öffnen"}


class OverviewPane(ScrollColumn):
    """Description, facts, goals with lights, notices. Signals lead to the other tabs."""

    tab_wanted = Signal(str)
    confirm_wanted = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.confirm_bar = NoticeBar("", "attention")
        self.confirm_bar.triggered.connect(self.confirm_wanted)
        self.notice = NoticeBar("", "attention")
        self.notice.triggered.connect(self._on_edit_wanted)
        self.gaps = NoticeBar("", "attention")
        self.gaps.triggered.connect(self._on_gaps_triggered)
        self._gap_tab = ""
        self.description = Label("", wrap=True)
        self.facts = KeyValueGrid(columns=2, label_width=96)
        self.goals = ListCard("Ziele und Indikatoren")
        link = LinkButton("Ziel hinzufügen", "plus")
        theme.reveal(link, shown=not context.read_only)
        link.clicked.connect(self._on_goals_wanted)
        self.goals.add_to_head(link)
        self.more = KeyValueGrid(label_width=96)
        self.related = RelatedCard(context)
        self.tasks = SourceTasks(context, lookups)
        bars = (self.notice, self.confirm_bar)
        for part in (self.description, self.facts, self.goals, self.gaps, self.related, self.tasks, *bars, self.more):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show a project."""
        project = card.project
        self.description.setText(project.short_description or "Noch keine Kurzbeschreibung.")
        self.facts.set_rows(self._facts(card))
        self.more.set_rows(_details(card))
        self._show_goals(card)
        self.related.show_record("project", project.id)
        self.tasks.show_source("project", project.id)
        self._show_gaps(card)
        findings = [finding.text for finding in card.findings]
        self.notice.set(" ".join(findings), "attention", action="Angaben öffnen")
        self.notice.setVisible(bool(findings))
        since = f" seit {format_date(project.confirmed_on)}" if project.confirmed_on else ""
        text = f"Nicht bestätigt{since}. Stimmen die Angaben noch?"
        self.confirm_bar.set(text, "attention", action="" if self._context.read_only else "Heute bestätigen")
        self.confirm_bar.setVisible(card.to_confirm)

    def _show_gaps(self, card: ProjectCard) -> None:
        gaps = self._context.workspace.quality.application_gaps(card.project.id)
        self._gap_tab = gaps.tab
        self.gaps.set(" ".join(gaps.sentences), "attention", action=_GAP_WORDS.get(gaps.tab, ""))

    def _facts(self, card: ProjectCard) -> list[tuple[str, str | QWidget]]:
        project, names = card.project, card.names
        return [
            ("Träger", self._link("organisation", project.carrier_id, card.carrier)),
            ("Gebiet", ", ".join((*names["areas"], *filter(None, (project.location,))))),
            ("Verantwortlich", self._link("person", project.responsible_id, card.responsible)),
            ("Laufzeit", period_text(project.start, project.end, project.is_permanent)),
            ("Handlungsfeld", ", ".join(names["fields_of_action"])),
            ("Kosten", _costs(project)),
            ("Zielgruppe", ", ".join((*names["target_groups"], *names["age_groups"]))),
            ("Art", project.project_type.label),
            *_course(card),
        ]

    def _link(self, kind: str, id: int | None, title: str) -> str | QWidget:
        if id is None or not title:
            return ""
        link = LinkButton(title)
        link.clicked.connect(partial(_open, self._context, kind, id))
        return link

    def _show_goals(self, card: ProjectCard) -> None:
        rows: list[QWidget] = []
        for item in card.indicators:
            row = _indicator_row(item)
            row.activated.connect(self._on_goals_wanted)
            rows.append(row)
        if not rows:
            without = "Noch kein Indikator: Woran wird gemessen, ob das Ziel erreicht ist?"
            rows.append(hint_row(without if card.goals else "Noch kein Ziel. Was soll sich für wen ändern?"))
        self.goals.set_rows(rows)

    @Slot()
    def _on_goals_wanted(self) -> None:
        self.tab_wanted.emit("goals")

    @Slot()
    def _on_gaps_triggered(self) -> None:
        self.tab_wanted.emit(self._gap_tab)

    @Slot()
    def _on_edit_wanted(self) -> None:
        self.tab_wanted.emit("fields")


def _indicator_row(item: IndicatorCard) -> ListRow:
    indicator = item.indicator
    target = target_text(indicator)
    now = value_text(item.latest.value, indicator) if item.latest else "–"
    value = " · ".join(part for part in (f"Ziel {target}" if target else "", f"Stand {now}") if part)
    return ListRow(indicator.name, value=value, chip=(item.light.label, LIGHT_CHIPS[item.light]), chip_width=104)


def _costs(project: Project) -> str:
    if project.costs is None and project.funding is None:
        return ""
    parts = [format_money(project.costs)] if project.costs is not None else []
    if project.funding is not None:
        source = f" {project.funding_source}" if project.funding_source else " Förderung"
        parts.append(f"{'davon ' if parts else ''}{format_money(project.funding)}{source}")
    return ", ".join(parts)


def _details(card: ProjectCard) -> list[tuple[str, str | QWidget]]:
    project, names = card.project, card.names
    level = project.evidence_level.label if project.evidence_level else ""
    listed = f" ({project.green_list_name})" if project.green_list_name else ""
    found = [
        ("Maßnahmen", project.activities),
        ("Präventionsart", ", ".join(names["prevention_types"])),
        ("Setting", ", ".join(names["settings"])),
        ("Reichweite", f"{format_integer(project.planned_reach)} Personen geplant" if project.planned_reach else ""),
        ("Evidenz", level + listed),
        ("PiT", "Bezug zur Landesstrategie PiT" if project.is_pit else ""),
        ("Öffentlich", "ja, steht in der öffentlichen Liste" if project.is_public else ""),
        ("Grund", project.status_reason),
        ("Nachfolger", card.successor),
        ("Faktoren", project.factors),
        ("Bestätigt", " ".join(filter(None, (format_date(project.confirmed_on), project.confirmed_by)))),
        ("Rückmeldungen", "\n".join(_answer(item) for item in card.course.confirmations[:3])),
        ("Erfahrungen", project.lessons_learned),
        ("Notiz", project.note),
    ]
    return [(label, text) for label, text in found if text]


def _course(card: ProjectCard) -> list[tuple[str, str | QWidget]]:
    coming, totals = card.course.next_milestone, card.course.totals.words()
    found: list[tuple[str, str | QWidget]] = []
    if coming is not None:
        when = f"{format_date(coming.planned_on)} " if coming.planned_on else ""
        found.append(("Als Nächstes", f"{when}{coming.title}"))
    if totals:
        found.append(("Termine", totals))
    return found


def _answer(item: Confirmation) -> str:
    if item.reply is ConfirmationReply.OPEN:
        return f"gefragt am {format_date(item.asked_on)}, Antwort offen"
    who = f" ({item.answered_by})" if item.answered_by else ""
    changes = f": {item.changes}" if item.changes else ""
    return f"{format_date(item.replied_on)} {item.reply.label}{who}{changes}"


def _open(context: AppContext, kind: str, id: int, _checked: object) -> None:
    context.navigate(kind, id)
