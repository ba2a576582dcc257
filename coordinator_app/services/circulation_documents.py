"""Papers of circulations and of secret votes: letters with reply forms, the result sheet, ballot papers."""

from dataclasses import replace

from coordinator_app.common.clock import local, today
from coordinator_app.documents.ballot_papers import BallotPaper, ballot_papers, papers_needed
from coordinator_app.documents.circulations import (
    AnswerLine,
    CirculationSheet,
    letter_blocks,
    reply_form,
    result_sheet,
)
from coordinator_app.documents.content import Document
from coordinator_app.documents.letters import LetterBody
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.bodies import CHAIRS, Body, Membership, genitive
from coordinator_app.domain.circulations import Circulation, CirculationState
from coordinator_app.domain.elections import parse_candidates
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.publicity import spelled_marks
from coordinator_app.domain.resolutions import OPEN, Resolution
from coordinator_app.services.bodies import SeatView
from coordinator_app.services.circulation_reads import CirculationView, entitled
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    body_word,
    letterhead_of,
)
from coordinator_app.services.letters import Letters, letter_kind

_SHORT = {BallotChoice.OPEN: "keine Antwort"}


# --- data ----------------------------------------------------------------------------------------------------------


def _sheet(workspace: Workspace, view: CirculationView) -> CirculationSheet:
    entry, resolution = view.circulation, view.resolution
    body: Body = workspace.bodies.get(entry.body_id)
    counted = entry.state is CirculationState.CLOSED
    day = entry.sent_on or today(workspace.clock)
    seats: list[SeatView] = workspace.bodies.seats(body.id, day)
    reply = entry.reply_until or workspace.circulations.usual_deadline(entry.id, day)
    return CirculationSheet(
        body=body.name,
        genitive=genitive(body),
        title=resolution.title,
        wording=spelled_marks(resolution.wording),
        grounds=resolution.grounds,
        mover=resolution.mover,
        letter=entry.letter,
        sent_on=entry.sent_on,
        reply_until=reply,
        majority=view.terms.majority.label,
        members=view.terms.members,
        return_to=_return_to(workspace),
        may_object=workspace.bodies.rules(body.id, day).circulation_objection,
        chair=next((seat.name for seat in seats if seat.seat.role in CHAIRS and seat.seat.person_id), ""),
        town=workspace.municipality.name(),
        number=resolution.number,
        closed_on=entry.closed_on,
        sentence=view.sentence if counted else "",
        reason=view.result.reason if counted else "",
        override_reason=view.result.override_reason,
        stop_reason=entry.stop_reason,
        answers=tuple(
            AnswerLine(
                name=ballot.name,
                answer=_SHORT.get(ballot.choice, ballot.choice.label),
                cast_on=ballot.cast_on,
                way=ballot.way,
                weight=ballot.weight,
            )
            for ballot in view.ballots
        ),
    )


def _return_to(workspace: Workspace) -> str:
    sender = workspace.letters.sender()
    return ", ".join(part for part in (sender.return_line, sender.email) if part)


def _asked(workspace: Workspace, view: CirculationView, *, unanswered: bool) -> list[tuple[str, Addressee]]:
    """Name and address of everybody asked; before the start of those who would be."""
    with workspace.store.read() as unit:
        if view.circulation.vote_id is None:
            seats = entitled(unit, view.circulation.body_id, today(workspace.clock))
            named = [(seat.name, seat.seat) for seat in seats]
        else:
            ballots = [b for b in view.ballots if not unanswered or b.choice is BallotChoice.OPEN]
            found = unit.many(Membership, [ballot.membership_id for ballot in ballots if ballot.membership_id])
            named = [(ballot.name, found.get(ballot.membership_id or 0, Membership())) for ballot in ballots]
    addressees: list[Addressee] = workspace.letters.addressees(
        [(seat.person_id, seat.organisation_id) for _, seat in named]
    )
    return [
        (name, addressee if addressee.name else replace(addressee, name=name))
        for (name, _), addressee in zip(named, addressees, strict=True)
    ]


# --- building ------------------------------------------------------------------------------------------------------


