"""The SCoT: the old one, taken over and kept alive; that of 2021, modified in 2024, whose six years end in 2027."""

from typing import Any, Final

from domain import scheme as s
from domain.core.entry import Act, ActKind
from domain.facts.scheme import (
    AnalysisTopic,
    SchemeEndCause,
    SchemeInquiryKind,
    SchemeOpinionSense,
    SchemePerimeterCause,
)
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

OLD: Final = "mauriac-artense"
"""The (fictional) SCoT of the syndicate that came before this one."""
SCHEME: Final = "haut-cantal-dordogne"


def _act(on: str, number: str, title: str) -> Act:
    return act(ActKind.DELIBERATION, on, number, title)


def _step(kind: type[s.SchemeCommand], on: str, number: str, title: str, /, **fields: Any) -> s.SchemeCommand:
    """A step that a deliberation of the same day founds."""
    return kind(on=day(on), act=_act(on, number, title), **fields)


def _taken_over() -> Sitting:
    enforceable = act(ActKind.CERTIFICATE, "2007-06-15", "AN-2007-C1", "Caractère exécutoire de l'ancien SCoT")
    inquiry = act(ActKind.OTHER, "2006-10-20", "AN-2006-E1", "Rapport de la commission d'enquête")
    joined = act(ActKind.PREFECTORAL_ORDER, "2010-01-04", "2010-12", "Extension du périmètre de l'ancien SCoT")
    topics = tuple(AnalysisTopic)
    return Sitting(
        key="2020-09-24-old-scheme",
        title="L'ancien SCoT, repris du syndicat précédent : approuvé en 2007, maintenu en 2013, à réviser depuis 2018",
        recorded_at=paris("2020-09-25 16:45"),
        commands=(
            _step(
                s.PrescribeScheme,
                "2003-03-20",
                "AN-2003-01",
                "Prescription de l'ancien SCoT",
                scheme=OLD,
                title="SCoT Mauriac - Artense (ancien, fictif)",
                perimeter=(MEMBERS["PM"], MEMBERS["SA"]),
            ),
            _step(s.ArrestScheme, "2006-02-16", "AN-2006-03", "Arrêt du projet d'ancien SCoT", scheme=OLD),
            s.RecordSchemeInquiry(
                on=day("2006-10-20"),
                act=inquiry,
                scheme=OLD,
                kind=SchemeInquiryKind.PUBLIC_INQUIRY,
                favourable=True,
            ),
            _step(s.ApproveScheme, "2007-04-12", "AN-2007-02", "Approbation", scheme=OLD, version="2007"),
            s.MakeSchemeEnforceable(on=day("2007-06-15"), act=enforceable, scheme=OLD, version="2007"),
            s.ChangeSchemePerimeter(
                on=day("2010-02-01"),
                act=joined,
                scheme=OLD,
                organization=MEMBERS["PG"],
                cause=SchemePerimeterCause.EXTENSION,
            ),
            _step(
                s.PrescribeSchemeRevision,
                "2010-06-24",
                "AN-2010-07",
                "Prescription d'une révision partielle",
                scheme=OLD,
                complete=False,
                changes_pas=False,
            ),
            _step(
                s.ApproveSchemeRevision,
                "2012-03-15",
                "AN-2012-04",
                "Approbation de la révision partielle, au périmètre étendu",
                scheme=OLD,
                version="r1",
                covers=(MEMBERS["PG"],),
            ),
            _step(s.PublishSchemeAnalysis, "2012-12-06", "AN-2012-19", "Analyse", scheme=OLD, topics=topics),
            _step(s.MaintainScheme, "2013-02-14", "AN-2013-02", "Maintien de l'ancien SCoT", scheme=OLD),
            _step(
                s.PrescribeSchemeRevision,
                "2015-09-17",
                "AN-2015-11",
                "Prescription d'une révision complète",
                scheme=OLD,
                complete=True,
                changes_pas=True,
            ),
            _step(
                s.AbandonSchemeRevision,
                "2017-03-23",
                "2017-04",
                "Abandon de la révision de l'ancien SCoT, au profit d'un nouveau schéma",
                scheme=OLD,
            ),
            _step(s.PublishSchemeAnalysis, "2018-10-11", "2018-21", "Analyse", scheme=OLD, topics=topics[:4]),
            _step(
                s.DecideSchemeRevision,
                "2018-11-22",
                "2018-27",
                "Vote de la révision complète de l'ancien SCoT, par l'élaboration du nouveau",
                scheme=OLD,
                complete=True,
            ),
        ),
    )


