"""Lists of what a document holds: its headings, its figures, its tables, each with the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the document with their pages, down to level `depth`; `title` stands above it, in no list."""

    depth: int = 2
    title: str = ""


@dataclass(frozen=True, slots=True)
class FigureList:
    """The captions of all figures and charts with their pages; nothing at all where there is none."""

    title: str = "Abbildungen"


@dataclass(frozen=True, slots=True)
class TableList:
    """The captions of all tables with their pages; nothing at all where there is none."""

    title: str = "Tabellen"
