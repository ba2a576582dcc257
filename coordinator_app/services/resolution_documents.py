"""Beschlussregister and Beschlussausfertigung as documents."""

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document
from coordinator_app.documents.registers import RegisterEntry, resolution_register
from coordinator_app.documents.resolution_sheet import SheetContent, resolution_sheet
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.minutes import Minutes
from coordinator_app.domain.publicity import spelled_marks
from coordinator_app.domain.register import natural_key
from coordinator_app.domain.resolutions import DECIDED, UNFINISHED, Resolution, ResolutionState, Vote
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    body_word,
    letterhead_of,
)
from coordinator_app.services.follow_up import register_checks
from coordinator_app.services.task_origins import item_label, meeting_words
from coordinator_app.storage.queries.resolutions import bodies_with_numbers, numbers
from coordinator_app.storage.unit_of_work import ReadUnit


def _register(workspace: Workspace, id: int, options: Options) -> Document:
    body: Body = workspace.bodies.get(id)
    with workspace.store.read() as unit:
        numbered = [entry for entry in unit.find(Resolution, body_id=id) if entry.number]
        if options["scope"] == "open":
            numbered = [entry for entry in numbered if entry.state is ResolutionState.ADOPTED]
            numbered = [entry for entry in numbered if entry.implementation in UNFINISHED]
        elif options["scope"] == "public":
            numbered = [entry for entry in numbered if entry.public and entry.state in DECIDED]
        ordered = sorted(numbered, key=lambda entry: natural_key(entry.number))
        entries = _register_entries(unit, ordered, str(options["group"]))
        checks = [check for _, check in register_checks(unit, id)]
    notes = [f"{check.term}: {check.sentence}" for check in reversed(checks) if check.sentence]
    return resolution_register(
        body.name,
        entries,
        as_of=today(workspace.clock),
        notes=notes if options["scope"] == "all" else (),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _register_entries(unit: ReadUnit, resolutions: list[Resolution], group: str) -> list[RegisterEntry]:
    terms = unit.titles("term", [entry.term_id for entry in resolutions])
    people = unit.titles("person", [entry.responsible_id for entry in resolutions])
    organisations = unit.titles("organisation", [entry.responsible_organisation_id for entry in resolutions])
    votes = {vote.resolution_id: vote for vote in _votes(unit, resolutions)}
    found: list[RegisterEntry] = []
    for entry in resolutions:
        vote = votes.get(entry.id) if entry.state in DECIDED else None
        adopted = entry.state is ResolutionState.ADOPTED
        responsible = people.get(entry.responsible_id or 0, "") or organisations.get(
            entry.responsible_organisation_id or 0, ""
        )
        groups = {
            "term": terms.get(entry.term_id or 0, ""),
            "year": str(entry.decided_on.year) if entry.decided_on else "ohne Datum",
            "state": entry.implementation.label if adopted else entry.state.label,
            "responsible": responsible or "Noch niemand verantwortlich",
        }
        found.append(
            RegisterEntry(
                number=entry.number,
                decided_on=entry.decided_on,
                title=entry.title,
                wording=spelled_marks(entry.wording),
                result=entry.state.label,
                votes=f"{vote.yes} / {vote.no} / {vote.abstain}" if vote else "–",
                implementation=entry.implementation.label if adopted else "–",
                report=entry.report if adopted else "",
                due=entry.due_on,
                responsible=responsible,
                group=groups.get(group, ""),
            )
        )
    return found


def _votes(unit: ReadUnit, resolutions: list[Resolution]) -> list[Vote]:
    """The votes on these resolutions, the last one of each at the end."""
    ids = [entry.id for entry in resolutions]
    chunks = [tuple(ids[start : start + 400]) for start in range(0, len(ids), 400)]
    return [vote for chunk in chunks for vote in unit.find(Vote, resolution_id=chunk, order="round")]


def _sheet(workspace: Workspace, id: int, options: Options) -> Document:
    found: Resolution = workspace.resolutions.get(id)
    votes: list[Vote] = workspace.resolutions.votes(id)
    with workspace.store.read() as unit:
        body = unit.get(Body, found.body_id)
        meeting = unit.get(Meeting, found.meeting_id) if found.meeting_id else None
        item = unit.get(AgendaItem, found.agenda_item_id) if found.agenda_item_id else None
        label = " ".join(filter(None, (item_label(unit, item), item.title))) if item else ""
        minutes: list[Minutes] = unit.find(Minutes, meeting_id=meeting.id) if meeting else []
        successor = unit.get(Resolution, found.replaced_by_id) if found.replaced_by_id else None
    vote = votes[-1] if votes and found.state in DECIDED else None
    content = SheetContent(
        number=found.number or "ohne Nummer",
        title=found.title,
        wording=spelled_marks(found.wording),
        body=body.name,
        meeting=meeting_words(meeting),
        item=label,
        decided_on=found.decided_on,
        grounds=found.grounds,
        mover=found.mover,
        elected=found.elected,
        result=found.state.label,
        sentence=vote.sentence if vote else f"Der Beschluss ist {found.state.label}.",
        numbers=_counts(vote) if vote else (),
        public=found.public,
        draft_minutes=meeting is not None and not any(each.current_version for each in minutes),
        replaced_by=f"Beschluss {successor.number} „{successor.title}“" if successor else "",
    )
    return resolution_sheet(
        content,
        as_of=today(workspace.clock),
        certified=bool(options["certified"]),
        grounds=bool(options["grounds"]),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _counts(vote: Vote) -> tuple[tuple[str, int], ...]:
    """The numbers of a vote that was counted; nothing where nobody counted."""
    if not vote.yes + vote.no + vote.abstain + vote.invalid:
        return ()
    pairs = (("Ja", vote.yes), ("Nein", vote.no), ("Enthaltung", vote.abstain))
    more = (("Ungültig", vote.invalid), ("Nicht teilgenommen", vote.not_voting))
    present = (("Stimmberechtigt anwesend", vote.present),)
    return (*present, *pairs, *((label, count) for label, count in more if count))


def _register_stem(workspace: Workspace, id: int) -> str:
    body: Body = workspace.bodies.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} {body_word(body)} Beschlussregister"


def _sheet_stem(workspace: Workspace, id: int) -> str:
    found: Resolution = workspace.resolutions.get(id)
    body: Body = workspace.bodies.get(found.body_id)
    day = found.decided_on or today(workspace.clock)
    return f"{day:%Y-%m-%d} {body_word(body)} Beschluss {found.number} {found.title}"[:120]


def _bodies_with_resolutions(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        holders = bodies_with_numbers(unit)
        return [body.id for body in unit.find(Body) if body.id in holders]


def _numbered(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return sorted(numbers(unit))


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="resolution_register",
        label="Beschlussregister",
        subject="body",
        build=_register,
        subjects=_bodies_with_resolutions,
        file_stem=_register_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(
            DocumentOption(
                "scope",
                "Umfang",
                default="all",
                choices=(
                    ("all", "alle Beschlüsse"),
                    ("open", "nur noch nicht umgesetzte (Beschlusskontrolle)"),
                    ("public", "nur öffentliche"),
                ),
            ),
            DocumentOption(
                "group",
                "Gliedern nach",
                default="",
                choices=(
                    ("", "nicht gliedern"),
                    ("term", "Sitzungsperiode"),
                    ("year", "Jahr"),
                    ("state", "Stand der Umsetzung"),
                    ("responsible", "Verantwortlichen"),
                ),
            ),
        ),
    ),
    DocumentKind(
        key="resolution_sheet",
        label="Beschlussausfertigung",
        subject="resolution",
        build=_sheet,
        subjects=_numbered,
        file_stem=_sheet_stem,
        options=(
            DocumentOption("certified", "Mit Bestätigung und Unterschrift", default=True),
            DocumentOption("grounds", "Mit Begründung", default=True),
        ),
    ),
)
