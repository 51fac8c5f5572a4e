"""What the desk says around its forms."""

from typing import Final

WORDS: Final = {
    "desk.home.title": ("Secrétariat", "Desk"),
    "desk.home.lead": (
        "Choisissez l'acte à enregistrer. Rien n'est inscrit avant que vous ayez vu chaque écriture et son effet.",
        "Choose the act to record. Nothing is recorded before you have seen each entry and what it changes.",
    ),
    "desk.queue.title": ("Imports : qui est-ce ?", "Imports: who is it?"),
    "desk.queue.lead": (
        "Ce qu'un import n'a pas pu reconnaître à coup sûr. Rien n'est enregistré sur une simple ressemblance.",
        "What an import could not recognise for sure. Nothing is recorded on a mere likeness.",
    ),
    "desk.queue.line": ("ligne {line}", "line {line}"),
    "desk.queue.somebody": ("Une personne du registre", "Somebody of the register"),
    "desk.queue.person": ("C'est la personne choisie", "It is the person chosen"),
    "desk.queue.new": ("C'est quelqu'un de nouveau", "It is somebody new"),
    "desk.queue.dismiss": ("Écarter la ligne", "Set the line aside"),
    "desk.queue.seen": ("Vu, ne plus demander", "Seen, do not ask again"),
    "desk.queue.choose": ("Choisissez d'abord une personne, ou dites ce qu'il en est.", "Choose a person first."),
    "desk.queue.not_from_here": (
        "Cette demande ne vient pas de cette page : recommencez.",
        "This request does not come of this page: try again.",
    ),
    "desk.queue.settled": ("Réglé ; {count} écritures enregistrées.", "Settled; {count} entries recorded."),
    "desk.queue.nothing": ("Rien n'attend.", "Nothing waits."),
    "desk.last": ("Dernières écritures", "Last entries"),
    "desk.recorded": ("Enregistré : écritures {first} à {last}.", "Recorded: entries {first} to {last}."),
    "desk.recorded_one": ("Enregistré : une écriture.", "Recorded: one entry."),
    "desk.body": ("Instance", "Body"),
    "desk.colon": (" :", ":"),
    "desk.must": ("(obligatoire)", "(required)"),
    "desk.choose": ("Choisir…", "Choose…"),
    "desk.more": ("Ajouter une ligne", "Add a row"),
    "desk.preview": ("Vérifier avant d'enregistrer", "Check before recording"),
    "desk.preview.title": ("Ce qui sera enregistré", "What will be recorded"),
    "desk.lines": ("{count} écritures", "{count} entries"),
    "desk.lines_one": ("Une écriture", "One entry"),
    "desk.already": (
        "Le registre dit déjà tout cela : même contenu, même date, même acte. Il n'y a rien à enregistrer.",
        "The register says all of this already: same content, day and act. There is nothing to record.",
    ),
    "desk.cautions": ("À vérifier", "Worth a second look"),
    "desk.rooms": ("Qui siègera ensuite", "Who will sit then"),
    "desk.room": ("{body}, au {on}", "{body}, on {on}"),
    "desk.room_same": ("Sa composition ne change pas à cette date.", "Its composition does not change on that day."),
    "desk.rooms_same": (
        "Cela ne change la composition d'aucune instance.",
        "This changes the composition of no body.",
    ),
    "desk.no_room": ("Aucun siège avant cela.", "No seat before this."),
    "desk.before": ("Aujourd'hui dans le registre", "In the register today"),
    "desk.after": ("Après l'enregistrement", "Once recorded"),
    "desk.changes": ("Sièges qui changent", "Seats that change"),
    "desk.record": ("Enregistrer ces {count} écritures", "Record these {count} entries"),
    "desk.record_one": ("Enregistrer cette écriture", "Record this entry"),
    "desk.edit": ("Modifier", "Change"),
    "desk.forever": (
        "Une écriture ne s'efface pas : une erreur se corrige par une rectification, qui laisse voir les deux.",
        "An entry is never wiped out: a mistake is corrected by a rectification, which leaves both to be seen.",
    ),
    "desk.changed": (
        "Le registre a changé depuis votre vérification : voici ce qui serait enregistré maintenant. Vérifiez encore.",
        "The register has changed since you checked: this is what would be recorded now. Please check again.",
    ),
    "desk.unknown": (
        (
            "La base de données n'a pas dit si l'enregistrement a eu lieu. Appuyez de nouveau sur le bouton : rien "
            "ne sera enregistré deux fois."
        ),
        "The database did not say whether it was recorded. Press the button again: nothing is recorded twice.",
    ),
    "desk.wrong": ("{count} points à corriger", "{count} things to mend"),
    "desk.wrong_one": ("Un point à corriger", "One thing to mend"),
    "desk.wrong_title": ("À corriger", "To mend"),
    "desk.guessed": (
        "Le texte n'est pas arrivé en UTF-8 ; il a été lu comme du Windows-1252. Vérifiez les accents.",
        "The text did not come in UTF-8; it was read as Windows-1252. Check the accents.",
    ),
    "desk.cleaned": (
        "Des caractères invisibles, collés avec le texte, ont été retirés.",
        "Invisible characters that were pasted along with the text were taken out.",
    ),
    "desk.person.name": ("Nom d'une personne du registre", "Name of somebody in the register"),
    "desk.person.which": ("Qui est-ce ?", "Who is it?"),
    "desk.person.new": ("Personne nouvelle", "Somebody new"),
    "desk.person.given": ("Prénom", "Given name"),
    "desk.person.family": ("Nom de famille", "Family name"),
    "desk.visibility.PUBLIC": ("Tout le monde", "Everyone"),
    "desk.visibility.MEMBERS": ("Les membres", "The members"),
    "desk.visibility.BUREAU": ("Le bureau", "The bureau"),
    "desk.visibility.RESTRICTED": ("Les seuls participants", "The participants alone"),
    # -- drafts
    "desk.drafts": ("Brouillons", "Drafts"),
    "desk.draft.keep": ("Garder en brouillon", "Keep as a draft"),
    "desk.draft.drop": ("Abandonner ce brouillon", "Give this draft up"),
    "desk.draft.saved": ("Le brouillon est gardé.", "The draft is kept."),
    "desk.draft.by": ("gardé le {when} par {who}", "kept on {when} by {who}"),
    "desk.clash.title": ("Deux versions du brouillon", "Two versions of the draft"),
    "desk.clash": (
        "{who} a gardé ce brouillon le {when}, pendant que vous y travailliez. Rien n'est perdu : voici les deux.",
        "{who} kept this draft on {when}, while you were at work on it. Nothing is lost: here are both.",
    ),
    "desk.clash.differs": ("Ce qui diffère", "What differs"),
    "desk.clash.field": ("Champ", "Field"),
    "desk.clash.mine": ("Votre version", "Your version"),
    "desk.clash.theirs": ("L'autre version", "The other version"),
    "desk.clash.edit": ("Reprendre ma saisie", "Go on with mine"),
    "desk.clash.keep": ("Garder ma version", "Keep my version"),
    "desk.clash.take": ("Ouvrir l'autre version", "Open the other version"),
    "desk.problem.too_many_drafts": (
        "Ce registre a déjà {limit} brouillons ; celui-ci n'est pas gardé.",
        "This register has {limit} drafts already; this one is not kept.",
    ),
    "desk.problem.too_many_drafts.remedy": (
        "Enregistrez-en ou abandonnez-en d'abord.",
        "Record some or give some up first.",
    ),
    "desk.problem.draft_gone": (
        "Ce brouillon a été enregistré ou abandonné entre-temps ; votre saisie est toujours ici.",
        "This draft was recorded or given up meanwhile; what you typed is still here.",
    ),
    "desk.problem.draft_gone.remedy": (
        "Vérifiez le journal, puis gardez-la comme un nouveau brouillon s'il le faut.",
        "Check the journal, then keep it as a new draft if need be.",
    ),
    # -- signing in and out
    "signed.as": ("Connecté : {role}", "Signed in: {role}"),
    "signed.out": ("Se déconnecter", "Sign out"),
    "signed.role.CLERK": ("secrétariat", "desk"),
    "signed.role.MEMBER": ("membre", "member"),
    "signed.role.PARTNER": ("partenaire", "partner"),
    "signed.role.AUDITOR": ("contrôle", "auditor"),
    "desk.signin.title": ("Se connecter", "Sign in"),
    "desk.signin.go": ("Se connecter", "Sign in"),
    "desk.signin.go_on": ("Se connecter et continuer", "Sign in and go on"),
    "desk.token.title": ("Avec un jeton d'accès", "With an access token"),
    "desk.token.label": ("Jeton", "Token"),
    "desk.token.help": (
        "Il commence par greffe_ ; la personne qui administre ce registre vous l'a remis.",
        "It begins with greffe_; whoever administers this register gave it to you.",
    ),
    "desk.sign_in_first": ("Le secrétariat demande une connexion.", "The desk asks you to sign in."),
    "desk.session_over": (
        "Votre session est terminée. Connectez-vous de nouveau : votre saisie vous attend.",
        "Your session is over. Sign in again: what you typed is waiting for you.",
    ),
    "desk.session_over_get": ("Votre session est terminée.", "Your session is over."),
    "desk.kept": (
        "Votre saisie est conservée dans cette page : ne la fermez pas.",
        "What you typed is kept in this page: do not close it.",
    ),
    "desk.bad_token": (
        "Ce jeton est inconnu, expiré ou révoqué. Vérifiez qu'il est entier, ou demandez-en un autre.",
        "This token is unknown, expired or revoked. Check that it is whole, or ask for another.",
    ),
    "desk.not_from_here": (
        "Cette demande ne vient pas d'une page de ce site. Recommencez depuis cette page.",
        "This request does not come from a page of this site. Start again from this page.",
    ),
    "desk.new_tab": ("(nouvel onglet)", "(new tab)"),
    "desk.signed_out.title": ("Vous êtes déconnecté", "You are signed out"),
    "desk.signed_out": (
        "Ce navigateur ne peut plus rien enregistrer. Ce qui est public reste consultable.",
        "This browser can record nothing any more. What is public can still be read.",
    ),
    "desk.not_signed_out.title": ("Vous êtes toujours connecté", "You are still signed in"),
    "desk.not_signed_out": (
        "Cette demande ne vient pas d'une page de ce site : utilisez le bouton en haut de chaque page.",
        "This request does not come from a page of this site: use the button at the top of each page.",
    ),
    # -- signing in with the issuer
    "desk.oidc.title": ("Avec votre compte professionnel", "With your professional account"),
    "desk.oidc.lead": (
        "ProConnect ou le service de connexion de votre établissement.",
        "ProConnect, or the sign-in service of your authority.",
    ),
    "desk.oidc.lead_kept": (
        "Dans un nouvel onglet ; revenez ensuite ici et continuez, votre saisie y est.",
        "In a new tab; then come back here and go on, what you typed is here.",
    ),
    "desk.oidc.go": ("S'identifier", "Sign in"),
    "desk.oidc.out": ("Se déconnecter aussi du service de connexion", "Sign out of the sign-in service too"),
    "desk.oidc.issuer_down.title": ("Le service de connexion ne répond pas", "The sign-in service does not answer"),
    "desk.oidc.issuer_down": (
        "Réessayez dans quelques minutes, ou connectez-vous avec un jeton.",
        "Try again in some minutes, or sign in with a token.",
    ),
    "desk.oidc.bad_answer.title": ("La connexion n'est pas valable", "The sign-in is not valid"),
    "desk.oidc.bad_answer": (
        (
            "La réponse du service de connexion n'a pas pu être vérifiée : personne n'est connecté. Recommencez ; "
            "si cela dure, prévenez la personne qui administre ce registre."
        ),
        (
            "The answer of the sign-in service could not be verified: nobody is signed in. Start again; if it lasts, "
            "tell whoever administers this register."
        ),
    ),
    "desk.oidc.too_weak.title": ("L'identification n'est pas assez forte", "The identification is too weak"),
    "desk.oidc.too_weak": (
        "Ce registre demande une identification plus forte. Choisissez un autre moyen auprès du service de connexion.",
        "This register asks for a stronger identification. Choose another way at the sign-in service.",
    ),
    "desk.oidc.nobody_here.title": ("Vous n'avez pas d'accès ici", "You have no access here"),
    "desk.oidc.nobody_here": (
        (
            "Le service de connexion vous a identifié, mais ce registre ne vous donne aucun rôle. "
            "Demandez-le à la personne qui l'administre."
        ),
        "The sign-in service identified you, but this register gives you no role. Ask whoever administers it.",
    ),
    "desk.oidc.no_access_file.title": ("Les accès ne peuvent pas être lus", "The accesses cannot be read"),
    "desk.oidc.no_access_file": (
        "Prévenez la personne qui administre ce registre : le fichier des accès est absent ou illisible.",
        "Tell whoever administers this register: the file of accesses is missing or unreadable.",
    ),
    "desk.oidc.another_attempt.title": ("Cette connexion est périmée", "This sign-in is out of date"),
    "desk.oidc.another_attempt": (
        "Elle a été commencée il y a plus de dix minutes, ou dans un autre navigateur. Recommencez.",
        "It was begun more than ten minutes ago, or in another browser. Start again.",
    ),
    "desk.oidc.not_signed_in.title": ("Vous n'êtes pas connecté", "You are not signed in"),
    "desk.oidc.not_signed_in": (
        "Le service de connexion ne vous a pas identifié. Recommencez, ou connectez-vous avec un jeton.",
        "The sign-in service did not identify you. Start again, or sign in with a token.",
    ),
    "desk.too_large.title": ("Le formulaire est trop long", "The form is too long"),
    "desk.too_large": (
        (
            "Un formulaire fait {limit} Ko au plus ; rien n'a été lu ni enregistré. Revenez en arrière avec votre "
            "navigateur, qui garde votre saisie, et raccourcissez le texte ou citez le document par son adresse."
        ),
        (
            "A form has {limit} kB at most; nothing was read or recorded. Go back with your browser, which keeps what "
            "you typed, and shorten the text or cite the document by its address."
        ),
    ),
    "desk.not_a_form.title": ("Ce n'est pas un formulaire", "This is not a form"),
    "desk.not_a_form": (
        "Le contenu envoyé n'est pas celui d'un formulaire de ce site, ou n'est pas arrivé entier.",
        "What was sent is not a form of this site, or did not come whole.",
    ),
    # -- what is wrong, and what to do
    "desk.problem.required": ("Ce champ est vide.", "This field is empty."),
    "desk.problem.required.remedy": ("Remplissez-le.", "Fill it in."),
    "desk.problem.choice_required": ("Rien n'est choisi.", "Nothing is chosen."),
    "desk.problem.choice_required.remedy": ("Choisissez dans la liste.", "Choose from the list."),
    "desk.problem.person_required": ("Personne n'est nommé.", "Nobody is named."),
    "desk.problem.person_required.remedy": (
        "Écrivez le nom d'une personne du registre, ou le prénom et le nom d'une personne nouvelle.",
        "Write the name of somebody in the register, or the given and family name of somebody new.",
    ),
    "desk.problem.number": ("Ce n'est pas un nombre entier.", "This is no whole number."),
    "desk.problem.number.remedy": ("Écrivez-le en chiffres, comme 26.", "Write it in digits, such as 26."),
    "desk.problem.day": ("Ce n'est pas une date.", "This is no date."),
    "desk.problem.day.remedy": ("Écrivez-la comme 12/10/2026.", "Write it as 12/10/2026 (day, month, year)."),
    "desk.problem.too_long": (
        "Le texte a {length} caractères ; {limit} au plus sont permis.",
        "The text has {length} characters; {limit} at most are allowed.",
    ),
    "desk.problem.too_long.remedy": ("Raccourcissez-le.", "Shorten it."),
    "desk.problem.both_names": (
        "Une personne nouvelle a un prénom et un nom.",
        "Somebody new has a given name and a family name.",
    ),
    "desk.problem.both_names.remedy": ("Donnez les deux.", "Give both."),
    "desk.problem.known_or_new": (
        "Une personne du registre et une personne nouvelle sont nommées à la fois.",
        "Somebody in the register and somebody new are both named.",
    ),
    "desk.problem.known_or_new.remedy": ("Effacez l'un des deux.", "Clear one of the two."),
    "desk.problem.nobody": ("Personne de ce nom n'est au registre.", "Nobody of that name is in the register."),
    "desk.problem.nobody.remedy": (
        "Vérifiez le nom ; si la personne est nouvelle, donnez son prénom et son nom sous « Personne nouvelle ».",
        "Check the name; if the person is new, give both names under “Somebody new”.",
    ),
    "desk.problem.several_people": ("Plusieurs personnes peuvent être visées.", "Several people may be meant."),
    "desk.problem.several_people.remedy": ("Choisissez parmi celles-ci.", "Choose among these."),
    "desk.problem.not_from_here": (
        "Cette demande ne vient pas d'une page de votre session : rien n'a été enregistré.",
        "This request does not come from a page of your session: nothing was recorded.",
    ),
    "desk.problem.not_from_here.remedy": (
        "Vérifiez la saisie ci-dessous, puis recommencez depuis cette page.",
        "Check what is below, then go on from this page.",
    ),
    "desk.problem.unreadable.remedy": ("Corrigez cette valeur.", "Correct this value."),
}
