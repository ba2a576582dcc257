"""Tables of the municipality file, one module per feature; add the name of a new module to `MODULES`."""

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
    "surveys",
)


def load_all() -> None:
    """Import every model module, so that the metadata knows all tables."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
