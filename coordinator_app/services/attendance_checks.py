"""Whether what was voted still fits who was there: times of presence may be corrected after a vote."""

from datetime import timedelta

from coordinator_app.common.german import plural
from coordinator_app.domain.resolutions import DECIDED, Resolution, Vote
from coordinator_app.domain.sentences import clock_time
from coordinator_app.services.attendance import presence
from coordinator_app.storage.unit_of_work import ReadUnit


def vote_findings(unit: ReadUnit, meeting_id: int) -> list[tuple[int, str]]:
    """Resolutions (id, German sentence) whose last vote was taken on another base than the presence gives now.

    Presence is kept to the minute: who came or went within the minute of a vote may or may not have taken part. A
    base that was overruled with a reason is left alone.
    """
    found: list[tuple[int, str]] = []
    for resolution in unit.find(Resolution, meeting_id=meeting_id, order="id"):
        if resolution.state not in DECIDED:
            continue
        votes = unit.find(Vote, resolution_id=resolution.id, order="round")
        last = votes[-1] if votes else None
        if last is None or last.taken_at is None or last.base_reason:
            continue
        minute = last.taken_at.replace(second=0, microsecond=0)
        moments = (minute - timedelta(microseconds=1), last.taken_at)
        bases = [presence(unit, meeting_id, at, resolution.agenda_item_id).votes for at in moments]
        if not min(bases) <= last.present <= max(bases):
            name = f"Beschluss {resolution.number}" if resolution.number else f"„{resolution.title}“"
            sentence = (
                f"{name}: um {clock_time(last.taken_at)} Uhr wurde mit "
                f"{plural(last.present, 'anwesenden Stimme', 'anwesenden Stimmen')} gerechnet, nach den Zeiten "
                f"der Anwesenheit waren es {bases[1]}. Bitte prüfen Sie die Zeiten oder die Abstimmung."
            )
            found.append((resolution.id, sentence))
    return found
