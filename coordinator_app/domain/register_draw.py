"""Drawing persons from a register extract: who belongs to the frame, a draw anybody can repeat, what is kept of it.

Order of the draw: every person of the frame gets the number SHA-256(„<seed>|<line of the file>“); in each stratum
the smallest numbers are taken. The same file and seed give the same persons on every computer, in every version.
With one person per household somebody whose household has been drawn already is passed over; chances stay equal as
long as few of a household could be drawn (which leaving the others out beforehand would not give).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_integer, plural, search_form
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.vocabulary import Vocabulary

METHOD = "Zufallszahl SHA-256 aus Startzahl und Zeile der Datei, kleinste zuerst"
WHOLE = "Gesamt"
"""Name of the only stratum of a draw without strata."""
LARGEST_SEED = 999_999_999
HELP = "stichprobe"


class Exclusion(Vocabulary):
    """Why a person of the file does not belong to the frame; the first that holds counts, in this order."""

    BLOCKED = "blocked", "Auskunftssperre oder Sperrvermerk (§§ 51, 52 BMG)"
    SECOND_HOME = "second_home", "Nebenwohnung"
    NO_AGE = "no_age", "Alter fehlt oder ist nicht lesbar"
    TOO_YOUNG = "too_young", "zu jung"
    TOO_OLD = "too_old", "zu alt"
    DOUBLE = "double", "doppelt in der Datei"
    NO_ADDRESS = "no_address", "Name oder Anschrift unvollständig"
    NO_STRATUM = "no_stratum", "gehört zu keiner Schicht"


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """One line of an extract as far as the draw needs it; `age` is that on the day of reference.

    `identity` is equal for the same person („“ = cannot be told), `household` for one household.
    """

    line: int
    district: str = ""
    age: int | None = None
    sex: str = ""
    blocked: bool = False
    second_home: bool = False
    addressed: bool = True
    identity: str = ""
    household: str = ""


@dataclass(frozen=True, slots=True)
class FrameRules:
    """Who is asked: ages (None = no limit or not checked), and which districts of the file make which stratum.

    `strata` is keyed by `district_key`; empty = the whole town is one stratum.
    """

    youngest: int | None = None
    oldest: int | None = None
    strata: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Frame:
    """Who may be drawn, by stratum in the order of the file; how many were left out and why."""

    rows: int
    excluded: Mapping[Exclusion, int]
    members: Mapping[str, tuple[RegisterPerson, ...]]

    @property
    def size(self) -> int:
        """Persons in the frame."""
        return sum(len(found) for found in self.members.values())


@dataclass(frozen=True, slots=True)
class StratumDraw:
    """One stratum of a draw: persons in the frame, wanted, drawn."""

    title: str
    frame: int
    wanted: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outcome of a draw: lines of the file by stratum; `passed_over` were left for the sake of their household."""

    lines: Mapping[str, tuple[int, ...]]
    strata: tuple[StratumDraw, ...]
    passed_over: int

    @property
    def size(self) -> int:
        """Persons drawn."""
        return sum(found.drawn for found in self.strata)


def district_key(text: str) -> str:
    """A district as it is compared: „OT Altes Gut“ and „altes gut “ are the same."""
    words = search_form(text).replace(".", " ").replace("-", " ").split()
    return " ".join(word for word in words if word not in {"ot", "ortsteil", "stadtteil"})


