"""What is said of forgetting people, of erasing the text of entries, and of why names are kept."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

ERASED_PERSON: Final = ("personne effacée", "erased person")
"""What stands where the name of a person stood, in French and in English."""

TEXTS: Final[Mapping[str, Message]] = {
    "NamesOfOfficialsStay": Message(
        fr="La personne {person} exerce ou a exercé un mandat, une fonction ou un siège : son nom reste dans les actes "
        "publics tant qu'une décision ne l'efface pas.",
        en="Person {person} holds or held a mandate, an office or a seat: the name stays in public acts until a "
        "decision erases it.",
        remedy_fr="Citez la décision qui l'efface (champ decision, ou l'acte) ; pour conserver le nom, enregistrez le "
        "fondement légal (recordLegalBasis).",
        remedy_en="Cite the decision that erases it (field decision, or the act); to keep the name, record the legal "
        "basis (recordLegalBasis).",
    ),
    "AlreadyErased": Message(
        fr="Le texte de l'écriture {entry} a déjà été effacé, par l'écriture {by}.",
        en="The text of entry {entry} was erased already, by entry {by}.",
        remedy_fr="Il n'y a rien à faire ; si un texte cité par une autre écriture doit disparaître, effacez celle-là.",
        remedy_en="There is nothing to do; if a text that another entry cites must go, erase that one.",
    ),
    "NotErasable": Message(
        fr="L'écriture {entry} ({type}) constate ce que le registre a fait lui-même : rien ne s'y efface.",
        en="Entry {entry} ({type}) says what the register itself did: nothing of it is erased.",
        remedy_fr="Donnez la position de l'écriture qui contient le texte à effacer.",
        remedy_en="Give the position of the entry that holds the text to erase.",
    ),
    "NoFreeText": Message(
        fr="L'écriture {entry} ({type}) n'a pas de texte libre là où vous l'indiquez{fields: ; elle en a ici : @}.",
        en="Entry {entry} ({type}) holds no free text where you say{fields:; it does here: @}.",
        remedy_fr="Nommez un de ses champs de texte ; les identifiants, dates, nombres et mots des listes restent. "
        "Pour le nom d'une personne, utilisez forgetPerson.",
        remedy_en="Name one of its fields of text; ids, dates, numbers and words of lists stay. For a person's name, "
        "use forgetPerson.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "LegalBasisRecorded": Message(
        fr="Le nom de la personne {person} est conservé, depuis le {on}, sur ce fondement : {basis}{reference: (@)}.",
        en="The name of person {person} is kept, from {on}, on this basis: {basis}{reference: (@)}.",
    ),
    "PersonForgotten": Message(
        fr="Les données de la personne {person} sont effacées le {on}. Fondement : {basis}{reference: (@)}"
        "{decision: ; décision @}.",
        en="What was kept of person {person} is erased on {on}. Basis: {basis}{reference: (@)}{decision:; decision @}.",
    ),
    "BodyErased": Message(
        fr="Le texte de l'écriture {entry} est effacé le {on} (champs : {erased}). Fondement : {basis}"
        "{reference: (@)}.",
        en="The text of entry {entry} is erased on {on} (fields: {erased}). Basis: {basis}{reference: (@)}.",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ErasureBasis": {
        "NO_LONGER_NECESSARY": (
            "données qui ne sont plus nécessaires (RGPD, art. 17, 1, a)",
            "data no longer necessary (GDPR art. 17(1)(a))",
        ),
        "CONSENT_WITHDRAWN": ("consentement retiré (RGPD, art. 17, 1, b)", "consent withdrawn (GDPR art. 17(1)(b))"),
        "OBJECTION": ("opposition (RGPD, art. 17, 1, c)", "objection (GDPR art. 17(1)(c))"),
        "UNLAWFUL_PROCESSING": (
            "traitement illicite (RGPD, art. 17, 1, d)",
            "unlawful processing (GDPR art. 17(1)(d))",
        ),
        "LEGAL_OBLIGATION": (
            "obligation légale d'effacer (RGPD, art. 17, 1, e)",
            "legal obligation to erase (GDPR art. 17(1)(e))",
        ),
        "AUTHORITY_ORDER": (
            "injonction de la CNIL ou d'un juge (RGPD, art. 58, 2, g)",
            "order of the CNIL or of a court (GDPR art. 58(2)(g))",
        ),
    },
    "KeepingBasis": {
        "LEGAL_OBLIGATION": (
            "obligation légale de conserver (RGPD, art. 17, 3, b)",
            "legal obligation to keep (GDPR art. 17(3)(b))",
        ),
        "PUBLIC_TASK": (
            "mission d'intérêt public (RGPD, art. 17, 3, b)",
            "task in the public interest (GDPR art. 17(3)(b))",
        ),
        "PUBLIC_ARCHIVES": (
            "archives publiques (RGPD, art. 17, 3, d)",
            "archives in the public interest (GDPR art. 17(3)(d))",
        ),
        "LEGAL_CLAIMS": ("droits en justice (RGPD, art. 17, 3, e)", "legal claims (GDPR art. 17(3)(e))"),
    },
}
