"""What the „+“ of the red thread does: making or tying the next link of a record."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.domain.fields import Record
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.projects import Project
from coordinator_app.domain.tasks import SOURCE_KINDS, Task
from coordinator_app.domain.thread_chain import Chain
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.topic_note import note_topic

Names = tuple[str | tuple[str, ...], ...]
Offer = tuple[str, Callable[[], object]]

EVIDENCE: Names = ("evidence_kind_id", "statement", "source", ("direction", "strength"), "observed")
NEED: Names = ("title", ("need_kind", "field_of_action_id"), "description")
PROJECT: Names = ("title", ("project_type", "status"), "short_description", ("start", "end"))
TASK: Names = ("title", ("person_id", "organisation_id"), "due_on", "description")
GOAL: Names = ("text", ("level", "due"))
INDICATOR: Names = ("name", ("unit", "direction"), ("baseline", "baseline_on"), ("target", "target_on"))
MEASUREMENT: Names = (("measured_on", "value"), "source", "comment")

WORDS: Mapping[str, str] = {
    "Befund": "+ Beleg",
    "Bedarf": "+ Bedarf",
    "Priorität": "+ bewerten",
    "Projekt": "+ Projekt",
    "Beschluss": "+ Beschluss",
    "Aufgabe": "+ Aufgabe",
    "Messwert": "+ messen",
}


class ThreadLinks(QObject):
    """Offers and makes links for the record a thread is anchored at."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._lookups = lookups
        self._parent = parent
        self._chain: Chain | None = None

    def offers(self, chain: Chain) -> dict[str, str]:
        """By caption of a station what its „+“ says; stations that cannot be added from here are missing."""
        self._chain = chain
        if self._context.read_only:
            return {}
        return {caption: words for caption, words in WORDS.items() if self._choices(caption)}

    def add(self, chain: Chain, caption: str, at: QWidget) -> None:
        """Make the missing link; with several ways a menu below `at` asks first."""
        self._chain = chain
        choices = self._choices(caption)
        if len(choices) == 1:
            choices[0][1]()
        elif choices:
            menu = QMenu(at)
            for words, act in choices:
                menu.addAction(words).triggered.connect(act)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    # --- which ways there are

    def _choices(self, caption: str) -> list[Offer]:
        kind = self._anchor()[0]
        by_caption: dict[str, dict[str, list[Offer]]] = {
            "Befund": {"need": [("Neuer Beleg …", self._new_evidence)]},
            "Bedarf": {
                "project": [("Neuer Bedarf …", self._new_need), ("Vorhandenen Bedarf verknüpfen …", self._link_need)],
                "resolution": [("Bedarf verknüpfen …", self._link_need)],
                "agenda_item": [("Bedarf verknüpfen …", self._link_need)],
            },
            "Priorität": {"need": [("In die Bewertungsrunde nehmen", self._score)]},
            "Projekt": {
                "need": [
                    ("Neues Projekt …", self._new_project),
                    ("Vorhandenes Projekt verknüpfen …", self._link_project),
                ],
                "resolution": [("Projekt verknüpfen …", self._link_project)],
                "agenda_item": [("Projekt verknüpfen …", self._link_project)],
            },
            "Beschluss": {
                "need": [
                    ("Für eine Sitzung vormerken …", self._note),
                    ("Vorhandenen Beschluss verknüpfen …", self._link_resolution),
                ],
                "project": [
                    ("Für eine Sitzung vormerken …", self._note),
                    ("Vorhandenen Beschluss verknüpfen …", self._link_resolution),
                ],
            },
            "Messwert": {"project": [("Messen …", self._measure)]},
        }
        if caption == "Aufgabe":
            return [("Neue Aufgabe …", self._new_task)] if kind in SOURCE_KINDS else []
        return by_caption.get(caption, {}).get(kind, [])

    def _anchor(self) -> tuple[str, int]:
        return self._chain.anchor if self._chain is not None else ("", 0)

    def _ask(
        self, record_type: type[Record], names: Names, title: str, primary: str, save: Callable[[dict[str, Any]], int]
    ) -> int | None:
        return RecordDialog.ask(
            self._parent, record_type, names=names, title=title, primary=primary, lookups=self._lookups, save=save
        )

    def _pick(self, title: str, label: str, kind: str) -> int | None:
        return LinkDialog.ask(self._parent, title, label, "Verknüpfen", kind, self._lookups)

    # --- making

    def _new_evidence(self) -> None:
        need_id = self._anchor()[1]
        needs = self._context.workspace.needs

        def save(values: dict[str, Any]) -> int:
            return needs.add_evidence(need_id=need_id, **values)

        self._ask(Evidence, EVIDENCE, "Neuer Beleg", "Beleg hinzufügen", save)

    def _new_need(self) -> None:
        project_id = self._anchor()[1]
        needs = self._context.workspace.needs

        def save(values: dict[str, Any]) -> int:
            return needs.create(projects=(project_id,), **values)

        self._ask(Need, NEED, "Neuer Bedarf", "Bedarf anlegen", save)

    def _new_project(self) -> None:
        need_id = self._anchor()[1]
        workspace = self._context.workspace
        need = workspace.needs.get(need_id)
        taken: dict[str, Any] = {"needs": (need_id,), "areas": need.areas, "target_groups": need.target_groups}
        taken["fields_of_action"] = (need.field_of_action_id,) if need.field_of_action_id else ()

        def save(values: dict[str, Any]) -> int:
            return workspace.projects.create(**taken, **values)

        if self._ask(Project, PROJECT, "Neues Projekt", "Projekt anlegen", save):
            self._context.notify("Handlungsfeld, Gebiet und Zielgruppe des Bedarfs sind übernommen.", "ok")

    def _new_task(self) -> None:
        kind, id = self._anchor()
        tasks = self._context.workspace.tasks

        def save(values: dict[str, Any]) -> int:
            return tasks.create_from(kind, id, **values)

        self._ask(Task, TASK, "Neue Aufgabe", "Aufgabe anlegen", save)

    def _measure(self) -> None:
        """A goal first, then its indicator, then a value: each „+“ makes the link that is missing next."""
        chain = self._chain
        if chain is None:
            return
        projects = self._context.workspace.projects
        if not chain.goals:
            project_id = self._anchor()[1]

            def save_goal(values: dict[str, Any]) -> int:
                return projects.add_goal(project_id, values.pop("text"), **values)

            self._ask(Goal, GOAL, "Neues Ziel", "Ziel anlegen", save_goal)
        elif not chain.indicators:
            goal_id = chain.goals[0].id

            def save_indicator(values: dict[str, Any]) -> int:
                return projects.add_indicator(goal_id, values.pop("name"), **values)

            self._ask(Indicator, INDICATOR, "Neuer Indikator", "Indikator anlegen", save_indicator)
        else:
            indicator = chain.indicators[0]

            def save_value(values: dict[str, Any]) -> int:
                return projects.measure(indicator.id, **values)

            self._ask(Measurement, MEASUREMENT, f"Messwert: {indicator.name}", "Messwert eintragen", save_value)

    # --- tying

    def _score(self) -> None:
        need_id = self._anchor()[1]
        priorities = self._context.workspace.priorities
        rounds = priorities.open_rounds()
        if not rounds:
            words = (
                "Es läuft keine Bewertungsrunde. Legen Sie unter „Bewertungsrunde“ eine neue an; dort wählen Sie, "
                "welche Bedarfe bewertet werden."
            )
            alerts.inform(self._parent, words)
            self._context.open_page("needs")
            return
        priorities.add_need(rounds[0].id, need_id)
        self._context.notify(f"Der Bedarf wird in „{rounds[0].title}“ bewertet.", "ok")

    def _note(self) -> None:
        kind, id = self._anchor()
        chain = self._chain
        note_topic(self._context, self._lookups, kind, id, chain.title if chain is not None else "", self._parent)

    def _link_need(self) -> None:
        found = self._pick("Bedarf verknüpfen", "Bedarf", "need")
        if found:
            self._tie("needs", found)

    def _link_project(self) -> None:
        found = self._pick("Projekt verknüpfen", "Projekt oder Angebot", "project")
        if found:
            self._tie("projects", found)

    def _link_resolution(self) -> None:
        found = self._pick("Beschluss verknüpfen", "Beschluss", "resolution")
        if not found:
            return
        kind, id = self._anchor()
        resolutions = self._context.workspace.resolutions
        if kind == "project":
            self._tie("resolutions", found)
        else:
            known = resolutions.get(found)
            resolutions.update(found, None, needs=tuple(dict.fromkeys((*known.needs, id))))

    def _tie(self, name: str, other: int) -> None:
        """Add a record to a list field of the anchor."""
        kind, id = self._anchor()
        workspace = self._context.workspace
        services: dict[str, Any] = {
            "need": workspace.needs,
            "project": workspace.projects,
            "resolution": workspace.resolutions,
            "agenda_item": workspace.meetings.agenda,
        }
        service = services[kind]
        known: tuple[int, ...] = getattr(service.get(id), name)
        service.update(id, None, **{name: tuple(dict.fromkeys((*known, other)))})
