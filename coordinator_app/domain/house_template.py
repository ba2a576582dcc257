"""The town's own Word template for reports, minutes and lists: what may stand in it."""

from dataclasses import dataclass

CONTENT = "inhalt"
"""The place where the text of a document goes; what stands above it in the template is kept."""


@dataclass(frozen=True, slots=True)
class HousePlaceholder:
    """A word in double braces and what is printed for it."""

    name: str
    meaning: str

    @property
    def written(self) -> str:
        """As it stands in the template."""
        return f"{{{{ {self.name} }}}}"


PLACEHOLDERS: tuple[HousePlaceholder, ...] = (
    HousePlaceholder(CONTENT, "hier beginnt der Text; was darüber steht, bleibt (zum Beispiel ein Deckblatt)"),
    HousePlaceholder("titel", "Titel, zum Beispiel „Niederschrift“"),
    HousePlaceholder("untertitel", "Zeile unter dem Titel, zum Beispiel „4. Sitzung am 26.11.2026“"),
    HousePlaceholder("kommune", "Name der Kommune"),
    HousePlaceholder("datum", "Tag, an dem die Datei geschrieben wurde"),
    HousePlaceholder("kennzeichnung", "„Entwurf“ oder „nicht öffentlich“, wo es zutrifft"),
)
NAMES = frozenset(entry.name for entry in PLACEHOLDERS)


@dataclass(frozen=True, slots=True)
class TemplateFinding:
    """One line of the Vorlagen-Prüfung; `is_wrong` asks for a change in Word, else it only tells what was done."""

    text: str
    is_wrong: bool = False
