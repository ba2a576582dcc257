"""Which column of a file of answers goes into which variable of a form: by name, LimeSurvey's code, or wording.

Headings may be variable names („E01_a“), LimeSurvey's codes („E01[SQ001]“, „E01_SQ001“), code and text („E01. Wie …“),
question texts („Wie sicher … [Bahnhof]“) or shortened texts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator_app.domain.questionnaire_rules import Variable, variables
from coordinator_app.domain.questionnaires import Form, FormQuestion, QuestionType
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.limesurvey_form import LimeField

_SHORTEST = 12
"""Letters a shortened text must have at least to be taken for a question."""


class Role(Vocabulary):
    """What a column is for."""

    VARIABLE = "variable", "Angabe des Bogens"
    RANK = "rank", "Rangplatz"
    ID = "id", "Kennung der Antwort"
    NUMBER = "number", "Belegnummer"
    SUBMITTED = "submitted", "abgeschickt am"
    LANGUAGE = "language", "Sprache"
    MODE = "mode", "Weg der Antwort"
    PRIVATE = "private", "Verbindungsdaten"
    IGNORED = "ignored", "Verwaltung"
    DOUBLE = "double", "steht schon in einer anderen Spalte"
    UNKNOWN = "unknown", "nicht zugeordnet"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column goes. `rank` and `question` (its key) for columns that hold the answer on a rank.

    `values` are codes of the program the file came from, with ours.
    """

    role: Role
    variable: str = ""
    values: Mapping[str, int] = field(default_factory=dict[str, int])
    rank: int = 0
    question: str = ""


_META: dict[Role, frozenset[str]] = {
    Role.ID: frozenset("id response_id antwort_id antwortid respondent_id responseid lfdn laufende_nummer".split()),
    Role.NUMBER: frozenset("belegnummer beleg_nr belegnr bogen bogennummer bogen_nr beleg".split()),
    Role.SUBMITTED: frozenset(
        "submitdate date_submitted datum_abgeschickt datum_der_absendung absendedatum submitted".split()
    ),
    Role.LANGUAGE: frozenset("startlanguage start_language startsprache start_sprache sprache language".split()),
    Role.MODE: frozenset("modus mode befragungsweg erhebungsweg antwortweg weg_der_antwort".split()),
    Role.PRIVATE: frozenset(
        "token access_code zugangscode zugangsschlüssel zugangsschluessel ipaddr ip_address ip_adresse refurl "
        "referrer_url weiterleitungs_url email firstname lastname vorname nachname e_mail".split()
    ),
    Role.IGNORED: frozenset(
        "lastpage last_page letzte_seite seed zufallsstartwert zufallszahl startdate date_started datum_gestartet "
        "beginndatum datestamp date_last_action datum_letzte_aktivität interviewtime total_time gesamtzeit "
        "zeitstempel startzeitpunkt quexmlpdf".split()
    ),
}
_TIMES = re.compile(r"^(group_?time|question_?time|gruppenzeit|fragenzeit)|^(\d+x\d+x?\d*time)$|_zeit$|(?<=\d)time$")


def plain(text: str) -> str:
    """A heading for comparing codes: small letters, brackets and points as underscores."""
    return re.sub(r"[^a-z0-9äöüß]+", "_", text.casefold()).strip("_")


def words(text: str) -> str:
    """A heading or label for comparing words: small letters, one blank, no point or ellipsis at the end."""
    return " ".join(text.casefold().replace("…", "").split()).rstrip(" .:?*")


def is_meta(heading: str) -> bool:
    """Whether a heading is one of the usual ones beside the answers."""
    return any(plain(heading) in names for names in _META.values())


