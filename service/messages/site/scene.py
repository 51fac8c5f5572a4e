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
    "scene.history_desc": ("{count} jours de changement", "{count} days of change"),
    "scene.slide": ("Parcourir les jours de changement", "Go through the days of change"),
    "scene.changes": ("Tous les changements", "All changes"),
    "change.STOPPED_ACTING": ("fin de suppléance", "stopped acting"),
    "change.LEFT_SEAT": ("quitte le siège", "leaves the seat"),
    "change.HELD_OVER": ("reste jusqu'à l'installation", "stays until the installation"),
    "change.TOOK_SEAT": ("prend le siège", "takes the seat"),
    "change.BEGAN_ACTING": ("assure la suppléance", "begins to act"),
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
