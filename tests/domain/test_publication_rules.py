"""Rules of the publication check: for each what must be found and what must pass."""

import pytest

from coordinator_app.domain.contacts import Person
from coordinator_app.domain.name_traces import traces_of
from coordinator_app.domain.publication_check import (
    HiddenText,
    edited_file,
    gaps,
    leaked,
    marks,
    missing_sentences,
    sentences,
    unfinished,
    unreleased,
)
from coordinator_app.domain.publication_findings import Finding, Grid, Passage, Risk, in_order, places_of, short
from coordinator_app.domain.publication_names import (
    KnownPerson,
    contact_data,
    folded,
    is_office,
    named_persons,
    strangers,
)
from coordinator_app.domain.publication_numbers import counts_cases, recoverable_cells, small_cells, small_counts


def passage(text: str, where: str = "Lage") -> list[Passage]:
    return [Passage(where, text)]


# --- small numbers


@pytest.mark.parametrize(
    "text",
    [
        "Es gab 3 Fälle von Raub.",
        "Zwei Opfer wurden verletzt.",
        "Nur ein Kind kam.",
        "lediglich eine Person",
        "2 weitere Jugendliche",
        "3 von 120 Personen",
        "3 von den 40 Befragten",
        "zufrieden (n = 3)",
        "4 Fahrraddiebstähle",
        "drei Beratungsfälle",
        "1 Tatverdächtiger",
        "2 Unfälle",
        "Wir hatten 4 Teilnehmende.",
        "vier Frauen",
    ],
)
def test_small_number_of_persons_or_cases_in_a_sentence_is_found(text: str) -> None:
    found = list(small_counts(passage(text)))
    assert [(each.risk, each.where) for each in found] == [(Risk.SMALL_NUMBER, "Lage")]


@pytest.mark.parametrize(
    "text",
    [
        "4. Sitzung der Lenkungsgruppe",
        "3 Projekte und 2 Beschlüsse",
        "2 Kindertagesstätten",
        "2 Kinder- und Jugendhäuser",
        "höchstens 4 Kinder je Gruppe",
        "je 3 Personen",
        "um 2 Fälle gestiegen",
        "14 Fälle, 5 Personen, 0 Fälle",
        "1.204 Fälle",
        "2,3 Fälle je Tag",
        "3–6 Kinder",
        "3 Fallkonferenzen",
        "eine Person der Geschäftsstelle",
        "drei Jahre",
        "n = 45, n = 1.200",
        "2 Ja-Stimmen, 4 Mitglieder",
        "2 Ausfälle der Anlage",
        "§ 3 Personen",
        "unter 5 Personen",
    ],
)
def test_other_numbers_in_a_sentence_pass(text: str) -> None:
    assert list(small_counts(passage(text))) == []


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("Fälle", True),
        ("Tatverdächtige", True),
        ("Fälle je 1.000", False),
        ("Anteil der Fälle", False),
        ("Projekte", False),
    ],
)
def test_labels_that_count_cases(words: str, counts: bool) -> None:
    assert counts_cases(words) is counts


@pytest.mark.parametrize(
    "grid",
    [
        Grid("", "", ("Delikt", "Fälle"), (("Raub", 3),)),
        Grid("", "Fälle im Gebiet", ("Delikt", "2025"), (("Raub", 2),)),
        Grid("", "Bilanz", ("", "2025", "2024"), (("Teilnehmende", 4, 40),)),
        Grid("", "", ("Jahr", "Opfer"), (("2025", 40),), ("Summe", 4.0)),
    ],
)
def test_small_number_in_a_table_is_found(grid: Grid) -> None:
    assert len(list(small_cells([grid]))) == 1


@pytest.mark.parametrize(
    "grid",
    [
        Grid("", "", ("Delikt", "Fälle"), (("Raub", 5), ("Diebstahl", 0), ("Betrug", None), ("Brand", "unter 5"))),
        Grid("", "Bilanz", ("", "2025"), (("Sitzungen", 4),)),
        Grid("", "Fälle im Gebiet", ("Delikt", "Projekte"), (("Raub", 2),)),
        Grid("", "", ("Delikt", "Fälle je 1.000"), (("Raub", 3),)),
        Grid("", "", ("Jahr", "Fälle"), (("2025", 2.5),)),
        Grid("", "Punkte", ("Bedarf", "Rang"), (("Konflikte der Kinder", 1),)),
    ],
)
def test_other_numbers_in_a_table_pass(grid: Grid) -> None:
    assert list(small_cells([grid])) == []