def _opinions() -> tuple[s.SchemeCommand, ...]:
    letters = {
        "org:ddt-cantal": (SchemeOpinionSense.FAVOURABLE_WITH_RESERVATIONS, "Préciser la sobriété foncière."),
        "org:pnr-volcans": (SchemeOpinionSense.FAVOURABLE, "Cohérent avec la charte du parc."),
        "org:chambre-agriculture": (SchemeOpinionSense.FAVOURABLE_WITH_RESERVATIONS, "Protéger les prés de fauche."),
    }
    silent = act(ActKind.CERTIFICATE, "2020-06-30", "2020-C1", "Constat des avis réputés favorables des EPCI")
    return (
        *(
            s.RecordSchemeOpinion(
                on=day("2020-06-12"),
                act=act(ActKind.LETTER, "2020-06-12", f"AV-{name[4:]}", "Avis sur le projet de SCoT arrêté"),
                scheme=SCHEME,
                organization=name,
                sense=sense,
                note=note,
            )
            for name, (sense, note) in letters.items()
        ),
        *(
            s.RecordSchemeOpinion(
                on=day("2020-06-30"),
                act=silent,
                scheme=SCHEME,
                organization=member,
                sense=SchemeOpinionSense.DEEMED_FAVOURABLE,
            )
            for member in MEMBERS.values()
        ),
    )


def _made() -> tuple[Sitting, ...]:
    inquiry = act(ActKind.OTHER, "2020-11-13", "E20-15", "Rapport de la commission d'enquête sur le SCoT (fictif)")
    enforceable = act(ActKind.CERTIFICATE, "2021-09-10", "2021-C4", "Caractère exécutoire du SCoT")
    return (
        Sitting(
            key="2020-09-24-scheme-draft",
            title="Le nouveau SCoT est en élaboration : prescrit en 2017, arrêté en février 2020, avis reçus",
            recorded_at=paris("2020-09-25 16:50"),
            commands=(
                _step(
                    s.PrescribeScheme,
                    "2017-06-22",
                    "2017-09",
                    "Prescription de l'élaboration du SCoT",
                    scheme=SCHEME,
                    title="SCoT Haut Cantal Dordogne",
                    perimeter=tuple(MEMBERS.values()),
                ),
                _step(s.ArrestScheme, "2020-02-27", "2020-B2", "Arrêt du projet de SCoT", scheme=SCHEME),
                *_opinions(),
            ),
        ),
        Sitting(
            key="2020-11-13-scheme-inquiry",
            title="L'enquête publique sur le SCoT est close",
            recorded_at=paris("2020-12-15 10:00"),
            commands=(
                s.RecordSchemeInquiry(
                    on=day("2020-11-13"),
                    act=inquiry,
                    scheme=SCHEME,
                    kind=SchemeInquiryKind.PUBLIC_INQUIRY,
                    favourable=True,
                    note="Deux réserves, sur les zones humides et sur les hameaux.",
                ),
            ),
        ),
        Sitting(
            key="2021-07-08-scheme-approved",
            title="Le comité approuve le SCoT",
            recorded_at=paris("2021-07-09 09:30"),
            commands=(
                _step(
                    s.ApproveScheme,
                    "2021-07-08",
                    "2021-16",
                    "Approbation du SCoT : PAS et DOO",
                    scheme=SCHEME,
                    version="2021",
                    decision="2021-16",
                ),
            ),
        ),
        Sitting(
            key="2021-09-10-scheme-enforceable",
            title="Le SCoT est exécutoire et remplace l'ancien",
            recorded_at=paris("2021-09-13 11:00"),
            commands=(
                s.MakeSchemeEnforceable(on=day("2021-09-10"), act=enforceable, scheme=SCHEME, version="2021"),
                s.EndScheme(on=day("2021-09-10"), act=enforceable, scheme=OLD, cause=SchemeEndCause.REPLACED),
            ),
        ),
    )


def _modified() -> Sitting:
    enforceable = act(ActKind.CERTIFICATE, "2024-05-24", "2024-C2", "Caractère exécutoire de la modification n° 1")
    return Sitting(
        key="2024-05-24-scheme-modified",
        title="La modification n° 1 du SCoT (commerce, DAACL) est approuvée puis exécutoire",
        recorded_at=paris("2024-05-27 09:00"),
        commands=(
            _step(
                s.ModifyScheme,
                "2024-03-21",
                "2024-06",
                "Approbation de la modification n° 1 du SCoT",
                scheme=SCHEME,
                version="m1-2024",
                decision="2024-06",
                begun_on=day("2023-02-09"),
            ),
            s.MakeSchemeEnforceable(on=day("2024-05-24"), act=enforceable, scheme=SCHEME, version="m1-2024"),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (_taken_over(), *_made(), _modified())
