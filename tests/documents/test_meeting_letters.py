"""What letters and e-mails about a meeting say, for every kind and title of meeting."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.meeting_documents import AgendaEntry, MeetingHead, meeting_words
from coordinator_app.documents.meeting_letters import (
    cancellation_blocks,
    change_blocks,
    invitation_blocks,
    mail_text,
    reminder_blocks,
    subject_of,
)
from coordinator_app.domain.dispatches import Occasion

BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
HEAD = MeetingHead(
    title="Sitzung der Lenkungsgruppe am 26.11.2026",
    begin=BEGIN,
    end=BEGIN + timedelta(hours=2),
    place="Rathaus",
    chair="Cornelia Marschner",
)
ENTRIES = (AgendaEntry(label="TOP 1", title="Eröffnung"), AgendaEntry(label="TOP 2", title="Offener Treff"))


def flat(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("title", "lead", "words"),
    [
        ("4. Sitzung der Lenkungsgruppe", "zur", "zur 4. Sitzung der Lenkungsgruppe"),
        ("Außerordentliche Sitzung des Rates am 01.02.2026", "zur", "zur außerordentlichen Sitzung des Rates"),
        ("Konstituierende Sitzung des Rates", "die", "die konstituierende Sitzung des Rates"),
        ("Konstituierende Sitzung des Rates", "Absage der", "Absage der konstituierenden Sitzung des Rates"),
        ("Sitzung der AG", "für die", "für die Sitzung der AG"),
        ("Klausurtag Prävention", "zur", "zu „Klausurtag Prävention“"),
        ("Klausurtag Prävention", "Einladung zur", "Einladung zu „Klausurtag Prävention“"),
        ("Klausurtag Prävention", "die", "„Klausurtag Prävention“"),
        ("Klausurtag Prävention", "Absage der", "Absage „Klausurtag Prävention“"),
        ("Auswertungssitzung", "zur", "zur Auswertungssitzung"),
    ],
)
def test_meetings_are_named_rightly_after_every_word(title: str, lead: str, words: str) -> None:
    assert meeting_words(MeetingHead(title=title), lead) == words


def test_subjects_name_the_occasion_and_the_day() -> None:
    assert [flat(subject_of(HEAD, one)) for one in (Occasion.INVITATION, Occasion.CANCELLATION)] == [
        "Einladung zur Sitzung der Lenkungsgruppe am 26. November 2026",
        "Absage der Sitzung der Lenkungsgruppe am 26. November 2026",
    ]
    assert flat(subject_of(HEAD, Occasion.CHANGE)).startswith("Änderung zur Sitzung")
    assert subject_of(MeetingHead(title="Sitzung"), Occasion.REMINDER) == "Erinnerung: Einladung zur Sitzung"


def test_invitation_begins_small_after_the_salutation() -> None:
    text = flat(plain_text(invitation_blocks(HEAD, ENTRIES)))
    assert text.startswith(
        "zur Sitzung der Lenkungsgruppe lade ich Sie herzlich ein.\n\nTag: Donnerstag, 26. November 2026"
    )
    assert "TOP 1  Eröffnung\nTOP 2  Offener Treff" in text
    assert text.endswith("teilen Sie mit, wer kommt.")
    assert "Vertretung" not in plain_text(invitation_blocks(HEAD, ENTRIES, deputies_allowed=False))


@pytest.mark.parametrize(
    "typed",
    ["Sehr geehrte Damen und Herren,\n\nwir treffen uns.", "Liebe Mitglieder!\nwir treffen uns.", "wir treffen uns."],
)
def test_a_salutation_typed_into_the_text_is_not_doubled(typed: str) -> None:
    assert plain_text(invitation_blocks(HEAD, ENTRIES, text=typed)).startswith("wir treffen uns.")


def test_deputies_are_only_informed() -> None:
    text = plain_text(invitation_blocks(HEAD, ENTRIES, deputy_for="Anke Lorenz"))
    assert text.startswith("diese Einladung erhalten Sie zur Kenntnis, weil Sie Anke Lorenz vertreten.")
    assert "geben Sie Bescheid" not in text


def test_other_occasions_say_what_matters() -> None:
    changed = flat(plain_text(change_blocks(HEAD, ENTRIES, ["Ort: Bürgersaal statt Rathaus."])))
    assert "hat sich geändert:\n\n- Ort: Bürgersaal statt Rathaus.\n\nDamit gilt jetzt:" in changed
    reminded = flat(plain_text(reminder_blocks(HEAD, date(2026, 11, 10), deputies_allowed=True)))
    assert reminded.startswith("am 10. November 2026 habe ich Sie zur Sitzung der Lenkungsgruppe eingeladen.")
    assert plain_text(reminder_blocks(HEAD, None, deputies_allowed=True)).startswith("vor einiger Zeit habe ich")
    gone = flat(plain_text(cancellation_blocks(HEAD, "Hochwasser")))
    assert gone.startswith(
        "die Sitzung der Lenkungsgruppe am 26. November 2026 findet nicht statt.\n\nGrund: Hochwasser"
    )
    assert "Grund" not in plain_text(cancellation_blocks(MeetingHead(title="Sitzung"), " "))


def test_mail_is_a_letter_without_paper() -> None:
    text = mail_text("Sehr geehrte Frau Weber", cancellation_blocks(HEAD, ""), ["Cornelia Marschner", "", "Stadt"])
    assert text.startswith("Sehr geehrte Frau Weber,\n\ndie Sitzung")
    assert text.endswith("Mit freundlichen Grüßen\n\nCornelia Marschner\nStadt\n")
