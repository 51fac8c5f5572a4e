"""What is known of projects and of their reviews, and who may read what is said of them."""

from msgspec import structs

from domain.core.entry import Draft, Entry, Visibility, disclosed_to
from domain.facts.projects import ReviewFact
from domain.projects_state import Project, Review, apply_project, apply_review
from domain.things import Things

State = Things[Project | Review]


def apply(thing: Project | Review | None, entry: Entry) -> Project | Review | None:
    """What a project or a review is after one more entry of its own."""
    if isinstance(entry.fact, ReviewFact):
        return apply_review(thing if isinstance(thing, Review) else None, entry)
    return apply_project(thing if isinstance(thing, Project) else None, entry)


def review_of(state: State, name: str) -> Review:
    """A review that is known by its name."""
    review = state.the(f"review:{name}")
    assert isinstance(review, Review)
    return review


def reviews_of(state: State, project: str, visibility: Visibility) -> list[Review]:
    """The reviews of a project whose conclusions may be spoken of in an entry of that visibility."""
    opened = disclosed_to(state.references.entries)
    levels = {e.position: min(e.visibility.level, opened.get(e.position, 3)) for e in state.references.entries}
    return [
        review
        for review in state.known.values()
        if isinstance(review, Review)
        and review.project == project
        and levels.get(review.conclusion_entry or 0, 0) <= visibility.level
    ]


def veiled(state: State, draft: Draft, *tags: str | None) -> Draft:
    """A draft that no more may read than what it is about: a confidential review concludes in confidence."""
    opened = disclosed_to(state.references.entries)
    founding = [state.references.founded[tag] for tag in tags if tag]
    levels = [min(e.visibility.level, opened.get(e.position, e.visibility.level)) for e in founding]
    level = max(draft.visibility.level, *levels)
    return structs.replace(draft, visibility=list(Visibility)[level])
