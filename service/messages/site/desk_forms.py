"""The words of each form of the desk: its title, its groups, its fields and their help."""

from typing import Final

WORDS: Final = {
    # -- what several forms say
    "desk.group.act": ("Date et acte", "Date and act"),
    "desk.group.who": ("Qui", "Who"),
    "desk.group.ballot": ("Scrutin", "Ballot"),
    "desk.group.what": ("Quoi", "What"),
    "desk.field.on": ("Date d'effet", "Day of effect"),
    "desk.field.on.help": ("Le jour où cela prend effet en droit.", "The day on which it takes legal effect."),
    "desk.field.act_kind": ("Nature de l'acte", "Kind of act"),
    "desk.field.act_date": ("Date de l'acte", "Date of the act"),
    "desk.field.act_number": ("Numéro", "Number"),
    "desk.field.act_title": ("Intitulé de l'acte", "Title of the act"),
    "desk.field.act_title.help": ("Sans nom de personne : l'intitulé est public.", "No person's name: it is public."),
    "desk.field.act_url": ("Adresse du document", "Address of the document"),
    "desk.field.visibility": ("Qui peut le lire", "Who may read it"),
    "desk.field.seat": ("Siège", "Seat"),
    "desk.field.person": ("Personne", "Person"),
    "desk.field.manner": ("Mode", "Manner"),
    "desk.field.round": ("Tour décisif", "Decisive round"),
    "desk.field.cast": ("Votants", "Votes cast"),
    "desk.field.for": ("Voix obtenues", "Votes for"),
    "desk.field.blank": ("Bulletins blancs ou nuls", "Blank or void votes"),
    "desk.field.themes": ("Thèmes", "Themes"),
    # -- a resignation
    "desk.resignation.title": ("Démission", "Resignation"),
    "desk.resignation.lead": (
        "Une lettre de démission reçue, ou une démission acceptée qui laisse le siège vacant.",
        "A letter of resignation received, or an accepted one that leaves the seat vacant.",
    ),
    "desk.resignation.seat": ("Siège quitté", "Seat that is left"),
    "desk.resignation.step": ("Étape", "Step"),
    "desk.resignation.step.accepted": (
        "La démission est définitive : le siège devient vacant",
        "The resignation is final: the seat falls vacant",
    ),
    "desk.resignation.step.tendered": (
        "La lettre est reçue : rien n'est encore vacant",
        "The letter was received: nothing is vacant yet",
    ),
    # -- a seat filled
    "desk.election.title": ("Siège pourvu", "Seat filled"),
    "desk.election.lead": (
        "Une élection, une désignation ou un siège de droit, avec les totaux du scrutin.",
        "An election, a designation or a seat by law, with the totals of the ballot.",
    ),
    # -- a delegation
    "desk.delegation.title": ("Arrêté de délégation", "Order of delegation"),
    "desk.delegation.lead": (
        "Une délégation de fonctions à un élu, par thèmes, ou de signature à un agent.",
        "A delegation of functions to an elected person, by themes, or of signature to somebody of the staff.",
    ),
    "desk.delegation.kind": ("Délégation", "Delegation"),
    "desk.delegation.kind.functions": ("De fonctions, à un élu", "Of functions, to an elected person"),
    "desk.delegation.kind.signature": ("De signature, à un agent", "Of signature, to somebody of the staff"),
    "desk.delegation.function": ("Emploi de l'agent", "Post of the staff member"),
    "desk.delegation.function.help": ("Pour une délégation de signature.", "For a delegation of signature."),
    "desk.delegation.powers": ("Attributions de l'assemblée", "Powers of the assembly"),
    "desk.delegation.limit": ("Plafond en euros", "Limit in euros"),
    "desk.delegation.limit.help": ("En chiffres : 90000.", "In digits: 90000."),
    "desk.delegation.text": ("Étendue, en toutes lettres", "Extent, in words"),
    "desk.delegation.until": ("Jusqu'au (exclu)", "Until (excluded)"),
    # -- a question put to arbitration
    "desk.question.title": ("Arbitrage ouvert", "Arbitration opened"),
    "desk.question.lead": (
        "Une question sensible est soumise aux présidents des EPCI concernés.",
        "A sensitive question is put to the presidents of the EPCIs concerned.",
    ),
    "desk.question.subject": ("Objet", "Subject"),
    "desk.question.question": ("Question posée", "Question put"),
    "desk.question.options": ("Options, une par ligne", "Options, one on each line"),
    "desk.question.parties": ("Parties", "Parties"),
    # -- an arbitration settled
    "desk.settlement.title": ("Arbitrage tranché", "Arbitration settled"),
    "desk.settlement.lead": (
        "L'issue d'un arbitrage ouvert : une option ou un compromis, ses motifs et ses conditions.",
        "The outcome of an open arbitration: an option or a compromise, its reasons and its conditions.",
    ),
    "desk.settlement.settled": ("Issue", "Outcome"),
    "desk.settlement.compromise": ("Compromis en d'autres termes", "Compromise in other words"),
    "desk.settlement.compromise.help": (
        "Si aucune des options n'est retenue telle quelle.",
        "If none of the options is taken as it stands.",
    ),
    "desk.settlement.agreement": ("Accord", "Agreement"),
    "desk.settlement.reasons": ("Motifs", "Reasons"),
    "desk.settlement.conditions": ("Conditions, une par ligne", "Conditions, one on each line"),
    "desk.settlement.reviewOn": ("À revoir le", "To be reviewed on"),
    # -- a review
    "desk.review.title": ("Revue de projet conclue", "Project review concluded"),
    "desk.review.lead": (
        "Un projet passe en revue : soutenu, soutenu sous conditions, à retravailler ou contraire à la stratégie.",
        "A project is reviewed: supported, supported with conditions, to be reworked or contrary to the strategy.",
    ),
    "desk.review.subject": ("Projet", "Project"),
    "desk.review.held": ("Revue du {on} à conclure : {title}", "Review of {on} to conclude: {title}"),
    "desk.review.committee": ("Instance", "Body"),
    "desk.review.group.people": ("Participants", "Participants"),
    "desk.review.row.people": ("Participant {number}", "Participant {number}"),
    "desk.review.group.conclusion": ("Conclusion", "Conclusion"),
    "desk.review.outcome": ("Avis", "Outcome"),
    "desk.review.reasons": ("Motifs", "Reasons"),
    "desk.review.group.conditions": ("Conditions", "Conditions"),
    "desk.review.row.conditions": ("Condition {number}", "Condition {number}"),
    "desk.review.text": ("Ce qui est demandé", "What is asked"),
    "desk.review.owner": ("À la charge de", "Whose task"),
    "desk.review.due": ("Échéance", "Due on"),
    # -- a briefing
    "desk.briefing.title": ("Conseils municipaux informés", "Municipal councils briefed"),
    "desk.briefing.lead": (
        "La stratégie a été présentée à un ou plusieurs conseils.",
        "The strategy was presented to one or several councils.",
    ),
    "desk.briefing.communes": ("Conseils informés", "Councils briefed"),
    "desk.briefing.done": ("déjà informé", "briefed before"),
    "desk.briefing.materials": ("Supports, un par ligne", "Materials, one on each line"),
    "desk.briefing.attendees": ("Présents", "Attendees"),
    "desk.briefing.group.by": ("Par qui", "By whom"),
    "desk.briefing.row.by": ("Intervenant {number}", "Speaker {number}"),
    # -- a rectification
    "desk.rectification.title": ("Rectification d'une écriture", "Rectification of an entry"),
    "desk.rectification.lead": (
        "Une écriture était fausse : elle est rectifiée, et ce qui était vrai prend sa place.",
        "An entry was wrong: it is corrected, and what was true takes its place.",
    ),
    "desk.rectification.link": ("Rectifier cette écriture", "Correct this entry"),
    "desk.rectification.which": ("Numéro de l'écriture", "Number of the entry"),
    "desk.rectification.which.help": (
        "Il figure au journal ; chaque écriture a un lien pour la rectifier.",
        "The journal shows it; each entry has a link to correct it.",
    ),
    "desk.rectification.show": ("Voir cette écriture", "Show this entry"),
    "desk.rectification.none": (
        "Aucune écriture de ce numéro ne peut être rectifiée.",
        "No entry of that number can be corrected.",
    ),
    "desk.rectification.reason": ("Motif", "Reason"),
    "desk.rectification.reason.help": ("Public : sans donnée personnelle.", "Public: no personal data."),
    "desk.rectification.how": ("Ce qui la remplace", "What takes its place"),
    "desk.rectification.how.nothing": ("Rien : cela n'a pas eu lieu", "Nothing: it did not take place"),
    "desk.rectification.how.corrected": (
        "La même chose, à une autre date ou avec une autre personne",
        "The same, on another day or with another person",
    ),
    "desk.rectification.newOn": ("Vraie date d'effet", "True day of effect"),
    "desk.rectification.person": ("Vraie personne", "True person"),
    "desk.problem.nothing_corrected": ("Rien n'est corrigé.", "Nothing is corrected."),
    "desk.problem.nothing_corrected.remedy": (
        "Donnez la vraie date, la vraie personne, ou choisissez que rien ne remplace l'écriture.",
        "Give the true day or the true person, or choose that nothing takes its place.",
    ),
    # -- an installation
    "desk.installation.title": ("Séance d'installation", "Installation sitting"),
    "desk.installation.lead": (
        (
            "Le nouveau mandat s'ouvre : l'assemblée et ses délégués, le président, les vice-présidents dans leur "
            "rang, les autres membres. Un seul acte, une seule liste d'écritures."
        ),
        (
            "The new term opens: the assembly and its delegates, the president, the vice-presidents in rank, the other "
            "members. One act, one list of entries."
        ),
    ),
    "desk.installation.group.term": ("Mandat", "Term"),
    "desk.installation.term": ("Nom du mandat", "Name of the term"),
    "desk.installation.term.help": (
        "Court, en chiffres et tirets : 2026-2032. Celui de l'assemblée et celui du bureau sont le même.",
        "Short, in digits and hyphens: 2026-2032. The assembly and its bureau have the same.",
    ),
    "desk.installation.bureau": ("Instance formée", "Body that is formed"),
    "desk.installation.member": ("Au nom de", "On behalf of"),
    "desk.installation.group.president": ("Président", "President"),
    "desk.installation.row.president": ("Président ou présidente", "President"),
    "desk.installation.group.vices": ("Vice-présidents, dans l'ordre du tableau", "Vice-presidents, in rank"),
    "desk.installation.row.vices": ("Vice-présidence n° {number}", "Vice-president no. {number}"),
    "desk.installation.group.others": ("Autres membres", "Other members"),
    "desk.installation.row.others": ("Membre n° {number}", "Member no. {number}"),
    "desk.installation.group.assembly": ("Assemblée", "Assembly"),
    "desk.installation.assembly": (
        "Installer aussi l'assemblée : son mandat en cours prend fin, et celui du bureau avec lui",
        "Install the assembly too: its running term ends, and that of the bureau with it",
    ),
    "desk.installation.group.delegates": ("Délégués désignés par les membres", "Delegates designated by the members"),
    "desk.installation.group.added": ("Sièges de délégué nouveaux", "New delegates' seats"),
    "desk.installation.row.added": ("Siège nouveau n° {number}", "New seat no. {number}"),
    "desk.problem.nobody_installed": ("Rien n'est installé.", "Nothing is installed."),
    "desk.problem.nobody_installed.remedy": (
        "Nommez le président et les vice-présidents, ou cochez que l'assemblée est installée.",
        "Name the president and the vice-presidents, or tick that the assembly is installed.",
    ),
    # -- a sitting
    "desk.sitting.title": ("Séance", "Sitting"),
    "desk.sitting.lead": (
        (
            "Se prépare en brouillon (convocation, ordre du jour), se complète en séance (présents, votes, décisions), "
            "s'enregistre en une fois."
        ),
        (
            "Prepared as a draft (convocation, agenda), completed at the sitting (who is there, votes, decisions), "
            "recorded at once."
        ),
    ),
    "desk.sitting.group.convocation": ("Convocation", "Convocation"),
    "desk.sitting.sent": ("Convocation envoyée le", "Convocation sent on"),
    "desk.sitting.held": ("Séance du", "Sitting of"),
    "desk.sitting.starts": ("Heure", "Time"),
    "desk.sitting.starts.help": ("Comme 18:30.", "Such as 18:30."),
    "desk.sitting.places": ("Lieux, un par ligne", "Places, one on each line"),
    "desk.sitting.letter": ("Numéro de la convocation", "Number of the convocation"),
    "desk.sitting.note": ("Une note de synthèse est jointe (CGCT L2121-12)", "An explanatory note comes with it"),
    "desk.sitting.urgent": ("Convocation d'urgence", "Convened in urgency"),
    "desk.sitting.group.agenda": ("Ordre du jour, votes et décisions", "Agenda, votes and decisions"),
    "desk.sitting.row.agenda": ("Point {number}", "Item {number}"),
    "desk.sitting.heading": ("Intitulé", "Title"),
    "desk.sitting.nature": ("Nature", "Nature"),
    "desk.sitting.mode": ("Vote", "Vote"),
    "desk.sitting.mode.help": ("Vide : le point n'est pas mis aux voix.", "Empty: the item is not put to the vote."),
    "desk.sitting.for": ("Pour", "For"),
    "desk.sitting.against": ("Contre", "Against"),
    "desk.sitting.abstentions": ("Abstentions", "Abstentions"),
    "desk.sitting.blank": ("Blancs ou nuls", "Blank or void"),
    "desk.sitting.number": ("Numéro de la délibération", "Number of the deliberation"),
    "desk.sitting.outcome": ("Issue", "Outcome"),
    "desk.sitting.outcome.adopted": ("Adoptée", "Adopted"),
    "desk.sitting.outcome.rejected": ("Rejetée", "Rejected"),
    "desk.sitting.matter": ("Matière (nomenclature ACTES)", "Matter (ACTES nomenclature)"),
    "desk.sitting.matter.help": ("Comme 5.7.", "Such as 5.7."),
    "desk.sitting.group.there": ("Présences", "Attendance"),
    "desk.sitting.presence": ("Présence", "Presence"),
    "desk.sitting.present": ("Présent", "Present"),
    "desk.sitting.excused": ("Excusé", "Excused"),
    "desk.sitting.bearer": ("A donné pouvoir à", "Gave proxy to"),
    "desk.sitting.group.room": ("Déroulement", "Course"),
    "desk.sitting.chair": ("Présidence", "Chair"),
    "desk.sitting.secretary": ("Secrétaire de séance", "Secretary"),
    "desk.sitting.ended": ("Levée à", "Ended at"),
    "desk.sitting.act_number": ("Numéro du procès-verbal", "Number of the minutes"),
    "desk.problem.no_agenda": ("L'ordre du jour est vide.", "The agenda is empty."),
    "desk.problem.no_agenda.remedy": ("Donnez au moins un point.", "Give at least one item."),
    "desk.problem.no_chair": ("Personne ne préside.", "Nobody chairs."),
    "desk.problem.no_chair.remedy": ("Choisissez qui préside.", "Choose who chairs."),
}
