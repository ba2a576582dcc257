"""The town of the example: municipality, areas, organisations and people."""

from datetime import timedelta
from typing import Any

from coordinator_app.domain.contacts import Channel, ContactPoint, Ground, PrivacyBasis, Purpose, Salutation
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write the town with its network; some contacts are due for review."""
    found = content("town")
    stage.go_to(-7 * 115)
    own = dict(found["municipality"])
    areas, places = own.pop("areas"), own.pop("places")
    own["inhabitants_on"] = stage.day.replace(month=1, day=1)
    own["cooperation_since"] = stage.weeks_ago(116)
    stage.workspace.municipality.create(**own)
    stage.workspace.municipality.set_setting("user_name", "Julia Albrecht")
    for name in areas:
        stage.keep("area", name, stage.workspace.municipality.add_area(name=name))
    for name, street in places:
        stage.workspace.municipality.add_place(name=name, address=street)
    for entry in found["organisations"]:
        _organisation(stage, entry)
    for number, entry in enumerate(found["people"]):
        _person(stage, number, entry)


def _organisation(stage: Stage, entry: dict[str, Any]) -> None:
    parent = entry.get("parent")
    id = stage.workspace.contacts.create_organisation(
        name=entry["name"],
        short_name=entry.get("short", ""),
        organisation_kind_id=stage.entry("organisation_kind", entry["kind"]),
        parent_id=stage.id("organisation", parent) if parent else None,
        street=entry["street"],
        postcode="09899",
        town="Mühlwerda",
        partner_since=stage.weeks_ago(110),
    )
    stage.keep("organisation", entry["key"], id)


def _person(stage: Stage, number: int, entry: dict[str, Any]) -> None:
    contacts = stage.workspace.contacts
    id = contacts.create_person(
        organisation_id=stage.id("organisation", entry["organisation"]),
        function=entry["function"],
        salutation=Salutation(entry["salutation"]),
        academic_title=entry.get("title", ""),
        first_name=entry["first_name"],
        last_name=entry["last_name"],
    )
    stage.keep("person", entry["key"], id)
    contacts.add_part(ContactPoint(person_id=id, channel=Channel.PHONE, value=f"03799 200-{100 + number}"))
    address = f"{entry['key']}@muehlwerda.example"
    if entry.get("mail", True):
        contacts.add_part(ContactPoint(person_id=id, channel=Channel.EMAIL, value=address, is_preferred=True))
    if "post" in entry:
        contacts.add_part(ContactPoint(person_id=id, channel=Channel.POST, value=entry["post"]))
    due = number in {8, 17}  # two of them want a look
    contacts.add_part(
        PrivacyBasis(
            person_id=id,
            purpose=Purpose.BODY_WORK,
            ground=Ground.PUBLIC_TASK,
            source="Entsendung durch die Einrichtung",
            dated=stage.weeks_ago(105),
            informed_on=stage.weeks_ago(104),
            review_on=stage.day - timedelta(days=5) if due else stage.day + timedelta(weeks=40),
        )
    )
