"""Chapters of papers, answers and press texts from plain data: German sentences, nothing invented."""

from datetime import date

import pytest

from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Notice,
    NumberedList,
    Paragraph,
    Table,
    warnings_of,
)
from coordinator_app.documents.report_inquiry import DecisionLine, InquiryFacts, ProjectLine, inquiry_blocks
from coordinator_app.documents.report_lines import lines_of
from coordinator_app.documents.report_papers import (
    NOT_PUBLIC,
    DecidedFacts,
    MatterFacts,
    NeedFacts,
    ProjectFacts,
    Station,
    consultation_blocks,
    enclosure_blocks,
    findings_blocks,
    matter_blocks,
    noted_blocks,
    priorities_proposal,
    project_proposal,
    proposal_blocks,
)
from coordinator_app.documents.report_press import (
    Background,
    EventNews,
    MeetingNews,
    ProjectNews,
    as_text,
    background_blocks,
    contact_blocks,
    event_news,
    meeting_news,
    no_news,
    priorities_news,
    project_news,
    report_news,
    resolution_news,
    survey_news,
)

DAY = date(2026, 11, 9)


def text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(lines_of(blocks))


# --- Vorlagen


def test_wording_is_set_off_and_several_are_numbered() -> None:
    assert proposal_blocks(["Wir bauen.\n\nBald."]) == (Boxed((Paragraph("Wir bauen."), Paragraph("Bald."))),)
    assert proposal_blocks(["Eins.", " ", "Zwei."]) == (Boxed((NumberedList(("Eins.", "Zwei.")),)),)
    assert warnings_of(Document(title="", blocks=proposal_blocks([" "]))) == ("Beschlussvorschlag fehlt",)


def test_project_as_a_proposal_says_only_what_is_known() -> None:
    assert project_proposal("Treff") == "Das Projekt „Treff“ wird wie im Sachverhalt beschrieben durchgeführt."
    full = project_proposal("„Draußen“", period="ab 01.04.2027", carrier="die Weberei", costs=180_000)
    assert "„‚Draußen‘“ wird durch die Weberei" in full
    assert full.endswith("Vorgesehener Zeitraum: ab 01.04.2027. Die Gesamtkosten betragen 1.800,00\u00a0€.")


def test_priorities_as_a_proposal() -> None:
    blocks = priorities_proposal([("Bahnhof", "bis 31.12.2028"), ("Betrug", "")])
    assert text(blocks) == (
        "Als Schwerpunkte der kommunalen Prävention werden beschlossen:\nBahnhof (bis 31.12.2028)\nBetrug"
    )
    assert "fehlt" in text(priorities_proposal([]))


def test_note_taken_is_one_sentence() -> None:
    assert text(noted_blocks("Der Bericht „2025“ wird")) == "Der Bericht „2025“ wird zur Kenntnis genommen."


def test_matter_tells_text_project_needs_and_earlier_resolutions() -> None:
    project = ProjectFacts(
        title="Treff",
        description="Ein Ort am Abend.",
        activities="Kochen.",
        period="2027",
        status="geplant",
        carrier="Weberei",
        partners=("Schule",),
        places=("Bahnhof",),
        groups=("Jugendliche", "Eltern"),
        goals=("Mehr Ruhe",),
    )
    decided = (
        DecidedFacts(number="5/2026", title="Prüfung", body="Lenkungsgruppe", decided_on=DAY, sentence="Einstimmig."),
        DecidedFacts(number="6/2026", title="Antrag"),
    )
    needs = (
        NeedFacts(
            title="Treffpunkt fehlt", description="Jugendliche stehen\nam Gleis.", evidence=(("14 Anliegen", "Amt"),)
        ),
        NeedFacts(title="Lärm", evidence=(("laut", ""),)),
    )
    blocks = matter_blocks(MatterFacts(text="Es geht um den Treff.", projects=(project,), needs=needs, decided=decided))
    said = text(blocks)
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Projekt „Treff“",
        "Anlass und Bedarf",
        "Bisherige Beschlüsse",
    ]
    assert "Träger ist Weberei. Beteiligt ist Schule. Zielgruppen: Jugendliche, Eltern. Gebiet: Bahnhof." in said
    assert "Zeitraum: 2027 (Stand: geplant)." in said
    assert "Zugrunde liegen 2 festgestellte Bedarfe:" in said
    assert "Treffpunkt fehlt: Jugendliche stehen" in said
    assert "Quelle: Amt" in said
    assert "Beschluss 5/2026 (Lenkungsgruppe) vom 09.11.2026: Prüfung. Einstimmig." in said
    assert "Beschluss 6/2026: Antrag." in said


