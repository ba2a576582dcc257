"""How each dialog of bodies, meetings and minutes is made on the example file."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QDialog

from coordinator_app.domain.agenda_templates import AgendaTemplate
from coordinator_app.domain.attendance import Span
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.circulations import Circulation, CirculationState
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.meeting_series import MeetingSeries
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.minutes import MinutesVersion
from coordinator_app.domain.objections import Objection
from coordinator_app.gui.pages.meetings import (
    body_rules,
    circulation_dialogs,
    constitution_dialog,
    dialogs,
    invite_dialogs,
    live_dialogs,
    meeting_head,
    minutes_comparison,
    minutes_objections,
    minutes_send,
    move_body,
    new_body,
    new_meeting,
    seat_dialogs,
    series_dates,
    series_dialog,
    template_dialog,
)
from tests.gui.dialogs.stage import Stage

Opener = Callable[[Stage], QDialog]
_PEOPLE = [(1, "Wagner, Mirko"), (2, "Albrecht, Julia"), (3, "Hempel, Jens")]
_BEGIN = datetime(2026, 11, 9, 16, 0, tzinfo=UTC)
_SPANS = [Span(_BEGIN, _BEGIN + timedelta(hours=1)), Span(_BEGIN + timedelta(hours=2), None)]


def _body(stage: Stage) -> Body:
    return next(each for each in stage.all(Body) if stage.workspace.bodies.seats(each.id))


def _meeting(stage: Stage) -> Meeting:
    return next(each for each in stage.all(Meeting) if stage.workspace.minutes.versions(each.id))


def _circulation_decision(stage: Stage) -> QDialog:
    running = stage.first(Circulation, state=CirculationState.RUNNING)
    return circulation_dialogs.DecisionDialog(stage.workspace.circulations.view(running.id), stage.window)


def _circulation_start(stage: Stage) -> QDialog:
    def usual(day: date) -> date:
        return day + timedelta(days=14)

    return circulation_dialogs.StartDialog(stage.lookups.today, usual, 11, stage.window)


def _compared_rules(stage: Stage) -> QDialog:
    body = _body(stage)
    rules = stage.workspace.bodies.all_rules(body.id)
    return body_rules.CompareDialog([*rules, *rules][:2], rules[0].id, stage.window)


def _compared_minutes(stage: Stage) -> QDialog:
    version = stage.first(MinutesVersion)
    meeting = next(each for each in stage.all(Meeting) if version in stage.workspace.minutes.versions(each.id))
    return minutes_comparison.MinutesComparisonDialog(stage.context, meeting.id, version.number, 0, stage.window)


def _objection(stage: Stage) -> QDialog:
    objection = stage.first(Objection)
    for meeting in stage.all(Meeting):
        for view in stage.workspace.objections.of_meeting(meeting.id):
            if view.id == objection.id:
                return minutes_objections.DecisionDialog(stage.context, meeting, view, stage.window)
    raise LookupError(objection)


def _hand_over(stage: Stage) -> QDialog:
    view = stage.workspace.bodies.seats(_body(stage).id)[0]
    return seat_dialogs.HandOverDialog(view, stage.lookups, stage.window)


def _history(stage: Stage) -> QDialog:
    view = stage.workspace.bodies.seats(_body(stage).id)[0]
    return seat_dialogs.HistoryDialog(view.seat, stage.workspace.bodies.history(view.id), stage.window)


def _appoint(stage: Stage) -> QDialog:
    held = stage.workspace.bodies.seats(_body(stage).id)
    people = [view for view in held if view.seat.person_id is not None]
    return seat_dialogs.AppointDialog(people, stage.lookups, stage.window)


def _send_invitation(stage: Stage) -> QDialog:
    meeting = stage.first(Meeting, state=MeetingState.INVITED)
    return invite_dialogs.SendDialog(
        stage.workspace.sending,
        meeting.id,
        Occasion.INVITATION,
        stage.lookups,
        context=stage.context,
        parent=stage.window,
    )


def _constitution(stage: Stage) -> QDialog:
    return constitution_dialog.ConstitutionDialog(stage.workspace.bodies, _body(stage), stage.lookups, stage.window)


def _new_meeting(stage: Stage) -> QDialog:
    body = _body(stage)
    last = stage.workspace.meetings.of_body(body.id)[0]
    return new_meeting.NewMeetingDialog(stage.context, stage.lookups, body.id, last, None, stage.window)


def _series(stage: Stage) -> QDialog:
    return series_dialog.SeriesDialog(stage.context, stage.lookups, stage.first(MeetingSeries), stage.window)


def _series_dates(stage: Stage) -> QDialog:
    return series_dates.SeriesDatesDialog(stage.context, stage.lookups, stage.first(MeetingSeries), stage.window)


def _template(stage: Stage) -> QDialog:
    template = stage.first(AgendaTemplate)
    return template_dialog.TemplateDialog(stage.context, stage.lookups, template.id, stage.window)


MEETINGS: dict[type[QDialog], Opener] = {
    body_rules.CompareDialog: _compared_rules,
    circulation_dialogs.DecisionDialog: _circulation_decision,
    circulation_dialogs.StartDialog: _circulation_start,
    constitution_dialog.ConstitutionDialog: _constitution,
    dialogs.ChoiceDialog: lambda stage: dialogs.ChoiceDialog(
        "Vertagen", "", "Auf die Sitzung", [(1, "2. Sitzung"), (2, "3. Sitzung")], "TOP vertagen", stage.window
    ),
    dialogs.DayDialog: lambda stage: dialogs.DayDialog(
        "Frist ändern", "Bis wann?", "Antwort bis", "Frist ändern", stage.lookups, stage.window
    ),
    invite_dialogs.InviteGuestDialog: lambda stage: invite_dialogs.InviteGuestDialog(stage.lookups, stage.window),
    invite_dialogs.ReplyDeputyDialog: lambda stage: invite_dialogs.ReplyDeputyDialog(
        "Wagner, Mirko", _PEOPLE, stage.lookups, stage.window
    ),
    invite_dialogs.SendDialog: _send_invitation,
    live_dialogs.BreaksDialog: lambda stage: live_dialogs.BreaksDialog("2. Sitzung", _SPANS, stage.today, stage.window),
    live_dialogs.DeputyDialog: lambda stage: live_dialogs.DeputyDialog(_PEOPLE, stage.lookups, 1, stage.window),
    live_dialogs.GuestDialog: lambda stage: live_dialogs.GuestDialog(stage.window),
    live_dialogs.PersonDialog: lambda stage: live_dialogs.PersonDialog(
        "Befangenheit", "Wer befangen ist, stimmt nicht mit ab.", _PEOPLE, "Eintragen", stage.window
    ),
    live_dialogs.SpansDialog: lambda stage: live_dialogs.SpansDialog(
        "Wagner, Mirko", _SPANS, stage.today, stage.window
    ),
    live_dialogs.UrgentDialog: lambda stage: live_dialogs.UrgentDialog(None, stage.window),
    meeting_head.MeetingHeadDialog: lambda stage: meeting_head.MeetingHeadDialog(
        stage.context, _meeting(stage), stage.window
    ),
    minutes_comparison.MinutesComparisonDialog: _compared_minutes,
    minutes_objections.DecisionDialog: _objection,
    minutes_objections.ObjectionDialog: lambda stage: minutes_objections.ObjectionDialog(
        stage.context, _meeting(stage).id, stage.window
    ),
    minutes_send.SendDialog: lambda stage: minutes_send.SendDialog(
        stage.context, _meeting(stage).id, Occasion.MINUTES, stage.window
    ),
    move_body.MoveBodyDialog: lambda stage: move_body.MoveBodyDialog(
        stage.workspace.bodies, _body(stage), stage.window
    ),
    new_body.NewBodyDialog: lambda stage: new_body.NewBodyDialog(stage.workspace, stage.lookups, stage.window),
    new_meeting.NewMeetingDialog: _new_meeting,
    seat_dialogs.AppointDialog: _appoint,
    seat_dialogs.HandOverDialog: _hand_over,
    seat_dialogs.HistoryDialog: _history,
    series_dates.SeriesDatesDialog: _series_dates,
    series_dialog.SeriesDialog: _series,
    template_dialog.TemplateDialog: _template,
}
