"""Where a file of answers comes from and how its rows came in."""

import re
from datetime import date

from coordinator_app.domain.answers import AnswerMode
from coordinator_app.exchange.answer_mapping import words

_MODES: dict[AnswerMode, frozenset[str]] = {
    AnswerMode.PAPER: frozenset({"papier", "paper", "1", "p", "postalisch", "papierbogen", "schriftlich"}),
    AnswerMode.ONLINE: frozenset({"online", "2", "o", "web", "internet", "online (stichprobe)"}),
    AnswerMode.SELF_SELECTED: frozenset({"offener link", "3", "self_selected", "selbst gewählt", "offen", "open"}),
}
_EARLIEST = date(2000, 1, 1)


def source_of(file_name: str) -> str:
    """A name for the source that stays when the same export is saved again under „… (1).csv“."""
    stem = re.sub(r"\.[A-Za-z0-9]{2,4}$", "", file_name)
    lime = re.search(r"survey[_-]?(?:archive[_-])?(\d{3,})", stem, re.IGNORECASE)
    if lime:
        return f"LimeSurvey {lime[1]}"
    return re.sub(r"(\s*\(\d+\)|\s+-\s+Kopie|[ _-]copy)+$", "", stem, flags=re.IGNORECASE).strip()[:120] or "Datei"


def mode_of(text: str) -> AnswerMode | None:
    """The mode a cell names; None when it names none."""
    plain = words(text)
    return next((mode for mode, names in _MODES.items() if plain in names), None)


def date_of(text: str) -> date | None:
    """The day of „2026-05-04 10:12:13“ or „04.05.2026 10:12“; None for none and for LimeSurvey's „1980“."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    german = re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if iso:
            found = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif german:
            found = date(int(german[3]), int(german[2]), int(german[1]))
        else:
            return None
    except ValueError:
        return None
    return found if found >= _EARLIEST else None