def test_matter_without_text_says_so() -> None:
    assert matter_blocks(MatterFacts()) == ()
    assert text(matter_blocks(MatterFacts(hidden=True, text="geheim"))) == NOT_PUBLIC
    assert text(matter_blocks(MatterFacts(wants_text=True))) == "[Sachverhalt fehlt]"
    lone = matter_blocks(MatterFacts(needs=(NeedFacts(title="Lärm"),), projects=(ProjectFacts(title="Treff"),)))
    assert "Zugrunde liegt ein festgestellter Bedarf:" in text(lone)
    two = ProjectFacts(title="Treff", partners=("Schule", "Amt"), goals=("Ruhe", "Licht"), period="2027")
    said = text(matter_blocks(MatterFacts(projects=(two,))))
    assert "Beteiligt sind Schule und Amt. Zeitraum: 2027." in said
    assert "Erreicht werden sollen:" in said


def test_consultation_is_in_order_of_days() -> None:
    stations = [
        Station(body="Stadtrat", purpose="Beschluss"),
        Station(body="Lenkungsgruppe", day=DAY, purpose="Beratung", public=True, result="angenommen (5/2026)"),
        Station(body="AG", day=date(2026, 9, 1), public=False),
    ]
    (table,) = consultation_blocks(stations)
    assert isinstance(table, Table)
    assert [row[:3] for row in table.rows if isinstance(row, tuple)] == [
        ("AG", date(2026, 9, 1), "nicht öffentlich"),
        ("Lenkungsgruppe", DAY, "öffentlich"),
        ("Stadtrat", "Termin offen", ""),
    ]
    assert text(consultation_blocks([])) == "Die Beratungsfolge ist noch nicht festgelegt."


def test_enclosures_are_numbered() -> None:
    assert text(enclosure_blocks(["Plan", "Angebot"])).split("\n") == [
        "2 Anlagen sind beigefügt:",
        "Anlage 1 | Plan",
        "Anlage 2 | Angebot",
    ]
    assert text(enclosure_blocks([])) == "Der Vorlage sind keine Anlagen beigefügt."


# --- Antwort auf eine Anfrage


def test_answer_counts_what_was_found_and_tells_it() -> None:
    facts = InquiryFacts(
        topic="Graffiti",
        as_of=DAY,
        needs=(
            NeedFacts(title="Graffiti", description="Turnhalle", evidence=(("12.400 €", "Bauamt"),)),
            NeedFacts(title="B"),
        ),
        projects=(ProjectLine(title="Werkstatt", carrier="Weberei", status="läuft", description="Legale Flächen."),),
        decisions=(DecisionLine(number="5/2026", title="Wand", decided_on=DAY, state="offen"),),
        findings=(("31 % stören sich daran.", "Befragung 2026"),),
    )
    said = text(inquiry_blocks(facts))
    assert said.startswith(
        "Zum Thema „Graffiti“ liegen (Stand: 09.11.2026) vor: 2 Bedarfe, 1 Projekt oder Angebot, 1 Beschluss und "
        "1 Befund aus Befragungen."
    )
    for words in ("Graffiti: Turnhalle", "Quelle: Bauamt", "Werkstatt: Legale Flächen.", "5/2026", "31 % stören"):
        assert words in said


