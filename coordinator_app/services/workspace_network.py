"""The part of an open file about organisations and people; `Workspace` inherits it."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator_app.services.business_cards import BusinessCards
    from coordinator_app.services.contacts import Contacts
    from coordinator_app.services.distribution_lists import DistributionLists
    from coordinator_app.services.interactions import Interactions
    from coordinator_app.services.person_erasing import PersonErasing
    from coordinator_app.services.retention import Retention
    from coordinator_app.storage.store import Store


class NetworkServices:
    """Services on the network, made when first used."""

    store: "Store"

    @cached_property
    def contacts(self) -> "Contacts":
        """Organisations and persons."""
        from coordinator_app.services.contacts import Contacts

        return Contacts(self.store)

    @cached_property
    def interactions(self) -> "Interactions":
        """Contacts with people and organisations."""
        from coordinator_app.services.interactions import Interactions

        return Interactions(self.store)

    @cached_property
    def distribution_lists(self) -> "DistributionLists":
        """Lists of addressees."""
        from coordinator_app.services.distribution_lists import DistributionLists

        return DistributionLists(self)

    @cached_property
    def retention(self) -> "Retention":
        """Whose data is to be looked at and why."""
        from coordinator_app.services.retention import Retention

        return Retention(self.store)

    @cached_property
    def business_cards(self) -> "BusinessCards":
        """Business cards (vCard) out and in."""
        from coordinator_app.services.business_cards import BusinessCards

        return BusinessCards(self.store)

    @cached_property
    def person_erasing(self) -> "PersonErasing":
        """Everything the file holds about a person, and erasing it."""
        from coordinator_app.services.person_erasing import PersonErasing

        return PersonErasing(self.store)
