"""The chapters of every kind of report, in their order."""

from coordinator_app.domain.report_chapters import OWN_TEXT, Chapter
from coordinator_app.domain.reports import ReportKind

FIELDS = "fields"
"""Stands in an outline for one chapter per field of action; their keys are those of `field_key`."""

UNNUMBERED = frozenset({"foreword"})
"""Chapters that have no number where the others do."""

_FIELD = "field:"

_POOL: dict[str, Chapter] = {
    chapter.key: chapter
    for chapter in (
        Chapter("foreword", "Vorwort", OWN_TEXT),
        Chapter("introduction", "Einleitung", "Auftrag, Gremien und Zeitraum"),
        Chapter("in_figures", "Das Jahr in Zahlen", "Bilanz in Zahlen, das Vorjahr daneben"),
        Chapter("board_work", "Gremienarbeit", "Sitzungen, Teilnahme, Beschlüsse und ihr Stand"),
        Chapter("situation", "Ausgangslage", "Kennzahlen mit Brüchen und Quellen"),
        Chapter("approach", "Vorgehensweise", "Datengrundlage und Schritte der Bedarfsanalyse"),
        Chapter("priorities", "Prioritäten", "die beschlossene Rangfolge mit Begründung und Verfahren"),
        Chapter(FIELDS, "Handlungsfelder", "je Handlungsfeld: Lage, Ressourcen, Bedarf, Maßnahmen"),
        Chapter("effects", "Wirkung", "Ziele und Indikatoren mit Ampel"),
        Chapter("funding", "Förderung", "Förderungen mit bewilligten und verwendeten Mitteln"),
        Chapter("publicity", "Öffentlichkeitsarbeit", "Veranstaltungen und ihre Reichweite"),
        Chapter("outlook", "Ausblick", "offene Aufgaben und nächste Fristen"),
        Chapter("annex_projects", "Anhang: Projektliste", "alle Projekte und Angebote"),
        Chapter("annex_resolutions", "Anhang: Beschlüsse", "die Beschlüsse des Zeitraums"),
        Chapter("occasion", "Anlass", OWN_TEXT),
        Chapter("mission", "Leitbild", OWN_TEXT),
        Chapter("analysis", "Analyse in Kürze", "Befunde und Bedarfe"),
        Chapter("goals", "Ziele und Maßnahmen", "Ziel, Maßnahme, Zuständigkeit, Frist, Indikator"),
        Chapter("structure", "Struktur", "Gremien, Zusammensetzung, Aufgaben"),
        Chapter("financing", "Finanzierung", "Kosten und Mittel der Maßnahmen"),
        Chapter("evaluation", "Evaluation und Fortschreibung", "wie und wann gemessen wird"),
        Chapter("resolution", "Beschluss", "der Beschluss zur Strategie"),
        Chapter("facts", "Sachverhalt", "was zum gewählten Eintrag bekannt ist"),
        Chapter("proposal", "Beschlussvorschlag", "der Wortlaut"),
        Chapter("note_taken", "Kenntnisnahme", "der Satz zur Kenntnisnahme"),
        Chapter("consultation", "Beratungsfolge", "Gremien und Tage"),
        Chapter("costs", "Finanzielle Auswirkungen", "Kosten, Förderung, Eigenanteil"),
        Chapter("enclosures", "Anlagen", "die Anlagen des Eintrags"),
        Chapter("question", "Anfrage", OWN_TEXT),
        Chapter("answer", "Antwort", OWN_TEXT),
        Chapter("evidence", "Zahlen und Fakten dazu", "Bedarfe, Projekte und Kennzahlen zum Thema"),
        Chapter("lead", "Meldung", "der erste Absatz: wer, was, wann, wo"),
        Chapter("quotes", "Zitate", "nur eigener Text, zum Beispiel der Bürgermeisterin"),
        Chapter("background", "Hintergrund", "der Kommunale Präventionsrat in Zahlen"),
        Chapter("press_contact", "Kontakt", "Ansprechstelle für Rückfragen"),
    )
}

OUTLINES: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.ANNUAL: (
        *("foreword", "in_figures", "board_work", "situation", "priorities", FIELDS, "effects", "funding"),
        *("publicity", "outlook", "annex_projects", "annex_resolutions"),
    ),
    ReportKind.PREVENTION: (
        *("introduction", "situation", "approach", FIELDS, "priorities", "in_figures", "outlook", "annex_projects"),
    ),
    ReportKind.STRATEGY: (
        *("occasion", "mission", "analysis", "priorities", "goals", "structure", "financing", "evaluation"),
        "resolution",
    ),
    ReportKind.DECISION_PAPER: ("proposal", "facts", "consultation", "costs", "enclosures"),
    ReportKind.INFORMATION_PAPER: ("note_taken", "facts", "consultation", "enclosures"),
    ReportKind.INQUIRY_ANSWER: ("question", "answer", "evidence"),
    ReportKind.PRESS_TEXT: ("lead", "quotes", "background", "press_contact"),
}


def field_key(field_id: int) -> str:
    """The key of the chapter about a field of action (id of its catalogue entry)."""
    return f"{_FIELD}{field_id}"


def field_of(key: str) -> int | None:
    """The field of action a chapter is about; None for other chapters."""
    return int(key.removeprefix(_FIELD)) if key.startswith(_FIELD) else None


def outline(kind: ReportKind, fields: dict[int, str]) -> tuple[Chapter, ...]:
    """The chapters of a kind in order; `fields` are the fields of action with something to tell (id → label)."""
    found: list[Chapter] = []
    for key in OUTLINES[kind]:
        if key == FIELDS:
            found += [Chapter(field_key(id), label, _POOL[FIELDS].generated) for id, label in fields.items()]
        else:
            found.append(_POOL[key])
    return tuple(found)
