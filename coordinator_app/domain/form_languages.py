"""Languages a questionnaire may be printed in, by their BCP 47 tag."""

from dataclasses import dataclass

from coordinator_app.common.errors import UserError

GERMAN = "de"


@dataclass(frozen=True, slots=True)
class FormLanguage:
    """A language: its German name, its own name, and whether it is written from right to left."""

    code: str
    label: str
    own_name: str
    right_to_left: bool = False


LANGUAGES: tuple[FormLanguage, ...] = (
    FormLanguage(GERMAN, "Deutsch", "Deutsch"),
    FormLanguage("de-x-leicht", "Leichte Sprache", "Leichte Sprache"),
    FormLanguage("en", "Englisch", "English"),
    FormLanguage("ar", "Arabisch", "العربية", right_to_left=True),
    FormLanguage("uk", "Ukrainisch", "Українська"),
    FormLanguage("hsb", "Obersorbisch", "Hornjoserbšćina"),
)


def form_language(code: str) -> FormLanguage:
    """The language of a tag; raises `UserError` for one the program has no words for."""
    for language in LANGUAGES:
        if language.code == code:
            return language
    known = ", ".join(language.label for language in LANGUAGES)
    raise UserError(f"Die Sprache „{code}“ gibt es für Fragebögen nicht. Möglich sind: {known}.", help_topic="sprachen")
