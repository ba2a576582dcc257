"""Public holidays of Saxony for counting working days."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.notice import NoticePeriod


@cache
def holiday_names(year: int) -> Mapping[date, str]:
    """The statutory holidays of a year in Saxony with their German names, in the order of days."""
    import holidays

    found = holidays.country_holidays("DE", subdiv="SN", years=year, language="de")
    return {day: found[day] for day in sorted(found)}


@cache
def saxon_holidays(year: int) -> frozenset[date]:
    """All statutory holidays of a year in Saxony, Buß- und Bettag included."""
    import holidays

    return frozenset(holidays.country_holidays("DE", subdiv="SN", years=year))


def holidays_around(day: date) -> frozenset[date]:
    """Holidays of the year of `day` and its neighbours: enough to count a period back or forward."""
    return saxon_holidays(day.year - 1) | saxon_holidays(day.year) | saxon_holidays(day.year + 1)


def holidays_for(period: NoticePeriod, day: date) -> frozenset[date]:
    """The holidays a period before `day` must know; none for calendar days: the library takes a tenth of a second."""
    return holidays_around(day) if period.count is DayCount.WORKING else frozenset()
