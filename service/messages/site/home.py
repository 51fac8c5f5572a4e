"""What the first page says."""

from typing import Final

WORDS: Final = {
    "site.home.title": ("Accueil", "Home"),
    "site.begin.title": ("Commencer", "To begin"),
    "begin.lead": (
        "Ce registre est ouvert, et ne connaît pas encore de bureau. Voici ce qui vient ensuite.",
        "This register is open, and knows of no bureau yet. This is what comes next.",
    ),
    "begin.then": (
        "À cette date, et en l'état connu alors, ce registre ne connaissait pas de bureau.",
        "On that day, as known then, this register knew of no bureau.",
    ),
    "begin.title": ("Pour commencer", "To begin"),
    "begin.done": ("fait", "done"),
    "begin.todo": ("à faire", "to be done"),
    "begin.authority": ("Nommer l'établissement porteur", "Name the authority"),
    "begin.authority.how": (
        "Son SIREN, son nom, sa forme juridique (registerAuthority).",
        "Its SIREN, its name, its legal form (registerAuthority).",
    ),
    "begin.members": ("Inscrire ses membres", "Enter its members"),
    "begin.members.how": (
        "Les EPCI et communes qui le composent (admitMember).",
        "The EPCIs and communes that it is made of (admitMember).",
    ),
    "begin.assembly": ("Installer l'assemblée", "Install the assembly"),
    "begin.assembly.how": (
        "Les élus, leurs mandats, puis la séance d'installation (createBody, installAssembly, fillSeat).",
        "The elected, their mandates, then the installation (createBody, installAssembly, fillSeat).",
    ),
    "begin.bureau": ("Élire le bureau", "Elect the bureau"),
    "begin.bureau.how": (
        "Président, vice-présidents, autres membres (createBody, formBody, fillSeat).",
        "President, vice-presidents, other members (createBody, formBody, fillSeat).",
    ),
    "begin.how": (
        "Le secrétariat enregistre ces actes au bureau du greffe, par l'API, ou d'un fichier :",
        "The secretariat records these acts at the desk, by the API, or from a file:",
    ),
    "home.bureau": ("Le bureau aujourd'hui", "The bureau today"),
    "home.bureau_on": ("Le bureau au {on}", "The bureau on {on}"),
    "home.arbitrations": ("Derniers arbitrages", "Last arbitrations"),
    "home.alerts": ("À surveiller", "To watch"),
    "home.no_alert": ("Rien ne réclame d'attention à cette date.", "Nothing needs attention on this day."),
    "home.late": ("en retard de {days} jours", "{days} days late"),
    "home.overdue": ("En retard", "Overdue"),
    "home.left": ("dans {days} jours", "in {days} days"),
    "home.due_today": ("aujourd'hui", "today"),
    "home.all_deadlines": ("Toutes les échéances", "All deadlines"),
    "home.all_arbitrations": ("Tous les arbitrages", "All arbitrations"),
    "home.see_bureau": ("Composition complète", "Full composition"),
    "home.no_arbitration": ("Aucun arbitrage connu à cette date.", "No arbitration known on this day."),
}
