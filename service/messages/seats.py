"""What is said of seats and of who sits in them."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "SeatHeld": Message(
        fr="Le siège {seat} {body:de} est occupé par {holder} depuis le {since}.",
        en="Seat {seat} of {body} has been held by {holder} since {since}.",
        remedy_fr="Enregistrez d'abord la vacance du siège (vacateSeat), avec sa cause ; si l'écriture qui l'a "
        "pourvu est fausse, rectifiez-la (rectify).",
        remedy_en="Vacate it first (vacateSeat), with the cause; if the entry that filled it is wrong, correct that "
        "(rectify).",
    ),
    "SeatedElsewhere": Message(
        fr="La personne {person} occupe déjà le siège {seat} {body:de} depuis le {since} : on n'y tient qu'un siège.",
        en="Person {person} has held seat {seat} of {body} since {since}: one holds one seat of a body.",
        remedy_fr="Enregistrez d'abord, dans la même demande au besoin, la vacance du siège {seat} (vacateSeat).",
        remedy_en="Vacate seat {seat} first (vacateSeat), in the same request if need be.",
    ),
    "NotADelegate": Message(
        fr="La personne {person} n'est pas déléguée titulaire au sein {assembly:de} le {on} : le bureau est élu "
        "parmi les délégués titulaires.",
        en="Person {person} is not a full delegate of {assembly} on {on}: the bureau is elected from among the full "
        "delegates.",
        remedy_fr="Enregistrez d'abord son siège de délégué titulaire dans l'assemblée (fillSeat), ou vérifiez la "
        "date.",
        remedy_en="Record the seat of full delegate in the assembly first (fillSeat), or check the date.",
    ),
    "NotEligible": Message(
        fr="La personne {person} n'a, le {on}, aucun mandat enregistré qui lui permette de siéger pour {organization}.",
        en="Person {person} has no mandate recorded on {on} that allows sitting on behalf of {organization}.",
        remedy_fr="Enregistrez d'abord le mandat (startMandate) : conseiller du membre représenté ou, pour un EPCI, "
        "conseiller municipal d'une de ses communes.",
        remedy_en="Record the mandate first (startMandate): councillor of the member represented or, for an EPCI, "
        "municipal councillor of one of its communes.",
    ),
    "NotInOffice": Message(
        fr="La personne {person} n'occupe aucun siège {body:de} le {on} : elle ne peut en exercer la présidence.",
        en="Person {person} holds no seat of {body} on {on}, and so cannot act as its president.",
        remedy_fr="Désignez le titulaire d'un siège de cet organe (designateActing), ou corrigez la date.",
        remedy_en="Designate the holder of a seat of that body (designateActing), or correct the date.",
    ),
    "ResignationNotYetTendered": Message(
        fr="La démission du titulaire du siège {seat} {body:de} n'a été envoyée que le {tendered_on} : elle ne peut "
        "prendre effet avant.",
        en="The resignation from seat {seat} of {body} was sent on {tendered_on} only: it cannot take effect before.",
        remedy_fr="Donnez comme date d'effet (champ on) le jour où la démission devient définitive : son "
        "acceptation, pour un président ou un vice-président ; si la date d'envoi est fausse, rectifiez (rectify) "
        "son écriture.",
        remedy_en="Give as day of effect (field on) that on which the resignation becomes final: its acceptance, for "
        "a president or a vice-president; if the day of sending is wrong, correct its entry (rectify).",
    ),
    "BeMindfulOfAcceptance": Message(
        fr="La démission du titulaire du siège {seat} {body:de} n'est définitive qu'à compter de son acceptation par "
        "le préfet ou, à défaut, un mois après un nouvel envoi constaté par lettre recommandée.",
        en="The resignation from seat {seat} of {body} is final only from its acceptance by the prefect or, failing "
        "that, one month after it was sent again by registered letter.",
        remedy_fr="Vérifiez que la date d'effet est celle de l'acceptation ; sinon, rectifiez l'écriture (rectify).",
        remedy_en="Check that the day of effect is that of the acceptance; if not, correct the entry (rectify).",
    ),
    "SeatedByReference": Message(
        fr="La personne {person} siège pour {organization} au titre d'un mandat municipal ({commune:nu}), mais le "
        "registre de référence ne montre pas cette commune dans cet EPCI à cette date.",
        en="Person {person} sits on behalf of {organization} by a municipal mandate ({commune}), but the reference "
        "ledger does not show that commune in that EPCI on that day.",
        remedy_fr="Vérifiez l'appartenance de la commune à cette date, et complétez au besoin le registre de "
        "référence (observeMembership ou joinEpci).",
        remedy_en="Check where the commune belonged on that day, and complete the reference ledger if need be "
        "(observeMembership or joinEpci).",
    ),
    "Incompatible": Message(
        fr="La personne {person} est aussi {mandate} : ce mandat est incompatible avec la présidence ou une "
        "vice-présidence, et il y a trente jours pour mettre fin à cette incompatibilité.",
        en="Person {person} is also a {mandate}: that mandate is incompatible with being president or "
        "vice-president, and there are thirty days to put an end to it.",
        remedy_fr="Enregistrez la fin de l'un ou de l'autre dès qu'elle intervient : endMandate, ou vacateSeat avec "
        "la cause INCOMPATIBILITY.",
        remedy_en="Record the end of one or the other as soon as it comes: endMandate, or vacateSeat with the cause "
        "INCOMPATIBILITY.",
    ),
    "BureauReopens": Message(
        fr="L'élection d'un nouveau président rouvre tous les sièges {body:de} : les vice-présidents et les autres "
        "membres sont à élire de nouveau.",
        en="The election of a new president reopens every seat of {body}: vice-presidents and other members are to "
        "be elected anew.",
        remedy_fr="Enregistrez chacune de ces élections (fillSeat), même lorsque la personne est réélue.",
        remedy_en="Record each of these elections (fillSeat), even when the same person is elected again.",
    ),
}
