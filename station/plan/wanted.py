"""The channels that a plan file wants, a service for each commitment among them (pure)."""

from dataclasses import dataclass

from station.channels.bodies import BODIES, Body, Commitment, Facility, News, Notice, Reception
from station.channels.rules import Kind, Meaning
from station.plan.model import PlanChannel, PlanCommitment, PlanFile
from station.plan.rows import stored


@dataclass(frozen=True)
class Wanted:
    """A channel as the file has it; not shown, it waits as a draft."""

    code: str
    kind: Kind
    division: str | None
    side: str | None
    meaning: Meaning
    is_shown: bool


def list_wanted(plan: PlanFile) -> list[Wanted]:
    """Every channel in the order of the file."""
    return [*map(_channel, plan.channels), *map(_service, plan.commitments)]


def _channel(channel: PlanChannel) -> Wanted:
    meaning = Meaning(
        title=channel.title.stored(),
        hint=stored(channel.hint),
        telephone=channel.telephone,
        address=channel.address,
        is_general=channel.general,
        otherwise=stored(channel.otherwise),
        body=_body(channel),
    )
    return Wanted(
        code=channel.code,
        kind=Kind(channel.kind),
        division=channel.division,
        side=channel.side,
        meaning=meaning,
        is_shown=not channel.draft,
    )


def _body(channel: PlanChannel) -> Body:
    match Kind(channel.kind):
        case Kind.COMPLAINT:
            by = stored(channel.answered_by)
            return Reception(stored(channel.hours), by, channel.within_days)
        case Kind.NOTICE:
            return Notice(text=stored(channel.text))
        case Kind.NEWS:
            return News(text=stored(channel.text))
        case Kind.FACILITY if channel.icon:
            return Facility(channel.icon)
        case kind:
            return BODIES[kind]()


def _service(commitment: PlanCommitment) -> Wanted:
    """What is promised; a promise of nothing waits until the station fills it in."""
    body = Commitment(
        steps=tuple(step.stored() for step in commitment.steps),
        minutes=commitment.minutes,
        fee=commitment.fee,
        papers=tuple(paper.stored() for paper in commitment.papers),
    )
    return Wanted(
        code=commitment.code or f"service-{commitment.division}",
        kind=Kind.SERVICE,
        division=commitment.division,
        side=None,
        meaning=Meaning(title=commitment.title.stored(), body=body),
        is_shown=body != Commitment(),
    )
