"""The part of an open file about surveys; `Workspace` inherits it."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator_app.services.answer_export import AnswerExport
    from coordinator_app.services.answer_import import AnswerImport
    from coordinator_app.services.answer_packages import AnswerPackages
    from coordinator_app.services.answers import Answers
    from coordinator_app.services.double_entry import DoubleEntry
    from coordinator_app.services.evaluation import Evaluation
    from coordinator_app.services.sample_draw import SampleDraws
    from coordinator_app.services.sampling import Sampling
    from coordinator_app.services.survey_findings import SurveyFindings
    from coordinator_app.services.survey_import import SurveyImport
    from coordinator_app.services.survey_indices import SurveyIndices
    from coordinator_app.services.survey_report import SurveyReports
    from coordinator_app.services.surveys import Surveys
    from coordinator_app.services.text_coding import TextCoding
    from coordinator_app.storage.store import Store


class SurveyServices:
    """Services on surveys, made when first used."""

    store: "Store"

    @cached_property
    def surveys(self) -> "Surveys":
        """Surveys and questionnaires."""
        from coordinator_app.services.surveys import Surveys

        return Surveys(self.store)

    @cached_property
    def answers(self) -> "Answers":
        """The answers of surveys, each in a file of its own."""
        from coordinator_app.services.answers import Answers

        return Answers(self.store)

    @cached_property
    def answer_packages(self) -> "AnswerPackages":
        """Packages for typing at other PCs."""
        from coordinator_app.services.answer_packages import AnswerPackages

        return AnswerPackages(self.store, self.answers)

    @cached_property
    def answer_import(self) -> "AnswerImport":
        """Taking answers in from files."""
        from coordinator_app.services.answer_import import AnswerImport

        return AnswerImport(self.store, self.answers)

    @cached_property
    def answer_export(self) -> "AnswerExport":
        """Anonymised answers for others."""
        from coordinator_app.services.answer_export import AnswerExport

        return AnswerExport(self.store, self.answers)

    @cached_property
    def survey_import(self) -> "SurveyImport":
        """Taking questions in from LimeSurvey."""
        from coordinator_app.services.survey_import import SurveyImport

        return SurveyImport(self.store)

    @cached_property
    def double_entry(self) -> "DoubleEntry":
        """Typing a share of the sheets twice."""
        from coordinator_app.services.double_entry import DoubleEntry

        return DoubleEntry(self.store, self.answers)

    @cached_property
    def sampling(self) -> "Sampling":
        """Sample plans, strata, register figures."""
        from coordinator_app.services.sampling import Sampling

        return Sampling(self.store, self.surveys)

    @cached_property
    def sample_draws(self) -> "SampleDraws":
        """Draws from register extracts."""
        from coordinator_app.services.sample_draw import SampleDraws

        return SampleDraws(self.store, self.surveys, self.sampling)

    @cached_property
    def evaluation(self) -> "Evaluation":
        """Results of surveys."""
        from coordinator_app.services.evaluation import Evaluation

        return Evaluation(self.store, self.surveys, self.answers)

    @cached_property
    def survey_findings(self) -> "SurveyFindings":
        """Findings of surveys and the needs that come of them."""
        from coordinator_app.services.needs import Needs
        from coordinator_app.services.survey_findings import SurveyFindings

        return SurveyFindings(self.store, Needs(self.store))

    @cached_property
    def survey_indices(self) -> "SurveyIndices":
        """Indices of surveys and recorded figures beside their questions."""
        from coordinator_app.services.survey_indices import SurveyIndices

        return SurveyIndices(self.store, self.evaluation)

    @cached_property
    def text_coding(self) -> "TextCoding":
        """Categories of open answers."""
        from coordinator_app.services.text_coding import TextCoding

        return TextCoding(self.store, self.evaluation, self.answers)

    @cached_property
    def survey_reports(self) -> "SurveyReports":
        """Chapters and own texts of the reports of surveys."""
        from coordinator_app.services.survey_report import SurveyReports

        return SurveyReports(self.store)
