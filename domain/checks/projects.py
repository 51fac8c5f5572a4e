"""« Mettre en place une revue de projet du territoire »: reviewed, and delivering the strategy."""

from collections import Counter
from collections.abc import Iterator

from domain.checks.finding import CheckStatus, Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution
from domain.facts.projects import Contribution, ProjectState, ReviewOutcome
from domain.projects_state import Project

LIVE = (ProjectState.IDEA, ProjectState.STUDY, ProjectState.PERMIT, ProjectState.WORKS)
SUPPORTING = (ReviewOutcome.SUPPORTS, ReviewOutcome.SUPPORTS_WITH_CONDITIONS)
SERVING = (Contribution.STRONG, Contribution.PARTIAL)


class ProjectsReviewed(Caution, frozen=True, kw_only=True):
    """How many of the projects that go on have a concluded review, and how many conditions are overdue."""

    rule = "Seed: « Mettre en place une revue de projet du territoire »"
    reviewed: int
    projects: int
    conditions_open: int
    conditions_overdue: int


class ProjectsDeliverStrategy(Caution, frozen=True, kw_only=True):
    """What the latest reviews of the projects that go on conclude, and how many top-level orientations are served."""

    rule = "Seed: « s'assurer que les projets permettent la bonne mise en œuvre de la stratégie »"
    supports: int
    with_conditions: int
    to_rework: int
    contrary: int
    served: int
    orientations: int


def projects_reviewed(scene: Scene) -> Finding:
    """Each project that goes on was reviewed, and its conditions are met in time."""
    live = scene.projects
    reviewed = [project for project in live if project.latest is not None]
    conditions = [(project, c) for project in live for _, c in project.open_conditions()]
    overdue = [(project, condition) for project, condition in conditions if condition.overdue(scene.on)]
    status = status_of(len(reviewed), len(live))
    if status is CheckStatus.MET and overdue:
        status = CheckStatus.PARTLY_MET
    return Finding(
        status=status,
        notice=ProjectsReviewed(
            reviewed=len(reviewed),
            projects=len(live),
            conditions_open=len(conditions),
            conditions_overdue=len(overdue),
        ),
        evidence=tuple(p.latest.conclusion_entry for p in reviewed if p.latest and p.latest.conclusion_entry),
        gaps=(
            *(Gap(thing=f"project:{p.project}", organization=p.owner) for p in live if p.latest is None),
            *(
                Gap(thing=f"project:{p.project}", organization=c.owner, name=c.condition, due=c.due_on)
                for p, c in overdue
            ),
        ),
    )


def projects_deliver_strategy(scene: Scene) -> Finding:
    """The latest reviews support the projects, and each orientation of the top level is served by one of them."""
    assessed = [(project, latest) for project in scene.projects if (latest := project.latest) is not None]
    outcomes = Counter(latest.outcome for _, latest in assessed)
    adverse = [project for project, latest in assessed if latest.outcome not in SUPPORTING]
    serving = (project for project in (*scene.projects, *scene.weighed) if project.state is not ProjectState.ABANDONED)
    served = _with_those_above(scene, {name for project in serving for name in served_by(project)})
    top = [o.orientation for o in scene.orientations if o.within is None]
    done = [name for name in top if name in served]
    supported = len(assessed) - len(adverse)
    return Finding(
        status=status_of(supported + len(done), len(assessed) + len(top)),
        notice=ProjectsDeliverStrategy(
            supports=outcomes[ReviewOutcome.SUPPORTS],
            with_conditions=outcomes[ReviewOutcome.SUPPORTS_WITH_CONDITIONS],
            to_rework=outcomes[ReviewOutcome.TO_BE_REWORKED],
            contrary=outcomes[ReviewOutcome.CONTRARY],
            served=len(done),
            orientations=len(top),
        ),
        evidence=tuple(latest.conclusion_entry for _, latest in assessed if latest.conclusion_entry),
        gaps=(
            *(Gap(thing=f"project:{p.project}", name=p.latest.outcome if p.latest else None) for p in adverse),
            *(Gap(thing=f"orientation:{name}") for name in top if name not in served),
        ),
    )


def served_by(project: Project) -> Iterator[str]:
    """The orientations that a project serves, as its latest review has it, if that review supports it."""
    if (latest := project.latest) is not None and latest.outcome in SUPPORTING:
        yield from (o.orientation for o in latest.orientations if o.contribution in SERVING)


def _with_those_above(scene: Scene, names: set[str]) -> set[str]:
    """What serves a detail serves the orientations that it details."""
    within = {o.orientation: o.within for o in scene.orientations}
    found: set[str] = set()
    for name in names:
        above: str | None = name
        while above is not None and above not in found:
            found.add(above)
            above = within.get(above)
    return found
