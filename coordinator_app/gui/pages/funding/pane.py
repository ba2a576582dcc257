"""What every tab of „Förderung“ answers to the page."""

from typing import ClassVar

from coordinator_app.gui import pane_duties


class PaneDuties(pane_duties.PaneDuties):
    """As everywhere, with the help of this page."""

    topic: ClassVar[str] = "foerderung"
