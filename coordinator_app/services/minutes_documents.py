"""Documents around minutes: the Niederschrift, its public extract, the extract of one item, two versions compared."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document, Letterhead
from coordinator_app.documents.minutes import ExtractOptions, MinutesOptions, minutes, minutes_extract
from coordinator_app.documents.minutes_comparison import ComparisonHead, minutes_comparison
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.domain.minutes import SEALED, Minutes, MinutesState, MinutesType, MinutesVersion
from coordinator_app.domain.minutes_comparison import version_words
from coordinator_app.domain.minutes_content import MinutesContent
from coordinator_app.domain.resolutions import DECIDED, Resolution
from coordinator_app.services.documents import (
    DocumentAction,
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    letterhead_of,
)
from coordinator_app.services.meeting_documents import all_meetings, meeting_stem

_HELD = (MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED)
_MARKINGS: Mapping[MinutesState, str] = {
    MinutesState.IN_REVIEW: "Entwurf zur Abstimmung",
    MinutesState.CORRECTING: "Entwurf der Berichtigung",
}
_HASH_WORDS, _HASH_SHOWN = 4, 16


# --- what is printed -------------------------------------------------------------------------------------------------


def _chosen(workspace: Workspace, id: int, number: str = "") -> tuple[MinutesContent, MinutesVersion | None, str]:
    """Content, sealed version (None = live) and marking; `number` names a version, "" takes the one in force."""
    record: Minutes | None = workspace.minutes.of_meeting(id)
    versions: list[MinutesVersion] = workspace.minutes.versions(id)
    if number.isdecimal() and int(number):
        version = next((entry for entry in versions if entry.number == int(number)), None)
        return workspace.minutes.content(id, int(number)), version, ""
    if record is not None and record.state in SEALED and number != "0":
        return workspace.minutes.content(id), versions[-1], ""
    state = record.state if record is not None else MinutesState.DRAFT
    return workspace.minutes.content(id, 0), None, _MARKINGS.get(state, "Entwurf")


def _letterhead(workspace: Workspace, content: MinutesContent, *, sealed: bool) -> Letterhead | None:
    """The head as it was when the version was sealed; arms are those of today."""
    head: Letterhead | None = letterhead_of(workspace)
    if head is not None and sealed and content.letterhead:
        return replace(head, lines=content.letterhead)
    return head


def _seal(version: MinutesVersion | None) -> str:
    """„Fassung 2 vom …, Prüfsumme 3f9a 12bc …“: paper and file can be held against each other."""
    if version is None:
        return ""
    shown = version.content_hash[:_HASH_SHOWN]
    groups = " ".join(shown[start : start + _HASH_WORDS] for start in range(0, len(shown), _HASH_WORDS))
    reason = f" Grund der Berichtigung: {version.reason}." if version.reason else ""
    return f"{version_words(version.number, version.made_at)}, Prüfsumme {groups}.{reason}".replace("..", ".")


def _minutes(workspace: Workspace, id: int, options: Options) -> Document:
    """Live data for a draft, the sealed content for everything final; a final version never changes its bytes."""
    content, version, marking = _chosen(workspace, id, str(options["number"]))
    return minutes(
        content,
        MinutesOptions(
            minutes_type=MinutesType(options["type"]) if options["type"] else content.minutes_type,
            public=options["variant"] == "public",
            attendance=bool(options["attendance"]),
            tasks=bool(options["tasks"]),
            line_numbers=bool(options["line_numbers"]),
            separate=bool(options["separate"]),
            marking=marking,
            seal=_seal(version),
            created=version.made_at if version else None,
        ),
        _letterhead(workspace, content, sealed=version is not None),
    )


def _public(workspace: Workspace, id: int, _options: Options) -> Document:
    content, version, marking = _chosen(workspace, id)
    made: datetime | None = version.made_at if version else None
    return minutes(
        content,
        MinutesOptions(public=True, marking=marking, created=made),
        _letterhead(workspace, content, sealed=version is not None),
    )


def _extract(workspace: Workspace, item_id: int, options: Options) -> Document:
    item: AgendaItem = workspace.meetings.agenda.get(item_id)
    content, version, marking = _chosen(workspace, item.meeting_id)
    line = workspace.meetings.agenda.view(item.meeting_id).line(item_id)
    return minutes_extract(
        content,
        item_id,
        line.number if line is not None else "",
        ExtractOptions(
            minutes_type=MinutesType(options["type"]) if options["type"] else content.minutes_type,
            public=options["variant"] == "public",
            certified=bool(options["certified"]),
            marking=marking,
            seal=_seal(version),
            created=version.made_at if version else None,
        ),
        _letterhead(workspace, content, sealed=version is not None),
    )


def _comparison(workspace: Workspace, id: int, options: Options) -> Document:
    record: Minutes | None = workspace.minutes.of_meeting(id)
    versions: list[MinutesVersion] = workspace.minutes.versions(id)
    old, new = _compared(record, versions, options)
    made = {version.number: version for version in versions}
    content: MinutesContent = workspace.minutes.content(id, new)
    reason = made[new].reason if new in made else record.correction_reason if record is not None else ""
    head = ComparisonHead(
        title=content.title,
        town=content.town,
        footer=f"{content.body_short or content.body} · {content.title}",
        old=version_words(old, made[old].made_at if old in made else None),
        new=version_words(new, made[new].made_at if new in made else None),
        reason=reason,
    )
    return minutes_comparison(head, workspace.minutes.comparison(id, old, new), letterhead_of(workspace))


def _compared(record: Minutes | None, versions: list[MinutesVersion], options: Options) -> tuple[int, int]:
    """The versions asked for; by itself the last correction, or the last version and what is being corrected."""
    if str(options["old"]).isdecimal() and str(options["new"]).isdecimal():
        return int(options["old"]), int(options["new"])
    last = len(versions)
    if record is not None and record.state in SEALED and last > 1:
        return last - 1, last
    return last, 0


def _version_choices(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    """The sealed versions to choose from."""
    return tuple((str(entry.number), f"Fassung {entry.number}") for entry in workspace.minutes.versions(id))


def _compared_choices(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    return (*_version_choices(workspace, id), ("0", "aktueller Stand"))


# --- names and subjects ----------------------------------------------------------------------------------------------


def _minutes_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Niederschrift")


def _public_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Öffentlicher Auszug")


def _comparison_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Gegenüberstellung")


def _extract_stem(workspace: Workspace, item_id: int) -> str:
    item: AgendaItem = workspace.meetings.agenda.get(item_id)
    line = workspace.meetings.agenda.view(item.meeting_id).line(item_id)
    label = f"TOP {line.number.replace('.', '-')}" if line is not None and line.number else "TOP"
    return f"{meeting_stem(workspace, item.meeting_id, 'Protokollauszug')} {label}"


def _held(workspace: Workspace) -> list[int]:
    return [meeting.id for meeting in all_meetings(workspace) if meeting.state in _HELD]


def _with_public_items(workspace: Workspace) -> list[int]:
    """Meetings held in which anything was public."""
    with workspace.store.read() as unit:
        meetings: list[Meeting] = unit.find(Meeting, state=_HELD, order="starts_at")
        return [meeting.id for meeting in meetings if unit.count(AgendaItem, meeting_id=meeting.id, public=True)]


def _corrected(workspace: Workspace) -> list[int]:
    """Meetings whose minutes have been or are being corrected."""
    with workspace.store.read() as unit:
        found: list[Minutes] = unit.find(Minutes, order="meeting_id")
    return [entry.meeting_id for entry in found if entry.current_version > 1 or entry.state is MinutesState.CORRECTING]


def _decided_items(workspace: Workspace) -> list[int]:
    """Items under which something was decided: those extracts are asked for."""
    with workspace.store.read() as unit:
        decided: list[Resolution] = unit.find(Resolution, state=tuple(DECIDED), order="id")
    return list(dict.fromkeys(entry.agenda_item_id for entry in decided if entry.agenda_item_id and entry.meeting_id))


# --- what can be done next -------------------------------------------------------------------------------------------


def _version(workspace: Workspace, id: int) -> int:
    """The sealed version that is printed, 0 for a draft."""
    record = workspace.minutes.of_meeting(id)
    return record.current_version if record is not None and record.state in SEALED else 0


def _item_version(workspace: Workspace, item_id: int) -> int:
    return _version(workspace, workspace.meetings.agenda.get(item_id).meeting_id)


def _can_finish(workspace: Workspace, id: int) -> bool:
    record = workspace.minutes.of_meeting(id)
    over = workspace.meetings.get(id).state in (MeetingState.HELD, MeetingState.CLOSED)
    return over and record is not None and record.state not in SEALED


def _finish(workspace: Workspace, id: int) -> str:
    record = workspace.minutes.of_meeting(id)
    confirmed = record.confirmed_on if record is not None else None
    number = workspace.minutes.finalise(id, confirmed_on=confirmed or today(workspace.clock))
    return f"Fassung {number} der Niederschrift ist abgeschlossen."


_TYPE = DocumentOption(
    "type",
    "Art der Niederschrift",
    default="",
    choices=(("", "wie bei der Sitzung gewählt"), ("result", "Ergebnisprotokoll"), ("course", "Verlaufsprotokoll")),
)
_VARIANT = DocumentOption(
    "variant",
    "Umfang",
    default="full",
    choices=(("full", "vollständig, nicht öffentlich"), ("public", "Auszug für die Öffentlichkeit")),
)

KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="minutes",
        label="Niederschrift",
        subject="meeting",
        build=_minutes,
        subjects=_held,
        file_stem=_minutes_stem,
        version=_version,
        actions=(
            DocumentAction(
                label="Niederschrift abschließen",
                icon="lock",
                offered=_can_finish,
                run=_finish,
                question="Hat die Leitung diesen Text bestätigt?",
                detail="Ist noch kein Tag der Bestätigung eingetragen, wird der heutige eingetragen. Die Fassung wird "
                "unveränderlich gespeichert und die Sitzung geschlossen; danach sind nur begründete Berichtigungen "
                "möglich.",
            ),
        ),
        options=(
            _TYPE,
            _VARIANT,
            DocumentOption("number", "Fassung", default="", choices=(("", "die gültige"),)),
            DocumentOption("attendance", "Anlage: Anwesenheit", default=True),
            DocumentOption("tasks", "Anlage: Aufgaben aus dieser Sitzung", default=True),
            DocumentOption("separate", "Nicht öffentliches auf eigenen Seiten", default=False),
            DocumentOption("line_numbers", "Zeilen nummerieren", default=False),
        ),
        choices={"number": _version_choices},
    ),
    DocumentKind(
        key="minutes_public",
        label="Öffentlicher Auszug",
        subject="meeting",
        build=_public,
        subjects=_with_public_items,
        file_stem=_public_stem,
        version=_version,
    ),
    DocumentKind(
        key="minutes_extract",
        label="Protokollauszug zum TOP",
        subject="agenda_item",
        build=_extract,
        subjects=_decided_items,
        file_stem=_extract_stem,
        version=_item_version,
        options=(_TYPE, _VARIANT, DocumentOption("certified", "Mit Beglaubigungsvermerk", default=True)),
    ),
    DocumentKind(
        key="minutes_comparison",
        label="Gegenüberstellung der Fassungen",
        subject="meeting",
        build=_comparison,
        subjects=_corrected,
        file_stem=_comparison_stem,
        options=(
            DocumentOption("old", "Bisherige Fassung", default="", choices=(("", "die vorige"),)),
            DocumentOption("new", "Neue Fassung", default="", choices=(("", "die letzte"),)),
        ),
        choices={"old": _version_choices, "new": _compared_choices},
    ),
)
