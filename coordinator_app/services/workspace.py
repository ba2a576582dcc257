"""One open municipality file with the services that work on it, made when first used."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from coordinator_app.common.clock import Clock
from coordinator_app.services import contact_expiry, seeds
from coordinator_app.services.workspace_network import NetworkServices
from coordinator_app.services.workspace_papers import PaperServices
from coordinator_app.services.workspace_surveys import SurveyServices
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.backups import Backups
    from coordinator_app.services.bodies import Bodies
    from coordinator_app.services.catalogues import Catalogues
    from coordinator_app.services.circulations import Circulations
    from coordinator_app.services.concerns import Concerns
    from coordinator_app.services.confirmations import Confirmations
    from coordinator_app.services.data_series import DataSeriesService
    from coordinator_app.services.deadlines import Deadlines
    from coordinator_app.services.dispatches import Dispatches
    from coordinator_app.services.follow_up import FollowUp
    from coordinator_app.services.funding import Funding
    from coordinator_app.services.grants import Grants
    from coordinator_app.services.item_attachments import ItemAttachments
    from coordinator_app.services.meetings import Meetings
    from coordinator_app.services.minutes import MinutesService
    from coordinator_app.services.minutes_sending import MinutesSending
    from coordinator_app.services.municipality import Municipalities
    from coordinator_app.services.need_matrix import NeedMatrix
    from coordinator_app.services.needs import Needs
    from coordinator_app.services.objections import Objections
    from coordinator_app.services.overview import Overview
    from coordinator_app.services.photos import Photos
    from coordinator_app.services.priorities import Priorities
    from coordinator_app.services.process import Process
    from coordinator_app.services.project_course import ProjectCourse
    from coordinator_app.services.projects import Projects
    from coordinator_app.services.quality import Quality
    from coordinator_app.services.report_runs import ReportRuns
    from coordinator_app.services.resolutions import Resolutions
    from coordinator_app.services.saved_views import SavedViews
    from coordinator_app.services.search import Search
    from coordinator_app.services.sending import MeetingSending
    from coordinator_app.services.site_walks import SiteWalks
    from coordinator_app.services.task_letters import TaskLetters
    from coordinator_app.services.tasks import Tasks


class Workspace(NetworkServices, SurveyServices, PaperServices):
    """What pages and documents work with: `workspace.projects.create(…)`.

    A service module is imported when its property is first read, so that start-up pays for nothing unused.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def create(cls, path: Path, *, clock: Clock | None = None, user: str = "") -> Self:
        """Make a new municipality file with the seed catalogues and open it."""
        workspace = cls(Store.create(path, clock=clock, user=user))
        workspace.catalogues.add_seeds()
        workspace.snippets.add_seeds()
        seeds.bring_up(workspace.store)
        return workspace

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        user: str = "",
        read_only: bool = False,
        report: Callable[[int, int, str], None] | None = None,
    ) -> Self:
        """Open a municipality file; `UserError` says what stands in the way (see `Store.open`)."""
        store = Store.open(path, clock=clock, user=user, read_only=read_only, report=report)
        workspace = cls(store)
        try:
            seeds.bring_up(store)
            contact_expiry.erase_expired(workspace)
        except BaseException:
            store.close()
            raise
        return workspace

    def close(self) -> None:
        """Close the file; when anything was changed a backup is made before (`UserError` when that fails)."""
        try:
            if "answers" in vars(self):
                self.answers.close()
                self._copy_answers()
            if "attachments" in vars(self):
                self.attachments.clean_up()
            if self.store.changed:
                self.backups.make_on_close()
        finally:
            self.store.close()

    def _copy_answers(self) -> None:
        """Copy answer files that changed, also where the municipality file did not."""
        if not self.store.read_only and not self.store.changed:
            from coordinator_app.services.answer_backups import copy_changed

            copy_changed(self.store)

    @property
    def clock(self) -> Clock:
        """The clock of the file."""
        return self.store.clock

    @cached_property
    def catalogues(self) -> "Catalogues":
        """Catalogues (Handlungsfelder, Zielgruppen …)."""
        from coordinator_app.services.catalogues import Catalogues

        return Catalogues(self.store)

    @cached_property
    def municipality(self) -> "Municipalities":
        """The municipality, its areas and places, settings of the file."""
        from coordinator_app.services.municipality import Municipalities

        return Municipalities(self.store)

    @cached_property
    def search(self) -> "Search":
        """Global search and the Papierkorb."""
        from coordinator_app.services.search import Search

        return Search(self.store)

    @cached_property
    def report_runs(self) -> "ReportRuns":
        """What stood in reports when they left the program."""
        from coordinator_app.services.report_runs import ReportRuns

        return ReportRuns(self)

    @cached_property
    def item_attachments(self) -> "ItemAttachments":
        """Numbered attachments of agenda items."""
        from coordinator_app.services.item_attachments import ItemAttachments

        return ItemAttachments(self.store, self.attachments)

    @cached_property
    def backups(self) -> "Backups":
        """Backups of the file: making, listing, restoring."""
        from coordinator_app.services.backups import Backups

        return Backups(self.store)

    @cached_property
    def saved_views(self) -> "SavedViews":
        """Named list views."""
        from coordinator_app.services.saved_views import SavedViews

        return SavedViews(self.store)

    @cached_property
    def bodies(self) -> "Bodies":
        """Bodies, their rules, terms and memberships."""
        from coordinator_app.services.bodies import Bodies

        return Bodies(self.store)

    @cached_property
    def meetings(self) -> "Meetings":
        """Meetings with agenda and attendance."""
        from coordinator_app.services.meetings import Meetings

        return Meetings(self.store)

    @cached_property
    def resolutions(self) -> "Resolutions":
        """Resolutions and votes."""
        from coordinator_app.services.resolutions import Resolutions

        return Resolutions(self.store)

    @cached_property
    def circulations(self) -> "Circulations":
        """Resolutions decided in writing."""
        from coordinator_app.services.circulations import Circulations

        return Circulations(self.store)

    @cached_property
    def follow_up(self) -> "FollowUp":
        """Beschlusskontrolle: reports on resolutions, the check of the register."""
        from coordinator_app.services.follow_up import FollowUp

        return FollowUp(self.store)

    @cached_property
    def tasks(self) -> "Tasks":
        """Tasks and their history."""
        from coordinator_app.services.tasks import Tasks

        return Tasks(self.store)

    @cached_property
    def task_letters(self) -> "TaskLetters":
        """Letters and mail drafts „Ihre offenen Aufgaben“."""
        from coordinator_app.services.task_letters import TaskLetters

        return TaskLetters(self)

    @cached_property
    def minutes(self) -> "MinutesService":
        """Minutes and their versions."""
        from coordinator_app.services.minutes import MinutesService

        return MinutesService(self.store)

    @cached_property
    def minutes_sending(self) -> "MinutesSending":
        """Recipients and mail drafts of minutes."""
        from coordinator_app.services.minutes_sending import MinutesSending

        return MinutesSending(self)

    @cached_property
    def objections(self) -> "Objections":
        """Objections against minutes."""
        from coordinator_app.services.objections import Objections

        return Objections(self.store)

    @cached_property
    def projects(self) -> "Projects":
        """Projects, goals and indicators."""
        from coordinator_app.services.projects import Projects

        return Projects(self.store)

    @cached_property
    def project_course(self) -> "ProjectCourse":
        """Milestones and events of projects."""
        from coordinator_app.services.project_course import ProjectCourse

        return ProjectCourse(self.store)

    @cached_property
    def quality(self) -> "Quality":
        """Guiding questions, evaluations and logic models of projects."""
        from coordinator_app.services.quality import Quality

        return Quality(self.store)

    @cached_property
    def funding(self) -> "Funding":
        """Funding programmes."""
        from coordinator_app.services.funding import Funding

        return Funding(self.store)

    @cached_property
    def grants(self) -> "Grants":
        """Grants with plan, receipts and proof of use."""
        from coordinator_app.services.grants import Grants

        return Grants(self.store)

    @cached_property
    def photos(self) -> "Photos":
        """Pictures of projects and events."""
        from coordinator_app.services.photos import Photos

        return Photos(self.store, self.attachments)

    @cached_property
    def confirmations(self) -> "Confirmations":
        """The yearly question to carriers."""
        from coordinator_app.services.confirmations import Confirmations

        return Confirmations(self)

    @cached_property
    def needs(self) -> "Needs":
        """Needs, evidence and what answers them."""
        from coordinator_app.services.needs import Needs

        return Needs(self.store)

    @cached_property
    def need_matrix(self) -> "NeedMatrix":
        """Needs against offers."""
        from coordinator_app.services.need_matrix import NeedMatrix

        return NeedMatrix(self.store)

    @cached_property
    def concerns(self) -> "Concerns":
        """Concerns of citizens."""
        from coordinator_app.services.concerns import Concerns

        return Concerns(self.store, self.needs)

    @cached_property
    def priorities(self) -> "Priorities":
        """Rounds that decide priorities."""
        from coordinator_app.services.priorities import Priorities

        return Priorities(self.store)

    @cached_property
    def dispatches(self) -> "Dispatches":
        """What left the house."""
        from coordinator_app.services.dispatches import Dispatches

        return Dispatches(self.store)

    @cached_property
    def sending(self) -> "MeetingSending":
        """Invitations, changes, reminders and cancellations as files."""
        from coordinator_app.services.sending import MeetingSending

        return MeetingSending(self)

    @cached_property
    def process(self) -> "Process":
        """The steps of the ASSKomm cooperation."""
        from coordinator_app.services.process import Process

        return Process(self.store)

    @cached_property
    def data_series(self) -> "DataSeriesService":
        """Figures over time."""
        from coordinator_app.services.data_series import DataSeriesService

        return DataSeriesService(self.store)

    @cached_property
    def site_walks(self) -> "SiteWalks":
        """Site walks and what was found."""
        from coordinator_app.services.site_walks import SiteWalks

        return SiteWalks(self.store, self.needs)

    @cached_property
    def deadlines(self) -> "Deadlines":
        """All deadlines of the house."""
        from coordinator_app.services.deadlines import Deadlines

        return Deadlines(self.store)

    @cached_property
    def overview(self) -> "Overview":
        """What matters today."""
        from coordinator_app.services.overview import Overview

        return Overview(self.store)
