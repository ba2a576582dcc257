"""Templates that want more than they should: no file is read, nothing runs, time and memory stay bounded."""

from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.documents import template_filling, template_language
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.template_check import check_template
from coordinator_app.documents.template_language import TemplateRefused, environment, parsed, rendered
from coordinator_app.documents.text import clean
from tests.documents.test_letter_templates import EXAMPLE, WEBER, changed, fill, in_text, words

LISTS = frozenset({"liste"})
VALUES = {"name": "Anna <b>", "liste": [{"titel": "A"}, {"titel": "B"}], "leer": None}
TYPED = ["{{ range(9) }}", "{% for x in y %}", "{_{ name }_}", "<w:p/>&amp;", "]]>", "\ue000x", "{{", "a\tb\nc"]
UNKNOWN = "[Unbekannter Platzhalter: {}]"
SECONDS = 2.0  # far more than any of them needs, far less than a bomb


def made(source: str) -> str:
    language = environment()
    return rendered(language.from_string(parsed(language, source, LISTS)), VALUES)


@pytest.mark.parametrize(
    "source",
    [
        "{{ range(10**9) }}",
        "{{ 10**9**9 }}",
        "{{ 'a'*10**9 }}",
        "{{ name * 1000000000 }}",
        "{{ [0] * 1000000000 }}",
        "{{ name|center(1000000000) }}",
        "{{ name|replace('', 'aaaaaaaa')|replace('a', 'aaaaaaaa') }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '{0.__class__.__init__.__globals__}'.format(name) }}",
        "{{ '{0.__class__}'.format_map({'0': name}) }}",
        "{{ name.__class__.__base__.__subclasses__() }}",
        "{{ name|attr('__class__') }}",
        "{{ name|map(attribute='__class__')|list }}",
        "{{ name['__class__'] }}",
        "{{ ()|list }}",
        "{{ (name, name) }}",
        "{{ lipsum() }}",
        "{{ cycler('a').__init__.__globals__ }}",
        "{{ joiner() }}",
        "{{ self.__init__() }}",
        "{{ name|safe }}",
        "{{ name|tojson }}",
        "{{ name|pprint }}",
        "{{ name|wordwrap(1) }}",
        "{{ -1 }}",
        "{% include '/etc/passwd' %}",
        "{% include ['/etc/passwd'] ignore missing %}",
        "{% import '/etc/passwd' as x %}",
        "{% from 'x' import y %}",
        "{% extends '/etc/passwd' %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% call f() %}{% endcall %}",
        "{% set x = name %}",
        "{% set x %}y{% endset %}",
        "{% with x = name %}{% endwith %}",
        "{% filter upper %}x{% endfilter %}",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        "{% do name %}",
        "{% for a in name %}x{% endfor %}",
        "{% for a in range(9) %}x{% endfor %}",
        "{% for a in unbekannt %}x{% endfor %}",
        "{% for a in liste %}{% for b in liste %}x{% endfor %}{% endfor %}",
        "{% for a in liste recursive %}{{ loop(liste) }}{% endfor %}",
        "{% if a %}" * 600 + "{% endif %}" * 600,
        "{{ " + "(" * 250 + "1" + ")" * 250 + " }}",
        "{{ " + "not " * 140 + "name }}",
        "{{ " + "9" * 590 + " }}{{ " + "x" * 700 + " }}",
        "{{ name }}" * 5000,
        "{{ name",
        "{% if %}",
    ],
)
def test_what_is_not_allowed_is_refused_before_it_runs(source: str) -> None:
    start = perf_counter()
    with pytest.raises(TemplateRefused) as caught:
        made(source)
    assert perf_counter() - start < SECONDS
    assert caught.value.why
    assert "Error" not in caught.value.why


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ name }}", "Anna &lt;b&gt;"),
        ("{{ name|upper }} {{ leer|default('x') }}.{{ leer }}", "ANNA &lt;B&gt; ."),
        ("{{ name.__class__.__mro__ }}", "[Unbekannter Platzhalter: __mro__]"),
        ("{{ ''.__class__ }}", "[Unbekannter Platzhalter: __class__]"),
        ("{{ self }}{{ loop }}", "[Unbekannter Platzhalter][Unbekannter Platzhalter: loop]"),
        ("{{ liste }}", "[Liste: nur in einer Schleife möglich]"),
        (
            "{% for a in liste %}{{ loop.index }}{{ a.titel }}{{ a.x }}{{ loop._length }}{% endfor %}",
            "".join(f"{line}{UNKNOWN.format('x')}{UNKNOWN.format('_length')}" for line in ("1A", "2B")),
        ),
        ("{% if name == 'x' %}x{% elif name is defined and not nichts %}y{% else %}z{% endif %}", "y"),
        ("{{ 'a' ~ name ~ liste|length }}{{ name if leer else 'kurz' }}", "aAnna &lt;b&gt;2kurz"),
        ("{{ name is defined }}{{ nichts is defined }}", "janein"),
        ("{% raw %}{{ name }}{% endraw %}", "{{ name }}"),
        ("{{ 99999999999999999999 }}", "99999999999999999999"),
    ],
)
def test_what_is_allowed_prints_words_only(source: str, text: str) -> None:
    found = made(source)
    assert "object at" not in found
    assert "<" not in found
    assert found == text


