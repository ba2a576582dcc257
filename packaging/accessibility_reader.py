"""Reads the tree of the program from AT-SPI; run by `accessibility_tree.py` with the Python of the system.

Prints a line per fault, beginning with „!“, and with `--print` a line per part on the screen.
"""

import importlib
import sys
from collections.abc import Iterator
from typing import Any

importlib.import_module("gi").require_version("Atspi", "2.0")  # comes with the system, not with our packages
Atspi: Any = importlib.import_module("gi.repository.Atspi")

ANSWER = 20_000  # milliseconds a busy program may take
MOST = 80  # children of one part that are looked at
NO_ROLE = {"unknown", "invalid", "redundant object"}
BOXES = {"filler", "panel"}


def program() -> Any:
    """The program among those on the bus."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        found = desktop.get_child_at_index(place)
        if found is not None and "KPR-Arbeitsplatz" in (found.get_name() or ""):
            return found
    return None


def parts(part: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """Everything on the screen below a part, with its depth."""
    yield depth, part
    for place in range(min(part.get_child_count(), MOST)):
        child = part.get_child_at_index(place)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield from parts(child, depth + 1)


def faults(part: Any) -> Iterator[str]:
    """What a screen reader cannot say about a part."""
    states, role, name = part.get_state_set(), part.get_role_name(), part.get_name() or ""
    if not states.contains(Atspi.StateType.FOCUSABLE):
        return
    words = name or part.get_description() or ""
    if not words:
        yield f"ohne Namen: {role}"
    if role in NO_ROLE or (role in BOXES and not name):
        yield f"ohne Rolle: {role} „{name}“"
    if role == "table" and part.get_child_count() and not part.get_column_header(0):
        yield f"Tabelle ohne Spaltenköpfe: „{name}“"


def line(depth: int, part: Any) -> str:
    """A part in words."""
    states = part.get_state_set()
    focus = " *" if states.contains(Atspi.StateType.FOCUSED) else ""
    description = f" – {part.get_description()}" if part.get_description() else ""
    return f"{'  ' * depth}{part.get_role_name()} „{part.get_name()}“{description}{focus}"


def main() -> int:
    """See the module."""
    Atspi.set_timeout(ANSWER, ANSWER)
    found = program()
    if found is None:
        print("! das Programm ist nicht auf dem Bus")
        return 1
    for depth, part in parts(found):
        if "--print" in sys.argv:
            print(line(depth, part))
        for fault in faults(part):
            print(f"! {fault}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
