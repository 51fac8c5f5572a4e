"""What the verifier says, in English and in French: it is carried away without the service's own catalogue."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

Language = Literal["en", "fr"]


class Sentence(Struct, frozen=True):
    """One sentence in both languages, with its values in braces."""

    en: str
    fr: str


REFUSALS: Final[Mapping[str, Sentence]] = {
    # The file
    "NOT_A_ZIP": Sentence(
        "The file is not a bundle: it is no ZIP.", "Le fichier n'est pas une liasse : ce n'est pas un ZIP."
    ),
    "ZIP_END": Sentence(
        "The file does not end as a bundle ends: it was cut off, something was added, or another program made it.",
        "Le fichier ne finit pas comme une liasse : il a été tronqué, complété, ou fait par un autre programme.",
    ),
    "ZIP_MEMBERS": Sentence(
        "The file holds no member, or more than {most}.",
        "Le fichier ne contient aucun membre, ou plus de {most}.",
    ),
    "ZIP_GAPS": Sentence(
        "The members of the file leave gaps or overlap ({member}).",
        "Les membres du fichier laissent des trous ou se chevauchent ({member}).",
    ),
    "ZIP_RECORD": Sentence(
        "{member}: its ZIP record is not the one that the format prescribes for its name, size and content.",
        "{member} : sa notice ZIP n'est pas celle que le format prescrit pour son nom, sa taille et son contenu.",
    ),
    "ZIP_NAMES": Sentence(
        "{member}: this name is there twice, out of order, or not allowed.",
        "{member} : ce nom est en double, hors d'ordre ou interdit.",
    ),
    "ZIP_ENCRYPTED": Sentence("{member}: it is encrypted.", "{member} : ce membre est chiffré."),
    "ZIP_COMPRESSED": Sentence(
        "{member}: it is compressed; a bundle never is.",
        "{member} : ce membre est compressé ; une liasse ne l'est jamais.",
    ),
    "ZIP_CRC": Sentence(
        "{member}: its checksum (CRC-32) is wrong.", "{member} : sa somme de contrôle (CRC-32) est fausse."
    ),
    "MEMBER_MISSING": Sentence("{member} is missing.", "{member} manque."),
    "MEMBER_TOO_LARGE": Sentence(
        "{member} is larger than {most} bytes.",
        "{member} dépasse {most} octets.",
    ),
    "LINE_TOO_LONG": Sentence(
        "{member}: a line is longer than {most} bytes.",
        "{member} : une ligne dépasse {most} octets.",
    ),
    "LINE_NOT_ENDED": Sentence(
        "{member}: the last line has no end.",
        "{member} : la dernière ligne n'a pas de fin.",
    ),
    # The manifest
    "NOT_STRICT": Sentence(
        "{member}: it is not the canonical JSON that is expected ({reason}).",
        "{member} : ce n'est pas le JSON canonique attendu ({reason}).",
    ),
    "OTHER_FORMAT": Sentence(
        "The bundle is of format {format}, version {version}, which this verifier does not know.",
        "La liasse est au format {format}, version {version}, que ce vérificateur ne connaît pas.",
    ),
    "MEMBERS_DIFFER": Sentence(
        "The members of the file are not those that its manifest promises.",
        "Les membres du fichier ne sont pas ceux que promet son manifeste.",
    ),
    "NOTICE_DIFFERS": Sentence(
        "The manifest's notice about a simulated clock is missing, altered or out of place.",
        "L'avertissement du manifeste sur l'horloge simulée manque, est modifié ou n'a pas lieu d'être.",
    ),
    "MEMBER_DIFFERS": Sentence(
        "{member}: its SHA-256 is not the one that the manifest tells.",
        "{member} : son SHA-256 n'est pas celui que dit le manifeste.",
    ),
    # The checkpoint
    "KEYS": Sentence(
        "The public keys that the bundle brings are not keys of one log that lead to each other ({reason}).",
        "Les clés publiques qu'apporte la liasse ne sont pas celles d'un même journal, menant de l'une à l'autre "
        "({reason}).",
    ),
    "CHECKPOINT": Sentence(
        "The checkpoint cannot be read ({reason}).",
        "Le point de contrôle est illisible ({reason}).",
    ),
    "CHECKPOINT_OF_ANOTHER": Sentence(
        "The checkpoint is of another log: {origin}.",
        "Le point de contrôle est celui d'un autre journal : {origin}.",
    ),
    "CHECKPOINT_SIZE": Sentence(
        "The checkpoint is of {size} entries, the manifest says {said}.",
        "Le point de contrôle porte sur {size} écritures, le manifeste en dit {said}.",
    ),
    "SIGNATURE": Sentence(
        "The checkpoint is not signed by the log's key ({reason}).",
        "Le point de contrôle n'est pas signé par la clé du journal ({reason}).",
    ),
    "COSIGNATURE": Sentence(
        "The checkpoint's cosignature is wrong ({reason}).",
        "La cosignature du point de contrôle est fausse ({reason}).",
    ),
    "COSIGNATURES": Sentence(
        "The checkpoint is cosigned by {found} of your witnesses; you require {needed}.",
        "Le point de contrôle est cosigné par {found} de vos témoins ; vous en exigez {needed}.",
    ),
    "KEY_OF_ANOTHER": Sentence(
        "The key that you gave is of {key}; the bundle is of {origin}.",
        "La clé que vous avez donnée est celle de {key} ; la liasse est celle de {origin}.",
    ),
    "OWN_OF_ANOTHER": Sentence(
        "The checkpoint that you gave is of {own}; the bundle is of {origin}.",
        "Le point de contrôle que vous avez donné est celui de {own} ; la liasse est celle de {origin}.",
    ),
    "OWN_UNSIGNED": Sentence(
        "The checkpoint that you gave is not signed by a key that is known here ({reason}): give its key too.",
        "Le point de contrôle que vous avez donné n'est signé par aucune clé connue ici ({reason}) : donnez aussi sa "
        "clé.",
    ),
    "OWN_NEWER": Sentence(
        "The checkpoint that you gave is of {own} entries, the bundle of {size} only: ask for a newer bundle.",
        "Le point de contrôle que vous avez donné porte sur {own} écritures, la liasse sur {size} seulement : demandez "
        "une liasse plus récente.",
    ),
    "OWN_DIFFERS": Sentence(
        "The first {size} entries are not those of the checkpoint that you gave: history was changed.",
        "Les {size} premières écritures ne sont pas celles du point de contrôle que vous avez donné : l'histoire a été "
        "modifiée.",
    ),
    "OWN_CONTRADICT": Sentence(
        "Two checkpoints that you gave, both signed by the log, say otherwise of {size} entries: keep both, they are "
        "evidence that two histories were shown.",
        "Deux points de contrôle que vous avez donnés, tous deux signés par le journal, se contredisent sur {size} "
        "écritures : gardez-les, ils prouvent que deux histoires ont été montrées.",
    ),
    "CONSISTENCY": Sentence(
        "Nothing proves that the log goes on from your checkpoint of {own} entries ({reason}): history was changed.",
        "Rien ne prouve que le journal prolonge votre point de contrôle de {own} écritures ({reason}) : l'histoire a "
        "été modifiée.",
    ),
    "CONSISTENCY_MISSING": Sentence(
        "The bundle has no proof that the log goes on from your checkpoint of {own} entries: ask for one that has "
        "(greffe export bundle --since YOUR-CHECKPOINT).",
        "La liasse n'a pas de preuve que le journal prolonge votre point de contrôle de {own} écritures : demandez-en "
        "une qui l'ait (greffe export bundle --since VOTRE-POINT).",
    ),
    "CONSISTENCY_SIZE": Sentence(
        "The consistency proof is from size {size}, which the manifest does not say.",
        "La preuve de continuité part de la taille {size}, que le manifeste ne dit pas.",
    ),
    "ROOT_DIFFERS": Sentence(
        "The {size} entries do not have the root that the checkpoint signs: a header was changed, added or removed.",
        "Les {size} écritures n'ont pas la racine que signe le point de contrôle : un en-tête a été modifié, ajouté ou "
        "retiré.",
    ),
    # An entry
    "ENTRIES_MISSING": Sentence(
        "There are {found} entries where {said} are promised.",
        "Il y a {found} écritures alors que {said} sont promises.",
    ),
    "LINE_NOT_STRICT": Sentence(
        "Line {line} is not the canonical JSON that is expected ({reason}).",
        "La ligne {line} n'est pas le JSON canonique attendu ({reason}).",
    ),
    "HEADER_NOT_STRICT": Sentence(
        "The header is not the canonical JSON that is expected ({reason}).",
        "L'en-tête n'est pas le JSON canonique attendu ({reason}).",
    ),
    "HEADER_OF_ANOTHER": Sentence(
        "The header is that of another position, ledger or clock.",
        "L'en-tête est celui d'une autre position, d'un autre registre ou d'une autre horloge.",
    ),
    "OUT_OF_ORDER": Sentence(
        "The entry is out of order, or beyond the checkpoint: {expected} was expected.",
        "L'écriture n'est pas à sa place, ou dépasse le point de contrôle : {expected} était attendue.",
    ),
    "CLOCK_BACK": Sentence(
        "It is recorded before the entry that precedes it ({before}).",
        "Elle est enregistrée avant l'écriture qui la précède ({before}).",
    ),
    "STEP": Sentence(
        "It does not belong to the list of commands that its header names.",
        "Elle n'appartient pas à la liste de commandes que nomme son en-tête.",
    ),
    "PROOF": Sentence(
        "Its proof does not lead to the checkpoint ({reason}).",
        "Sa preuve ne mène pas au point de contrôle ({reason}).",
    ),
    "BODY_OR_REASON": Sentence(
        "An entry holds its body, or says why not.",
        "Une écriture contient son corps, ou dit pourquoi il manque.",
    ),
    "BODY_DIFFERS": Sentence(
        "The body is not the one whose SHA-256 is in the header.",
        "Le corps n'est pas celui dont le SHA-256 est dans l'en-tête.",
    ),
    "BODY_NOT_STRICT": Sentence(
        "The body is not canonical JSON ({reason}).",
        "Le corps n'est pas du JSON canonique ({reason}).",
    ),
    "SEALED_FOR_NOBODY": Sentence(
        "The body is said to be sealed in a bundle made for those who may read everything.",
        "Le corps est dit scellé dans une liasse faite pour qui peut tout lire.",
    ),
    "ERASED_BY": Sentence(
        "The body is said to be erased by entry {by}, which comes before; or too many bodies are.",
        "Le corps est dit effacé par l'écriture {by}, qui la précède ; ou trop de corps le sont.",
    ),
    # A dossier
    "STATEMENTS": Sentence(
        "{member}: what the dossier says is not what it claims of the entries.",
        "{member} : ce que dit le dossier n'est pas ce qu'il affirme des écritures.",
    ),
    "CLAIM_FALSE": Sentence(
        "A dossier says something else than the body at {pointer}.",
        "Un dossier dit autre chose que le corps à {pointer}.",
    ),
    "CLAIM_SEALED": Sentence(
        "A dossier tells what stands at {pointer} of a body that is sealed here.",
        "Un dossier dit ce qui se trouve à {pointer} d'un corps scellé ici.",
    ),
    "CLAIM_WITHOUT_ENTRY": Sentence(
        "A dossier speaks of this entry, which is not in the bundle.",
        "Un dossier parle de cette écriture, qui n'est pas dans la liasse.",
    ),
    "TOO_MANY_CLAIMS": Sentence(
        "The dossiers make more than {most} statements.",
        "Les dossiers font plus de {most} affirmations.",
    ),
}
"""Why a bundle is not verified, by code."""

MISTAKES: Final[Mapping[str, Sentence]] = {
    "FILE": Sentence("{file} cannot be read: {reason}.", "{file} est illisible : {reason}."),
    "NO_KEY": Sentence("{file} holds no key.", "{file} ne contient aucune clé."),
    "KEY": Sentence("{key} is no public key: {reason}.", "{key} n'est pas une clé publique : {reason}."),
    "KEY_TYPE": Sentence(
        "{key} is a key of type {found}, not {expected}: a log's key is no witness's key.",
        "{key} est une clé de type {found}, non {expected} : la clé d'un journal n'est pas celle d'un témoin.",
    ),
    "WITNESSES": Sentence(
        "{needed} cosignatures are required, and {named} witnesses named.",
        "{needed} cosignatures sont exigées, et {named} témoins nommés.",
    ),
    "CHECKPOINT": Sentence(
        "Your checkpoint is none: {reason}.",
        "Votre point de contrôle n'en est pas un : {reason}.",
    ),
}
"""What is wrong with the command line, by code."""

VERDICTS: Final[Mapping[str, Sentence]] = {
    "VERIFIED": Sentence("VERIFIED", "VÉRIFIÉE"),
    "INTACT": Sentence("INTACT, BUT NOT VERIFIED", "INTACTE, MAIS NON VÉRIFIÉE"),
    "REFUSED": Sentence("REFUSED", "REFUSÉE"),
}

LINES: Final[Mapping[str, Sentence]] = {
    "AT": Sentence(
        "Ledger {ledger}, entry {position}: {sentence}", "Registre {ledger}, écriture {position} : {sentence}"
    ),
    "IN": Sentence("Ledger {ledger}: {sentence}", "Registre {ledger} : {sentence}"),
    "UNTRUSTED": Sentence(
        "The key that signs the checkpoint came with the bundle: whoever made the bundle chose it. Get the log's "
        "public key elsewhere and give it: --key.",
        "La clé qui signe le point de contrôle est venue avec la liasse : qui a fait la liasse l'a choisie. "
        "Procurez-vous ailleurs la clé publique du journal et donnez-la : --key.",
    ),
    "SIMULATED": Sentence(
        "SIMULATED CLOCK: the dates of recording are only what a user said. This proves no date.",
        "HORLOGE SIMULÉE : les dates d'enregistrement sont ce qu'un utilisateur a dit. Cela ne prouve aucune date.",
    ),
    "MADE_FOR": Sentence(
        "  made for readers of level {level}, says the bundle",
        "  faite pour des lecteurs de niveau {level}, dit la liasse",
    ),
    "WHOLE": Sentence(
        "Ledger {ledger}, whole: entries 1 to {size}, up to {last}.",
        "Registre {ledger}, entier : écritures 1 à {size}, jusqu'au {last}.",
    ),
    "SELECTION": Sentence(
        "Ledger {ledger}, selection: {entries} of {size} entries, up to {last}.",
        "Registre {ledger}, extrait : {entries} écritures sur {size}, jusqu'au {last}.",
    ),
    "ENTRIES": Sentence(
        "  checked: {entries} headers, each under the checkpoint of {size} entries; {bodies} bodies",
        "  contrôlés : {entries} en-têtes, chacun sous le point de contrôle de {size} écritures ; {bodies} corps",
    ),
    "ROOT": Sentence("  root {root}", "  racine {root}"),
    "SIGNED": Sentence("  checked: signed by {keys}", "  contrôlé : signé par {keys}"),
    "SUCCEEDED": Sentence(
        "  this key succeeds the one that you gave: both signed so. If yours may have been stolen, ask the operator",
        "  cette clé succède à celle que vous avez donnée : les deux l'ont signé. Si la vôtre a pu être volée, "
        "interrogez l'opérateur",
    ),
    "COSIGNED": Sentence("  checked: cosigned by your {witnesses}", "  contrôlé : cosigné par vos témoins {witnesses}"),
    "OTHER_WITNESSES": Sentence(
        "  not checked: other cosigners, whose keys came with the bundle: {count}",
        "  non contrôlés : autres cosignataires, dont les clés sont venues avec la liasse : {count}",
    ),
    "OWN": Sentence(
        "  checked: it goes on from your checkpoint of {size} entries",
        "  contrôlé : il prolonge votre point de contrôle de {size} écritures",
    ),
    "OWN_UNPROVED": Sentence(
        "  not checked: older checkpoints of yours, for which a selection holds no proof: {count}",
        "  non contrôlés : vos points de contrôle plus anciens, dont un extrait ne porte pas la preuve : {count}",
    ),
    "NEWER": Sentence(
        "  not protected: entries newer than your checkpoint, for which the log's signature alone vouches: {count}",
        "  non protégées : écritures postérieures à votre point de contrôle, dont seule répond la signature du "
        "journal : {count}",
    ),
    "NO_OWN": Sentence(
        "  not checked: that the log is the one shown to others, or to you earlier; keep its checkpoint and give it "
        "next time (--checkpoint)",
        "  non contrôlé : que le journal est celui montré à d'autres, ou à vous plus tôt ; gardez son point de "
        "contrôle et donnez-le la prochaine fois (--checkpoint)",
    ),
    "UNUSED_PROOF": Sentence(
        "  not checked: the proof that it goes on from size {size}; give the checkpoint of that size",
        "  non contrôlé : la preuve qu'il prolonge la taille {size} ; donnez le point de contrôle de cette taille",
    ),
    "SEALED": Sentence(
        "  not checked: bodies sealed for this level: {count}",
        "  non contrôlés : corps scellés pour ce niveau : {count}",
    ),
    "ERASED": Sentence(
        "  not checked: bodies erased, as an entry of the bundle says of each: {count}",
        "  non contrôlés : corps effacés, comme le dit de chacun une écriture de la liasse : {count}",
    ),
    "ERASED_UNPROVED": Sentence(
        "  not checked: bodies said to be erased, by entries that cannot be read here, or say otherwise: {count}",
        "  non contrôlés : corps dits effacés, par des écritures qui ne se lisent pas ici, ou disent autre chose : "
        "{count}",
    ),
    "OUTSIDE": Sentence(
        "  not checked: entries that are not in the selection: {count}",
        "  non contrôlées : écritures qui ne sont pas dans l'extrait : {count}",
    ),
    "DOSSIERS": Sentence(
        "Dossiers: {dossiers}; statements found in the bodies that they name: {claims}.",
        "Dossiers : {dossiers} ; affirmations retrouvées dans les corps qu'elles nomment : {claims}.",
    ),
    "PAGES": Sentence(
        "  not checked: what a dossier says beyond its statements, and the words of its page (SHA-256 as in the "
        "manifest)",
        "  non contrôlés : ce qu'un dossier dit hors de ses affirmations, et les mots de sa page (SHA-256 conforme au "
        "manifeste)",
    ),
}


def say(catalogue: Mapping[str, Sentence], code: str, language: Language, **values: object) -> str:
    """A sentence, its values filled in; those may come from a hostile file, so nothing in them reaches a terminal."""
    shown = {name: _printable(str(value)) for name, value in values.items()}
    return (catalogue[code].fr if language == "fr" else catalogue[code].en).format(**shown)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
