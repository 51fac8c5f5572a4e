"""What is said of annulled elections and of appeals."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "NoAnnulment": Message(
        fr="Aucun jugement annulant l'élection au siège {seat} {body:de} n'est enregistré.",
        en="No judgment that annuls the election to seat {seat} of {body} is recorded.",
        remedy_fr="Enregistrez d'abord le jugement (recordAnnulment), le jour de sa notification.",
        remedy_en="Record the judgment first (recordAnnulment), on the day of its notification.",
    ),
    "AppealPending": Message(
        fr="Un appel a été formé le {lodged_on} au sujet du siège {seat} {body:de} : l'annulation n'est pas "
        "définitive faute d'appel.",
        en="An appeal was lodged on {lodged_on} about seat {seat} of {body}: the annulment is not final for want of "
        "one.",
        remedy_fr="Attendez la décision d'appel ; si l'appel est rejeté, enregistrez concludeAnnulment avec appeal "
        "DISMISSED, le jour de cette décision.",
        remedy_en="Wait for the decision on appeal; if it is dismissed, record concludeAnnulment with appeal "
        "DISMISSED, on the day of that decision.",
    ),
    "AppealStillPossible": Message(
        fr="Le délai d'appel au sujet du siège {seat} {body:de} court jusqu'au {appeal_until} inclus.",
        en="The time to appeal about seat {seat} of {body} runs until {appeal_until}, that day included.",
        remedy_fr="Enregistrez la fin de la procédure après ce jour (concludeAnnulment), ou l'appel s'il est formé "
        "(lodgeAppeal).",
        remedy_en="Record the conclusion after that day (concludeAnnulment), or the appeal if there is one "
        "(lodgeAppeal).",
    ),
    "EffectFromNotification": Message(
        fr="Faute d'appel, l'annulation prend effet à la notification du jugement, le {notified_on} : le siège "
        "{seat} {body:de} est réputé vacant depuis ce jour.",
        en="Without an appeal, the annulment takes effect on notification of the judgment, {notified_on}: seat "
        "{seat} of {body} counts as vacant from that day.",
        remedy_fr="Faites confirmer cette date par votre conseil juridique.",
        remedy_en="Have your counsel confirm that date.",
    ),
}
