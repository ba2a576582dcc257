"""Tables of the municipality file, one module per feature; add the name of a new module to `MODULES`."""

import gc
import sys
from importlib import import_module

MODULES = (
    "technical",
    "municipality",
    "catalogues",
    "attachments",
    "saved_views",
    "contacts",
    "projects",
    "goals",
    "needs",
    "priorities",
    "bodies",
    "meetings",
    "resolutions",
    "tasks",
    "minutes",
    "meeting_plans",
    "circulations",
    "correspondence",
    "surveys",
    "project_course",
    "funding",
    "deadlines",
    "concerns",
    "network",
    "situation",
    "reports",
    "survey_work",
)


def load_all() -> None:
    """Import every model module, so that the metadata knows all tables."""
    if all(f"{__name__}.{name}" in sys.modules for name in MODULES):
        return
    collecting = gc.isenabled()
    gc.disable()  # thousands of objects that all stay: looking for garbage among them costs a third of the time
    try:
        for name in MODULES:
            import_module(f"{__name__}.{name}")
    finally:
        if collecting:
            gc.enable()
