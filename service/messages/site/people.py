"""What the pages of people say."""

from typing import Final

WORDS: Final = {
    "site.people.title": ("Personnes", "People"),
    "site.person.title": ("Personne", "Person"),
    "people.name": ("Nom ou prénom", "Name"),
    "people.caption": ("Mandats et fonctions au {on}", "Mandates and offices on {on}"),
    "people.who": ("Personne", "Person"),
    "people.seats": ("Dans les instances", "In the bodies"),
    "people.elsewhere": ("Ailleurs", "Elsewhere"),
    "person.forgotten": ("Ce qui était conservé de cette personne a été détruit.", "What was kept has been destroyed."),
    "person.died": ("Décès le {on}", "Died on {on}"),
    "person.registered": ("Connue du registre depuis l'", "Known to the register since "),
    "person.picture": ("Mandats, fonctions et délégations : {name}", "Mandates, offices and delegations of {name}"),
    "person.picture_desc": (
        "{count} périodes sur une même ligne du temps ; le trait vertical est la date consultée.",
        "{count} periods on one line of time; the vertical line is the day looked at.",
    ),
    "person.delegations": ("Délégations", "Delegations"),
    "person.what": ("Quoi", "What"),
    "person.where": ("Où", "Where"),
    "person.when": ("Quand", "When"),
    "person.trail": ("Tout ce que le journal en dit", "All that the journal says"),
}
