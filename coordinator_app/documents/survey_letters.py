"""The letters of a survey: cover letter and reminder.

Contents of the cover letter follow what towns wrote in their surveys: why, how chosen, voluntary, anonymous, how
long, until when, who evaluates, whom to ask, where results appear. What the survey does not know yet is marked.
"""

from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import NBSP, format_integer, format_long_date, plural
from coordinator_app.documents.content import (
    Block,
    Letterhead,
    Paragraph,
    Run,
    Style,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.letters import LetterBody
from coordinator_app.domain.municipality import GenderForm
from coordinator_app.domain.surveys import Survey, SurveyMode, TargetAge

PEOPLE = {
    GenderForm.PAIR: "Einwohnerinnen und Einwohner",
    GenderForm.COLON: "Einwohner:innen",
    GenderForm.STAR: "Einwohner*innen",
    GenderForm.NEUTRAL: "Menschen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWords:
    """A survey and its municipality as the letters need them; `town` = „Stadt Mühlwerda“, `place` = „Mühlwerda“.

    `the_town` = „Die Stadt Mühlwerda“, `of_town` = „der Stadt Mühlwerda“, `minutes` to fill in (0 = not known),
    `address`, `phone` and `email` of the municipality, `open_points` of the legal checklist.
    """

    survey: Survey
    town: str
    place: str
    the_town: str
    of_town: str
    minutes: int = 0
    open_points: int = 0
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    gender: GenderForm = GenderForm.PAIR
    funding: str = ""
    letterhead: Letterhead | None = None

    @property
    def people(self) -> str:
        """Who is asked, in words: „Einwohnerinnen und Einwohner ab 16 Jahren“."""
        return f"{PEOPLE[self.gender]} {self.survey.target_age.label}"

    @property
    def online(self) -> bool:
        """Whether people can answer in the internet."""
        return self.survey.mode is not SurveyMode.PAPER

    @property
    def paper(self) -> bool:
        """Whether people answer on paper."""
        return self.survey.mode is not SurveyMode.ONLINE


def gate(words: SurveyWords) -> list[Block]:
    """What stands first in every paper while legal points are open."""
    if not words.open_points:
        return []
    count = plural(words.open_points, "Prüfpunkt", "Prüfpunkte")
    text = f"[Noch nicht freigegeben: {count} zu Recht und Datenschutz nicht mit „ja“ beantwortet]"
    return [Paragraph(Run(text, is_missing=True))]


def or_missing(value: str, what: str) -> str | Run:
    """The text, or a visible gap named `what`."""
    return value.strip() or missing(what)


def day_or_missing(day: date | None, what: str) -> str | Run:
    """A day in bold words, or a visible gap."""
    return bold(format_long_date(day)) if day is not None else missing(what)


def joined(*parts: str | Run) -> Text:
    """Pieces as one text."""
    return tuple(parts)


def sentence(text: str) -> str:
    """Text somebody typed, ending as a sentence."""
    bare = " ".join(text.split())
    return bare if not bare or bare[-1] in ".!?" else f"{bare}."


# --- Letters --------------------------------------------------------------------------------------------------


def cover_letter(words: SurveyWords) -> LetterBody:
    """The letter that comes with the questionnaire."""
    survey = words.survey
    letters = f"{format_integer(survey.letters)} " if survey.letters else ""
    blocks: list[Block] = [
        *gate(words),
        Paragraph(
            f"wie sicher fühlen Sie sich in {words.place}? Was ist gut, was sollte sich ändern? Der Kommunale "
            f"Präventionsrat {words.of_town} möchte das von Ihnen wissen und befragt {letters}zufällig ausgewählte "
            f"{words.people}."
        ),
    ]
    blocks += [*_reasons(words), Paragraph(_return_words(words)), *_prize(words), *_closing(words)]
    return LetterBody(
        subject=f"Ihre Meinung ist gefragt: {survey.title}",
        blocks=tuple(blocks),
        signatory=survey.signatory,
        role=survey.signatory_role,
        enclosures=_enclosures(words),
    )


def _reasons(words: SurveyWords) -> list[Block]:
    """Why we ask, how people were chosen, what it means to take part."""
    survey = words.survey
    return [
        Paragraph(joined(bold("Wofür wir fragen: "), sentence(survey.purpose) or missing("Zweck"))),
        Paragraph(
            "Sie sind durch eine Zufallsauswahl aus dem Melderegister bestimmt worden. Ihre Antwort ist wichtig, auch "
            "wenn Sie sich sicher fühlen: Nur wenn viele der Ausgewählten mitmachen, stehen die Ergebnisse für ganz "
            f"{words.place}. Bitte antworten Sie selbst und lassen Sie niemand anderen für Sie antworten."
            + (_YOUNG if survey.target_age is not TargetAge.FROM_18 else "")
        ),
        Paragraph(
            joined(
                bold("Die Teilnahme ist freiwillig und anonym. "),
                "Wenn Sie nicht mitmachen, entstehen Ihnen keine Nachteile. Der Fragebogen trägt weder Ihren Namen "
                "noch eine persönliche Nummer; der aufgedruckte Code ist bei allen gleich und nennt nur Fassung und "
                "Seite. Niemand kann sehen, ob oder was Sie geantwortet haben. Deshalb erhalten alle nach etwa zwei "
                "Wochen noch ein Schreiben, auch wer schon geantwortet hat.",
            )
        ),
    ]


def _closing(words: SurveyWords) -> list[Block]:
    survey = words.survey
    blocks: list[Block] = [
        Paragraph(
            joined(
                "Die Antworten wertet aus: ",
                or_missing(survey.evaluated_by.rstrip("."), "Ausgewertet durch"),
                ". Veröffentlicht werden nur Ergebnisse für Gruppen, nie für Einzelne. Die Ergebnisse erscheinen ",
                or_missing(survey.results_where.rstrip("."), "Ort und Zeit der Ergebnisse"),
                ".",
            )
        ),
        Paragraph(joined("Fragen beantwortet Ihnen: ", or_missing(survey.contact.rstrip("."), "Auskunft"), ".")),
        Paragraph("Herzlichen Dank für Ihre Mithilfe!"),
    ]
    if words.funding.strip():
        blocks.append(Paragraph(words.funding.strip(), style=Style.SMALL))
    return blocks


_YOUNG = " Wenn Sie noch nicht 18 Jahre alt sind, sprechen Sie bitte mit Ihren Eltern darüber."


def _return_words(words: SurveyWords) -> Text:
    survey = words.survey
    end = day_or_missing(survey.field_end, "Rücksendung bis")
    time = f"Das Ausfüllen dauert etwa {words.minutes}{NBSP}Minuten. " if words.minutes else ""
    address = or_missing(survey.online_address, "Internetadresse der Befragung")
    if not words.paper:
        return joined(time, "Bitte antworten Sie ", bold("bis zum "), end, " unter ", address, ".")
    parts: list[str | Run] = [time, "Bitte senden Sie den Bogen ", bold("bis zum "), end]
    parts.append(" im beiliegenden Umschlag zurück. Das Porto ist bezahlt.")
    if words.online:
        parts += [" Sie können stattdessen auch im Internet antworten: ", address, ". Bitte antworten Sie nur einmal."]
    return tuple(parts)


def _prize(words: SurveyWords) -> list[Block]:
    prizes = words.survey.prizes.strip().rstrip(".")
    if not prizes:
        return []
    return [
        Paragraph(
            f"Als Dank verlosen wir {prizes}. Wenn Sie teilnehmen möchten, legen Sie die beiliegende Karte in den "
            "Umschlag. Sie wird beim Öffnen sofort vom Fragebogen getrennt und gesondert aufbewahrt."
        )
    ]


def _enclosures(words: SurveyWords) -> tuple[str, ...]:
    found = ["Fragebogen", "Rückumschlag"] if words.paper else []
    found.append("Hinweise zum Datenschutz")
    if words.survey.prizes.strip():
        found.append("Teilnahmekarte für die Verlosung")
    return tuple(found)


def reminder_letter(words: SurveyWords) -> LetterBody:
    """The letter to all two weeks later."""
    survey = words.survey
    blocks: list[Block] = [
        *gate(words),
        Paragraph(
            f"vor Kurzem haben wir Sie gebeten, an der Befragung „{survey.title}“ teilzunehmen. Haben Sie schon "
            "geantwortet? Dann danken wir Ihnen herzlich; dieses Schreiben ist für Sie erledigt."
        ),
        Paragraph(
            "Weil die Befragung anonym ist, wissen wir nicht, wer geantwortet hat. Deshalb erhalten alle Ausgewählten "
            "dieses Schreiben. Haben Sie noch nicht geantwortet, bitten wir Sie sehr darum: Je mehr mitmachen, desto "
            f"besser geben die Ergebnisse wieder, was die Menschen in {words.place} denken."
        ),
        Paragraph(_return_words(words) if not words.paper else _reminder_return(words)),
        Paragraph("Die Teilnahme ist freiwillig. Wenn Sie nicht mitmachen, entstehen Ihnen keine Nachteile."),
        Paragraph(
            joined(
                "Ist der Fragebogen verloren gegangen oder haben Sie Fragen, wenden Sie sich bitte an: ",
                or_missing(survey.contact.rstrip("."), "Auskunft"),
                ".",
            )
        ),
    ]
    return LetterBody(
        subject=f"Zur Erinnerung: {survey.title}",
        blocks=tuple(blocks),
        signatory=survey.signatory,
        role=survey.signatory_role,
    )


def _reminder_return(words: SurveyWords) -> Text:
    parts: list[str | Run] = ["Bitte senden Sie den ausgefüllten Bogen ", bold("bis zum ")]
    parts += [day_or_missing(words.survey.field_end, "Rücksendung bis"), " im frankierten Umschlag zurück."]
    if words.online:
        address = or_missing(words.survey.online_address, "Internetadresse der Befragung")
        parts += [" Im Internet können Sie hier antworten: ", address, "."]
    return tuple(parts)