def _letters(workspace: Workspace, id: int, options: Options) -> Letters:
    view: CirculationView = workspace.circulations.view(id)
    sheet = _sheet(workspace, view)
    asked = _asked(workspace, view, unanswered=options.get("recipients") == "open")
    names = {addressee: name for name, addressee in asked}

    def body(addressee: Addressee) -> LetterBody:
        return LetterBody(
            subject=f"Umlaufbeschluss: {sheet.title}",
            blocks=letter_blocks(sheet),
            signatory=sheet.chair,
            role="Vorsitz",
            enclosures=("Antwortbogen",),
            appendix=reply_form(sheet, names.get(addressee, addressee.name)),
        )

    people = [addressee for _, addressee in asked]
    return Letters(
        recipients=people, body=body, title=f"Umlaufbeschluss {sheet.title}", body_id=view.circulation.body_id
    )


def _result(workspace: Workspace, id: int, _options: Options) -> Document:
    view: CirculationView = workspace.circulations.view(id)
    marking = {CirculationState.DRAFT: "Entwurf", CirculationState.RUNNING: "Zwischenstand"}
    return result_sheet(
        _sheet(workspace, view),
        marking=marking.get(view.circulation.state, ""),
        letterhead=letterhead_of(workspace),
    )


def _papers(workspace: Workspace, id: int, options: Options) -> Document:
    resolution: Resolution = workspace.resolutions.get(id)
    body: Body = workspace.bodies.get(resolution.body_id)
    meeting: Meeting | None = workspace.meetings.get(resolution.meeting_id) if resolution.meeting_id else None
    begin = (meeting.actual_start or meeting.starts_at) if meeting else None
    paper = BallotPaper(
        body=body.name,
        day=local(begin).date() if begin else None,
        title=resolution.title,
        wording=spelled_marks(resolution.wording) if resolution.wording != resolution.title else "",
        candidates=parse_candidates(resolution.candidates),
    )
    number = papers_needed(workspace.resolutions.voters(id), workspace.bodies.votes(body.id))
    per_page = int(options["per_page"])
    return ballot_papers(paper, number, per_page=per_page, town=workspace.municipality.name())


# --- kinds ---------------------------------------------------------------------------------------------------------


def _stem(workspace: Workspace, id: int, word: str) -> str:
    view: CirculationView = workspace.circulations.view(id)
    body: Body = workspace.bodies.get(view.circulation.body_id)
    day = view.circulation.sent_on or today(workspace.clock)
    number = view.resolution.number.replace("/", "-")
    name = body_word(body)
    return " ".join(part for part in (f"{day:%Y-%m-%d}", name, word, number, view.resolution.title[:60]) if part)


def _letters_stem(workspace: Workspace, id: int) -> str:
    return _stem(workspace, id, "Umlauf Anschreiben")


def _result_stem(workspace: Workspace, id: int) -> str:
    return _stem(workspace, id, "Umlauf Niederschrift")


def _papers_stem(workspace: Workspace, id: int) -> str:
    resolution: Resolution = workspace.resolutions.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} Stimmzettel {resolution.title[:80]}"


def _all(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [entry.id for entry in unit.find(Circulation, order="id")]


def _to_vote(workspace: Workspace) -> list[int]:
    """Resolutions of meetings still to be voted on."""
    with workspace.store.read() as unit:
        return [entry.id for entry in unit.find(Resolution, state=tuple(OPEN), order="id") if entry.meeting_id]


KINDS: tuple[DocumentKind, ...] = (
    letter_kind(
        key="circulation_letter",
        label="Umlaufbeschluss: Anschreiben mit Antwortbogen",
        subject="circulation",
        letters=_letters,
        subjects=_all,
        file_stem=_letters_stem,
        options=(
            DocumentOption(
                "recipients",
                "An",
                default="all",
                choices=(("all", "alle stimmberechtigten Mitglieder"), ("open", "nur wer noch nicht geantwortet hat")),
            ),
        ),
    ),
    DocumentKind(
        key="circulation_result",
        label="Umlaufbeschluss: Niederschrift",
        subject="circulation",
        build=_result,
        subjects=_all,
        file_stem=_result_stem,
    ),
    DocumentKind(
        key="ballot_papers",
        label="Stimmzettel",
        subject="resolution",
        build=_papers,
        subjects=_to_vote,
        file_stem=_papers_stem,
        options=(
            DocumentOption(
                "per_page", "Je Blatt", default="8", choices=(("8", "8 Stimmzettel"), ("4", "4 Stimmzettel"))
            ),
        ),
    ),
)
