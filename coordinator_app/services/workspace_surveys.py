"""The part of an open file about surveys; `Workspace` inherits it."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator_app.services.answers import Answers
    from coordinator_app.services.sample_draw import SampleDraws
    from coordinator_app.services.sampling import Sampling
    from coordinator_app.services.surveys import Surveys
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
    def sampling(self) -> "Sampling":
        """Sample plans, strata, register figures."""
        from coordinator_app.services.sampling import Sampling

        return Sampling(self.store, self.surveys)

    @cached_property
    def sample_draws(self) -> "SampleDraws":
        """Draws from register extracts."""
        from coordinator_app.services.sample_draw import SampleDraws

        return SampleDraws(self.store, self.surveys, self.sampling)
