"""What is said of what a composition lacks."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "PresidentToElect": Message(
        fr="La présidence {body:de} (siège {seat}) est vacante depuis le {since} : l'élection est à convoquer au "
        "plus tard le {due}.",
        en="The presidency of {body} (seat {seat}) has been vacant since {since}: the election is to be convened by "
        "{due}.",
        remedy_fr="Complétez au besoin l'assemblée, convoquez l'élection, puis enregistrez-la (fillSeat).",
        remedy_en="Complete the assembly if need be, convene the election, then record it (fillSeat).",
    ),
    "DelegateToReplace": Message(
        fr="Le siège {seat} {body:de} est vacant depuis le {since} ; c'est à {organization} de désigner un délégué, "
        "au plus tard le {due}.",
        en="Seat {seat} of {body} has been vacant since {since}; {organization} is to designate a delegate, by {due}.",
        remedy_fr="Demandez au membre sa délibération, puis enregistrez la désignation (fillSeat).",
        remedy_en="Ask the member for its deliberation, then record the designation (fillSeat).",
    ),
    "SeatToFill": Message(
        fr="Le siège {seat} {body:de} est vacant depuis le {since} ; aucun délai légal ne s'applique.",
        en="Seat {seat} of {body} has been vacant since {since}; the law sets no date by which to fill it.",
        remedy_fr="Inscrivez l'élection à l'ordre du jour d'une prochaine séance, puis enregistrez-la (fillSeat).",
        remedy_en="Put the election on the agenda of a coming meeting, then record it (fillSeat).",
    ),
    "InstallationAwaited": Message(
        fr="Les conseils ont été renouvelés le {since} : les titulaires sortants {body:de} expédient les affaires "
        "courantes jusqu'à l'installation.",
        en="The councils were renewed on {since}: the outgoing holders of {body} see to current business until the "
        "installation.",
        remedy_fr="Enregistrez l'installation de la nouvelle assemblée le jour venu (installAssembly).",
        remedy_en="Record the installation of the new assembly when it comes (installAssembly).",
    ),
    "NoTermRunning": Message(
        fr="Aucun mandat {body:de} n'est en cours le {on}.",
        en="No term of {body} runs on {on}.",
        remedy_fr="Enregistrez l'installation de l'assemblée (installAssembly) ou la formation de l'organe (formBody).",
        remedy_en="Record the installation of the assembly (installAssembly) or the forming of the body (formBody).",
    ),
    "PresidentOfAnEpci": Message(
        fr="{president:@ préside le SCoT|La présidence du SCoT est vacante}{presides: et @|, et aucun EPCI membre}.",
        en="{president:@ presides over the SCoT|The presidency of the SCoT is vacant}"
        "{presides: and over @|, and over no member EPCI}.",
        remedy_fr="C'est un usage recommandé, non une règle : il se réalise par l'élection (CGCT L2122-7).",
        remedy_en="It is a recommended practice, not a rule: an election brings it about (CGCT L2122-7).",
    ),
    "PresidentsOnTheBureau": Message(
        fr="{seated} EPCI membres sur {members} ont leur président au bureau ({presidents} présidents connus).",
        en="{seated} of {members} member EPCIs have their president on the bureau ({presidents} presidents known).",
        remedy_fr="Aucun siège n'est de droit : proposez leur élection au bureau (fillSeat).",
        remedy_en="No seat is theirs by right: propose their election to the bureau (fillSeat).",
    ),
    "CommunesInTheChain": Message(
        fr="{linked} communes sur {communes} ont leur maire à la conférence des maires.",
        en="{linked} of {communes} communes have their mayor in the mayors' conference.",
        remedy_fr="Enregistrez le maire (startOffice) et son siège à la conférence (fillSeat).",
        remedy_en="Record the mayor (startOffice) and the seat in the conference (fillSeat).",
    ),
    "AmbassadorsCoverMembers": Message(
        fr="{ambassadors} ambassadeurs en mission, dans {covered} EPCI membres sur {members}.",
        en="{ambassadors} active ambassadors, in {covered} of {members} member EPCIs.",
        remedy_fr="Désignez un ambassadeur parmi les élus des EPCI qui n'en ont pas (appointAmbassador).",
        remedy_en="Appoint an ambassador among the elected of the EPCIs that have none (appointAmbassador).",
    ),
    "TeamSharesItsTime": Message(
        fr="{technicians} techniciens de {employers} employeurs ; {sharing} organismes partagent du temps.",
        en="{technicians} technicians of {employers} employers; {sharing} bodies share time.",
        remedy_fr="Inscrivez les techniciens (enrolTechnician) et les mises à disposition (agreeSecondment).",
        remedy_en="Enrol the technicians (enrolTechnician) and record the secondments (agreeSecondment).",
    ),
    "PrivateActorsMobilised": Message(
        fr="{engaged} acteurs privés sur {actors} ont participé à quelque chose depuis un an.",
        en="{engaged} of {actors} private actors took part in something over the last year.",
        remedy_fr="Associez-les à une séance, un projet ou un groupe de travail (recordEngagement).",
        remedy_en="Have them take part in a sitting, a project or a working group (recordEngagement).",
    ),
    "ActorCategoriesMobilised": Message(
        fr="{present} catégories d'acteurs sur {categories} travaillent avec le syndicat.",
        en="{present} of {categories} categories of actors work with the authority.",
        remedy_fr="Approchez les catégories qui manquent et inscrivez-les (listActor).",
        remedy_en="Approach the categories that are missing and list them (listActor).",
    ),
}

RECOMMENDATIONS: Final[dict[str, Message]] = {
    "COMMUNES_IN_THE_CHAIN": Message(
        fr="Resserrer la chaîne de commandement entre commune, intercommunalité et établissement public de SCoT.",
        en="Tighten the chain of command between commune, intercommunality and SCoT authority.",
    ),
    "PRESIDENT_OF_AN_EPCI": Message(
        fr="Le président du SCoT est le/un président d'intercommunalité.",
        en="The president of the SCoT is the/a president of an intercommunality.",
    ),
    "PRESIDENTS_ON_THE_BUREAU": Message(
        fr="Tous les présidents d'intercommunalités siègent au bureau de l'établissement public de SCoT.",
        en="All presidents of intercommunalities sit on the bureau of the SCoT authority.",
    ),
    "AMBASSADORS_COVER_MEMBERS": Message(
        fr="Identifier des ambassadeurs du SCoT parmi les élus pour assurer la transmission de la stratégie et "
        "accompagner les projets.",
        en="Identify ambassadors of the SCoT among the elected, to pass the strategy on and support projects.",
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
}
"""For a check's code, what the seed recommends."""
