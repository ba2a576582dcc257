"""The part of an open file about what is written: documents, letters, templates, reports; `Workspace` inherits it."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator_app.services.arms import Arms
    from coordinator_app.services.attachments import Attachments
    from coordinator_app.services.documents import Documents
    from coordinator_app.services.house_template import HouseTemplates
    from coordinator_app.services.letter_templates import LetterTemplates
    from coordinator_app.services.letters import LetterService
    from coordinator_app.services.report_builder import ReportBuilder
    from coordinator_app.services.reports import Reports
    from coordinator_app.services.snippets import Snippets
    from coordinator_app.storage.store import Store


class PaperServices:
    """Services on documents, made when first used."""

    store: "Store"

    @cached_property
    def attachments(self) -> "Attachments":
        """Documents kept in the file and their links to records."""
        from coordinator_app.services.attachments import Attachments

        return Attachments(self.store)

    @cached_property
    def reports(self) -> "Reports":
        """Red thread, results, Bilanz."""
        from coordinator_app.services.reports import Reports

        return Reports(self.store)

    @cached_property
    def report_builder(self) -> "ReportBuilder":
        """Reports put together from chapters."""
        from coordinator_app.services.report_builder import ReportBuilder

        return ReportBuilder(self.store)

    @cached_property
    def snippets(self) -> "Snippets":
        """Text blocks for minutes, resolutions and letters."""
        from coordinator_app.services.snippets import Snippets

        return Snippets(self.store)

    @cached_property
    def documents(self) -> "Documents":
        """Documents made from the file's content."""
        from coordinator_app.services.documents import Documents

        return Documents(self)

    @cached_property
    def letters(self) -> "LetterService":
        """Letters to people and institutions."""
        from coordinator_app.services.letters import LetterService

        return LetterService(self)

    @cached_property
    def arms(self) -> "Arms":
        """The town's arms on letterheads and certificates."""
        from coordinator_app.services.arms import Arms

        return Arms(self.store, self.attachments)

    @cached_property
    def house_template(self) -> "HouseTemplates":
        """The town's own Word template for reports, minutes and lists."""
        from coordinator_app.services.house_template import HouseTemplates

        return HouseTemplates(self.store, self.attachments)

    @cached_property
    def letter_templates(self) -> "LetterTemplates":
        """The town's own Word templates for letters."""
        from coordinator_app.services.letter_templates import LetterTemplates

        return LetterTemplates(self.store, self.attachments)