def test_a_result_that_grows_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    language = environment()
    template = language.from_string("{% for a in liste %}" + "x" * 1000 + "{% endfor %}")
    with pytest.raises(TemplateRefused, match="zu groß"):
        rendered(template, VALUES, room=1500)
    monkeypatch.setattr(template_filling, "LARGEST_FILE", 30_000)
    with pytest.raises(UserError, match="an weniger Personen"):
        fill(EXAMPLE, *([WEBER] * 5))


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ range(10**9) }}",
        "{% include '/etc/passwd' %}",
        "{{ name.__class__.__mro__ }}",
        "{" * 20_000,
        "{{" * 10_000,
        "{%" * 10_000 + "%}" * 10_000,
        "{# " + "x" * 100_000,
        "{{r name }}" * 300,
        "{% colspan 999999999 %}",
        "{%tr for x in anlagenliste %}",
        "{% vm %}{% hm %}",
        "{_{ name }_}",
        "{{ absatz_1 }}{{ absatz_99 }}",
    ],
)
def test_a_hostile_file_gives_a_sentence_or_a_letter(hostile: str) -> None:
    data = in_text("{{ betreff }}", hostile)
    start = perf_counter()
    checked = outcome(lambda: str(check_template(data, "Bogen.docx")))
    filled = outcome(lambda: words(fill(data, WEBER)))
    assert perf_counter() - start < 2 * SECONDS
    for text in (checked, filled):
        assert "root:" not in text
        assert "<class" not in text


def outcome(work: Callable[[], str]) -> str:
    """What comes of it: the text, or the sentence, which names the file."""
    try:
        return work()
    except UserError as error:
        found = error.text
    assert "„Bogen.docx“" in found
    assert len(found) < 600
    return found


def test_a_hostile_header_is_refused_too() -> None:
    data = changed("word/header.xml", "{{ kommune }}", "{{ kommune.upper() }}")
    with pytest.raises(UserError, match="runden Klammern"):
        check_template(data, "Bogen.docx")
    with pytest.raises(UserError, match="runden Klammern"):
        fill(data, WEBER)


def test_limits_are_those_of_a_letter() -> None:
    assert template_language.LARGEST_RESULT < template_filling.LARGEST_FILE


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.sampled_from(
        ["{{ range(9) }}", "{% for x in y %}", "{_{ name }_}", "<w:p/>&amp;", "]]>", "\ue000x", "{{", "a\tb\nc"]
    )
)
def test_what_people_write_is_text_and_never_template(typed: str) -> None:
    body = LetterBody(subject="S", blocks=(Paragraph(f"Anfang {typed} Ende"),), reference=f"Anfang {typed} Ende")
    made = docx.Document(BytesIO(fill(EXAMPLE, WEBER, body=body)))
    wanted = clean(f"Anfang {typed} Ende")
    lines = [paragraph.text.replace("\u00a0", " ") for paragraph in made.paragraphs]
    assert wanted.replace("\u00a0", " ") in lines
    assert f"Unser Zeichen\t{wanted}".replace("\u00a0", " ") in lines
