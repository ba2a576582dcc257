"""Tables of what meetings are planned from: series, agenda templates, text blocks."""

from datetime import date, datetime

from sqlalchemy import ForeignKey

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.agenda_templates import AgendaTemplate, AgendaTemplateLine
from coordinator_app.domain.meeting_series import MeetingSeries
from coordinator_app.domain.snippets import Snippet, SnippetUse
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class AgendaTemplateRow(RecordRow):
    """A Vorlage der Tagesordnung."""

    __tablename__ = "agenda_template"
    __record__ = AgendaTemplate
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    title: Mapped[str]


class AgendaTemplateLineRow(RecordRow):
    """A line of an agenda template."""

    __tablename__ = "agenda_template_line"
    __record__ = AgendaTemplateLine
    template_id: Mapped[int] = mapped_column(ForeignKey("agenda_template.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_template_line.id", ondelete="SET NULL"))
    position: Mapped[int]
    is_heading: Mapped[bool]
    title: Mapped[str]
    item_type: Mapped[ItemType]
    public: Mapped[bool]
    minutes: Mapped[int]
    reporter: Mapped[str]
    facts: Mapped[str]
    proposal: Mapped[str]
    recurring: Mapped[bool]


class MeetingSeriesRow(RecordRow):
    """A Sitzungsreihe."""

    __tablename__ = "meeting_series"
    __record__ = MeetingSeries
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    title: Mapped[str]
    starts_at: Mapped[datetime | None]
    rule: Mapped[str]
    anchor: Mapped[str]
    anchor_on: Mapped[date | None]
    offset_days: Mapped[int]
    minutes: Mapped[int]
    place: Mapped[str]
    online_link: Mapped[str]
    template_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_template.id", ondelete="SET NULL"))
    ends_on: Mapped[date | None]
    active: Mapped[bool]


class SnippetRow(RecordRow):
    """A Textbaustein."""

    __tablename__ = "snippet"
    __record__ = Snippet
    code: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    use: Mapped[SnippetUse]
