"""What every value of the enums of sessions is called."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "SessionInitiative": {
        "PRESIDENT": ("président", "president"),
        "THIRD_OF_MEMBERS": ("tiers des membres", "a third of the members"),
        "PREFECT": ("préfet", "prefect"),
    },
    "AgendaNature": {
        "ORDINARY": ("affaire ordinaire", "ordinary business"),
        "INFORMATION": ("information", "information"),
        "ELECTION": ("élection du président ou du bureau", "election of the president or the bureau"),
        "APPOINTMENT": ("désignation dans un organisme", "appointment to another body"),
        "BUDGET": ("budget", "budget"),
    },
    "BallotMode": {
        "SHOW_OF_HANDS": ("vote à main levée", "show of hands"),
        "PUBLIC_ROLL_CALL": ("scrutin public par appel nominal", "public roll call"),
        "SECRET_BALLOT": ("scrutin secret", "secret ballot"),
    },
    "BallotChoice": {
        "FOR": ("pour", "for"),
        "AGAINST": ("contre", "against"),
        "ABSTENTION": ("abstention", "abstention"),
    },
    "RequiredMajority": {
        "ABSOLUTE": ("absolue", "absolute"),
        "RELATIVE": ("relative", "relative"),
        "TWO_THIRDS": ("deux tiers", "two thirds"),
        "UNANIMITY": ("unanimité", "unanimity"),
    },
    "RecusalGround": {
        "PERSONAL_INTEREST": ("intérêt personnel (CGCT L2131-11)", "personal interest (CGCT L2131-11)"),
        "REPRESENTS_OUTSIDE_BODY": (
            "représentant dans un organisme extérieur (CGCT L1111-6)",
            "representative in an outside body (CGCT L1111-6)",
        ),
    },
    "SessionState": {
        "CONVENED": ("convoquée", "convened"),
        "OPENED": ("ouverte", "opened"),
        "ENDED": ("close", "ended"),
        "ADJOURNED": ("renvoyée", "adjourned"),
        "WITHOUT_QUORUM": ("arrêtée faute de quorum", "stopped for lack of quorum"),
    },
    "MovementKind": {"ARRIVED": ("arrivée", "arrival"), "LEFT": ("départ", "departure")},
    "VotingGround": {
        "PRESENT": ("présent", "present"),
        "SITS_AS_ALTERNATE": ("siège comme suppléant", "sits as alternate"),
        "REPRESENTED": ("représenté par un pouvoir", "represented by proxy"),
        "RECUSED": ("déporté sur ce point", "recused on this item"),
        "BEARER_CANNOT_VOTE": ("le porteur de son pouvoir ne vote pas", "the bearer of the proxy does not vote"),
        "ABSENT": ("absent sans pouvoir", "absent without proxy"),
        "ALTERNATE_NOT_SITTING": ("suppléant qui ne siège pas", "alternate who does not sit"),
        "NO_SEAT": ("sans siège ce jour-là", "without a seat on that day"),
    },
    "QuorumChangeKind": {
        "ARRIVED": ("arrivée", "arrival"),
        "LEFT": ("départ", "departure"),
        "LEFT_FOR_THE_ITEM": ("sortie pour déport", "left the room, recused"),
        "NOT_COUNTED": ("non compté pour ce point (CGCT L1111-6)", "not counted for this item (CGCT L1111-6)"),
        "CAME_BACK": ("retour en séance", "came back"),
    },
    "ProxyFault": {
        "NO_FULL_MEMBER": ("donneur et porteur doivent être titulaires", "giver and bearer must be full members"),
        "GIVER_IS_PRESENT": ("son auteur est présent", "its giver is present"),
        "BEARER_IS_ABSENT": ("son porteur est absent", "its bearer is absent"),
        "BEARS_ANOTHER": ("son porteur en a déjà un", "its bearer has one already"),
        "ALTERNATE_SITS": ("un suppléant siège à sa place", "an alternate sits instead"),
        "SERVED_TOO_LONG": ("plus de trois séances consécutives", "more than three consecutive sessions"),
        "NONE_TO_REVOKE": ("aucun pouvoir à révoquer", "no proxy to revoke"),
    },
    "BallotFault": {
        "SECRET_UNFOUNDED": (
            "scrutin secret sans demande d’un tiers des présents (CGCT L2121-21)",
            "secret ballot not asked for by a third of those present (CGCT L2121-21)",
        ),
        "SECRECY_REQUIRED": (
            "une nomination se vote au scrutin secret (CGCT L2121-21, L2122-7)",
            "an appointment takes a secret ballot (CGCT L2121-21, L2122-7)",
        ),
        "TOO_FEW_ASKED": (
            "trop peu de présents ont demandé ce scrutin (CGCT L2121-21)",
            "too few of those present asked for this ballot (CGCT L2121-21)",
        ),
        "NAMES_OUTSIDE_ROLL_CALL": (
            "des noms hors d’un appel nominal (CGCT L2121-21)",
            "names outside a roll call (CGCT L2121-21)",
        ),
        "NAMES_DISAGREE": (
            "les noms ne font pas les totaux (CGCT L2121-21)",
            "the names do not make the totals (CGCT L2121-21)",
        ),
        "NOT_PUBLIC_THOUGH_REMOTE": (
            "en visioconférence, scrutin public seulement (CGCT L5211-11-1)",
            "by videoconference, public ballot only (CGCT L5211-11-1)",
        ),
        "CASTING_VOTE_IN_SECRET": (
            "pas de voix prépondérante au scrutin secret (CGCT L2121-20)",
            "no casting vote in a secret ballot (CGCT L2121-20)",
        ),
        "CASTING_VOTE_WITHOUT_TIE": (
            "voix prépondérante sans partage des voix (CGCT L2121-20)",
            "casting vote without a tie (CGCT L2121-20)",
        ),
        "CASTING_VOTE_OF_ANOTHER": (
            "la voix prépondérante n’est pas celle de qui préside (CGCT L2121-20)",
            "the casting vote is not that of whoever presides (CGCT L2121-20)",
        ),
    },
    "ClosedSessionFault": {
        "NOT_ASKED": (
            "ni cinq membres présents ni le président ne l’ont demandé",
            "neither five members present nor the president asked for it",
        ),
        "NO_MAJORITY": (
            "pas de majorité absolue des présents et représentés",
            "no absolute majority of those present and represented",
        ),
    },
}
