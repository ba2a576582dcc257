"""The views of the project list that are always there."""

from datetime import timedelta

from coordinator_app.common.clock import today
from coordinator_app.domain.projects import CONFIRM_AFTER_DAYS
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.view_chooser import Views

PAGE = "projects"


def fixed_views(context: AppContext) -> Views:
    """Names with their filters, the usual one first."""
    day = today(context.clock)
    return [
        ("Alle Projekte", {}),
        ("Laufende", {"state_group": "living"}),
        ("Geplante", {"state_group": "planned"}),
        ("Abgeschlossene", {"state_group": "finished"}),
        (f"Im Jahr {day.year}", {"year": day.year}),
        ("Zu bestätigen", {"unconfirmed_before": day - timedelta(days=CONFIRM_AFTER_DAYS)}),
    ]
