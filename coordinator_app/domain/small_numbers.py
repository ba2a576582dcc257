"""Numbers too small to be told outside: from them single persons or cases could be known."""

SMALLEST_TOLD = 5

# Units and measures that count people or what happened to them, in the words users write.
_COUNTED = (
    *("person", "fall", "fälle", "opfer", "verdächtig", "teilnehm", "kind", "jugendlich", "schüler", "anzeige"),
    *("antwort", "straftat", "einwohner", "meldung", "beratung"),
)


def is_small(value: float | None) -> bool:
    """Whether a count lies between 1 and the largest that is not told; nought is told."""
    return value is not None and 0 < value < SMALLEST_TOLD


def told(value: int, *, public: bool) -> str:
    """A count of persons or cases in words: „unter 5“ where it is too small for the public."""
    return f"unter {SMALLEST_TOLD}" if public and is_small(value) else f"{value:,}".replace(",", ".")


def counts_people(unit: str) -> bool:
    """Whether the unit of a figure counts persons or cases („Fälle“, „Teilnehmende je Kurs“)."""
    words = unit.lower()
    return any(part in words for part in _COUNTED)