def test_answer_without_topic_or_hits_says_so() -> None:
    assert text(inquiry_blocks(None)) == "[Thema der Anfrage fehlt]"
    nothing = InquiryFacts(topic="Drohnen", as_of=DAY)
    assert text(inquiry_blocks(nothing)) == (
        "Zum Thema „Drohnen“ liegen dem Kommunalen Präventionsrat keine Angaben vor."
    )
    one = InquiryFacts(topic="", as_of=DAY, needs=(NeedFacts(title="Lärm"),))
    assert text(inquiry_blocks(one)).startswith("Zur gewählten Auswahl liegt (Stand: 09.11.2026) vor: 1 Bedarf.")
    bare = InquiryFacts(topic="", as_of=DAY, projects=(ProjectLine(title="Treff"),))
    assert not [block for block in inquiry_blocks(bare) if isinstance(block, BulletList)]


# --- Pressetext


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (
            MeetingNews(
                title="4. Sitzung der Lenkungsgruppe", day=DAY, place="Rathaus", is_held=True, items=("Lagebild",)
            ),
            (
                "Am 9. November 2026 fand die 4. Sitzung der Lenkungsgruppe statt (Rathaus).\n"
                "Auf der Tagesordnung standen unter anderem:\nLagebild"
            ),
        ),
        (
            MeetingNews(title="Runder Tisch", items=("Lage",)),
            "Demnächst findet „Runder Tisch“ statt.\nAuf der Tagesordnung stehen:\nLage",
        ),
        (
            MeetingNews(title="1. Sitzung", day=DAY, is_held=True, resolutions=(("Licht", "Einstimmig."),)),
            "Am 9. November 2026 fand die 1. Sitzung statt.\nBeschlossen wurde:\nLicht. Einstimmig.",
        ),
        (
            MeetingNews(title="1. Sitzung", day=DAY, is_held=True, resolutions=(("Licht", ""), ("Tor", ""))),
            "Am 9. November 2026 fand die 1. Sitzung statt.\nBeschlossen wurden:\nLicht\nTor",
        ),
    ],
)
def test_news_of_a_meeting(news: MeetingNews, words: str) -> None:
    assert text(meeting_news(news)) == words


@pytest.mark.parametrize(
    ("start", "end", "permanent", "words"),
    [
        (date(2027, 1, 1), None, False, "„Treff“ beginnt am 1. Januar 2027."),
        (date(2025, 1, 1), date(2026, 3, 1), False, "„Treff“ ist am 1. März 2026 zu Ende gegangen."),
        (
            date(2025, 1, 1),
            date(2027, 3, 1),
            False,
            "„Treff“ läuft seit dem 1. Januar 2025 und endet am 1. März 2027.",
        ),
        (date(2025, 1, 1), date(2026, 3, 1), True, "„Treff“ läuft seit dem 1. Januar 2025."),
        (None, None, True, "„Treff“ ist ein Angebot der kommunalen Prävention."),
    ],
)
def test_news_of_a_project(start: date | None, end: date | None, permanent: bool, words: str) -> None:
    news = ProjectNews(title="Treff", start=start, end=end, today=DAY, is_permanent=permanent)
    assert text(project_news(news)) == words
    more = ProjectNews(title="Treff", today=DAY, description="Ein Ort.", carrier="Weberei", groups=("Eltern",))
    assert text(project_news(more)).endswith("Ein Ort.\nTräger ist Weberei. Zielgruppen: Eltern.")


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (
            EventNews(title="Fest", day=DAY, place="Park"),
            "Die Veranstaltung „Fest“ findet am 9. November 2026 statt (Park).",
        ),
        (EventNews(title="Fest", is_cancelled=True), "Die Veranstaltung „Fest“ fällt aus."),
        (
            EventNews(title="Fest", day=DAY, is_held=True, participants=210, projects=("Treff",)),
            (
                "Die Veranstaltung „Fest“ fand am 9. November 2026 statt. 210 Personen nahmen teil.\n"
                "Sie gehört zu: „Treff“."
            ),
        ),
        (
            EventNews(title="Fest", day=DAY, is_held=True, participants=3),
            "Die Veranstaltung „Fest“ fand am 9. November 2026 statt. Weniger als 5 Personen nahmen teil.",
        ),
    ],
)
def test_news_of_an_event(news: EventNews, words: str) -> None:
    assert text(event_news(news)) == words


