"""Every governance check, in the order of the seed: one for each of its recommendations."""

from collections.abc import Callable
from typing import Final

from domain.checks.commanding import communes_in_the_chain
from domain.checks.executive import president_of_an_epci, presidents_on_the_bureau
from domain.checks.finding import Finding
from domain.checks.people_and_partners import (
    actor_categories_mobilised,
    ambassadors_cover_members,
    private_actors_mobilised,
    team_shares_its_time,
)
from domain.checks.scene import Scene

CHECKS: Final[dict[str, Callable[[Scene], Finding]]] = {
    "COMMUNES_IN_THE_CHAIN": communes_in_the_chain,
    "PRESIDENT_OF_AN_EPCI": president_of_an_epci,
    "PRESIDENTS_ON_THE_BUREAU": presidents_on_the_bureau,
    "AMBASSADORS_COVER_MEMBERS": ambassadors_cover_members,
    "TEAM_SHARES_ITS_TIME": team_shares_its_time,
    "PRIVATE_ACTORS_MOBILISED": private_actors_mobilised,
    "ACTOR_CATEGORIES_MOBILISED": actor_categories_mobilised,
}
"""By public code; a code is added, never renamed."""
