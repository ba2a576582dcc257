"""Where a meeting stands; apart from the records because „Heute“, the first page, needs no more of them."""

from coordinator_app.domain.vocabulary import Vocabulary


class MeetingState(Vocabulary):
    """Where a meeting stands."""

    DRAFT = "draft", "Entwurf"
    PLANNED = "planned", "geplant"
    INVITED = "invited", "eingeladen"
    RUNNING = "running", "läuft"
    HELD = "held", "durchgeführt"
    CLOSED = "closed", "abgeschlossen"
    CANCELLED = "cancelled", "abgesagt"
