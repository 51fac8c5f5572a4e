"""What is said of bodies, their terms and their seats."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "BodyAlreadyExists": Message(
        fr="Un organe porte déjà l'identifiant {body:id}, et ce n'est pas le même.",
        en="A body is called {body:id} already, and it is another one.",
        remedy_fr="Choisissez un autre identifiant, ou corrigez la date, la nature, le nom et l'organe de "
        "rattachement.",
        remedy_en="Choose another name for it, or correct the date, the kind, the label and the parent.",
    ),
    "ParentRequired": Message(
        fr="Il manque l'assemblée qui élit {body} : un bureau est élu par une assemblée.",
        en="The assembly that elects {body} is missing: a bureau is elected by an assembly.",
        remedy_fr="Créez d'abord l'assemblée (createBody), puis citez-la dans le champ parent.",
        remedy_en="Create the assembly first (createBody), then name it in the field parent.",
    ),
    "NotAnAssembly": Message(
        fr="La nature {body:de} ne convient pas : une assemblée s'installe, tout autre organe se forme.",
        en="The kind of {body} does not fit: an assembly is installed, any other body is formed.",
        remedy_fr="Utilisez installAssembly pour une assemblée, formBody pour tout autre organe.",
        remedy_en="Use installAssembly for an assembly, formBody for any other body.",
    ),
    "TermAlreadyOpen": Message(
        fr="Le mandat {term} {body:de} est déjà ouvert, depuis le {since}.",
        en="Term {term} of {body} is open already, since {since}.",
        remedy_fr="Pour un nouveau mandat, donnez-lui un autre nom, et installez d'abord la nouvelle assemblée "
        "(installAssembly) ; en cours de mandat, utilisez createSeat ou abolishSeat ; si l'ouverture est fausse, "
        "rectifiez (rectify) son écriture.",
        remedy_en="For a new term, give it another name, and install the new assembly first (installAssembly); "
        "during the term, use createSeat or abolishSeat; if the opening is wrong, correct its entry (rectify).",
    ),
    "AssemblyNotInstalled": Message(
        fr="Le mandat {term} {assembly:de} n'est pas en cours le {on} : on ne peut former {body}, qui dure ce que "
        "dure l'assemblée qui l'élit.",
        en="Term {term} of {assembly} does not run on {on}: {body} cannot be formed, since it lasts as long as the "
        "assembly that elects it.",
        remedy_fr="Installez d'abord l'assemblée (installAssembly), ou donnez le mandat de l'assemblée en cours à "
        "cette date.",
        remedy_en="Install the assembly first (installAssembly), or give the term of the assembly that runs on that "
        "day.",
    ),
    "SeatNamedTwice": Message(
        fr="Le siège {seat} {body:de} porte le nom ou le rang d'un autre, ou il lui manque son rang de vice-président.",
        en="Seat {seat} of {body} has the name or the rank of another, or lacks its rank of vice-president.",
        remedy_fr="Donnez à chaque siège son propre nom, et à chaque vice-président son propre rang (1, 2, 3…).",
        remedy_en="Give each seat a name of its own, and each vice-president a rank of its own (1, 2, 3…).",
    ),
    "SeatKindNotOfBody": Message(
        fr="Le siège {seat} est d'une nature ({kind}) qui n'existe pas au sein {body:de}.",
        en="Seat {seat} is of a kind ({kind}) that {body} does not have.",
        remedy_fr="Une assemblée a des délégués titulaires et suppléants ; un bureau, un président, des "
        "vice-présidents et d'autres membres ; tout autre organe, un président, des vice-présidents, des membres et "
        "des suppléants.",
        remedy_en="An assembly has full and alternate delegates; a bureau, a president, vice-presidents and other "
        "members; any other body, a president, vice-presidents, members and alternates.",
    ),
    "SeatWithoutMember": Message(
        fr="Le siège {seat} n'est rattaché à aucun membre : dans l'assemblée, on siège pour un membre.",
        en="Seat {seat} is on behalf of nobody: in the assembly, one sits on behalf of a member.",
        remedy_fr="Indiquez le membre que ce siège représente (champ onBehalfOf).",
        remedy_en="Name the member that the seat stands for (field onBehalfOf).",
    ),
    "MemberUnknown": Message(
        fr="Le siège {seat} représenterait {organization}, qui n'est pas membre le {on}.",
        en="Seat {seat} would stand for {organization}, which is not a member on {on}.",
        remedy_fr="Enregistrez d'abord l'adhésion (admitMember) à sa date, ou corrigez le membre que ce siège "
        "représente.",
        remedy_en="Record the accession first (admitMember) on its day, or correct the member that the seat stands "
        "for.",
    ),
    "BureauIncomplete": Message(
        fr="La composition fixée pour {body} n'a pas exactement un président et au moins un vice-président.",
        en="The seats given for {body} are not one president and at least one vice-president.",
        remedy_fr="Prévoyez un siège de président, un seul, et un ou plusieurs sièges de vice-président.",
        remedy_en="Give one seat of president, one only, and one or several seats of vice-president.",
    ),
    "TooManyVicePresidents": Message(
        fr="Vice-présidents demandés : {asked} ; maximum légal, même aux deux tiers : {limit}, pour une assemblée "
        "dont l'effectif est de {assembly_seats}.",
        en="Vice-presidents asked for: {asked}; the most that the law allows, even by two thirds: {limit}, for an "
        "assembly of {assembly_seats}.",
        remedy_fr="Réduisez le nombre de vice-présidents à {limit} au plus ; les autres peuvent siéger comme autres "
        "membres du bureau (BUREAU_MEMBER).",
        remedy_en="Bring the vice-presidents down to {limit} at most; the others may sit as other members of the "
        "bureau (BUREAU_MEMBER).",
    ),
    "TwoThirdsNeeded": Message(
        fr="Vice-présidents : {asked}, soit plus que les {limit} permis par un vote ordinaire, pour une assemblée "
        "dont l'effectif est de {assembly_seats} : leur nombre a dû être fixé à la majorité des deux tiers.",
        en="Vice-presidents: {asked}, more than the {limit} of an ordinary vote, for an assembly of "
        "{assembly_seats}: their number must have been set by a two-thirds majority.",
        remedy_fr="Vérifiez que la délibération citée mentionne cette majorité.",
        remedy_en="Check that the deliberation cited states that majority.",
    ),
}
