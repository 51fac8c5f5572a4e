"""The words of a dossier's page: titles, captions, heads of columns, and how to verify."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message
from service.messages.words import Language, fill


def _words(**texts: tuple[str, str]) -> dict[str, Message]:
    return {name: Message(fr=french, en=english) for name, (french, english) in texts.items()}


WORDS: Final[Mapping[str, Message]] = {
    "disputed": Message(
        fr="Attention : ce qui suit figure au dossier, et l'écriture citée dit autre chose. Les projections ne sont "
        "pas ce que dit le registre.",
        en="Beware: what follows stands in the dossier, and the entry that it cites says otherwise. The projections "
        "are not what the ledger says.",
    ),
    "refused": Message(fr="Ce dossier ne peut être montré", en="This dossier cannot be shown"),
    "same": Message(
        fr="La même adresse donne le même dossier, quoi qu'on enregistre ensuite, hors ce que la loi fait effacer : "
        "{link}",
        en="The same address gives the same dossier, whatever is recorded later, but for what the law has erased: "
        "{link}",
    ),
    "nameless": Message(
        fr="Cette page est faite pour être emportée : les personnes y figurent par leur identifiant, sans leur nom, "
        "que donne le registre.",
        en="This page is made to be taken away: people stand in it by their ids, without their names, which the "
        "register has.",
    ),
    "verify": Message(
        fr="Vérifier : l'empreinte de chaque écriture est SHA-256(0x00 || en-tête) ; l'en-tête porte le SHA-256 du "
        "corps. La commande greffe verify contrôle une liasse hors ligne, sans base de données. Empreinte de "
        "l'écriture {position} : {leaf}.",
        en="To verify: the leaf of each entry is SHA-256(0x00 || header); the header carries the SHA-256 of the body. "
        "The command greffe verify checks a bundle offline, without a database. Leaf of entry {position}: {leaf}.",
    ),
    **_words(
        title=("Dossier : {kind} {id}", "Dossier: {kind} {id}"),
        seen=(
            "Vu au {on}, tel que connu à l'écriture {position} du registre {ledger}{recorded_at:, enregistrée le @}.",
            "Seen on {on}, as known at entry {position} of ledger {ledger}{recorded_at:, recorded on @}.",
        ),
        level=("Niveau de lecture : {level}.", "Level of reading: {level}."),
        simulated=(
            "SIMULÉ : l'horloge de ce registre est simulée. Ce dossier est une démonstration, il ne prouve rien.",
            "SIMULATED: the clock of this ledger is simulated. This dossier is a demonstration and proves nothing.",
        ),
        nothing=("Sans objet.", "Not applicable."),
        unnamed=("nom effacé ou inconnu", "name erased or unknown"),
        sealed=("(scellée pour ce lecteur)", "(sealed for this reader)"),
        altered=(
            "(le corps n'a pas l'empreinte de l'en-tête : effacé, ou altéré)",
            "(the body has not the digest of its header: erased, or altered)",
        ),
        yes=("oui", "yes"),
        no=("non", "no"),
        claims=(
            "{count} affirmations de ce dossier sont rattachées à la valeur qui figure au corps d'une écriture.",
            "{count} statements of this dossier are tied to the value that stands in the body of an entry.",
        ),
    ),
    **_words(
        subject=("L'acte", "The matter"),
        life=("Ce qu'il est devenu", "What became of it"),
        options=("Options", "Options"),
        positions=("Positions exprimées", "Positions taken"),
        settlements=("Accords", "Settlements"),
        follow_ups=("Suites à donner", "Follow-up actions"),
        turns=("Changements d'état", "Changes of state"),
        orientations=("Contribution aux orientations", "Contribution to the orientations"),
        conditions=("Conditions", "Conditions"),
        composition=("Composition le jour de la décision", "Composition on the day of the decision"),
        seats=("Sièges", "Seats"),
        presidents=("Présidents des parties ce jour-là", "Presidents of the parties on that day"),
        voting=("Base du vote", "Voting base"),
        votes=("Votes de la séance", "Votes of the session"),
        changes=(
            "Pourquoi le quorum a changé depuis le point précédent",
            "Why the quorum changed since the item before",
        ),
        sitting=("Séance", "Session"),
        attendance=("Présence au point délibéré", "Attendance at the item"),
        proxies=("Procurations", "Proxies"),
        movements=("Arrivées et départs", "Arrivals and departures"),
        recusals=("Déports", "Recusals"),
        exchanges=("Séances d'échange", "Exchange sessions"),
        signing=("Pouvoir de signer", "Power to sign"),
        delegations=("Délégations sur lesquelles l'acte repose", "Delegations relied on"),
        perimeter=("Périmètre ce jour-là", "Perimeter on that day"),
        members=("Membres", "Members"),
        communes=("Communes des EPCI membres (registre FR)", "Communes of the member EPCIs (ledger FR)"),
        cited=("Pièces citées", "What is cited"),
        decisions=("Autres décisions", "Other decisions"),
        documents=("Documents", "Documents"),
        others=("Arbitrages, projets, clauses du pacte", "Arbitrations, projects, clauses of the pact"),
        acts=("Actes", "Acts"),
        corrections=("Rectifications connues", "Corrections known"),
        entries=("Écritures", "Entries"),
        disputes=("Affirmations démenties", "Disputed statements"),
    ),
    **_words(
        entry=("Écriture", "Entry"),
        seat=("Siège", "Seat"),
        kind=("Nature", "Kind"),
        holder=("Titulaire", "Holder"),
        on_behalf_of=("Pour", "On behalf of"),
        since=("Depuis", "Since"),
        until=("Jusqu'au (exclu)", "Until (excluded)"),
        how=("Comment, ou pourquoi vacant", "How, or why vacant"),
        acting=("Assure l'intérim", "Acts"),
        person=("Personne", "Person"),
        organization=("Collectivité", "Organisation"),
        epci=("EPCI", "EPCI"),
        observed_by=("Observé au", "Observed by"),
        ground=("Situation", "Situation"),
        may_vote=("Pouvait voter", "Could vote"),
        bearer=("Mandataire", "Bearer"),
        giver=("Mandant", "Giver"),
        before=("Avant le point", "Before item"),
        item=("Point", "Item"),
        body=("Organe", "Body"),
        role=("Qualité", "Role"),
        term=("Mandat", "Term"),
        members_in_office=("Membres en exercice", "Members in office"),
        vacant=("Sièges vacants", "Vacant seats"),
        seats_in_all=("Sièges, pourvus ou non", "Seats, held or not"),
        quorum_base=("Base du quorum", "Quorum base"),
        not_counted=("Non comptés dans cette base", "Not counted in that base"),
        quorum_needed=("Quorum requis", "Quorum needed"),
        reached=("Quorum atteint", "Quorum reached"),
        present=("Présents", "Present"),
        represented=("Représentés", "Represented"),
        voices=("Voix possibles", "Possible votes"),
        mode=("Mode de scrutin", "Way of voting"),
        majority=("Majorité requise", "Majority needed"),
        votes_for=("Pour", "For"),
        votes_against=("Contre", "Against"),
        abstentions=("Abstentions", "Abstentions"),
        blank=("Blancs et nuls", "Blank or void"),
        adopted=("Adopté", "Adopted"),
        totals=("Totaux portés par l'acte (pour, contre, abstentions)", "Totals in the act (for, against, abstained)"),
        presence_said=(
            "Présence portée par l'acte (en exercice, présents, représentés)",
            "Presence in the act (in office, present, represented)",
        ),
        totals_agree=("Conformes au vote de la séance", "Agree with the session's vote"),
        presence_agrees=("Présents et représentés conformes à la séance", "Presence agrees with the session"),
        sent_on=("Convocation envoyée le", "Convocation sent on"),
        held_on=("Tenue le", "Held on"),
        clear_days=("Jours francs (donnés, requis)", "Clear days (given, needed)"),
        regular=("Convocation dans les délais", "Convened in time"),
        chair=("Présidence de séance", "Chair"),
        secretary=("Secrétaire de séance", "Secretary"),
        closed=("À huis clos", "In closed session"),
        excused=("Excusés", "Excused"),
        guests=("Invités", "Guests"),
        state=("État", "State"),
        on=("Le", "On"),
        what=("Quoi", "What"),
        title_of=("Intitulé", "Title"),
        number=("Numéro", "Number"),
        adopted_on=("Prise le", "Taken on"),
        author=("Signataire", "Signed by"),
        signed_as=("En qualité de", "As"),
        matter=("Matière (ACTES)", "Matter (ACTES)"),
        question=("Question", "Question"),
        parties=("Parties", "Parties"),
        opened_on=("Ouvert le", "Opened on"),
        option=("Option", "Option"),
        stance=("Position", "Position"),
        words=("Propos", "Words"),
        agreement=("Accord", "Agreement"),
        reasons=("Motifs", "Reasons"),
        conditions_of=("Conditions", "Conditions"),
        due_on=("Échéance", "Due on"),
        owner=("Responsable", "Owner"),
        outcome=("Conclusion", "Outcome"),
        project=("Projet", "Project"),
        contribution=("Contribution", "Contribution"),
        opinion=("Avis", "Opinion"),
        empowered=("Habilité", "Empowered"),
        chain=("Chaîne d'habilitation", "Chain of empowerment"),
        doubts=("Réserves", "Doubts"),
        obstacles=("Obstacles", "Obstacles"),
        delegation=("Délégation", "Delegation"),
        named=("Citée par l'acte", "Named by the act"),
        scope=("Étendue", "Scope"),
        granted_on=("Accordée le", "Granted on"),
        ends_on=("Prend fin le", "Ends on"),
        link=("Lien", "Link"),
        act=("Acte", "Act"),
        digest=("SHA-256 du document", "SHA-256 of the document"),
        replacements=("Remplacée par", "Replaced by"),
        recorded_at=("Enregistrée le", "Recorded on"),
        effective_on=("Effet au", "Effect on"),
        sentence=("Ce qu'elle dit", "What it says"),
        parts=("Preuve de", "Evidence of"),
        leaf_of=("Empreinte", "Leaf"),
        statement=("Affirmation", "Statement"),
        pointer=("Endroit du corps", "Place in the body"),
        participants=("Participants", "Participants"),
        themes=("Thèmes", "Themes"),
        delegation_of=("En vertu de la délégation", "Under delegation"),
        votes_of=("Vote", "Vote"),
    ),
}
"""For each place of the page, French and English; values stand in braces."""


def word(name: str, language: Language, **values: object) -> str:
    """A title, a head or a sentence of the page."""
    text = WORDS[name]
    return fill(text.fr if language == "fr" else text.en, values, language)
