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
}