def test_single_hidden_cell_can_be_computed_from_the_total() -> None:
    columns, total = ("Delikt", "Fälle"), ("Summe", 30)
    one = Grid("Lage", "Delikte", columns, (("Raub", "unter 5"), ("Betrug", 20), ("Brand", 7)), total)
    two = Grid("", "", columns, (("Raub", "unter 5"), ("Betrug", "< 5"), ("Brand", 27)), total)
    without_total = Grid("", "", columns, (("Raub", "unter 5"), ("Betrug", 20)))
    found = list(recoverable_cells([one, two, without_total]))
    assert [each.where for each in found] == ["Lage, „Delikte“"]
    assert "30" in found[0].text


# --- names and contact data


def known(first: str, last: str, functions: str = "") -> KnownPerson:
    person = Person(first_name=first, last_name=last, display_name=f"{first} {last}")
    return KnownPerson(person.display_name, traces_of(person, ()), functions, last)


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("Anna Weber hat das Angebot gegründet.", ""),
        ("Weber, Anna", ""),
        ("Frau Weber berichtete.", ""),
        ("Anna Weber war dabei.", "Vorsitzende"),
        ("Die Anregung kam von Anna Weber, Erzieherin.", "Erzieherin"),
    ],
)
def test_person_named_outside_of_an_office_is_found(text: str, functions: str) -> None:
    found = list(named_persons(passage(text), [known("Anna", "Weber", functions)]))
    assert [each.risk for each in found] == [Risk.NAME]
    assert "Anna Weber" in found[0].text


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("Vorsitzende Anna Weber eröffnete die Sitzung.", "Vorsitzende"),
        ("Bürgermeisterin Anna Weber", "Bürgermeisterin"),
        ("Der Weber arbeitete am Webstuhl.", ""),
        ("In der Weberstraße wurde gebaut.", ""),
        ("Anna ist ein schöner Name.", ""),
    ],
)
def test_office_holders_in_office_and_mere_words_pass(text: str, functions: str) -> None:
    assert list(named_persons(passage(text), [known("Anna", "Weber", functions)])) == []


def test_person_named_in_several_places_is_one_finding() -> None:
    texts = [Passage(f"Kapitel {number}", "Anna Weber kam.") for number in range(1, 6)]
    found = list(named_persons(texts, [known("Anna", "Weber")]))
    assert [each.where for each in found] == ["Kapitel 1; Kapitel 2; Kapitel 3 und 2 weitere Stellen"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Herr Schulze fragte nach.", 1),
        ("Familie Dr. Krause zog um.", 1),
        ("Frau Bürgermeisterin sprach.", 0),
        ("Frau Weber sprach.", 0),  # known: the rule about persons of the file says it
        ("Frau und Herr Kollegen", 1),
        ("Sehr geehrte Damen und Herren", 0),
        ("der Leiter Herr Schulze", 0),
    ],
)
def test_names_behind_a_form_of_address(text: str, count: int) -> None:
    assert len(list(strangers(passage(text), {"Weber"}))) == count


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Tel. 03741 123456", "Telefonnummer"),
        ("+49 3741 55 66 77", "Telefonnummer"),
        ("0151/2345678", "Telefonnummer"),
        ("anna.weber@example.org", "E-Mail-Adresse"),
        ("Lindenstraße 12", "Anschrift"),
        ("Bahnhofstr. 5 a", "Anschrift"),
    ],
)
def test_contact_data_are_found(text: str, what: str) -> None:
    found = list(contact_data(passage(text), frozenset()))
    assert [each.text.split(" „")[0] for each in found] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "vom 01.01.2026 bis 31.12.2026",
        "01/2026-12/2026",
        "Az. 0211-4711/26",
        "10 000 000 €",
        "+16.220,00 €, +16.220, −1.234.567, ±0, +12000 €, −5 Punkte",
        "IBAN DE12 3456 7890 1234 5678 90",
        "08.30 Uhr",
        "Beschluss 04/2026-012",
        "auf dem Marktplatz 300 Personen",
        "am Markt 26. November",
        "praevention@stadt.example, Markt 1, 03741 200-0",
        "+49 3741 2000",
    ],
)
def test_own_contact_data_days_and_numbers_pass(text: str) -> None:
    own = frozenset(folded(each) for each in ("praevention@stadt.example", "Markt 1", "03741 200-0"))
    assert list(contact_data(passage(text), own)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bahnhofstr. 5", "Bahnhofstraße 5"), ("+49 3741 2000", "03741/2000"), ("A@B.de", "a@b.de")],
)
def test_spellings_of_contact_data_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("function", "office"), [("Amtsleiterin", True), ("Erzieherin", False), ("", False)])
def test_what_an_office_is(function: str, office: bool) -> None:
    assert is_office(function) is office


