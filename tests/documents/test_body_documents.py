"""Papers of bodies: members, rules, certificates, data for a mail merge; and the rules every document keeps."""

import csv
import sys
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coordinator_app.documents.body_documents import (
    CertificateEntry,
    MemberEntry,
    MemberGroup,
    RulesVersion,
    certificates,
    member_list,
    rules_sheet,
)
from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.content import Document, Letterhead, Orientation, Paragraph, Table, plain
from coordinator_app.documents.data_table import data_table
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.bodies import Role, default_rules
from coordinator_app.domain.rules_in_words import RuleChange, in_words

sys.path.insert(0, str(Path(__file__).parent))
from rules import pdf_findings, pdf_texts, word_findings
from samples import png

DAY = date(2026, 11, 26)
HEAD = Letterhead(("Stadt Mühlwerda", "Kommunaler Präventionsrat"), logo=png())
GROUPS = (
    MemberGroup(
        "Stimmberechtigte Mitglieder",
        (
            MemberEntry(
                name="Cornelia Marschner",
                seat="Bürgermeisterin",
                organisation="Stadt Mühlwerda",
                role="Vorsitz",
                since=date(2024, 10, 13),
                contact="03799 200-100\nmarschner@muehlwerda.example",
                deputies=("Jens Hempel", "Sandra Uhlig"),
            ),
            MemberEntry(name="unbesetzt", seat="Oberschule", organisation="Oberschule", vacant=True),
            MemberEntry(name="Diakonie", seat="Diakonie", organisation="Diakonie", votes=2, until=date(2027, 1, 1)),
        ),
    ),
    MemberGroup("Ständige Gäste", ()),
)


def unbound(text: str) -> str:
    """Words with plain blanks, whatever binds them on paper."""
    return " ".join(text.replace("\xa0", " ").replace("\n", " | ").split()).replace(" | ", "\n")


def texts_of(data: bytes) -> list[str]:
    return [unbound(text).replace("\n", " ") for text in pdf_texts(data)]


def members(*, contacts: bool = False) -> Document:
    return member_list("Lenkungsgruppe", GROUPS, as_of=DAY, contacts=contacts, town="Mühlwerda", letterhead=HEAD)


def certificate(*entries: CertificateEntry, day: date | None = DAY) -> Document:
    return certificates(
        "Lenkungsgruppe",
        entries,
        heading="Berufungsurkunde",
        issuer=("Stadt Mühlwerda", "Kommunaler Präventionsrat"),
        place="Mühlwerda",
        day=day,
        signatures=(("Cornelia Marschner", "Vorsitz"), ("Torsten Seidel", "Mitvorsitz"), ("", "Geschäftsführung")),
        letterhead=HEAD,
    )


ENTRY = CertificateEntry(
    name="Frau Dr. Anna Nitzsche",
    detail="Leiterin, Jugendamt",
    role=Role.MEMBER,
    genitive="der Lenkungsgruppe",
    begin=date(2026, 9, 1),
    term="2026–2031",
    seat="Jugendamt",
)


def test_list_of_members_counts_seats_votes_and_vacant_ones() -> None:
    state, table = members().blocks
    assert isinstance(state, Paragraph)
    assert plain(state.text) == "3 Sitze, 3 Stimmen, 1 Sitz unbesetzt, Stand 26.11.2026."
    assert isinstance(table, Table)
    first, vacant, institution = table.rows[1:]
    assert plain(first[1]) == "Cornelia Marschner\nVertretung: Jens Hempel; Sandra Uhlig"  # type: ignore[index]  # a row
    assert first[2] == "Vorsitz\nBürgermeisterin"  # type: ignore[index]  # a row
    assert vacant[3:5] == ("", None)  # type: ignore[index]  # a row
    assert (plain(institution[1]), institution[2]) == ("Diakonie\nbis 01.01.2027", "")  # type: ignore[index]  # a row


def test_list_of_members_with_contacts_lies() -> None:
    found = members(contacts=True)
    assert found.orientation is Orientation.LANDSCAPE
    assert "03799 200-100" in " ".join(texts_of(render_pdf(found)))
    assert "keine Sitze" in " ".join(texts_of(render_pdf(member_list("AG", (), as_of=DAY))))


