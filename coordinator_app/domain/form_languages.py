"""Languages a questionnaire may be printed in, by their BCP 47 tag."""

from dataclasses import dataclass

from coordinator_app.common.errors import UserError

GERMAN = "de"


@dataclass(frozen=True, slots=True)
class FormLanguage:
    """A language: its German name, its own name, its tag in Word, whether it is written from right to left."""

    code: str
    label: str
    own_name: str
    locale: str
    right_to_left: bool = False


LANGUAGES: tuple[FormLanguage, ...] = (
    FormLanguage(GERMAN, "Deutsch", "Deutsch", "de-DE"),
    FormLanguage("de-x-leicht", "Leichte Sprache", "Leichte Sprache", "de-DE"),
    FormLanguage("en", "Englisch", "English", "en-GB"),
    FormLanguage("ar", "Arabisch", "العربية", "ar-SA", right_to_left=True),
    FormLanguage("uk", "Ukrainisch", "Українська", "uk-UA"),
    FormLanguage("hsb", "Obersorbisch", "Hornjoserbšćina", "hsb-DE"),
)


def form_language(code: str) -> FormLanguage:
    """The language of a tag; raises `UserError` for one the program has no words for."""
    for language in LANGUAGES:
        if language.code == code:
            return language
    known = ", ".join(language.label for language in LANGUAGES)
    raise UserError(f"Die Sprache „{code}“ gibt es für Fragebögen nicht. Möglich sind: {known}.", help_topic="sprachen")
