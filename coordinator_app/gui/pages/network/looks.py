"""How the states of organisations and persons look."""

from coordinator_app.domain.contacts import OrganisationStatus, PersonStatus
from coordinator_app.gui.widgets.chips import ChipStyle

ORGANISATION_CHIPS = {
    OrganisationStatus.ACTIVE: ChipStyle("ok", "tick-circle"),
    OrganisationStatus.DORMANT: ChipStyle("neutral", "pause"),
    OrganisationStatus.FORMER: ChipStyle("neutral", "tick"),
}
PERSON_CHIPS = {
    PersonStatus.ACTIVE: ChipStyle("ok", "tick-circle"),
    PersonStatus.LEFT: ChipStyle("neutral", "leave"),
    PersonStatus.BLOCKED: ChipStyle("error", "lock"),
}
CHANNEL_ICONS = {"phone": "phone", "mobile": "phone", "email": "mail", "fax": "printer", "post": "home"}
