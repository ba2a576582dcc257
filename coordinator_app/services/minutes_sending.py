"""To whom minutes are sent, and the mail draft that carries them: the draft to the chair, the final ones to members."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_date
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.letters import EVERYBODY, Addressee
from coordinator_app.domain.meetings import Attendance, Meeting
from coordinator_app.domain.minutes import Minutes
from coordinator_app.domain.objections import ObjectionPeriod
from coordinator_app.exchange.mail_drafts import MailAddress, MailAttachment, MailDraft, draft_bytes
from coordinator_app.services.addressees import addressees_of
from coordinator_app.services.documents import Workspace
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.minutes_approval import rules_of_meeting
from coordinator_app.services.seats import seat_views
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class MinutesMail:
    """A mail draft: its file name without ending, its bytes, and who has no address and gets it another way."""

    stem: str
    data: bytes
    without_address: tuple[str, ...]


class MinutesSending:
    """`workspace.minutes_sending`: recipients and mail drafts; what was sent is noted by `MinutesService`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def recipients(self, meeting_id: int, occasion: Occasion) -> list[Addressee]:
        """The chair (MINUTES_REVIEW), or everybody with a seat and whoever deputised or was a guest (MINUTES)."""
        with self._workspace.store.read() as unit:
            meeting: Meeting = unit.get(Meeting, meeting_id)
            if occasion is Occasion.MINUTES_REVIEW:
                return addressees_of(unit, [(meeting.chair_id, None)]) if meeting.chair_id else []
            return _members(unit, meeting)

    def mail(self, meeting_id: int, occasion: Occasion, recipients: Sequence[Addressee]) -> MinutesMail:
        """The draft with the minutes as PDF; to several people as BCC, so that addresses stay unknown to each other."""
        reachable = [found for found in recipients if found.email]
        if not reachable:
            raise UserError(
                "Keine der gewählten Personen hat eine E-Mail-Adresse. Tragen Sie sie im Netzwerk ein, oder wählen "
                "Sie einen anderen Versandweg.",
                help_topic="niederschrift",
            )
        documents = self._workspace.documents
        stem = documents.file_stem("minutes", meeting_id)
        paper = MailAttachment(f"{stem}.pdf", documents.render("minutes", meeting_id, "pdf"))
        addresses = [MailAddress(found.name, found.email) for found in reachable]
        single = len(addresses) == 1
        sender = self._workspace.letters.sender()
        draft = MailDraft(
            subject=self._subject(meeting_id, occasion),
            text=self._text(meeting_id, occasion, reachable[0].salutation if single else EVERYBODY),
            to=addresses if single else (),
            bcc=() if single else addresses,
            sender=MailAddress(sender.name, sender.email) if sender.email else None,
            attachments=[paper],
        )
        words = "Entwurf an die Leitung" if occasion is Occasion.MINUTES_REVIEW else "an die Mitglieder"
        away = tuple(found.name for found in recipients if not found.email)
        return MinutesMail(file_name(f"{stem} {words}"), draft_bytes(draft), away)

    def _subject(self, meeting_id: int, occasion: Occasion) -> str:
        meeting: Meeting = self._workspace.meetings.get(meeting_id)
        day = meeting_day(meeting)
        when = f" am {format_date(day)}" if day and format_date(day) not in meeting.title else ""
        word = "Entwurf der Niederschrift" if occasion is Occasion.MINUTES_REVIEW else "Niederschrift"
        return f"{word}: {meeting.title}{when}"

    def _text(self, meeting_id: int, occasion: Occasion, salutation: str) -> str:
        meeting: Meeting = self._workspace.meetings.get(meeting_id)
        day = format_date(meeting_day(meeting))
        if occasion is Occasion.MINUTES_REVIEW:
            words = [
                f"anbei erhalten Sie den Entwurf der Niederschrift der Sitzung vom {day}.",
                "Bitte teilen Sie mir mit, was zu ändern ist, oder bestätigen Sie den Text.",
            ]
        else:
            words = [f"anbei erhalten Sie die Niederschrift der Sitzung vom {day}.", self._objections(meeting_id)]
        sender = self._workspace.letters.sender()
        own = [self._workspace.store.user, *(sender.letterhead.lines if sender.letterhead is not None else ())]
        closing = "\n".join(line for line in own if line)
        return "\n\n".join([f"{salutation},", *words, "Mit freundlichen Grüßen", closing])

    def _objections(self, meeting_id: int) -> str:
        """Until when objections can be raised, as if the minutes left today."""
        with self._workspace.store.read() as unit:
            days = rules_of_meeting(unit, meeting_id).objection_days
            minutes: list[Minutes] = unit.find(Minutes, meeting_id=meeting_id)
        sent = minutes[0].sent_on if minutes and minutes[0].sent_on else today(self._workspace.clock)
        period = ObjectionPeriod(sent, days)
        return (
            f"Einwendungen gegen die Niederschrift nehme ich bis zum {format_date(period.last_day)} entgegen, "
            "am besten mit dem Tagesordnungspunkt und der gewünschten Fassung."
        )


def _members(unit: ReadUnit, meeting: Meeting) -> list[Addressee]:
    """Holders of seats on the day of the meeting, then deputies and guests who were there; everybody once."""
    day = meeting_day(meeting) or today(unit.clock)
    seats = [
        (view.seat.person_id, view.seat.organisation_id)
        for view in seat_views(unit, meeting.body_id, day)
        if not view.seat.vacant and view.seat.deputy_for_id is None
    ]
    rows = unit.find(Attendance, meeting_id=meeting.id, order="id")
    others = [(row.person_id, None) for row in rows if row.membership_id is None and row.person_id is not None]
    wanted: dict[str, tuple[int | None, int | None]] = {}
    for person_id, organisation_id in (*seats, *others):
        wanted.setdefault(f"p{person_id}" if person_id else f"o{organisation_id}", (person_id, organisation_id))
    return addressees_of(unit, list(wanted.values()))


def recipient_lines(recipients: Sequence[Addressee], *, by_mail: bool) -> list[str]:
    """Lines „Name, Adresse“ for the record of a sending."""
    return [
        ", ".join(filter(None, (found.name, found.email if by_mail else ", ".join(found.address))))
        for found in recipients
    ]
