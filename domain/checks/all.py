"""Every governance check, in the order of the seed: one for each of its recommendations."""

from collections.abc import Callable
from typing import Final

from domain.checks.commanding import communes_in_the_chain
from domain.checks.coordination import contracts_coordinated, documents_coordinated, steering_covers_themes
from domain.checks.everyone import everyone_has_a_part
from domain.checks.executive import president_of_an_epci, presidents_on_the_bureau
from domain.checks.finding import Finding
from domain.checks.mobilising import (
    councils_briefed,
    delegated_officials_involved,
    local_officials_involved,
    mayors_conference_mobilised,
)
from domain.checks.pact import pact_adopted
from domain.checks.people_and_partners import (
    actor_categories_mobilised,
    ambassadors_cover_members,
    private_actors_mobilised,
    team_shares_its_time,
)
from domain.checks.presidents import arbitrations_followed, exchanges_held
from domain.checks.projects import projects_deliver_strategy, projects_reviewed
from domain.checks.scene import Scene
from domain.checks.scheme_and_scene import scene_installed, scheme_in_force
from domain.checks.strategy import strategy_to_contracts, trajectory_on_track

CHECKS: Final[dict[str, Callable[[Scene], Finding]]] = {
    "SCHEME_IN_FORCE": scheme_in_force,
    "SCENE_INSTALLED": scene_installed,
    "TRAJECTORY_ON_TRACK": trajectory_on_track,
    "COMMUNES_IN_THE_CHAIN": communes_in_the_chain,
    "STRATEGY_TO_CONTRACTS": strategy_to_contracts,
    "PRESIDENT_OF_AN_EPCI": president_of_an_epci,
    "PRESIDENTS_ON_THE_BUREAU": presidents_on_the_bureau,
    "EXCHANGES_HELD": exchanges_held,
    "ARBITRATIONS_FOLLOWED": arbitrations_followed,
    "MAYORS_CONFERENCE_MOBILISED": mayors_conference_mobilised,
    "DELEGATED_OFFICIALS_INVOLVED": delegated_officials_involved,
    "LOCAL_OFFICIALS_INVOLVED": local_officials_involved,
    "COUNCILS_BRIEFED": councils_briefed,
    "PACT_ADOPTED": pact_adopted,
    "AMBASSADORS_COVER_MEMBERS": ambassadors_cover_members,
    "STEERING_COVERS_THEMES": steering_covers_themes,
    "DOCUMENTS_COORDINATED": documents_coordinated,
    "CONTRACTS_COORDINATED": contracts_coordinated,
    "PROJECTS_REVIEWED": projects_reviewed,
    "PROJECTS_DELIVER_STRATEGY": projects_deliver_strategy,
    "TEAM_SHARES_ITS_TIME": team_shares_its_time,
    "PRIVATE_ACTORS_MOBILISED": private_actors_mobilised,
    "ACTOR_CATEGORIES_MOBILISED": actor_categories_mobilised,
    "EVERYONE_HAS_A_PART": everyone_has_a_part,
}
"""By public code; a code is added, never renamed."""
