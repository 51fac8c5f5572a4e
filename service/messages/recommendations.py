"""What the seed recommends, in its order: one recommendation for each governance check."""

from typing import Final

from service.messages.message import Message

RECOMMENDATIONS: Final[dict[str, Message]] = {
    "SCHEME_IN_FORCE": Message(
        fr="Le SCoT est un document de stratégie territoriale.",
        en="The SCoT is a document of territorial strategy.",
    ),
    "SCENE_INSTALLED": Message(
        fr="Le SCoT est une scène de gouvernance.",
        en="The SCoT is a scene of governance.",
    ),
    "TRAJECTORY_ON_TRACK": Message(
        fr="Garantir le changement de trajectoire nécessaire à l'adaptation au changement climatique.",
        en="Guarantee the change of trajectory that adapting to climate change calls for.",
    ),
    "COMMUNES_IN_THE_CHAIN": Message(
        fr="Resserrer la chaîne de commandement entre commune, intercommunalité et établissement public de SCoT.",
        en="Tighten the chain of command between commune, intercommunality and SCoT authority.",
    ),
    "STRATEGY_TO_CONTRACTS": Message(
        fr="Resserrer la chaîne de commandement entre la stratégie territoriale, les plans d'actions et la "
        "contractualisation.",
        en="Tighten the chain of command between territorial strategy, action plans and contracts.",
    ),
    "PRESIDENT_OF_AN_EPCI": Message(
        fr="Le président du SCoT est le/un président d'intercommunalité.",
        en="The president of the SCoT is the/a president of an intercommunality.",
    ),
    "PRESIDENTS_ON_THE_BUREAU": Message(
        fr="Tous les présidents d'intercommunalités siègent au bureau de l'établissement public de SCoT.",
        en="All presidents of intercommunalities sit on the bureau of the SCoT authority.",
    ),
    "EXCHANGES_HELD": Message(
        fr="Organiser des temps d'échanges entre présidents d'intercommunalités sur les sujets sensibles.",
        en="Hold exchange sessions between presidents of intercommunalities on sensitive subjects.",
    ),
    "ARBITRATIONS_FOLLOWED": Message(
        fr="Tenir les arbitrages stratégiques rendus entre présidents d'intercommunalités.",
        en="Keep to the strategic arbitrations settled between presidents of intercommunalities.",
    ),
    "MAYORS_CONFERENCE_MOBILISED": Message(
        fr="Mobiliser la conférence des maires pour l'élaboration de la stratégie et sa mise en œuvre.",
        en="Mobilise the mayors' conference to make the strategy and to carry it out.",
    ),
    "DELEGATED_OFFICIALS_INVOLVED": Message(
        fr="Mobiliser les vice-présidents et adjoints qui ont des délégations.",
        en="Mobilise the vice-presidents and deputy mayors who hold delegations.",
    ),
    "LOCAL_OFFICIALS_INVOLVED": Message(
        fr="Mobiliser les élus locaux impliqués dans l'aménagement du territoire, pour élaborer et mettre en œuvre.",
        en="Mobilise the local officials who work on spatial planning, to make the strategy and to carry it out.",
    ),
    "COUNCILS_BRIEFED": Message(
        fr="Faire connaître la stratégie aux conseils municipaux pour assurer la bonne mise en œuvre.",
        en="Make the strategy known to municipal councils, so that it is well carried out.",
    ),
    "PACT_ADOPTED": Message(
        fr="Réaliser un pacte de gouvernance en début de mandat.",
        en="Make a governance pact at the beginning of the term.",
    ),
    "AMBASSADORS_COVER_MEMBERS": Message(
        fr="Identifier des ambassadeurs du SCoT parmi les élus pour assurer la transmission de la stratégie et "
        "accompagner les projets.",
        en="Identify ambassadors of the SCoT among the elected, to pass the strategy on and support projects.",
    ),
    "STEERING_COVERS_THEMES": Message(
        fr="Faire participer au comité de pilotage du SCoT les élus qui ont des délégations, thème par thème.",
        en="Have the officials who hold delegations take part in the steering committee, theme by theme.",
    ),
    "DOCUMENTS_COORDINATED": Message(
        fr="Assurer la coordination avec les documents suivis pendant le mandat (PLUi, Plan de Mobilité, développement "
        "économique, Plan Air énergie climat, SAGE, GEMAPI).",
        en="Coordinate with the documents followed during the term (PLUi, mobility plan, economic development, "
        "climate, air and energy plan, SAGE, GEMAPI).",
    ),
    "CONTRACTS_COORDINATED": Message(
        fr="Assurer la coordination avec la contractualisation.",
        en="Coordinate with the contracts of the territory.",
    ),
    "PROJECTS_REVIEWED": Message(
        fr="Mettre en place une revue de projet du territoire.",
        en="Set up a review of the territory's projects.",
    ),
    "PROJECTS_DELIVER_STRATEGY": Message(
        fr="S'assurer que les projets permettent la bonne mise en œuvre de la stratégie du SCoT et le changement de "
        "trajectoire du territoire.",
        en="Make sure that projects carry out the strategy of the SCoT and the territory's change of trajectory.",
    ),
    "TEAM_SHARES_ITS_TIME": Message(
        fr="Travailler en équipe entre techniciens de la commune, de l'intercommunalité, du SCoT et des établissements "
        "publics pour mutualiser les compétences.",
        en="Work as a team of technicians of communes, intercommunalities, the SCoT and public bodies, to pool "
        "competences.",
    ),
    "PRIVATE_ACTORS_MOBILISED": Message(
        fr="Renforcer l'écosystème d'acteurs locaux et mobiliser les acteurs privés.",
        en="Strengthen the ecosystem of local actors and mobilise private ones.",
    ),
    "ACTOR_CATEGORIES_MOBILISED": Message(
        fr="Mobiliser l'ingénierie et les acteurs du territoire, catégorie par catégorie.",
        en="Mobilise the engineering and the actors of the territory, category by category.",
    ),
    "EVERYONE_HAS_A_PART": Message(fr="Chacun a un bout de la solution !", en="Everyone has a part of the solution."),
}
"""For a check's code, what the seed recommends."""
