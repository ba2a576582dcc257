"""OParl 1.1: every object has the fields and types the standard asks for; the public variant holds nobody."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.exchange.oparl import FolderFile, Item, MeetingExport, Member, derived_uuid, oparl_files

# Own check of the standard: required fields and the types of those we write.
REQUIRED: dict[str, set[str]] = {
    "Body": {"id", "type", "name", "organization", "person", "meeting", "paper", "legislativeTerm"},
    "Organization": {"id", "type"},
    "Meeting": {"id", "type"},
    "AgendaItem": {"id", "type", "order"},
    "File": {"id", "type", "accessUrl"},
    "Person": {"id", "type"},
    "Membership": {"id", "type"},
    "Location": {"id", "type"},
    "LegislativeTerm": {"id", "type"},
}
TYPES: dict[str, dict[str, str]] = {
    "Body": {
        **dict.fromkeys(("name", "ags", "classification"), "text"),
        **dict.fromkeys(("organization", "person", "meeting", "paper"), "list url"),
        "website": "url",
        "legislativeTerm": "[LegislativeTerm]",
    },
    "Organization": {
        **dict.fromkeys(("name", "shortName", "organizationType", "classification"), "text"),
        "body": "urn",
        "meeting": "list url",
        "membership": "[urn]",
    },
    "Meeting": {
        **dict.fromkeys(("name", "meetingState"), "text"),
        **dict.fromkeys(("start", "end"), "moment"),
        **dict.fromkeys(("organization", "participant"), "[urn]"),
        **dict.fromkeys(("invitation", "resultsProtocol"), "File"),
        "cancelled": "flag",
        "location": "Location",
        "auxiliaryFile": "[File]",
        "agendaItem": "[AgendaItem]",
    },
    "AgendaItem": {
        **dict.fromkeys(("number", "name", "result", "resolutionText"), "text"),
        **dict.fromkeys(("start", "end"), "moment"),
        "order": "integer",
        "public": "flag",
        "auxiliaryFile": "[File]",
    },
    "File": {
        **dict.fromkeys(("name", "fileName", "mimeType"), "text"),
        **dict.fromkeys(("accessUrl", "downloadUrl"), "file url"),
        "date": "day",
        "size": "integer",
        "sha512Checksum": "sha512",
    },
    "Person": {"name": "text", "body": "urn", "membership": "[Membership]"},
    "Membership": {"organization": "urn", "role": "text", "votingRight": "flag"},
    "Location": {"description": "text"},
    "LegislativeTerm": {"body": "urn", "name": "text", "startDate": "day", "endDate": "day"},
}
PATTERNS = {
    "urn": r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "list url": r"(organization|person|meeting|paper)\.json",
    "file url": r"\.\./\.\./[^\s\\]+",
    "url": r"https?://.+",
    "day": r"\d{4}-\d\d-\d\d",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
    "sha512": r"[0-9a-f]{128}",
    "text": r"(?s).+",
}


def findings(entry: dict[str, Any], kind: str) -> list[str]:
    """What an object lacks or has wrong, with everything inside it."""
    if entry.get("type") != f"https://schema.oparl.org/1.1/{kind}":
        return [f"{kind}: type {entry.get('type')}"]
    found = [f"{kind}.{name} is missing" for name in REQUIRED[kind] - entry.keys()]
    types = {"id": "urn", "type": "url", "modified": "moment", **TYPES[kind]}
    for name, value in entry.items():
        found += value_findings(value, types.get(name, "unknown"), f"{kind}.{name}")
    return found


def value_findings(value: Any, expected: str, place: str) -> list[str]:
    if expected.startswith("["):
        return [line for part in value for line in value_findings(part, expected[1:-1], place)]
    if expected in REQUIRED:
        return findings(value, expected)
    if expected in ("integer", "flag"):
        fits = type(value) is (int if expected == "integer" else bool)
    else:
        fits = isinstance(value, str) and re.fullmatch(PATTERNS.get(expected, "(?!)"), value) is not None
    return [] if fits else [f"{place}: {value!r} is no {expected}"]


def uuid(word: str) -> str:
    return derived_uuid("probe", word)


MINUTES = FolderFile("04 Niederschrift/Fassung 1.pdf", "Niederschrift", "application/pdf", b"%PDF", date(2026, 12, 1))


ITEMS = (
    Item(uuid=uuid("1"), number="1", title="Begrüßung", public=True),
    Item(
        uuid=uuid("2"),
        number="2",
        title="Offener Treff",
        public=True,
        result="angenommen: 9 Ja, 1 Nein, 1 Enthaltung",
        resolution="Der Treff wird eingerichtet.",
        begin=datetime(2026, 11, 26, 16, 5, tzinfo=UTC),
        files=(FolderFile("08 Anlagen/TOP 2/Konzept.pdf", "Konzept", "application/pdf", b"x"),),
    ),
    Item(uuid=uuid("3"), number="3", title="Geheimer Fall Krause", public=False, result="vertagt"),
)


def export(**changes: Any) -> MeetingExport:
    values: dict[str, Any] = {
        "municipality_uuid": uuid("stadt"),
        "municipality": "Mühlwerda",
        "municipality_kind": "Stadt",
        "official_key": "14000000",
        "website": "https://muehlwerda.example",
        "body_uuid": uuid("gremium"),
        "body": "Lenkungsgruppe",
        "body_short": "LG",
        "body_classification": "Lenkungsgruppe",
        "meeting_uuid": uuid("sitzung"),
        "title": "4. Sitzung der Lenkungsgruppe",
        "state": "durchgeführt",
        "begin": datetime(2026, 11, 26, 16, 0, tzinfo=UTC),
        "end": datetime(2026, 11, 26, 17, 30, tzinfo=UTC),
        "place": "Rathaus, Ratssaal",
        "term_uuid": uuid("periode"),
        "term": "2024–2029",
        "term_begin": date(2024, 8, 1),
        "items": ITEMS,
        "members": (Member(uuid=uuid("p"), name="Erika Muster", role="Vorsitz", has_vote=True),),
        "invitation": FolderFile("01 Einladung/Einladung.pdf", "Einladung", "application/pdf", b"y"),
        "minutes": MINUTES,
        "files": (FolderFile("08 Anlagen/Plan für Ünder.pdf", "Plan", "application/pdf", b"z"),),
        "modified": datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
    }
    return MeetingExport(**{**values, **changes})


def loaded(meeting: MeetingExport, *, public: bool) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in oparl_files(meeting, public=public).items()}


def all_findings(files: dict[str, Any]) -> list[str]:
    kinds = {"organization.json": "Organization", "meeting.json": "Meeting", "person.json": "Person"}
    found = findings(files["body.json"], "Body")
    for name, kind in kinds.items():
        assert set(files[name]) == {"data", "pagination", "links"}
        found += [line for entry in files[name]["data"] for line in findings(entry, kind)]
    return found


@pytest.mark.parametrize("public", [True, False])
def test_objects_have_what_the_standard_asks_for(public: bool) -> None:
    files = loaded(export(), public=public)
    assert all_findings(files) == []
    assert files["paper.json"]["data"] == []


def test_internal_variant_says_who_took_part_and_how_it_was_decided() -> None:
    files = loaded(export(), public=False)
    (meeting,) = files["meeting.json"]["data"]
    (person,) = files["person.json"]["data"]
    assert meeting["start"] == "2026-11-26T17:00:00+01:00"
    assert [(item["order"], item["number"], item["public"]) for item in meeting["agendaItem"]] == [
        (1, "1", True),
        (2, "2", True),
        (3, "3", False),
    ]
    assert meeting["agendaItem"][1]["result"] == "angenommen: 9 Ja, 1 Nein, 1 Enthaltung"
    assert meeting["agendaItem"][1]["resolutionText"] == "Der Treff wird eingerichtet."
    assert meeting["participant"] == [person["id"]]
    assert person["name"] == "Erika Muster"
    assert person["membership"][0]["votingRight"] is True
    assert files["organization.json"]["data"][0]["membership"] == [person["membership"][0]["id"]]
    assert unquote(meeting["auxiliaryFile"][0]["accessUrl"]) == "../../08 Anlagen/Plan für Ünder.pdf"


def test_public_variant_holds_neither_persons_nor_non_public_items() -> None:
    text = "".join(data.decode() for data in oparl_files(export(), public=True).values())
    assert "Muster" not in text
    assert "Geheimer Fall" not in text
    assert '"order": 2' in text
    assert '"order": 3' not in text


def test_what_is_unknown_is_left_out() -> None:
    bare = MeetingExport(
        municipality_uuid=uuid("a"),
        municipality="Mühlwerda",
        body_uuid=uuid("b"),
        body="AG Licht",
        meeting_uuid=uuid("c"),
        title="1. Sitzung",
        state="terminiert",
        cancelled=True,
    )
    files = loaded(bare, public=False)
    assert all_findings(files) == []
    (meeting,) = files["meeting.json"]["data"]
    assert meeting["cancelled"] is True
    assert not {"start", "end", "location", "invitation", "resultsProtocol", "modified"} & meeting.keys()


def test_same_meeting_gives_the_same_bytes() -> None:
    assert oparl_files(export(), public=False) == oparl_files(export(), public=False)


@given(st.text(), st.text(min_size=1))
def test_derived_uuids_are_valid_and_stable(word: str, other: str) -> None:
    made = derived_uuid("x", word)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", made)
    assert made == derived_uuid("x", word)
    assert derived_uuid("x", word) != derived_uuid("x", word + other)


def test_the_check_finds_what_is_wrong() -> None:
    bad = {"id": "1", "type": "https://schema.oparl.org/1.1/AgendaItem", "order": "2", "public": 1, "vote": "x"}
    assert len(findings(bad, "AgendaItem")) == 4
    assert findings({"type": "https://schema.oparl.org/1.0/File"}, "File")[0].startswith("File: type")
    assert "File.accessUrl is missing" in findings({"type": "https://schema.oparl.org/1.1/File"}, "File")
