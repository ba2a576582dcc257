"""The duty to say who pays: when a grant calls for the notice, and whether it was shown.

§ 44a SäHO: from 5,000 € of state money the public is told by a fixed sentence and a signet; a missing notice can be
made up within eight weeks, after that 5 to 15 % of the money are claimed back.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.german import format_date
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grant_dates import CURE_WEEKS
from coordinator_app.domain.grant_states import GRANTED_STATES
from coordinator_app.domain.grants import Grant


@dataclass(frozen=True, slots=True)
class PublicityDuty:
    """The notice a grant calls for: `sentence` "" = none; `problem` says in words what is open, "" = shown."""

    sentence: str
    problem: str = ""


def publicity_duty(grant: Grant, programme: FundingProgramme | None, today: date) -> PublicityDuty:
    """What a grant calls for once it is approved."""
    if programme is None or not programme.publicity_sentence or grant.state not in GRANTED_STATES:
        return PublicityDuty("")
    if (grant.approved or 0) < (programme.publicity_from or 0):
        return PublicityDuty("")
    if grant.publicity_on is None:
        since = grant.period_start or grant.approved_on
        cure = since + timedelta(weeks=CURE_WEEKS) if since is not None else None
        until = f" Nachholen lässt er sich bis {format_date(cure)}." if cure is not None and cure >= today else ""
        return PublicityDuty(programme.publicity_sentence, f"Der Förderhinweis ist noch nicht nachgewiesen.{until}")
    if not grant.publicity_proof:
        return PublicityDuty(programme.publicity_sentence, "Zum Förderhinweis ist kein Beleg eingetragen.")
    return PublicityDuty(programme.publicity_sentence)
