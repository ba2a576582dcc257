"""The pattern by which a body numbers its resolutions."""

from coordinator_app.common.errors import UserError


def resolution_number(pattern: str, term: str, number: int) -> str:
    """The number of a resolution by the body's pattern (`{term}` and `{number}` stand in files of earlier versions).

    Raises `UserError` for a pattern that cannot be filled or that gives every resolution the same number.
    """
    try:
        words, other = (
            pattern.format(Periode=term, Nummer=each, term=term, number=each) for each in (number, number + 1)
        )
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise UserError(
            f"Das Muster der Beschlussnummer „{pattern}“ ist nicht lesbar. Üblich ist {{Periode}}/{{Nummer:02}}. "
            "Bitte berichtigen Sie es beim Gremium.",
            help_topic="gremien",
        ) from error
    if words == other:
        raise UserError(
            f"Im Muster der Beschlussnummer „{pattern}“ fehlt die laufende Nummer; so hießen alle Beschlüsse gleich. "
            "Üblich ist {Periode}/{Nummer:02}. Bitte berichtigen Sie es beim Gremium.",
            help_topic="gremien",
        )
    return words


def german_pattern(pattern: str) -> str:
    """A pattern of an earlier file („{term}/{number:02d}“) in the words of today; others stay as they are."""
    return pattern.replace("{term}", "{Periode}").replace("{number:02d}", "{Nummer:02}").replace("{number", "{Nummer")