class ColumnFinder:
    """Finds the target of headings for one form; `fields` are those of a LimeSurvey structure given beside it."""

    def __init__(self, form: Form, fields: Sequence[LimeField] = ()) -> None:
        self.form = form
        self.variables: dict[str, Variable] = {variable.name: variable for variable in variables(form)}
        self._questions = {question.variable.casefold(): question for question in form.questions if question.counts}
        self._names = {plain(name): name for name in self.variables}
        self._fields = {plain(name): item for item in fields for name in (item.heading, item.sgqa) if name}
        self._codes = {(item.variable, item.rank): item.values for item in fields}
        self._texts = self._by_text()

    def knows(self, heading: str) -> bool:
        """Whether the heading is that of an answer or of the usual columns beside."""
        return self.target(heading).role is not Role.UNKNOWN

    def targets(self, headings: Sequence[str]) -> list[Target]:
        """A target for every heading; of two columns for one variable the first is taken."""
        found: list[Target] = []
        taken: set[tuple[str, int]] = set()
        for heading in headings:
            target = self.target(heading)
            place = (target.variable or target.question, target.rank)
            if place[0] and place in taken:
                target = Target(Role.DOUBLE)
            taken.add(place)
            found.append(target)
        return found

    def target(self, heading: str) -> Target:
        """Where a column of this heading goes, with the foreign codes of that variable."""
        found = self._found(heading)
        if found.values or found.role not in {Role.VARIABLE, Role.RANK}:
            return found
        name = found.variable or next(item.variable for item in self.form.questions if item.key == found.question)
        return replace(found, values=self._codes.get((name, found.rank), {}))

    def _found(self, heading: str) -> Target:
        name = plain(heading)
        if name in self._fields:
            return self._of_field(self._fields[name])
        rank = self._by_code(heading) if "[" in heading else None
        if rank is not None and rank.role is Role.RANK:
            return rank  # „E09[1]“ is LimeSurvey's first rank, „E09_1“ our answer 1
        if name in self._names:
            return Target(Role.VARIABLE, self._names[name])
        begin = plain(heading.partition(". ")[0])
        for role, names in _META.items():
            if name in names or begin in names:
                return Target(role)
        if _TIMES.search(heading.casefold()):
            return Target(Role.IGNORED)
        return self._by_code(heading) or self._by_words(heading) or Target(Role.UNKNOWN)

    def _of_field(self, item: LimeField) -> Target:
        if item.rank:
            question = self._questions.get(item.variable.casefold())
            if question is None:
                return Target(Role.UNKNOWN)
            return Target(Role.RANK, values=item.values, rank=item.rank, question=question.key)
        if item.variable not in self.variables:
            return Target(Role.UNKNOWN)
        return Target(Role.VARIABLE, item.variable, item.values)

    # ------------------------------------------------------------ codes

    def _by_code(self, heading: str) -> Target | None:
        """„E01[SQ001]“, „E01[SQ001][1]“, „E01_SQ001“, each also with the text behind it."""
        match = re.match(r"([A-Za-z]\w*)((?:\s?\[[^\]]*\])*)", heading)
        if match is None:
            return None
        parts = re.findall(r"\[([^\]]*)\]", match[2])
        code, rest = match[1], heading[match.end() :]
        marked = parts or rest[:1] in {".", ":"} or re.search(r"[\d_]", code)
        if rest and (not re.match(r"[.:\s–-]", rest) or not marked):
            return None  # words, not a code with a text behind it
        if plain(match[0]) in self._fields:
            return self._of_field(self._fields[plain(match[0])])
        question = self._questions.get(code.casefold())
        if question is not None:
            return self._part(question, parts)
        if rest and plain(match[0]) in self._names:
            return Target(Role.VARIABLE, self._names[plain(match[0])])
        while "_" in code and not parts:
            code = code.rpartition("_")[0]
            question = self._questions.get(code.casefold())
            if question is not None:
                return self._part(question, match[1][len(code) + 1 :].split("_"), counted=0)
        return None

    def _part(self, question: FormQuestion, parts: Sequence[str], counted: int = 1) -> Target | None:
        """The column of a question these subcodes mean; `counted`: number of the first of two scales."""
        if not parts:
            return Target(Role.VARIABLE, question.variable) if question.variable in self.variables else None
        first, second = parts[0], parts[1] if len(parts) > 1 else ""
        if question.type is QuestionType.RANKING and first.isdigit():
            return Target(Role.RANK, rank=int(first), question=question.key)
        name = next((name for name in self._candidates(question, first, second, counted) if name in self.variables), "")
        return Target(Role.VARIABLE, name) if name else None

    @staticmethod
    def _candidates(question: FormQuestion, first: str, second: str, counted: int) -> Iterator[str]:
        """Names of variables subcodes may stand for, the most likely one first."""
        base = question.variable
        if first.casefold() in {"other", "sonstiges"}:
            yield from (f"{base}_{answer.code}_text" for answer in question.answers if answer.text)
        digits = re.search(r"(\d+)(comment)?$", first)
        number = int(digits[1]) if digits else 0
        if digits and digits[2]:
            yield f"{base}_{number}_text"
        row = next((row.name for row in question.rows if row.name.casefold() == first.casefold()), "")
        if not row and question.rows and 1 <= number <= len(question.rows):
            row = question.rows[number - 1].name
        if row:
            column = re.search(r"(\d+)$", second)
            if question.type is QuestionType.TEXT_TABLE:
                yield f"{base}_{row}_{int(column[1]) if column else 1}"
            elif column and question.second and int(column[1]) == counted + 1:
                yield f"{base}_{row}_2"
            else:
                yield f"{base}_{row}"
        yield f"{base}_{number}"

    # ------------------------------------------------------------ words

    def _by_text(self) -> dict[str, str]:
        """Variables by the texts their columns may be headed with; texts of two variables count for none."""
        questions = {question.key: question for question in self.form.questions}
        found: dict[str, set[str]] = {}
        for name, variable in self.variables.items():
            question = questions[variable.question]
            single = name == question.variable
            texts = {question.wording, question.title} if single else set(_row_texts(question, variable))
            for text in {words(text) for text in texts} - {""}:
                found.setdefault(text, set()).add(name)
        return {text: names.pop() for text, names in found.items() if len(names) == 1}

    def _by_words(self, heading: str) -> Target | None:
        text = words(heading)
        text = re.sub(r"\s*\[", " [", text)
        if text in self._texts:
            return Target(Role.VARIABLE, self._texts[text])
        rank = re.fullmatch(r"(.*) \[(?:rang|rank|platz) (\d{1,2})\]", text)
        if rank:
            ranked = next((item for item in self.form.questions if words(item.wording) == words(rank[1])), None)
            if ranked is not None and ranked.type is QuestionType.RANKING:
                return Target(Role.RANK, rank=int(rank[2]), question=ranked.key)
        start = text.rstrip(".")
        if len(start) < _SHORTEST:
            return None
        if not re.search(r"\[.*\]$", start):
            near = {name for known, name in self._texts.items() if known.startswith(start)}
        else:
            begin, _, part = start.rpartition(" [")
            near = {
                name
                for known, name in self._texts.items()
                if known.endswith(f" [{part}") and known.startswith(begin.rstrip(" ."))
            }
        return Target(Role.VARIABLE, near.pop()) if len(near) == 1 else None


def _row_texts(question: FormQuestion, variable: Variable) -> Iterator[str]:
    """What the column of a row, box or line for words may be headed with."""
    answer = next((answer.label for answer in question.answers if answer.code == variable.code), "")
    row = next((row.label for row in question.rows if row.name == variable.row), "")
    label = row or answer
    if question.second and row:
        heading = question.second_heading if variable.second else question.first_heading
        yield f"{question.wording} [{row}] [{heading}]"
        yield f"{question.wording} [{row}][{heading}]"
        yield f"{question.wording} [{row}] [Skala {2 if variable.second else 1}]"
        return
    if row and answer and question.type is QuestionType.TEXT_TABLE:
        yield f"{question.wording} [{row}] [{answer}]"
        yield f"{question.wording} [{row}][{answer}]"
        return
    if variable.name.endswith("_text"):
        yield f"{question.wording} [{label}] [Text]"
        yield f"{question.wording} [{label}] [Kommentar]"
        if question.type is QuestionType.SINGLE:
            yield f"{question.wording} [{label}]"
        return
    yield f"{question.wording} [{label}]"
    yield f"{question.title} [{label}]"
    yield label
