"""What the page of governance and its pictures say."""

from typing import Final

WORDS: Final = {
    "site.scene.title": ("Gouvernance", "Governance"),
    "scene.lead": (
        "Qui siège, au nom de qui, depuis quand et par quel acte ; et ce que recommande la gouvernance du SCoT.",
        "Who sits, on whose behalf, since when and by which act; and what the SCoT's governance recommends.",
    ),
    "scene.roster": ("Composition", "Composition"),
    "scene.checks": ("Vérifications de gouvernance", "Governance checks"),
    "scene.missing": ("Ce qui manque", "What is missing"),
    "scene.history": ("Dans le temps", "Over time"),
    "scene.term": ("Mandat ouvert le {opened}", "Term opened on {opened}"),
    "scene.no_term": ("Aucun mandat en cours à cette date.", "No term runs on this day."),
    "scene.gaps_one": ("1 point manquant", "1 gap"),
    "scene.gaps": ("{count} points manquants", "{count} gaps"),
    "seat": ("Siège", "Seat"),
    "seat.holder": ("Titulaire", "Holder"),
    "seat.member": ("Au nom de", "On behalf of"),
    "seat.since": ("Depuis", "Since"),
    "seat.act": ("Acte", "Act"),
    "seat.entry": ("Entrée", "Entry"),
    "seat.vacant": ("vacant", "vacant"),
    "seat.prevented": ("empêché", "prevented"),
    "seat.acting": ("suppléance : {name}", "acting: {name}"),
    "map.title": ("Plan de table de l'organe {body}", "Seat map of {body}"),
    "map.desc": (
        "{held} sièges pourvus sur {total}, {vacant} vacants. Couleurs et lettres disent l'EPCI représenté.",
        "{held} of {total} seats held, {vacant} vacant. Colours and letters tell the EPCI represented.",
    ),
    "map.legend": ("EPCI représentés", "EPCIs represented"),
    "map.nobody": ("sans EPCI désigné", "no EPCI named"),
}
