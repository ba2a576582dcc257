"""What may point at a person is taken out of written answers."""

import pytest

from coordinator_app.domain.redaction import points_at_somebody, redacted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Herr Vogelsang parkt immer falsch", "Herr [Name] parkt immer falsch"),
        ("bei Frau Dr. Immerfroh", "bei Frau [Name]"),
        ("Familie Kiebitz-Amsel macht Lärm", "Familie [Name] macht Lärm"),
        ("Mein Nachbar Schrammel brüllt", "Mein Nachbar [Name] brüllt"),
        ("rufen Sie an: 03591 / 22 33 44", "rufen Sie an: [Telefon]"),
        ("+49 171 2233445", "[Telefon]"),
        ("Tel. 445566", "Tel. [Telefon]"),
        ("max.muster@example.de schreiben", "[E-Mail] schreiben"),
        ("Bahnhofstraße 12 a ist dunkel", "Bahnhofstraße [Nr.] ist dunkel"),
        ("in der Gartenstr. 7", "in der Gartenstr. [Nr.]"),
        ("der rote Wagen MW-AB 123", "der rote Wagen [Kennzeichen]"),
    ],
)
def test_what_points_at_a_person_is_masked(text: str, shown: str) -> None:
    assert redacted(text) == shown
    assert points_at_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "am Bahnhof, Tunnel zum Park",
        "Marktplatz 22 Uhr, Jugendliche mit Bluetooth-Boxen",
        "seit 2019 und 2020 schlechter",
        "Bus Linie 4, 20.15 Uhr",
        "meine Nachbarn und ich",
        "mehr Licht auf 200 m",
    ],
)
def test_places_and_times_stay(text: str) -> None:
    assert redacted(text) == text
    assert not points_at_somebody(text)