def test_other_news() -> None:
    assert text(no_news()) == "[Meldung fehlt]"
    assert text(report_news("Die Stadt", "Bericht", ())) == "Die Stadt hat den Bericht „Bericht“ vorgelegt."
    assert text(report_news("Die Stadt", "Bericht", ("Viel.", "Mehr."))).endswith("Viel. Mehr.")
    started = survey_news("Die Stadt", "Sicher", 1200, (), is_over=False)
    assert text(started) == "Die Stadt hat die Befragung „Sicher“ begonnen. Angeschrieben wurden 1.200 Personen."
    assert "durchgeführt" in text(survey_news("Die Stadt", "Sicher", 3, (), is_over=True))
    assert "Personen" not in text(survey_news("Die Stadt", "Sicher", 3, ("31 %",), is_over=True))
    assert text(resolution_news("Stadtrat", DAY, "Wir bauen.")) == (
        "Am 9. November 2026 wurde beschlossen (Stadtrat):\nWir bauen."
    )
    assert text(resolution_news("", None, "Ja.")) == "Es wurde beschlossen:\nJa."
    assert text(priorities_news("Mühlwerda", ("Licht",))).startswith("Die Schwerpunkte der kommunalen Prävention in")
    assert priorities_news("Mühlwerda", ()) == no_news()


def test_background_and_contact_say_only_what_is_known() -> None:
    assert background_blocks(Background(town="Mühlwerda")) == ()
    full = Background(
        town="Mühlwerda",
        genitive="des Rates",
        founded_on=DAY,
        cooperation_since=DAY,
        groups=1,
        projects=1,
        fields=("Sucht",),
    )
    assert text(background_blocks(full)) == (
        "Die Arbeit des Rates in Mühlwerda begann am 9. November 2026. Grundlage ist die Kooperationsvereinbarung "
        "vom 9. November 2026. Gearbeitet wird in 1 Gremium. Derzeit läuft 1 Projekt oder Angebot. "
        "Das Handlungsfeld ist: Sucht."
    )
    several = Background(town="M", projects=2, fields=("Sucht", "Gewalt"))
    assert text(background_blocks(several)).endswith("Handlungsfelder sind: Sucht und Gewalt.")
    assert text(contact_blocks((("Telefon", "0123"), ("Fax", " ")))) == "Telefon | 0123"
    assert "fehlt" in text(contact_blocks(()))


def test_paper_as_text_has_title_lists_and_who_pays() -> None:
    blocks: tuple[Block, ...] = (
        Heading(1, "Meldung"),
        Boxed((Paragraph("Beschluss."),)),
        NumberedList(("Licht", "Tor")),
        BulletList(("Punkt",)),
        KeyValues((("Telefon", "0123"),)),
        Notice("Gefördert vom Land.", "Förderhinweis"),
    )
    assert as_text(Document(title="Neues", blocks=blocks)) == (
        "Neues\n\nMeldung\n\nBeschluss.\n\n1. Licht\n2. Tor\n\n- Punkt\n\n- Telefon: 0123\n\nGefördert vom Land.\n"
    )


def test_findings_of_a_survey_stand_below_a_heading() -> None:
    assert findings_blocks(()) == ()
    assert text(findings_blocks(("31 % sind unsicher.",))).endswith("Wichtige Ergebnisse\n31 % sind unsicher.")
