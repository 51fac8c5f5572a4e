"""What is said of the missing links of the chain of command."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "OrientationWithoutAction": Message(
        fr="Le {on}, aucune action ne met en œuvre l'orientation « {orientation} » ni celles qui en relèvent.",
        en="On {on}, no action carries out orientation “{orientation}” or those within it.",
        remedy_fr="Planifiez une action (planAction), ou rattachez-en une (attachAction).",
        remedy_en="Plan an action (planAction), or attach one (attachAction).",
    ),
    "ActionWithoutContract": Message(
        fr="Le {on}, l'action « {action} » ne s'appuie sur aucun contrat.",
        en="On {on}, action “{action}” rests on no contract.",
        remedy_fr="Rattachez-la à un contrat (attachAction), s'il en existe un.",
        remedy_en="Attach it to a contract (attachAction), if there is one.",
    ),
    "CommuneWithoutEpci": Message(
        fr="Le {on}, {organization} n'appartient à aucun EPCI connu du registre de référence.",
        en="On {on}, {organization} belongs to no EPCI known to the reference ledger.",
        remedy_fr="Vérifiez le code et la date, ou importez les appartenances.",
        remedy_en="Check the code and the date, or import the memberships.",
    ),
    "EpciOutsideAuthority": Message(
        fr="Le {on}, {organization} n'est pas membre de l'établissement public du SCoT.",
        en="On {on}, {organization} is no member of the SCoT authority.",
        remedy_fr="Enregistrez son adhésion (admitMember), si elle a eu lieu.",
        remedy_en="Record its accession (admitMember), if it took place.",
    ),
    "EpciWithoutPresident": Message(
        fr="Le {on}, aucun président n'est enregistré pour {organization}.",
        en="On {on}, no president is recorded for {organization}.",
        remedy_fr="Enregistrez son élection (startOffice).",
        remedy_en="Record the election (startOffice).",
    ),
    "PresidentOutsideBureau": Message(
        fr="Le {on}, la personne {person}, qui préside {organization}, ne siège pas au bureau.",
        en="On {on}, person {person}, who presides over {organization}, has no seat on the bureau.",
        remedy_fr="Le comité peut lui confier un siège du bureau (fillSeat).",
        remedy_en="The assembly may elect that person to the bureau (fillSeat).",
    ),
    "CommuneWithoutMayor": Message(
        fr="Le {on}, aucun maire n'est enregistré pour {organization}.",
        en="On {on}, no mayor is recorded for {organization}.",
        remedy_fr="Enregistrez son élection (startOffice).",
        remedy_en="Record the election (startOffice).",
    ),
    "NoMayorsConference": Message(
        fr="Le {on}, l'établissement n'a pas de conférence des maires.",
        en="On {on}, the authority has no mayors' conference.",
        remedy_fr="Créez-la (createBody, MAYORS_CONFERENCE) : elle est facultative dans un syndicat mixte.",
        remedy_en="Create one (createBody, MAYORS_CONFERENCE): it is optional in a joint syndicate.",
    ),
    "MayorOutsideConference": Message(
        fr="Le {on}, la personne {person}, maire de {organization:nu}, ne siège pas à la conférence des maires.",
        en="On {on}, person {person}, mayor of {organization}, has no seat at the mayors' conference.",
        remedy_fr="Donnez-lui le siège de la commune (fillSeat).",
        remedy_en="Give the commune's seat to the mayor (fillSeat).",
    ),
    "OrientationWithoutProject": Message(
        fr="Le {on}, aucun projet ne sert l'orientation « {orientation} » ni celles qui en relèvent.",
        en="On {on}, no project serves orientation “{orientation}” or those within it.",
        remedy_fr="Évaluez un projet à son regard (assessProject), ou rattachez-en un à l'une de ses actions "
        "(changeProject).",
        remedy_en="Assess a project against it (assessProject), or attach one to one of its actions (changeProject).",
    ),
    "ProjectWithoutReview": Message(
        fr="Le {on}, aucune revue du projet « {project} » n'a conclu.",
        en="On {on}, no review of project “{project}” has concluded.",
        remedy_fr="Passez-le en revue (holdReview), puis concluez (concludeReview).",
        remedy_en="Review it (holdReview), then conclude (concludeReview).",
    ),
    "ConditionOverdue": Message(
        fr="Le {on}, la condition « {condition} » posée au projet « {project} » (revue « {review} ») n'est pas levée ; "
        "elle était due le {due_on} par {organization}.",
        en="On {on}, condition “{condition}” set to project “{project}” (review “{review}”) is still open; it was due "
        "on {due_on} from {organization}.",
        remedy_fr="Levez-la (liftCondition), prolongez-la (extendCondition) ou constatez l'échec (failCondition).",
        remedy_en="Lift it (liftCondition), extend it (extendCondition) or record its failure (failCondition).",
    ),
    "ProjectWithoutOrientation": Message(
        fr="Le {on}, le projet « {project} » ne sert aucune orientation, ni d'après sa dernière revue ni par une "
        "action.",
        en="On {on}, project “{project}” serves no orientation, neither by its latest review nor through an action.",
        remedy_fr="Retravaillez-le et repassez-le en revue (holdReview), ou rattachez-le à une action (changeProject).",
        remedy_en="Rework it and review it again (holdReview), or attach it to an action (changeProject).",
    ),
    "ProjectOutsideProgramme": Message(
        fr="Le {on}, aucune action ni aucun contrat ne porte le projet « {project} ».",
        en="On {on}, no action and no contract carries project “{project}”.",
        remedy_fr="Rattachez-le à une action ou à un contrat (changeProject), s'il en relève.",
        remedy_en="Attach it to an action or to a contract (changeProject), if it belongs to one.",
    ),
    "CouncilNotBriefed": Message(
        fr="Le {on}, aucune présentation de la stratégie au conseil municipal ({organization:nu}) n'est enregistrée"
        "{since: depuis le @}.",
        en="On {on}, no briefing of the municipal council of {organization} on the strategy is recorded"
        "{since: since @}.",
        remedy_fr="Présentez-lui la stratégie et enregistrez-le (recordBriefing).",
        remedy_en="Brief it on the strategy and record that (recordBriefing).",
    ),
}
