"""What the pages of decisions, arbitrations, reviews, pacts and data say."""

from typing import Final

WORDS: Final = {
    "site.decisions.title": ("Décisions", "Decisions"),
    "site.decision.title": ("Décision", "Decision"),
    "decisions.text": ("Mots", "Words"),
    "decisions.state": ("État", "State"),
    "decisions.caption": ("Décisions et leur état au {on}", "Decisions and their state on {on}"),
    "decisions.day": ("Prise le", "Taken on"),
    "decisions.title": ("Objet", "Subject"),
    "decisions.nothing": ("Rien ne correspond à cette date.", "Nothing matches on this day."),
    "decision.lineage": ("De la question à la décision, et à qui elle fut dite", "From the question to who was told"),
    "decision.lineage_desc": (
        "De gauche à droite ; le texte de la page dit la même chose, avec les liens.",
        "From left to right; the text of the page says the same, with links.",
    ),
    "decision.asked": ("Question arbitrée", "Question arbitrated"),
    "decision.taken": ("Décision prise", "Decision taken"),
    "decision.told": ("Portée à la connaissance", "Made known"),
    "decision.since": ("Depuis", "Since"),
    "decision.transmitted": ("transmise au contrôle de légalité", "transmitted for review of legality"),
    "decision.notified": ("notifiée à l'intéressé", "notified to whom it concerns"),
    "decision.by_delegation": ("par délégation", "by delegation"),
    "decision.matter": ("Matière", "Matter"),
    "decision.votes": ("Vote", "Vote"),
    "decision.tally": (
        "{votes_for} pour, {against} contre, {abstentions} abstentions ; {present} présents, {represented} pouvoirs",
        "{votes_for} for, {against} against, {abstentions} abstaining; {present} present, {represented} represented",
    ),
    "decision.entries": ("Entrées du journal", "Entries of the journal"),
    "decision.articles": ("Articles", "Articles"),
    "decision.why": ("Pourquoi cet état", "Why this state"),
    "decision.periods": ("Dans le temps", "Over time"),
    "decision.dossier": ("Dossier à imprimer", "Dossier to print"),
    "site.arbitrations.title": ("Arbitrages", "Arbitrations"),
    "site.arbitration.title": ("Arbitrage", "Arbitration"),
    "arbitrations.opened": ("ouvert le {on}", "opened on {on}"),
    "arbitrations.review_due": ("à réexaminer", "to be reviewed"),
    "arbitration.lineage": ("De la question à ce qui en a suivi", "From the question to what followed"),
    "arbitration.asked": ("Question", "Question"),
    "arbitration.exchanged": ("Temps d'échange", "Exchange"),
    "arbitration.settled": ("Ce qui a été tranché", "What was settled"),
    "arbitration.decided": ("Décisions prises", "Decisions taken"),
    "arbitration.followed": ("Suites", "Follow-up"),
    "follow.OPEN": ("à faire", "to be done"),
    "follow.OVERDUE": ("en retard", "overdue"),
    "follow.CLOSED": ("fait ou abandonné", "done or given up"),
    "arbitration.options": ("Options et positions", "Options and positions"),
    "arbitration.chosen": ("retenue", "chosen"),
    "arbitration.withdrawn": ("retirée", "withdrawn"),
    "arbitration.condition_open": ("à remplir", "open"),
    "arbitration.supersedes": ("Prend la place de", "Takes the place of"),
    "arbitration.superseded": ("Un autre arbitrage a pris sa place", "Another arbitration took its place"),
    "site.reviews.title": ("Revues de projet", "Project reviews"),
    "site.project.title": ("Projet", "Project"),
    "reviews.lead": (
        "Chaque projet devant la stratégie : ce qu'en dit la revue, et les conditions qu'elle a posées.",
        "Each project before the strategy: what the review says of it, and the conditions that it set.",
    ),
    "reviews.caption": ("Projets au {on}", "Projects on {on}"),
    "reviews.project": ("Projet", "Project"),
    "reviews.owner": ("Porteur", "Owner"),
    "reviews.outcome": ("Avis de la revue", "Outcome of the review"),
    "reviews.conditions": ("Conditions", "Conditions"),
    "reviews.delivery": ("Orientation par orientation", "Orientation by orientation"),
    "reviews.orientation": ("Orientation", "Orientation"),
    "reviews.projects": ("Projets", "Projects"),
    "reviews.contributions": ("Contributions", "Contributions"),
    "reviews.open": ("Conditions ouvertes", "Open conditions"),
    "reviews.overdue": ("En retard", "Overdue"),
    "project.lineage": ("Le projet, ses revues et leurs conditions", "The project, its reviews and their conditions"),
    "project.review": ("Revue", "Review"),
    "project.review_of": ("Revue du {on}", "Review of {on}"),
    "project.in_review": ("en cours d'examen", "under review"),
    "project.cost": ("Coût", "Cost"),
    "project.area": ("Surface", "Area"),
    "site.pact.title": ("Pacte", "Pact"),
    "pact.lead": (
        "Le pacte de gouvernance : où en est la procédure, et les clauses en vigueur.",
        "The governance pact: how far the procedure has come, and the clauses in force.",
    ),
    "pact.due": ("À adopter avant le", "Due by"),
    "pact.opinions": ("Avis des communes", "Opinions of communes"),
    "pact.tally": (
        "{given} rendus, {deemed} réputés favorables, {awaited} attendus",
        "{given} given, {deemed} deemed favourable, {awaited} awaited",
    ),
    "pact.next": ("Prochaine étape", "Next step"),
    "pact.clauses": ("Clauses en vigueur", "Clauses in force"),
    "site.data.title": ("Données", "Data"),
    "data.lead": (
        "Tout ce que montre ce site se reprend : en fichiers, par l'API, en flux, et en preuve.",
        "All that this site shows can be taken away: as files, by the API, as a feed, and as proof.",
    ),
    "data.formats": ("Formats d'échange", "Formats of exchange"),
    "data.lists": ("Chaque liste, à la date choisie", "Each list, on the day chosen"),
    "data.catalog": ("Catalogue DCAT de tous les registres", "DCAT catalogue of all registers"),
    "data.api": ("API et flux", "API and feed"),
    "data.graphiql": ("Essayer l'API GraphQL", "Try the GraphQL API"),
    "data.schemas": ("Schémas JSON de chaque type de fait", "JSON Schemas of each kind of fact"),
    "data.feed": (
        "chaque entrée, dans l'ordre et sans trou, avec un curseur pour reprendre",
        "each entry, in order and without a gap, with a cursor to resume from",
    ),
    "data.feed.title": ("Suivre le registre en direct", "Follow the register live"),
    "data.feed.how": (
        "Gardez le dernier curseur : feed(after: …) reprend juste après, sans perte ni répétition.",
        "Keep the last cursor: feed(after: …) goes on right after it, without loss or repetition.",
    ),
    "data.feed.notices": (
        "Le flux dit aussi ce qu'il faut oublier : personne effacée, texte effacé, visibilité retirée.",
        "The feed also says what must be forgotten: a person erased, a text erased, visibility withdrawn.",
    ),
    "data.proof": ("Preuves", "Proof"),
    "data.bundle": ("Le registre entier, vérifiable hors ligne", "The whole register, to be verified offline"),
    "site.accessibility.title": ("Accessibilité", "Accessibility"),
    "accessibility.aim": (
        "Ce site vise la conformité au RGAA 4.1 (WCAG 2.2, niveau AA). Il n'a pas fait l'objet d'un audit indépendant.",
        "This site aims at conformity with RGAA 4.1 (WCAG 2.2, level AA). No independent audit was made.",
    ),
    "accessibility.tested": ("Ce qui est vérifié", "What is checked"),
    "accessibility.axe": (
        (
            "Chaque page, en français et en anglais, claire et sombre, à 320 et à 1280 pixels de large, dans Chromium, "
            "par axe-core : règles WCAG 2.2 A et AA qu'un programme peut vérifier, et bonnes pratiques, sans violation."
        ),
        (
            "Each page, in French and English, light and dark, 320 and 1280 pixels wide, in Chromium, by axe-core: the "
            "rules of WCAG 2.2 A and AA that a program can check, and best practices, without violation."
        ),
    ),
    "accessibility.keyboard": (
        (
            "Au clavier : sur chaque page le premier Tab est le lien d'évitement et mène au contenu ; la date de "
            "consultation et les jours de changement se choisissent sans souris."
        ),
        (
            "By keyboard: on each page the first Tab is the skip link and leads to the content; the day looked at and "
            "the days of change are chosen without a mouse."
        ),
    ),
    "accessibility.widths": (
        "Aucune page plus large que la fenêtre à 320 pixels ; rien de coupé sur une page A4 imprimée.",
        "No page wider than the window at 320 pixels; nothing cut off on a printed A4 page.",
    ),
    "accessibility.script": (
        "Sans JavaScript : menus, recherche, date. Rien ne s'anime pour qui demande moins de mouvement.",
        "Without JavaScript: menus, search, day. Nothing moves for those who ask for less motion.",
    ),
    "accessibility.limits": (
        "Un programme ne voit qu'une partie des critères : il ne juge ni la clarté des textes, ni l'ordre de lecture.",
        "A program sees only some of the criteria: it judges neither the clarity of texts nor the order of reading.",
    ),
    "accessibility.pictures": (
        "Chaque image a un titre, une description et un tableau qui dit la même chose.",
        "Each picture has a title, a description and a table that says the same.",
    ),
    "accessibility.not_tested": ("Ce qui ne l'est pas encore", "What is not yet"),
    "accessibility.readers": (
        "Aucun essai n'a encore été conduit avec des utilisateurs de lecteurs d'écran, ni dans Firefox ou Safari.",
        "No trial was made yet with users of screen readers, nor in Firefox or Safari.",
    ),
    "accessibility.contact": ("Signaler une difficulté", "Report a difficulty"),
    "accessibility.contact_body": (
        "Écrivez à {name} ; à défaut de réponse, le Défenseur des droits peut être saisi.",
        "Write to {name}; without an answer, the Défenseur des droits can be asked.",
    ),
}