def test_rules_sheet_says_rules_and_changes_in_words() -> None:
    change = RuleChange("Ladungsfrist", "14 Tage", "7 Tage")
    versions = (
        RulesVersion(title="Geschäftsordnung", valid_from=DAY, changes=(change,)),
        RulesVersion(title="Geschäftsordnung", valid_from=date(2024, 1, 1)),
    )
    rules = default_rules(1, DAY)
    text = " ".join(texts_of(render_pdf(rules_sheet("KPR", "Geschäftsordnung", DAY, in_words(rules), versions))))
    assert "gültig ab 26. November 2026" in text
    assert "Fassung ab 26.11.2026" in text
    assert "14 Tage" in text
    usual = rules_sheet("KPR", "Übliche Regeln", DAY, in_words(rules), (), usual=True)
    assert "keine Regeln gegeben" in " ".join(texts_of(render_pdf(usual)))
    assert "gültig ab" not in usual.subtitle


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.CHAIR, "mit dem Vorsitz der Lenkungsgruppe betraut."),
        (Role.CO_CHAIR, "mit dem gemeinsamen Vorsitz der Lenkungsgruppe betraut."),
        (Role.DEPUTY_CHAIR, "mit dem stellvertretenden Vorsitz der Lenkungsgruppe betraut."),
        (Role.MANAGER, "mit der Geschäftsführung der Lenkungsgruppe betraut."),
        (Role.MINUTE_TAKER, "mit der Schriftführung der Lenkungsgruppe betraut."),
        (Role.MEMBER, "zum stimmberechtigten Mitglied der Lenkungsgruppe berufen."),
        (Role.ADVISORY, "zum beratenden Mitglied der Lenkungsgruppe berufen."),
        (Role.STANDING_GUEST, "als ständiger Gast zu den Sitzungen der Lenkungsgruppe eingeladen."),
    ],
)
def test_certificate_names_the_capacity(role: Role, words: str) -> None:
    page = certificate(
        CertificateEntry(name="A", detail="", role=role, genitive="der Lenkungsgruppe", begin=DAY)
    ).blocks[0]
    assert isinstance(page, CertificatePage)
    assert unbound(page.text[0]) == f"mit Wirkung vom 26. November 2026\n{words}"


def test_certificate_of_a_deputy_and_of_a_body_without_form() -> None:
    deputy = CertificateEntry(
        name="B", detail="", role=Role.MEMBER, genitive="– Runder Tisch", begin=None, seat="Schule", is_deputy=True
    )
    silent = CertificateEntry(name="C", detail="", role=Role.MEMBER, genitive="der AG", begin=None, has_vote=False)
    pages = [page.text[0] for page in certificate(deputy, silent).blocks if isinstance(page, CertificatePage)]
    assert pages == [
        "mit sofortiger Wirkung\nzur Vertretung des Sitzes „Schule“ des Gremiums „Runder Tisch“ berufen.",
        "mit sofortiger Wirkung\nzum Mitglied der AG berufen.",
    ]


def test_every_person_gets_one_page() -> None:
    made = certificate(*(ENTRY for _ in range(3)))
    texts = texts_of(render_pdf(made))
    assert len(texts) == 3
    for text in texts:
        assert "Frau Dr. Anna Nitzsche" in text
        assert "für die Periode 2026–2031" in text
        assert "Mühlwerda, den 26. November 2026" in text
        assert "Seite" not in text
    assert "Seite" not in " ".join(texts_of(render_pdf(certificate(ENTRY, day=None))))


def test_without_anybody_the_page_says_so() -> None:
    assert "niemand zu berufen" in texts_of(render_pdf(certificate()))[0]
    bare = certificates("AG", (ENTRY,), heading="Urkunde", issuer=(), place="", day=None, signatures=(("", "Vorsitz"),))
    text = texts_of(render_pdf(bare))[0]
    assert "Ort, den" in text
    assert "Name der Kommune fehlt" in text


@pytest.mark.parametrize(
    "document",
    [
        members(),
        members(contacts=True),
        rules_sheet("KPR", "GO", DAY, in_words(default_rules(1, DAY)), (), letterhead=HEAD),
        certificate(ENTRY, ENTRY),
        certificate(ENTRY, day=None),
        certificate(),
    ],
    ids=["members", "contacts", "rules", "certificates", "by_hand", "nobody"],
)
def test_papers_of_bodies_keep_the_rules_of_documents(document: Document) -> None:
    assert word_findings(render_word(document)) == []
    assert pdf_findings(render_pdf(document)) == []


ROWS = [("Müller; Anna", "=1+1", "+49 3799 1", "26.11.2026"), ("Ö\nß", "@x", "-", "")]


def test_data_for_a_mail_merge_has_its_names_in_the_first_row() -> None:
    sheet = load_workbook(BytesIO(data_table(("Name", "A", "Telefon", "Tag"), ROWS, "xlsx"))).active
    assert sheet is not None
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == ["Name", "A", "Telefon", "Tag"]
    assert found[1] == list(ROWS[0])
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_data_as_csv_opens_in_excel_and_computes_nothing() -> None:
    data = data_table(("Name", "A", "Telefon", "Tag"), ROWS, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert found[1] == ["Müller; Anna", "'=1+1", "+49 3799 1", "26.11.2026"]
    assert found[2][0] == "Ö\nß"
    assert found[2][1:3] == ["'@x", "'-"]
