"""What the first page says."""

from typing import Final

WORDS: Final = {
    "site.home.title": ("Accueil", "Home"),
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
