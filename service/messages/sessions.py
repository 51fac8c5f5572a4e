"""What is said of sessions: why they are refused, what to beware of, and each of their facts in one sentence."""

from collections.abc import Mapping
from typing import Final

from service.messages import sessions_labels
from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    # -- refusals: convening --
    "HeldBeforeConvened": Message(
        fr="La séance « {session} » se tiendrait le {held_on}, avant l'envoi de sa convocation le {sent_on}.",
        en="Session “{session}” would be held on {held_on}, before its convocation was sent on {sent_on}.",
        remedy_fr="Corrigez la date d'envoi (on) ou celle de la séance.",
        remedy_en="Correct the day of sending (on) or that of the session.",
    ),
    "ItemNamedTwice": Message(
        fr="L'ordre du jour de la séance « {session} » nomme deux fois le point « {item} ».",
        en="The agenda of session “{session}” names item “{item}” twice.",
        remedy_fr="Donnez à chaque point un nom à lui.",
        remedy_en="Give each item a name of its own.",
    ),
    "NoSecondConvocation": Message(
        fr="La séance « {session} » ne peut se passer de quorum à la suite de la séance « {first} » : il faut une "
        "première séance du même organe, arrêtée faute de quorum.",
        en="Session “{session}” cannot do without a quorum after session “{first}”: it takes a prior session of "
        "the same body, stopped for lack of a quorum.",
        remedy_fr="Constatez d'abord l'absence de quorum (recordLackOfQuorum), ou convoquez une séance ordinaire.",
        remedy_en="Record the lack of quorum beforehand (recordLackOfQuorum), or convene an ordinary session.",
    ),
    "FirstConvocationIrregular": Message(
        fr="La séance « {first} » a été convoquée avec {given} jours francs au lieu de {needed} : la séance "
        "« {session} » ne peut se passer de quorum à sa suite.",
        en="Session “{first}” was convened with {given} clear days instead of {needed}: session “{session}” cannot "
        "do without a quorum after it.",
        remedy_fr="Convoquez une séance ordinaire, avec quorum.",
        remedy_en="Convene an ordinary session, which needs a quorum.",
    ),
    "SecondSessionTooEarly": Message(
        fr="La séance « {session} », convoquée le {sent_on} pour le {held_on}, vient trop tôt : pas avant le "
        "{earliest}, et convoquée après la séance sans quorum.",
        en="Session “{session}”, convened on {sent_on} for {held_on}, comes too early: not until {earliest}, and "
        "convened after the session that lacked a quorum.",
        remedy_fr="Convoquez-la pour ce jour ou plus tard.",
        remedy_en="Convene it for that day or later.",
    ),
    "NotInSeveralPlaces": Message(
        fr="Le point « {item} » de la séance « {session} » ({nature}) ne peut être traité en plusieurs lieux par "
        "visioconférence.",
        en="Item “{item}” of session “{session}” ({nature}) cannot be dealt with in several places by videoconference.",
        remedy_fr="Réunissez l'assemblée en un seul lieu, ou retirez ce point de l'ordre du jour.",
        remedy_en="Hold the session in one place, or take the item off the agenda.",
    ),
    # -- refusals: the sitting --
    "SessionNotOpened": Message(
        fr="La séance « {session} » n'a pas été ouverte.",
        en="Session “{session}” was not opened.",
        remedy_fr="Enregistrez d'abord son ouverture (openSession).",
        remedy_en="Record its opening beforehand (openSession).",
    ),
    "SessionOpenedAlready": Message(
        fr="La séance « {session} » est déjà ouverte, le {opened_on}.",
        en="Session “{session}” is open already, on {opened_on}.",
        remedy_fr="Corrigez l'ouverture enregistrée (rectify), ou enregistrez une arrivée (recordMemberArrival).",
        remedy_en="Correct the recorded opening (rectify), or record an arrival (recordMemberArrival).",
    ),
    "NotOnThatDay": Message(
        fr="La séance « {session} » se tient le {held_on} ; le {on} ne convient pas.",
        en="Session “{session}” is held on {held_on}; {on} does not fit.",
        remedy_fr="Datez du jour de la séance ce qui s'y passe, et d'un jour ultérieur ce qui la suit.",
        remedy_en="Date what happens at the session on its day, and what follows it later.",
    ),
    "NotOnTheAgenda": Message(
        fr="L'ordre du jour de la séance « {session} » n'a pas de point « {item} ».",
        en="The agenda of session “{session}” has no item “{item}”.",
        remedy_fr="Choisissez l'un de ses points : {known}.",
        remedy_en="Choose one of its items: {known}.",
    ),
    "NoRightToSit": Message(
        fr="La personne {person} n'a aucun siège à occuper à la séance « {session} » : ni le sien, ni celui d'un "
        "titulaire absent de son membre.",
        en="Person {person} has no seat to sit in at session “{session}”: no seat held, nor that of an absent full "
        "delegate of the same member.",
        remedy_fr="Enregistrez son siège (fillSeat), nommez le siège suppléé, ou inscrivez-la invitée.",
        remedy_en="Record the seat (fillSeat), name the seat of the absent one, or enter a guest.",
    ),
    "SeatTakenTwice": Message(
        fr="Au point « {item} » de la séance « {session} », plusieurs personnes occupent le siège {seat} : {people}.",
        en="At item “{item}” of session “{session}”, several people sit in seat {seat}: {people}.",
        remedy_fr="Un suppléant ne siège qu'en l'absence du titulaire : enregistrez le départ de l'un ou de l'autre.",
        remedy_en="An alternate sits only while the full delegate is away: record which of them leaves.",
    ),
    "ComingsContradict": Message(
        fr="Mouvement impossible de la personne {person} avant le point « {item} » de la séance « {session} » : "
        "{movement}.",
        en="Impossible movement of person {person} ahead of item “{item}” of session “{session}”: {movement}.",
        remedy_fr="On n'arrive qu'absent et on ne part que présent : vérifiez les présences déjà enregistrées.",
        remedy_en="Only the absent arrive and only the present leave: check the attendance on file.",
    ),
    "ChairNotPresent": Message(
        fr="La personne {person}, qui présiderait la séance « {session} », n'est pas parmi les présents.",
        en="Person {person}, who would chair session “{session}”, is not among those present.",
        remedy_fr="Inscrivez-la parmi les présents, ou nommez qui a présidé.",
        remedy_en="Enter that person among those present, or name who did preside.",
    ),
    "PlaceNotConvened": Message(
        fr="La convocation de la séance « {session} » ne prévoit pas le lieu « {place} ».",
        en="The convocation of session “{session}” does not provide for place “{place}”.",
        remedy_fr="Choisissez l'un des lieux de la convocation, ou corrigez-la.",
        remedy_en="Choose one of the places of the convocation, or correct it.",
    ),
    "InvalidProxy": Message(
        fr="Le pouvoir de la personne {giver} à la séance « {session} » ne vaut pas : {fault}.",
        en="The proxy of person {giver} at session “{session}” does not hold: {fault}.",
        remedy_fr="Un absent donne pouvoir à un présent, chacun titulaire, un seul pouvoir par porteur, révocable.",
        remedy_en="An absent member gives one to a present one, both full members, one for each bearer, revocable.",
    ),
    "UrgencyNotClaimed": Message(
        fr="La séance « {session} » n'a pas été convoquée en urgence.",
        en="Session “{session}” was not convened in urgency.",
        remedy_fr="Corrigez la convocation (urgent), ou ne ratifiez rien.",
        remedy_en="Correct the convocation (urgent), or ratify nothing.",
    ),
    "ClosedSessionUnfounded": Message(
        fr="Le huis clos de la séance « {session} » n'est pas fondé : {fault}.",
        en="The closed session of “{session}” is unfounded: {fault}.",
        remedy_fr="Nommez qui l'a demandé (cinq membres ou le président) et le compte des voix.",
        remedy_en="Name who asked for it (five members or the president) and the count of voices.",
    ),
    "QuorumWasReached": Message(
        fr="Le quorum de la séance « {session} » est atteint au point « {item} » : {present} membres présents.",
        en="Session “{session}” has a quorum at item “{item}”: {present} members present.",
        remedy_fr="Enregistrez d'abord les départs (recordMemberDeparture), ou corrigez les présences.",
        remedy_en="Record who left beforehand (recordMemberDeparture), or correct the attendance.",
    ),
    # -- refusals: votes --
    "VoteWithoutQuorum": Message(
        fr="Pas de vote au point « {item} » de la séance « {session} » : {present} membres présents, il en faut "
        "{needed} (les pouvoirs ne comptent pas).",
        en="No vote on item “{item}” of session “{session}”: {present} members present, {needed} needed (proxies do "
        "not count).",
        remedy_fr="Constatez l'absence de quorum (recordLackOfQuorum) et convoquez à nouveau (conveneSession).",
        remedy_en="Record the lack of quorum (recordLackOfQuorum) and convene again (conveneSession).",
    ),
    "CouldNotVote": Message(
        fr="La personne {person} ne pouvait voter au point « {item} » de la séance « {session} » : {ground}.",
        en="Person {person} could not vote on item “{item}” of session “{session}”: {ground}.",
        remedy_fr="Retirez son nom, ou complétez les présences et les pouvoirs.",
        remedy_en="Take the name out, or complete the attendance and the proxies.",
    ),
    "TooManyVoices": Message(
        fr="{counted} voix comptées au point « {item} » de la séance « {session} », pour {voices} voix possibles "
        "(présents et représentés, sans les déports).",
        en="{counted} voices counted on item “{item}” of session “{session}”, where {voices} are possible (present "
        "and represented, without those recused).",
        remedy_fr="Corrigez les totaux, ou complétez les présences et les pouvoirs.",
        remedy_en="Correct the totals, or complete the attendance and the proxies.",
    ),
    "UnlawfulBallot": Message(
        fr="Le vote du point « {item} » de la séance « {session} » n'est pas en forme : {fault}.",
        en="The vote on item “{item}” of session “{session}” is not in due form: {fault}.",
        remedy_fr="Corrigez le mode de scrutin, les noms ou les totaux (voir CGCT L2121-20 et L2121-21).",
        remedy_en="Correct the mode of the ballot, the names or the totals (see CGCT L2121-20 and L2121-21).",
    ),
    "VotedTwice": Message(
        fr="Le point « {item} » de la séance « {session} », tour {round}, a déjà un résultat (écriture {entry}).",
        en="Item “{item}” of session “{session}”, round {round}, has a result already (entry {entry}).",
        remedy_fr="Corrigez ce résultat (rectify), ou dites ce qui est mis aux voix (subject).",
        remedy_en="Correct that result (rectify), or say what is put to the vote (subject).",
    ),
    "ConferenceOnlyAdvises": Message(
        fr="La conférence des maires ne décide rien au point « {item} » de la séance « {session} » : elle donne un "
        "avis.",
        en="The mayors' conference decides nothing on item “{item}” of session “{session}”: it gives an opinion.",
        remedy_fr="Enregistrez ce vote comme un avis (opinion).",
        remedy_en="Record the vote as an opinion (opinion).",
    ),
    "ItemPutOff": Message(
        fr="Le point « {item} » de la séance « {session} » a été renvoyé à plus tard : il ne s'y vote pas.",
        en="Item “{item}” of session “{session}” was put off until later: no vote there.",
        remedy_fr="Enregistrez le vote à la séance où il a eu lieu, ou corrigez le renvoi (rectify).",
        remedy_en="Record the vote at the session where it took place, or correct what put it off (rectify).",
    ),
    # -- cautions --
    "ShortNotice": Message(
        fr="La séance « {session} » a été convoquée avec {given} jours francs au lieu de {needed} : ses "
        "délibérations sont fragiles.",
        en="Session “{session}” was convened with {given} clear days instead of {needed}: its deliberations are at "
        "risk.",
        remedy_fr="Reportez la séance, ou invoquez l'urgence si elle est fondée.",
        remedy_en="Put the session off, or claim urgency if it is well founded.",
    ),
    "NoExplanatoryNote": Message(
        fr="Aucune note explicative de synthèse n'accompagne la convocation de la séance « {session} ».",
        en="No explanatory note came with the convocation of session “{session}”.",
        remedy_fr="Envoyez-la dans le délai de convocation.",
        remedy_en="Send it within the delay of the convocation.",
    ),
    "RequestedSessionLate": Message(
        fr="La séance « {session} », demandée par qui en a le droit, devait se tenir au plus tard le {due}.",
        en="Session “{session}”, duly requested, was to be held by {due}.",
    ),
    "ConferenceAskedTooOften": Message(
        fr="La séance « {session} » est la {times}e de l'année demandée par un tiers des maires ; ils peuvent en "
        "demander {limit}.",
        en="Session “{session}” is number {times} of the year at the request of a third of the mayors, who may ask "
        "for {limit}.",
    ),
    "RemoteSittingUncertain": Message(
        fr="La séance « {session} » se tient en plusieurs lieux : il n'est pas certain qu'un syndicat mixte le puisse.",
        en="Session “{session}” is held in several places: whether a joint syndicate may do so is uncertain.",
        remedy_fr="Demandez conseil ; réunissez l'assemblée en un même lieu au moins une fois par semestre.",
        remedy_en="Take advice; hold a session in one place at least once every half-year.",
    ),
    "ItemsNewAtSecondSession": Message(
        fr="La séance « {session} » ajoute à l'ordre du jour de la séance « {first} » : {items}. Pour ces points, "
        "l'absence de quorum est contestable.",
        en="Session “{session}” adds to the agenda of session “{first}”: {items}. For these, doing without a quorum "
        "can be contested.",
        remedy_fr="Réservez-les à une séance ordinaire.",
        remedy_en="Keep them for an ordinary session.",
    ),
    "AlternateNotCalled": Message(
        fr="La personne {giver} a donné pouvoir à la séance « {session} » alors que des suppléants de son membre "
        "n'y sont pas : {alternates}.",
        en="Person {giver} gave a proxy at session “{session}” though alternates of the same member are not there: "
        "{alternates}.",
        remedy_fr="L'usage appelle d'abord le suppléant, et le pouvoir à défaut.",
        remedy_en="Custom calls the alternate ahead of a proxy.",
    ),
    "ReplacedByOwnRules": Message(
        fr="La personne {person} occupe le siège {seat} d'un absent à la séance « {session} » : seul le règlement "
        "de l'organe peut le permettre.",
        en="Person {person} sits in seat {seat} of an absent member at session “{session}”: only the body's own rules "
        "can allow it.",
    ),
    "UrgencyNotYetRatified": Message(
        fr="La séance « {session} » a été convoquée en urgence, et l'assemblée ne s'est pas encore prononcée sur "
        "l'urgence avant le vote du point « {item} ».",
        en="Session “{session}” was convened in urgency, and no ruling on the urgency is on file ahead of the vote on "
        "item “{item}”.",
        remedy_fr="Enregistrez sa ratification (ratifyUrgency), à l'ouverture de la séance.",
        remedy_en="Record its ratification (ratifyUrgency), at the opening of the session.",
    ),
    "QuorumLeftToOwnRules": Message(
        fr="Au point « {item} » de la séance « {session} », {present} membres présents pour {needed} : hors "
        "délégation, le règlement du bureau décide du quorum.",
        en="At item “{item}” of session “{session}”, {present} members present for {needed}: without a delegation, "
        "the bureau's own rules decide on the quorum.",
    ),
    "AdvisoryBodyVoted": Message(
        fr="Le vote du point « {item} » de la séance « {session} » ne décide rien : l'organe est consultatif.",
        en="The vote on item “{item}” of session “{session}” decides nothing: the body only advises.",
        remedy_fr="Enregistrez-le comme un avis (opinion).",
        remedy_en="Record it as an opinion (opinion).",
    ),
    "ReadByFewer": Message(
        fr="Ce fait de la séance « {session} » sera lu par moins de personnes que sa convocation : aux autres, le "
        "quorum et les votes seront montrés sans lui.",
        en="Fewer will read this fact of session “{session}” than its convening: to the others, the quorum and the "
        "votes are shown without it.",
        remedy_fr="Enregistrez-le pour les mêmes lecteurs que la convocation (visibility), sauf raison contraire.",
        remedy_en="Record it for the readers of the convening (visibility), unless there is a reason not to.",
    ),
    "PublishedLate": Message(
        fr="Pour la séance « {session} », la publication était due le {due} au plus tard.",
        en="For session “{session}”, publication was due on {due}.",
    ),
    "MinutesNotApproved": Message(
        fr="Aucune approbation du procès-verbal de la séance « {session} » n'est connue avant sa publication.",
        en="No approval of the minutes of session “{session}” is known ahead of their publication.",
        remedy_fr="Enregistrez-la (approveMinutes).",
        remedy_en="Record it (approveMinutes).",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "SessionConvened": Message(
        fr="Convocation {body:de}, envoyée le {on}, pour la séance « {session} » du {held_on}{starts_at: à @}"
        "{places:. Lieux : @}. Ordre du jour : {agenda}. Initiative : {initiative}{requested_on:, demandée le @}"
        "{urgent:. Urgence : @}{small:. Aucune commune de 3 500 habitants : @}{second_of:. Seconde convocation après @}"
        "{note_sent:. Note explicative : @}.",
        en="Convocation of {body}, sent on {on}, for session “{session}” of {held_on}{starts_at: at @}"
        "{places:. Places: @}. Agenda: {agenda}. Initiative: {initiative}{requested_on:, requested on @}"
        "{urgent:. Urgency: @}{small:. No commune of 3,500 inhabitants: @}{second_of:. Second convocation after @}"
        "{note_sent:. Explanatory note: @}.",
    ),
    "SessionOpened": Message(
        fr="Ouverture de la séance « {session} » le {on}, présidée par {chair}{secretary:, secrétaire @}. "
        "Présents ({present:#}) : {present}{excused:. Excusés : @}{proxies:. Pouvoirs : @}{guests:. Invités : @}.",
        en="Session “{session}” opened on {on}, chaired by {chair}{secretary:, secretary @}. Present ({present:#}): "
        "{present}{excused:. Excused: @}{proxies:. Proxies: @}{guests:. Guests: @}.",
    ),
    "MemberArrived": Message(
        fr="Séance « {session} » du {on} : {attendance} arrive avant le point « {before} ».",
        en="Session “{session}” of {on}: {attendance} arrives ahead of item “{before}”.",
    ),
    "MemberLeft": Message(
        fr="Séance « {session} » du {on} : {person} part avant le point « {before} ».",
        en="Session “{session}” of {on}: {person} leaves ahead of item “{before}”.",
    ),
    "ProxyGiven": Message(
        fr="Séance « {session} » du {on}, avant le point « {before} », pouvoir : {proxy}.",
        en="Session “{session}” of {on}, ahead of item “{before}”, proxy: {proxy}.",
    ),
    "ProxyRevoked": Message(
        fr="Séance « {session} » du {on} : {giver} révoque son pouvoir avant le point « {before} ».",
        en="Session “{session}” of {on}: {giver} revokes the proxy ahead of item “{before}”.",
    ),
    "RecusalRecorded": Message(
        fr="Séance « {session} » du {on} : {person} ne prend pas part au point « {item} » ({ground})"
        "{left_room:. Sortie de la salle : @}.",
        en="Session “{session}” of {on}: {person} takes no part in item “{item}” ({ground})"
        "{left_room:. Left the room: @}.",
    ),
    "ClosedSessionDecided": Message(
        fr="Séance « {session} » du {on} : huis clos pour {items}, à la demande de {asked_by}. Voix pour : "
        "{votes_for}, contre : {votes_against}, abstentions : {abstentions}.",
        en="Session “{session}” of {on}: closed session for {items}, at the request of {asked_by}. For: {votes_for}, "
        "against: {votes_against}, abstentions: {abstentions}.",
    ),
    "VoteTaken": Message(
        fr="Séance « {session} » du {on}, point « {item} »{subject:, « @ »}{opinion:, avis : @}. {mode}, tour {round}"
        "{requested_by:, demandé par @ membres}{waived:, secret levé par tous : @}. Pour : {votes_for}, contre : "
        "{votes_against}, abstentions : {abstentions}, blancs : {blank}{casting_vote:, voix prépondérante : @}. "
        "Majorité : {majority}{voices:. Votants : @}.",
        en="Session “{session}” of {on}, item “{item}”{subject:, “@”}{opinion:, opinion: @}. {mode}, round {round}"
        "{requested_by:, requested by @ members}{waived:, secrecy waived by all: @}. For: {votes_for}, against: "
        "{votes_against}, abstentions: {abstentions}, blank: {blank}{casting_vote:, casting vote: @}. "
        "Majority: {majority}{voices:. Voters: @}.",
    ),
    "UrgencyRatified": Message(
        fr="L'assemblée s'est prononcée sur l'urgence de la séance « {session} » le {on}{deferred:. Renvoyés : @}.",
        en="The assembly ruled on the urgency of session “{session}” on {on}{deferred:. Put off: @}.",
    ),
    "QuorumNotReached": Message(
        fr="Séance « {session} » du {on} : le quorum n'est pas atteint avant le point « {before} ».",
        en="Session “{session}” of {on}: no quorum ahead of item “{before}”.",
    ),
    "SessionAdjourned": Message(
        fr="Séance « {session} » renvoyée le {on} à partir du point « {before} »{resumes_on:, reprise le @}"
        "{reason:. « @ »}.",
        en="Session “{session}” put off on {on} as of item “{before}”{resumes_on:, to resume on @}{reason:. “@”}.",
    ),
    "SessionEnded": Message(
        fr="Fin de la séance « {session} » le {on}{ended_at: à @}.",
        en="End of session “{session}” on {on}{ended_at: at @}.",
    ),
    "MinutesApproved": Message(
        fr="Le procès-verbal de la séance « {session} » est approuvé le {on}{approved_at:, à la séance @}.",
        en="The minutes of session “{session}” were approved on {on}{approved_at:, at session @}.",
    ),
    "MinutesPublished": Message(
        fr="Le procès-verbal de la séance « {session} » est publié le {on}.",
        en="The minutes of session “{session}” were published on {on}.",
    ),
    "DeliberationListPublished": Message(
        fr="La liste des délibérations examinées à la séance « {session} » est publiée le {on}.",
        en="The list of the deliberations examined at session “{session}” was published on {on}.",
    ),
    "ConferenceOpinionSent": Message(
        fr="L'avis rendu au point « {item} » de la séance « {session} » est adressé à tous les conseillers "
        "municipaux le {on}.",
        en="The opinion on item “{item}” of session “{session}” was sent to all municipal councillors on {on}.",
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "AgendaItem": Message(
        fr="{item} « {title} » ({nature}{themes:, thèmes : @}{under_delegation:, par délégation : @})",
        en="{item} “{title}” ({nature}{themes:, themes: @}{under_delegation:, under delegation: @})",
    ),
    "SessionAttendance": Message(
        fr="{person}{in_place_of: (au siège @)}{place: depuis « @ »}",
        en="{person}{in_place_of: (in seat @)}{place: from “@”}",
    ),
    "SessionProxy": Message(
        fr="{giver} à {bearer} (séance {consecutive} du pouvoir{illness:, maladie : @})",
        en="{giver} to {bearer} (session {consecutive} of the proxy{illness:, illness: @})",
    ),
    "RollCallVoice": Message(fr="{person} : {choice}", en="{person}: {choice}"),
}

LABELS: Final = sessions_labels.LABELS
