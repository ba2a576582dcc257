"""Pictures and charts as blocks of a document."""

from dataclasses import dataclass

from coordinator_app.documents.chart_description import ChartDescription


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG or JPEG bytes); `alt` says in a sentence what it shows; `width` = share of the line."""

    image: bytes
    alt: str
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: editable in Word, a vector drawing in the PDF.

    `caption` gets „Abbildung n:“ before it (default: the title of the chart). The sentence for readers who
    do not see it is made from the data unless `alt` is given.
    """

    description: ChartDescription
    caption: str = ""
    alt: str = ""
