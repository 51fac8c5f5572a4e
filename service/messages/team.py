"""What is said of the technical team."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "TechnicianNotInTeam": Message(
        fr="Le technicien « {technician} » n'est pas dans l'équipe le {on}.",
        en="Technician “{technician}” is not in the team on {on}.",
        remedy_fr="Corrigez la date, ou inscrivez-le d'abord (enrolTechnician).",
        remedy_en="Correct the date, or enrol the technician first (enrolTechnician).",
    ),
    "CompetenceNotDeclared": Message(
        fr="Le technicien « {technician} » n'a pas déclaré la compétence « {competence} ».",
        en="Technician “{technician}” has declared no competence “{competence}”.",
        remedy_fr="Vérifiez l'identifiant de la compétence ; il n'y a rien à retirer.",
        remedy_en="Check the id of the competence; there is nothing to remove.",
    ),
    "UnknownSecondment": Message(
        fr="Le technicien « {technician} » n'a pas de mise à disposition « {secondment} » en cours le {on}.",
        en="Technician “{technician}” has no secondment “{secondment}” that runs on {on}.",
        remedy_fr="Corrigez la date ou l'identifiant, ou enregistrez d'abord la convention (agreeSecondment).",
        remedy_en="Correct the date or the id, or record the agreement first (agreeSecondment).",
    ),
    "SecondmentExists": Message(
        fr="Le technicien « {technician} » a déjà une mise à disposition « {secondment} », depuis le {since}.",
        en="Technician “{technician}” has a secondment “{secondment}” already, since {since}.",
        remedy_fr="Donnez un autre identifiant à la nouvelle convention.",
        remedy_en="Give the new agreement another id.",
    ),
    "LentToItsOwnEmployer": Message(
        fr="Le technicien « {technician} » travaille déjà pour {organization} : on ne se prête rien à soi-même.",
        en="Technician “{technician}” works for {organization} already: nobody lends to itself.",
        remedy_fr="Nommez l'organisme bénéficiaire, ou changez l'employeur (changeEmployer).",
        remedy_en="Name the body that benefits, or change the employer (changeEmployer).",
    ),
    "MoreThanItsTime": Message(
        fr="Le {on}, {lent} % du temps du technicien « {technician} » sont déjà prêtés : {share} % de plus dépassent "
        "ses {working_time} %.",
        en="On {on}, {lent} % of technician “{technician}”'s time are lent already: {share} % more exceed the "
        "{working_time} % there are.",
        remedy_fr="Réduisez la part, ou mettez d'abord fin à une autre mise à disposition (endSecondment).",
        remedy_en="Reduce the share, or end another secondment first (endSecondment).",
    ),
    "PeriodIsEmpty": Message(
        fr="« {reference} » finirait le {until}, sans avoir commencé avant le {on}.",
        en="“{reference}” would end on {until}, and not begin before {on}.",
        remedy_fr="Donnez une date de fin postérieure au début.",
        remedy_en="Give an end after the beginning.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "TechnicianJoined": Message(
        fr="La personne {person} rejoint l'équipe technique (« {technician} ») le {on} : « {function} », "
        "{employer:nu}, {working_time} % d'un temps plein.",
        en="Person {person} joins the technical team (“{technician}”) on {on}: “{function}”, "
        "{employer}, {working_time} % of a full time.",
    ),
    "EmployerChanged": Message(
        fr="Le technicien « {technician} » change de poste le {on} : « {function} », {employer:nu}, {working_time} % "
        "d'un temps plein.",
        en="Technician “{technician}” changes post on {on}: “{function}”, {employer}, {working_time} % of a full time.",
    ),
    "CompetenceDeclared": Message(
        fr="Compétence du technicien « {technician} » à compter du {on} : « {name} » ({competence}), {level}{themes:. "
        "Thèmes : @}.",
        en="Competence of technician “{technician}” from {on}: “{name}” ({competence}), {level}{themes:. Themes: @}.",
    ),
    "CompetenceRemoved": Message(
        fr="Le technicien « {technician} » n'offre plus la compétence « {competence} » à compter du {on}.",
        en="Technician “{technician}” offers competence “{competence}” no more from {on}.",
    ),
    "SecondmentAgreed": Message(
        fr="Mise à disposition « {secondment} » du technicien « {technician} » à compter du {on} : {share} % d'un "
        "temps plein, au profit {to:de}{until:, jusqu'au @ exclu}{purpose:. « @ »}.",
        en="Secondment “{secondment}” of technician “{technician}” from {on}: {share} % of a full time, to {to}"
        "{until:, until @ excluded}{purpose:. “@”}.",
    ),
    "SecondmentEnded": Message(
        fr="Fin de la mise à disposition « {secondment} » du technicien « {technician} » le {on}.",
        en="End of secondment “{secondment}” of technician “{technician}” on {on}.",
    ),
    "TechnicianLeft": Message(
        fr="Le technicien « {technician} » quitte l'équipe le {on} : {cause}.",
        en="Technician “{technician}” leaves the team on {on}: {cause}.",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "CompetenceLevel": {
        "BASIC": ("notions", "basic"),
        "CONFIRMED": ("confirmé", "confirmed"),
        "EXPERT": ("expert", "expert"),
    },
    "TechnicianLeaveCause": {
        "DEPARTURE": ("départ", "departure"),
        "RETIREMENT": ("retraite", "retirement"),
        "POST_ABOLISHED": ("suppression du poste", "post abolished"),
        "DEATH": ("décès", "death"),
    },
}
