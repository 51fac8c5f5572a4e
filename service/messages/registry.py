"""What is said of the opening of a ledger and of the authority's identity."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "LedgerAlreadyOpen": Message(
        fr="Ce registre est déjà ouvert ({clock}) : un registre ne s'ouvre qu'une fois.",
        en="This ledger is open already ({clock}): a ledger is opened once.",
        remedy_fr="Enregistrez directement la suite, sans openLedger ; pour une autre horloge, ouvrez un autre "
        "registre.",
        remedy_en="Record what follows, without openLedger; for another clock, open another ledger.",
    ),
    "AuthorityIsAnother": Message(
        fr="Ce registre appartient à l'établissement de SIREN {siren} ; il ne change pas de titulaire.",
        en="This ledger belongs to the authority of SIREN {siren}; it never changes hands.",
        remedy_fr="Corrigez le SIREN ; pour un autre établissement, ouvrez son propre registre (openLedger, champ "
        "succeeds s'il prend la suite de celui-ci).",
        remedy_en="Correct the SIREN; for another authority, open a ledger of its own (openLedger, with the field "
        "succeeds if it goes on from this one).",
    ),
}
