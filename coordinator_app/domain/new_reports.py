"""What a new report starts with: its period, its title, its plan; and the one for the period after."""

import re
from datetime import date

from coordinator_app.domain.report_plan import ReportPlan
from coordinator_app.domain.reports import Report, ReportKind

LONG_KINDS = frozenset({ReportKind.ANNUAL, ReportKind.PREVENTION, ReportKind.STRATEGY})
"""Reports with title page and contents."""

_STRATEGY_YEARS = 4
_THIS_YEAR_FROM = 10  # month from which a report on the year that runs is what is wanted


def usual_period(kind: ReportKind, day: date) -> tuple[date | None, date | None]:
    """First and last day of what a new report is about.

    Yearly reports: the last full year, from October the one that runs. A strategy: the four years from the next one
    on. Other papers have none.
    """
    if kind in {ReportKind.ANNUAL, ReportKind.PREVENTION}:
        year = day.year if day.month >= _THIS_YEAR_FROM else day.year - 1
        return date(year, 1, 1), date(year, 12, 31)
    if kind is ReportKind.STRATEGY:
        return date(day.year + 1, 1, 1), date(day.year + _STRATEGY_YEARS, 12, 31)
    return None, None


def usual_title(kind: ReportKind, start: date | None, end: date | None, about: str = "") -> str:
    """„Jahresbericht 2025“, „Präventionsstrategie 2027–2030“, „Beschlussvorlage: …“."""
    if about.strip():
        return f"{kind.label}: {about.strip()}"[:200]
    years = sorted({day.year for day in (start, end) if day is not None})
    return " ".join(filter(None, (kind.label, "–".join(str(year) for year in years))))


def span(report: Report, day: date) -> tuple[date, date]:
    """First and last day of the period of a report; one without is about the year up to `day`."""
    end = report.period_end or max(day, report.period_start or day)
    return report.period_start or date(end.year, 1, 1), end


def following(report: Report) -> tuple[str, date | None, date | None]:
    """Title, first and last day of the report on the period after this one."""
    start, end = report.period_start, report.period_end
    if start is None or end is None or end < start:
        return report.title, start, end
    years = end.year - start.year + 1
    title = re.sub(r"\b(?:19|20)\d\d\b", lambda found: str(int(found[0]) + years), report.title)
    return title, _later(start, years), _later(end, years)


def first_plan(kind: ReportKind) -> ReportPlan:
    """What a new report of a kind is told to take in."""
    is_long = kind in LONG_KINDS
    return ReportPlan(numbered=is_long, contents=is_long, title_page=is_long)


def _later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
