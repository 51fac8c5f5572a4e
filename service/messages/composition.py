"""What is said of the composition as a whole: unknown bodies, terms and seats, and histories that do not hold."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "UnknownBody": Message(
        fr="Aucun organe ne porte l'identifiant {body:id} le {on}.",
        en="No body is called {body:id} on {on}.",
        remedy_fr="{known:Utilisez l'un des organes de ce jour-là : @ ; sinon, créez-le d'abord (createBody).|Aucun "
        "organe n'existe ce jour-là : créez-le d'abord (createBody), ou corrigez la date.}",
        remedy_en="{known:Use one of the bodies of that day: @; otherwise create it first (createBody).|No body "
        "exists on that day: create it first (createBody), or correct the date.}",
    ),
    "NoTermOn": Message(
        fr="Aucun mandat {body:de} n'est en cours le {on}.",
        en="No term of {body} runs on {on}.",
        remedy_fr="Installez d'abord l'assemblée (installAssembly) ou formez l'organe (formBody), ou corrigez la "
        "date. {known:Mandats connus : @.|Aucun mandat n'est encore enregistré.}",
        remedy_en="Install the assembly (installAssembly) or form the body (formBody) first, or correct the date. "
        "{known:Terms known: @.|No term is recorded yet.}",
    ),
    "UnknownSeat": Message(
        fr="Le siège {seat} n'existe pas au sein {body:de} (mandat {term}) le {on}.",
        en="There is no seat {seat} in {body} (term {term}) on {on}.",
        remedy_fr="{known:Utilisez l'un des sièges de ce jour-là : @ ; sinon, créez-le d'abord (createSeat).|Aucun "
        "siège n'existe ce jour-là : créez-le d'abord (createSeat).}",
        remedy_en="{known:Use one of the seats of that day: @; otherwise create it first (createSeat).|There is no "
        "seat on that day: create it first (createSeat).}",
    ),
    "SeatOutsideAssembly": Message(
        fr="La personne {person} occuperait le siège {seat} {body:de} (mandat {term}, écriture {entry}) sans être "
        "déléguée titulaire à l'assemblée pendant tout ce temps.",
        en="Person {person} would hold seat {seat} of {body} (term {term}, entry {entry}) without being a full "
        "delegate to the assembly all that time.",
        remedy_fr="Enregistrez dans la même demande la vacance de ce siège (vacateSeat) le jour où la personne "
        "quitte l'assemblée, ou rectifiez (rectify) l'écriture fausse.",
        remedy_en="Record in the same request that the seat falls vacant (vacateSeat) on the day on which the person "
        "leaves the assembly, or correct the wrong entry (rectify).",
    ),
    "HistoryWouldBreak": Message(
        fr="L'écriture {entry} ne tiendrait plus dans l'histoire {body:de} (mandat {term}{seat:, siège @}{person:, "
        "personne @}) : {kind}.",
        en="Entry {entry} would no longer stand in the history of {body} (term {term}{seat:, seat @}{person:, person "
        "@}): {kind}.",
        remedy_fr="Corrigez votre demande, rectifiez d'abord cette écriture (rectify), ou ajoutez à la demande ce "
        "qui rétablit la suite des faits (vacateSeat, fillSeat…).",
        remedy_en="Correct your request, correct that entry first (rectify), or add to the request what mends the "
        "sequence of facts (vacateSeat, fillSeat…).",
    ),
}
