"""The common vocabulary of themes is the seed's; an authority adds its own."""

from domain.facts.themes import ThemeAdded
from domain.references import AlreadyFounded
from domain.rules.themes import THEMES
from domain.themes import AddTheme, ThemeIsCommon
from service.messages.themes import THEME_NAMES
from tests.domain.given import given
from tests.domain.life import OPENED, day

ADD = AddTheme(on=day("05-20"), theme="mountain", name_fr="montagne", name_en="mountain")
ADDED = ThemeAdded(theme="mountain", name_fr="montagne", name_en="mountain")


def test_every_theme_of_the_seed_is_named_in_both_languages() -> None:
    assert tuple(THEME_NAMES) == THEMES


def test_an_authority_adds_a_theme() -> None:
    given(*OPENED).when(ADD).then(ADDED)


def test_a_common_theme_is_not_added_nor_another_under_the_same_name() -> None:
    water = AddTheme(on=day("05-20"), theme="water", name_fr="eau", name_en="water")
    given(*OPENED).when(water).refused(ThemeIsCommon(theme="water"))
    register = given(*OPENED, ADD)
    other = AddTheme(on=day("05-20"), theme="mountain", name_fr="alpage", name_en="alp")
    refusal = AlreadyFounded(reference="theme:mountain", since=day("05-20"), entry=register.at(ADDED))
    register.when(other).refused(refusal)
