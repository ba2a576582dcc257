"""How each dialog of the program is made on the example file: the table `OPENERS`, a dialog class to its opener."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog

from coordinator_app.domain.contacts import Person
from coordinator_app.domain.fields import Record
from coordinator_app.domain.grants import Grant, GrantState
from coordinator_app.domain.needs import Need
from coordinator_app.domain.network import DistributionList, ErasureReason
from coordinator_app.domain.priorities import PriorityRound, RoundStatus
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.reports import Report
from coordinator_app.domain.tasks import Task
from coordinator_app.gui.crash_dialog import CrashDialog
from coordinator_app.gui.dialogs.about import AboutDialog
from coordinator_app.gui.dialogs.erase_person import ErasePersonDialog
from coordinator_app.gui.dialogs.new_grant import NewGrant
from coordinator_app.gui.dialogs.new_municipality.dialog import NewMunicipalityDialog
from coordinator_app.gui.dialogs.project_import import ImportDialog
from coordinator_app.gui.dialogs.project_take_over import TakeOverDialog
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.questions import LinkDialog, NameDialog, TextDialog
from coordinator_app.gui.forms.snippets import SnippetPicker
from coordinator_app.gui.help_window import HelpWindow
from coordinator_app.gui.pages.funding.grant_overview import ShareDialog
from coordinator_app.gui.pages.funding.plan_dialog import PlanDialog
from coordinator_app.gui.pages.funding.step_dialog import GrantStep
from coordinator_app.gui.pages.needs.dialogs import NewRoundDialog
from coordinator_app.gui.pages.needs.freeze_dialog import FreezeDialog
from coordinator_app.gui.pages.network import cards, list_dialogs, privacy
from coordinator_app.gui.pages.projects import asking, effect, several
from coordinator_app.gui.pages.projects import dialogs as project_dialogs
from coordinator_app.gui.pages.reports.new_report import NewReportDialog
from coordinator_app.gui.pages.reports.run_comparison import RunComparisonDialog
from coordinator_app.gui.pages.tasks import letters_dialog, task_dialogs
from coordinator_app.services.project_exchange import ProjectExchange
from tests.gui.dialogs.openers_meetings import MEETINGS
from tests.gui.dialogs.openers_surveys import SURVEYS
from tests.gui.dialogs.stage import Stage

Opener = Callable[[Stage], QDialog]
LIST = Path(__file__).parents[2] / "data" / "projektliste_aus_quelldokumenten.xlsx"


def _import(stage: Stage) -> QDialog:
    dialog = ImportDialog(stage.context, stage.window)
    dialog.open_file(LIST)
    return dialog


def _take_over(stage: Stage) -> QDialog:
    exchange = ProjectExchange(stage.workspace)
    file = exchange.read(exchange.export(stage.first(Project).id), "Projekt.json")
    return TakeOverDialog(stage.context, file, stage.window)


def _erase(stage: Stage) -> QDialog:
    plan = stage.workspace.person_erasing.plan(stage.first(Person).id)
    return ErasePersonDialog(plan, ErasureReason.NOT_NEEDED, stage.window)


def _record(record_type: type[Record], *names: str) -> Opener:
    return lambda stage: RecordDialog(
        record_type,
        names=names,
        title=f"Neu: {record_type.label}",
        primary="Anlegen",
        save=lambda _values: 0,
        lookups=stage.lookups,
        parent=stage.window,
    )


def _share(stage: Stage) -> QDialog:
    card = next(card for grant in stage.all(Grant) for card in stage.workspace.grants.card(grant.id).shares)
    return ShareDialog(card, stage.window)


def _grant_step(stage: Stage) -> QDialog:
    grant = stage.first(Grant, state=GrantState.APPLIED)
    findings = stage.workspace.grants.step_findings(grant.id, GrantState.APPROVED)
    return GrantStep(stage.context, stage.lookups, grant, GrantState.APPROVED, findings, stage.window)


def _new_round(stage: Stage) -> QDialog:
    rounds = stage.workspace.priorities.rounds()
    return NewRoundDialog(stage.workspace.needs.all(), 2026, stage.lookups, stage.window, earlier=rounds)


def _freeze(stage: Stage) -> QDialog:
    priorities = stage.workspace.priorities
    found = stage.first(PriorityRound, status=RoundStatus.SCORING)
    return FreezeDialog(priorities.card(found.id), priorities.proposed_decisions(found.id), stage.lookups, stage.window)


def _cards(stage: Stage) -> QDialog:
    business = stage.workspace.business_cards
    data = business.export([each.id for each in stage.all(Person)[:4]])
    return cards.CardsDialog(business.plan(data), stage.window)


def _rule(stage: Stage) -> QDialog:
    rule = stage.workspace.distribution_lists.view(stage.first(DistributionList).id).rule
    return list_dialogs.RuleDialog(stage.context, stage.lookups, rule, stage.window)


def _ask(stage: Stage) -> QDialog:
    return asking.AskDialog(stage.workspace.confirmations.providers(), 2, stage.window, stage.context)


def _replies(stage: Stage) -> QDialog:
    return asking.RepliesDialog(stage.context, stage.workspace.confirmations.waiting(), stage.window)


def _step(stage: Stage) -> QDialog:
    project = stage.first(Project, status=ProjectStatus.RUNNING)
    findings = stage.workspace.projects.step_findings(project.id, ProjectStatus.COMPLETED)
    return project_dialogs.StepDialog(ProjectStatus.COMPLETED, findings, reason_needed=True, parent=stage.window)


def _logic_model(stage: Stage) -> QDialog:
    return effect.LogicModelDialog(stage.workspace.quality.logic_model(stage.first(Project).id), stage.window)


def _letters(stage: Stage) -> QDialog:
    found = stage.workspace.task_letters.debtors()
    return letters_dialog.LettersDialog(found, "Alle Gremien und Projekte", stage.window, stage.context)


def _privacy(stage: Stage) -> QDialog:
    return privacy.KeepDialog(3, stage.workspace.retention.proposal(), stage.lookups, stage.window)


def _wizard(stage: Stage) -> QDialog:
    return NewMunicipalityDialog(stage.window, stage.context.clock, "Test")


GENERAL: dict[type[QDialog], Opener] = {
    AboutDialog: lambda stage: AboutDialog([("Version", "0.9.0")], stage.window),
    CrashDialog: lambda stage: CrashDialog("Technische Angaben", stage.window),
    ErasePersonDialog: _erase,
    FreezeDialog: _freeze,
    GrantStep: _grant_step,
    HelpWindow: lambda stage: HelpWindow(stage.window),
    ImportDialog: _import,
    LinkDialog: lambda stage: LinkDialog(
        "Projekt hinzufügen", "Projekt", "Hinzufügen", "project", stage.lookups, stage.window
    ),
    NameDialog: lambda stage: NameDialog("Neue Aufgabe", "Aufgabe", "Anlegen", "Was ist zu tun?", stage.window),
    NewGrant: lambda stage: NewGrant(stage.context, stage.lookups, 0, stage.window),
    NewMunicipalityDialog: _wizard,
    NewReportDialog: lambda stage: NewReportDialog(stage.context, stage.window),
    NewRoundDialog: _new_round,
    PlanDialog: lambda stage: PlanDialog(stage.context, stage.lookups, stage.window),
    RecordDialog: _record(
        Project, "title", "number", "fields_of_action", "start", "is_permanent", "carrier_id", "costs"
    ),
    RunComparisonDialog: lambda stage: RunComparisonDialog(stage.context, stage.first(Report).id, 0, 0, stage.window),
    ShareDialog: _share,
    SnippetPicker: lambda stage: SnippetPicker(stage.workspace.snippets, None, "", stage.window),
    TakeOverDialog: _take_over,
    TextDialog: lambda stage: TextDialog("Begründung", "Warum?", "Eintragen", parent=stage.window),
    asking.AskDialog: _ask,
    asking.RepliesDialog: _replies,
    cards.CardsDialog: _cards,
    effect.LogicModelDialog: _logic_model,
    letters_dialog.LettersDialog: _letters,
    list_dialogs.MailDialog: lambda stage: list_dialogs.MailDialog("Presse", 7, 2, stage.window),
    list_dialogs.MembersDialog: lambda stage: list_dialogs.MembersDialog(stage.lookups, stage.window),
    list_dialogs.RuleDialog: _rule,
    privacy.KeepDialog: _privacy,
    project_dialogs.ActorDialog: lambda stage: project_dialogs.ActorDialog(stage.lookups, stage.window),
    project_dialogs.StepDialog: _step,
    several.FieldChangeDialog: lambda stage: several.FieldChangeDialog(stage.lookups, 3, stage.window),
    task_dialogs.HandOverDialog: lambda stage: task_dialogs.HandOverDialog(2, stage.lookups, stage.window),
    task_dialogs.PutOffDialog: lambda stage: task_dialogs.PutOffDialog(
        2, partial(stage.workspace.tasks.parse_due), stage.window
    ),
}
OPENERS: dict[type[QDialog], Opener] = {**GENERAL, **MEETINGS, **SURVEYS}
MORE: dict[str, Opener] = {
    "RecordDialog: Bedarf": _record(Need, "title", "description", "first_reported", "areas"),
    "RecordDialog: Aufgabe": _record(Task, "title", "due_on", "person_id", "priority"),
}