def age_on(born: date, day: date) -> int:
    """Completed years of age on a day; someone born on 29 February is a year older on 1 March of common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def frame_of(persons: Iterable[RegisterPerson], rules: FrameRules) -> Frame:
    """Sort out who may not be drawn; every person is counted once."""
    excluded: dict[Exclusion, int] = {}
    members: dict[str, list[RegisterPerson]] = {title: [] for title in dict.fromkeys(rules.strata.values())}
    seen: set[str] = set()
    rows = 0
    for person in persons:
        rows += 1
        stratum = rules.strata.get(district_key(person.district), "") if rules.strata else WHOLE
        reason = _reason(person, rules, seen, stratum)
        if reason is None:
            members.setdefault(stratum, []).append(person)
            seen.add(person.identity)
        else:
            excluded[reason] = excluded.get(reason, 0) + 1
    ordered = {reason: excluded[reason] for reason in Exclusion if reason in excluded}
    return Frame(rows, ordered, {title: tuple(found) for title, found in members.items()})


def population_of(persons: Iterable[RegisterPerson], rules: FrameRules) -> Frame:
    """Who belongs to the population: as the frame, with those who must not or cannot be written to."""
    return frame_of((replace(person, blocked=False, addressed=True) for person in persons), rules)


def _reason(person: RegisterPerson, rules: FrameRules, seen: set[str], stratum: str) -> Exclusion | None:
    checks = (
        (person.blocked, Exclusion.BLOCKED),
        (person.second_home, Exclusion.SECOND_HOME),
        (person.age is None and (rules.youngest is not None or rules.oldest is not None), Exclusion.NO_AGE),
        (_below(person.age, rules.youngest), Exclusion.TOO_YOUNG),
        (_below(rules.oldest, person.age), Exclusion.TOO_OLD),
        (bool(person.identity) and person.identity in seen, Exclusion.DOUBLE),
        (not person.addressed, Exclusion.NO_ADDRESS),
        (not stratum, Exclusion.NO_STRATUM),
    )
    return next((reason for holds, reason in checks if holds), None)


def _below(value: int | None, limit: int | None) -> bool:
    return value is not None and limit is not None and value < limit


def random_number(seed: int, line: int) -> int:
    """The number that decides about a line of the file: the first eight bytes of SHA-256."""
    return int.from_bytes(sha256(f"{seed}|{line}".encode()).digest()[:8])


def check_seed(seed: int | None) -> int:
    """The seed; `UserError` when it is none."""
    if seed is None or not 1 <= seed <= LARGEST_SEED:
        raise UserError("Startzahl: Bitte geben Sie eine Zahl von 1 bis 999.999.999 an.", help_topic=HELP)
    return seed


def draw_sample(frame: Frame, wanted: Mapping[str, int], seed: int, *, one_per_household: bool) -> Drawn:
    """Draw from every stratum as many as wanted, or all there are."""
    check_seed(seed)
    lines: dict[str, tuple[int, ...]] = {}
    counts: list[StratumDraw] = []
    households: set[str] = set()
    passed_over = 0
    for title, persons in frame.members.items():
        ordered = sorted(persons, key=lambda person: (random_number(seed, person.line), person.line))
        taken: list[int] = []
        for person in ordered:
            if len(taken) >= wanted.get(title, 0):
                break
            if one_per_household and person.household in households:
                passed_over += 1
                continue
            taken.append(person.line)
            if person.household:
                households.add(person.household)
        lines[title] = tuple(taken)
        counts.append(StratumDraw(title, len(persons), wanted.get(title, 0), len(taken)))
    return Drawn(lines, tuple(counts), passed_over)


# --- What is kept ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFacts:
    """What is kept of a draw besides seed and hash; no fact tells anything about a person.

    `day` is the day of reference for ages; `source` the name of the file, `files` the names of the files written.
    """

    rows: int
    excluded: tuple[tuple[str, int], ...] = ()
    strata: tuple[StratumDraw, ...] = ()
    passed_over: int = 0
    youngest: int | None = None
    oldest: int | None = None
    day: date | None = None
    source: str = ""
    files: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def facts_text(facts: DrawFacts) -> str:
    """Facts as stored JSON."""
    data = {
        "rows": facts.rows,
        "excluded": [list(pair) for pair in facts.excluded],
        "strata": [[each.title, each.frame, each.wanted, each.drawn] for each in facts.strata],
        "passed_over": facts.passed_over,
        "youngest": facts.youngest,
        "oldest": facts.oldest,
        "day": facts.day.isoformat() if facts.day else "",
        "source": facts.source,
        "files": list(facts.files),
        "remarks": list(facts.remarks),
    }
    return json.dumps(data, ensure_ascii=False)


def draw_facts(draw: SampleDraw) -> DrawFacts:
    """The facts of a stored draw; `UserError` when they are damaged."""
    try:
        data: dict[str, Any] = json.loads(draw.counts or '{"rows": 0}')
        return DrawFacts(
            rows=int(data["rows"]),
            excluded=tuple((str(label), int(count)) for label, count in data.get("excluded", ())),
            strata=tuple(
                StratumDraw(str(title), int(frame), int(wanted), int(drawn))
                for title, frame, wanted, drawn in data.get("strata", ())
            ),
            passed_over=int(data.get("passed_over", 0)),
            youngest=data.get("youngest"),
            oldest=data.get("oldest"),
            day=date.fromisoformat(data["day"]) if data.get("day") else None,
            source=str(data.get("source", "")),
            files=tuple(map(str, data.get("files", ()))),
            remarks=tuple(map(str, data.get("remarks", ()))),
        )
    except (KeyError, TypeError, ValueError) as error:
        text = f"Die Zählungen der Ziehung „{draw.title}“ sind beschädigt gespeichert. Bitte eine Sicherung öffnen."
        raise UserError(text, help_topic=HELP) from error


def draw_sentences(draw: SampleDraw) -> list[str]:
    """The draw in words for screen, record and method chapter."""
    facts = draw_facts(draw)
    numbers = [format_integer(count) for count in (facts.rows, draw.frame, draw.drawn)]
    found = [f"{numbers[0]} Personen in der Datei, {numbers[1]} in der Auswahlgrundlage, {numbers[2]} gezogen."]
    if facts.excluded:
        reasons = "; ".join(f"{format_integer(count)} {label}" for label, count in facts.excluded)
        found.append(f"Nicht in der Auswahlgrundlage: {reasons}.")
    if draw.one_per_household:
        passed = plural(facts.passed_over, "Person wurde", "Personen wurden")
        found.append(f"Je Haushalt wurde höchstens eine Person gezogen; {passed} deshalb übergangen.")
    return found


def short_strata(strata: Sequence[StratumDraw]) -> list[str]:
    """Sentences about strata with fewer persons drawn than wanted."""
    return [
        f"{each.title}: {format_integer(each.wanted)} gewünscht, aber nur {format_integer(each.drawn)} von "
        f"{format_integer(each.frame)} Personen ziehbar."
        for each in strata
        if each.drawn < each.wanted
    ]