# --- what is not public, and the rest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[nö] Personalie", 1),
        ("Kosten (nicht öffentlich) geschätzt", 1),
        ("(nö) vergessen", 1),
        ("öffentlich beraten", 0),
    ],
)
def test_marks_of_what_is_not_public(text: str, count: int) -> None:
    assert len(list(marks(passage(text)))) == count


def test_sentence_of_a_non_public_item_is_found_once_per_item() -> None:
    secret = HiddenText(
        "Die Streife meldet drei Haushalte im Sonnenhang.\nDas Ordnungsamt prüft die Hausverbote.", "TOP 4"
    )
    texts = [Passage("A", "Ein Anfang."), Passage("B", "So:  die Streife meldet drei\nHaushalte im Sonnenhang!")]
    found = list(leaked(texts, [secret], frozenset()))
    assert [(each.where, each.risk) for each in found] == [("B", Risk.NOT_PUBLIC)]
    assert "TOP 4" in found[0].text


def test_short_sentences_and_those_public_elsewhere_pass() -> None:
    common = "Die Lenkungsgruppe nimmt den Bericht zur Kenntnis."
    public = frozenset(sentences(common))
    assert list(leaked(passage(common), [HiddenText(common, "TOP 1")], public)) == []
    assert list(leaked(passage("Kein Beschluss."), [HiddenText("Kein Beschluss.", "TOP 1")], frozenset())) == []


def test_missing_sentence_of_who_pays() -> None:
    wanted = "Diese Maßnahme wird mitfinanziert durch Steuermittel."
    assert [each.risk for each in missing_sentences(passage("Ein Text."), [wanted])] == [Risk.FUNDING]
    assert (
        list(missing_sentences(passage("Hinweis: diese Maßnahme wird\nmitfinanziert durch Steuermittel"), [wanted]))
        == []
    )


@pytest.mark.parametrize(
    ("marking", "risks"),
    [
        ("", []),
        ("Entwurf", [Risk.UNFINISHED]),
        ("Entwurf · interne Fassung", [Risk.UNFINISHED, Risk.NOT_PUBLIC]),
        ("nicht öffentlich", [Risk.NOT_PUBLIC]),
    ],
)
def test_marking_of_the_pages(marking: str, risks: list[Risk]) -> None:
    assert [each.risk for each in unfinished(marking)] == risks


def test_projects_not_marked_as_public_are_one_finding() -> None:
    assert list(unreleased([])) == []
    found = list(unreleased(f"Projekt {number}" for number in range(7)))
    assert len(found) == 1
    assert "und 2 weitere" in found[0].text


def test_gravest_first_and_each_once() -> None:
    [gap] = gaps(["Ort fehlt"])
    name = Finding(Risk.NAME, "Anna", "Lage", "weglassen")
    assert in_order([gap, name, gap, edited_file("Bericht.docx", "01.11.2026")])[:2] == (name, gap)
    assert name.line == "Name: Anna (Lage)"
    assert gap.line == "Lücke: Ort fehlt"
    assert short("Wort " * 40).endswith(" …")
    assert places_of(["", "A", "A"]) == "A"
