"""Which subjects a fact touches: those of the things that it is about, never those that it only mentions."""

from domain.core.entry import Disclosed, Fact, Visibility, is_cited
from domain.facts.bodies import TermFact
from projections.composition import COMPOSITION
from projections.nouns import NOUNS
from projections.people import HOLDING, PERSON
from tests.cases import each
from tests.golden.examples import FACTS


@each("fact", FACTS)
def test_what_is_cited_is_not_touched(fact: Fact) -> None:
    """A decision that names its body has a tag with as many parts as a term's."""
    touched = [(noun.table, subject) for noun in NOUNS for subject in noun.touched(fact)]
    assert not [subject for _, subject in touched if is_cited(subject)]
    terms = [subject for table, subject in touched if table == COMPOSITION.table]
    assert bool(terms) == isinstance(fact, TermFact) or type(fact).__name__ in {"Rectified", "Disclosed", "BodyErased"}


def test_disclosing_touches_whoever_the_entries_were_about() -> None:
    """Else what was recorded for few would stay unknown to those who may read it by now."""
    about = ("person:p-7f3a", "body:bureau:cited")
    disclosed = Disclosed(entries=(5,), to=Visibility.PUBLIC, about=about)
    assert [[*noun.touched(disclosed)] for noun in (PERSON, HOLDING)] == [["person:p-7f3a"]] * 2
    assert not [*COMPOSITION.touched(disclosed)]
