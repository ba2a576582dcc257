"""Any text a person can type goes through the file into Word and can be read back there."""

import re
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coordinator_app.documents.text import clean
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.minutes import MinutesType
from tests.meeting_scenario import Steering

BEGIN, END = "Hier beginnt der Text.", "Hier endet er."


@pytest.fixture
def steering_stage() -> str:
    """Discussions are written in a running meeting."""
    return "running"


@given(text=st.text(max_size=80))
@example(text="Müller & Söhne <GmbH> „Werda“ 😀 ẞ 中文 \u202eabc")
@example(text="1. Punkt\n\n– zweiter\tmit Tab\r\nund \\ { } # * _")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_of_a_discussion_reaches_word_unchanged(steering: Steering, text: str) -> None:
    meetings = steering.workspace.meetings
    item = next(
        line.item
        for line in meetings.agenda.view(steering.second).lines
        if line.item.item_type in (ItemType.CONSULTATION, ItemType.INFORMATION)
    )
    meetings.agenda.write(item.id, "discussion", f"{BEGIN}\n\n{text}\n\n{END}")
    steering.workspace.minutes.set_type(steering.second, MinutesType.COURSE)
    word = docx.Document(BytesIO(steering.workspace.documents.render("minutes", steering.second, "docx")))
    read = "".join(paragraph.text for paragraph in word.paragraphs)
    between = read.partition(BEGIN)[2].partition(END)[0]
    assert plain(between) == plain(_stored(text))


def _stored(text: str) -> str:
    """What file and paper keep: no control characters; the dashes of a list become its bullets."""
    return re.sub(r"^\s*[-–•*]\s+", "", clean(text), flags=re.MULTILINE)


def plain(text: str) -> str:
    """The characters without blanks: layout decides on those."""
    return "".join(text.split()).replace("\u200b", "")
