"""Governance checks: is each recommendation of the seed followed, on what evidence, and what is missing?"""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import strawberry
from msgspec import structs

from domain.checks.all import CHECKS
from domain.checks.finding import CheckStatus, Finding, Gap
from projections.scene import gather
from service.database import Session
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.period import check_period
from service.graphql.refusals import QueryRefused
from service.graphql.text import Said, Text
from service.messages.recommendations import RECOMMENDATIONS

enum_type(CheckStatus)


@output("GovernanceGap")
class GapType:
    """Something that is missing or late: named by whatever it is about."""

    organization: OrganizationName | None
    person: PersonName | None
    theme: strawberry.ID | None
    thing: strawberry.ID | None = strawberry.field(description="A thing of the register: orientation:<id>...")
    name: str | None = strawberry.field(
        description="A category, a body, a seat, a part; or what the thing lacks: referent, BEHIND, DECLINED..."
    )
    due: dt.date | None

    @classmethod
    def of(cls, gap: Gap, directory: Directory) -> "GapType":
        """With names."""
        return cls(
            organization=directory.organization(gap.organization),
            person=directory.person(gap.person),
            theme=strawberry.ID(gap.theme) if gap.theme else None,
            thing=strawberry.ID(gap.thing) if gap.thing else None,
            name=gap.name,
            due=gap.due,
        )


@output()
class GovernanceCheck:
    """A recommendation of the seed, held against what is recorded. It reports; it never seats anyone."""

    code: strawberry.ID
    recommendation: Text = strawberry.field(description="What the seed recommends.")
    status: CheckStatus
    finding: Said = strawberry.field(description="What is found, with its figures.")
    evidence: list[int] = strawberry.field(description="Positions of the entries that it rests on.")
    gaps: list[GapType] = strawberry.field(description="What is missing or late, by name.")
    as_of: AsOf


@output()
class GovernanceCheckChange:
    """A check whose answer is not the same on two days."""

    code: strawberry.ID
    recommendation: Text
    before: GovernanceCheck
    after: GovernanceCheck
    appeared: list[GapType] = strawberry.field(description="What is missing after, and was not before.")
    mended: list[GapType] = strawberry.field(description="What was missing before, and is not after.")


@output()
class Queries:
    """Questions about how far the recommendations are followed."""

    @strawberry.field(description="One check for each recommendation of the seed, on a day as known at a moment.")
    async def governance_checks(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        codes: Annotated[list[strawberry.ID] | None, strawberry.argument(description="By default all.")] = None,
    ) -> list[GovernanceCheck]:
        """Checks in the seed's order."""
        wanted = _wanted(codes)
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            found = await _findings(connection, moment, wanted)
            directory = await _directory(connection, moment, found.values())
        return [_check(code, finding, moment, directory) for code, finding in found.items()]

    @strawberry.field(description="The checks whose answer changed between two days, as known at a moment.")
    async def governance_check_changes(
        self,
        info: Info,
        from_: Annotated[dt.date, strawberry.argument(name="from")],
        to: dt.date,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> list[GovernanceCheckChange]:
        """Changes in the seed's order."""
        check_period(from_, to)
        known = at or AtInput()
        async with info.context.pool.acquire() as connection:
            last = await resolve(
                info, connection, authority, AtInput(on=to, known_at=known.known_at, at_position=known.at_position)
            )
            first = structs.replace(last, on=from_)
            before, after = [await _findings(connection, moment, tuple(CHECKS)) for moment in (first, last)]
            directory = await _directory(connection, last, [*before.values(), *after.values()])
        return [
            GovernanceCheckChange(
                code=strawberry.ID(code),
                recommendation=_recommendation(code),
                before=_check(code, before[code], first, directory),
                after=_check(code, after[code], last, directory),
                appeared=[GapType.of(g, directory) for g in after[code].gaps if g not in before[code].gaps],
                mended=[GapType.of(g, directory) for g in before[code].gaps if g not in after[code].gaps],
            )
            for code in CHECKS
            if (before[code].status, set(before[code].gaps)) != (after[code].status, set(after[code].gaps))
        ]


def _wanted(codes: list[strawberry.ID] | None) -> tuple[str, ...]:
    unknown = [code for code in codes or () if code not in CHECKS]
    if unknown:
        listed = ", ".join(code[:40] for code in unknown[:5])
        raise QueryRefused(
            "UNKNOWN_CHECK",
            {"en": f"There is no check {listed}.", "fr": f"Il n'y a pas de contrôle {listed}."},
        )
    return tuple(code for code in CHECKS if codes is None or code in codes)


async def _findings(connection: Session, moment: Moment, codes: Iterable[str]) -> dict[str, Finding]:
    codes = tuple(codes)
    scene = await gather(connection, moment.view, moment.reference.position, moment.on, codes)
    return {code: CHECKS[code](scene) for code in codes}


async def _directory(connection: Session, moment: Moment, findings: Iterable[Finding]) -> Directory:
    gaps = [gap for finding in findings for gap in finding.gaps]
    return await Directory.load(connection, moment, [g.person for g in gaps], [g.organization for g in gaps])


def _check(code: str, finding: Finding, moment: Moment, directory: Directory) -> GovernanceCheck:
    return GovernanceCheck(
        code=strawberry.ID(code),
        recommendation=_recommendation(code),
        status=finding.status,
        finding=Said.of(finding.notice),
        evidence=list(finding.evidence),
        gaps=[GapType.of(gap, directory) for gap in finding.gaps],
        as_of=moment.as_of(),
    )


def _recommendation(code: str) -> Text:
    said = RECOMMENDATIONS[code]
    return Text(fr=said.fr, en=said.en)


QUERIES = (Queries,)
