"""Documents and contracts followed during the mandate, and how they relate to the SCoT. Their dates are fictional."""

from typing import Any, Final

from domain import documents as d
from domain.core.entry import ActKind
from domain.facts.documents import (
    CompatibilityOutcome,
    DocumentKind,
    DocumentState,
    FollowedCompetence,
    ReferentEndCause,
    SchemeRelation,
)
from domain.facts.organizations import OrganizationCategory
from domain.organizations import RegisterOrganization
from service.demo import contracts
from service.demo.contracts import BASIN as _BASIN
from service.demo.scheme import SCHEME
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_PG, _PM, _PS, _SA = (MEMBERS[letters] for letters in ("PG", "PM", "PS", "SA"))
_ALL: Final = tuple(MEMBERS.values())
_FIRST: Final = {
    "plui-gentiane": "issandrol",
    "plui-mauriac": "ginestolle",
    "plui-salers": "valbrette",
    "plui-artense": "sarrelongue",
    "sage-alagnon": "belcassan",
}
_SECOND: Final = {
    "plui-gentiane": "tournadrel",
    "plui-mauriac": "ginestolle",
    "plui-salers": "montegrin",
    "plui-artense": "teissonade",
    "plan-mobilite": "verdelaude",
    "gemapi-gentiane": "lagardevine",
    "sage-alagnon": "belcassan",
    "strategie-eco": "clavendrier",
}
"""Who answers for what; those of the first term who are not here were replaced."""


def _followed() -> Sitting:
    followed = act(ActKind.DELIBERATION, "2020-09-24", "2020-11", "Documents suivis par le syndicat pendant le mandat")
    on = day("2020-09-24")
    kind, enforceable = DocumentKind, DocumentState.ENFORCEABLE
    rows: tuple[tuple[str, DocumentKind, str, str, tuple[str, ...], DocumentState, str, str | None], ...] = (
        (
            "plui-gentiane",
            kind.PLUI,
            "PLUi du Pays Gentiane",
            _PG,
            ("planning",),
            enforceable,
            "2019-04-01",
            "2019-02-14",
        ),
        (
            "plui-salers",
            kind.PLUI,
            "PLUi du Pays de Salers",
            _PS,
            ("planning",),
            enforceable,
            "2019-01-15",
            "2018-11-22",
        ),
        (
            "plui-artense",
            kind.PLUI,
            "PLUi de Sumène - Artense",
            _SA,
            ("planning",),
            enforceable,
            "2018-05-02",
            "2018-03-15",
        ),
        (
            "plui-mauriac",
            kind.PLUI,
            "PLUi du Pays de Mauriac",
            _PM,
            ("planning",),
            DocumentState.PRESCRIBED,
            "2018-12-13",
            None,
        ),
        (
            "plu-mauriac",
            kind.PLU,
            "PLU de Mauriac",
            "commune:15120",
            ("planning",),
            enforceable,
            "2008-04-01",
            "2008-02-21",
        ),
        ("plh-mauriac", kind.PLH, "PLH du Pays de Mauriac", _PM, ("housing",), enforceable, "2020-02-01", "2019-12-12"),
        ("sage-alagnon", kind.SAGE, "SAGE de l'Alagnon", _BASIN, ("water",), enforceable, "2020-01-31", "2020-01-27"),
        (
            "sage-dordogne",
            kind.SAGE,
            "SAGE Dordogne amont",
            _BASIN,
            ("water",),
            DocumentState.PRESCRIBED,
            "2015-03-10",
            None,
        ),
        (
            "charte-pnr",
            kind.PNR_CHARTER,
            "Charte du parc des Volcans d'Auvergne",
            "org:pnr-volcans",
            ("biodiversity",),
            enforceable,
            "2013-06-20",
            "2013-06-19",
        ),
    )
    basin = "Structure porteuse des SAGE du bassin de la Dordogne (fictive)"
    return Sitting(
        key="2020-09-24-documents",
        title="Le comité dit quels documents il suit, et qui en porte chacun",
        recorded_at=paris("2020-09-25 17:00"),
        commands=(
            RegisterOrganization(on=on, organization=_BASIN, name=basin, category=OrganizationCategory.PUBLIC_BODY),
            *(
                d.FollowDocument(
                    on=on,
                    act=followed,
                    document=document,
                    kind=of_kind,
                    title=title,
                    owner=owner,
                    themes=themes,
                    territory=_ALL if owner.startswith("org:") else (owner,),
                    state=state,
                    state_since=day(since),
                    approved_on=day(approved) if approved else None,
                )
                for document, of_kind, title, owner, themes, state, since, approved in rows
            ),
            d.FollowCompetence(
                on=on,
                act=followed,
                document="gemapi-gentiane",
                competence=FollowedCompetence.GEMAPI,
                title="GEMAPI du Pays Gentiane",
                owner=_PG,
                themes=("water",),
                territory=(_PG,),
            ),
            *(
                d.NameReferent(on=on, act=followed, document=document, person=f"${who}")
                for document, who in _FIRST.items()
            ),
        ),
    )


def _check(
    document: str, on: str, number: str, outcome: CompatibilityOutcome, version: str, /, **more: Any
) -> d.CheckCompatibility:
    """A check on which the bureau gave its opinion by delegation."""
    title = f"Avis du bureau : {document} et le SCoT"
    return d.CheckCompatibility(
        on=day(on),
        act=act(ActKind.DELEGATED_DECISION, on, number, title),
        document=document,
        scheme=SCHEME,
        outcome=outcome,
        version=version,
        **more,
    )


def _above() -> Sitting:
    ok = CompatibilityOutcome.COMPATIBLE
    return Sitting(
        key="2021-06-24-higher-norms",
        title="Avant l'approbation, le SCoT est vérifié au regard du SAGE et de la charte du parc",
        recorded_at=paris("2021-06-25 10:00"),
        commands=(
            _check("sage-alagnon", "2021-06-24", "2021-D8", ok, "2020", relation=SchemeRelation.ABOVE),
            _check("charte-pnr", "2021-06-24", "2021-D9", ok, "2013"),
        ),
    )


def _first_checks() -> tuple[Sitting, ...]:
    required = act(ActKind.LETTER, "2022-06-20", "2022-L7", "Mise en compatibilité du PLUi du Pays de Salers")
    outcome = CompatibilityOutcome
    return (
        Sitting(
            key="2022-06-16-compatibility",
            title="Le bureau vérifie trois documents : le PLUi du Pays de Salers est incompatible avec le SCoT",
            recorded_at=paris("2022-06-21 09:20"),
            commands=(
                _check(
                    "plui-gentiane",
                    "2022-06-16",
                    "2022-D4",
                    outcome.COMPATIBLE_WITH_RESERVATIONS,
                    "2021",
                    note="Réserve : la zone d'activités au nord du bourg.",
                ),
                _check("plh-mauriac", "2022-06-16", "2022-D5", outcome.COMPATIBLE, "2021"),
                _check(
                    "plui-salers",
                    "2022-06-16",
                    "2022-D6",
                    outcome.INCOMPATIBLE,
                    "2021",
                    orientations=("doo-2",),
                    note="Les zones à urbaniser dépassent l'enveloppe foncière du DOO.",
                ),
                d.RequireCompatibility(
                    on=day("2022-06-20"),
                    act=required,
                    document="plui-salers",
                    due_on=day("2027-06-30"),
                    revision_needed=True,
                    note="Calendrier convenu avec le Pays de Salers et l'État.",
                ),
            ),
        ),
        Sitting(
            key="2024-06-13-higher-norms",
            title="Trois ans après, le SCoT est vérifié de nouveau au regard de ce qui est au-dessus de lui",
            recorded_at=paris("2024-06-14 10:00"),
            commands=(
                _check("sage-alagnon", "2024-06-13", "2024-D3", outcome.COMPATIBLE, "2020"),
                _check("charte-pnr", "2024-06-13", "2024-D4", outcome.COMPATIBLE, "2013"),
            ),
        ),
    )


def _state(document: str, on: str, number: str, state: DocumentState, title: str) -> d.ChangeDocumentState:
    return d.ChangeDocumentState(
        on=day(on), act=act(ActKind.DELIBERATION, on, number, title), document=document, state=state
    )


def _mauriac() -> Sitting:
    state = DocumentState
    return Sitting(
        key="2023-10-02-plui-mauriac",
        title="Le PLUi du Pays de Mauriac, jugé compatible sur projet, est exécutoire ; le PLU communal est abrogé",
        recorded_at=paris("2023-10-02 15:00"),
        commands=(
            _state("plui-mauriac", "2022-09-15", "PM-2022-61", state.DRAFT_ARRESTED, "Arrêt du PLUi"),
            _check("plui-mauriac", "2022-11-10", "2022-D11", CompatibilityOutcome.COMPATIBLE, "2021"),
            _state("plui-mauriac", "2023-02-06", "PM-2023-A4", state.UNDER_INQUIRY, "Ouverture de l'enquête"),
            _state("plui-mauriac", "2023-06-29", "PM-2023-44", state.APPROVED, "Approbation du PLUi"),
            _state("plui-mauriac", "2023-09-15", "PM-2023-C1", state.ENFORCEABLE, "Caractère exécutoire du PLUi"),
            _state("plu-mauriac", "2023-09-15", "PM-2023-C2", state.REPEALED, "Abrogation du PLU communal"),
        ),
    )


def _beside() -> Sitting:
    """Documents that came during the first term."""
    taken, followed = CompatibilityOutcome.TAKEN_INTO_ACCOUNT, DocumentState.ENFORCEABLE
    climate = act(ActKind.DELIBERATION, "2022-12-08", "PG-2022-80", "Adoption du PCAET commun aux quatre EPCI")
    mobility = act(ActKind.DELIBERATION, "2024-10-17", "SA-2024-52", "Approbation du plan de mobilité")
    economy = act(ActKind.DELIBERATION, "2023-04-13", "PS-2023-20", "Stratégie de développement économique")
    return Sitting(
        key="2025-01-16-new-documents",
        title="PCAET, plan de mobilité et stratégie économique entrent dans les documents suivis",
        recorded_at=paris("2025-01-17 11:15"),
        commands=(
            d.FollowDocument(
                on=day("2022-12-08"),
                act=climate,
                document="pcaet-haut-cantal",
                kind=DocumentKind.PCAET,
                title="PCAET du Haut Cantal",
                owner=_PG,
                themes=("transitions",),
                territory=_ALL,
                state=followed,
                approved_on=day("2022-12-08"),
            ),
            d.FollowDocument(
                on=day("2024-10-17"),
                act=mobility,
                document="plan-mobilite",
                kind=DocumentKind.MOBILITY_PLAN,
                title="Plan de mobilité Sumène - Artense",
                owner=_SA,
                themes=("mobility",),
                territory=(_SA,),
                state=followed,
                approved_on=day("2024-10-17"),
            ),
            d.FollowDocument(
                on=day("2023-04-13"),
                act=economy,
                document="strategie-eco",
                kind=DocumentKind.ECONOMIC_DEVELOPMENT_STRATEGY,
                title="Stratégie de développement économique du Pays de Salers",
                owner=_PS,
                themes=("economy", "tourism"),
                territory=(_PS,),
                state=followed,
                approved_on=day("2023-04-13"),
            ),
            _check("pcaet-haut-cantal", "2023-01-19", "2023-D1", taken, "2021"),
            _check("plan-mobilite", "2024-11-14", "2024-D9", CompatibilityOutcome.COMPATIBLE, "m1-2024"),
            _check("strategie-eco", "2023-05-11", "2023-D6", taken, "2021"),
            d.NameReferent(on=day("2022-12-08"), act=climate, document="pcaet-haut-cantal", person="$lasserade"),
        ),
    )


def _second_term() -> tuple[Sitting, ...]:
    state, on = DocumentState, day("2026-06-25")
    named = act(ActKind.DELIBERATION, "2026-06-25", "2026-15", "Élus référents des documents suivis")
    transferred = act(ActKind.PREFECTORAL_ORDER, "2025-12-18", "2025-1611", "Transfert de la GEMAPI du Pays Gentiane")
    replaced = [(document, who) for document, who in _FIRST.items() if _SECOND.get(document) != who]
    new = [(document, who) for document, who in _SECOND.items() if _FIRST.get(document) != who]
    return (
        Sitting(
            key="2026-01-15-documents-moved",
            title="Le PLH arrive à échéance, la GEMAPI du Pays Gentiane passe à la structure de bassin",
            recorded_at=paris("2026-01-15 16:00"),
            commands=(
                _state("plh-mauriac", "2026-01-01", "PM-2025-90", state.EXPIRED, "Terme du PLH"),
                d.ChangeDocumentOwner(on=day("2026-01-01"), act=transferred, document="gemapi-gentiane", owner=_BASIN),
                _state("plui-gentiane", "2025-11-20", "PG-2025-71", state.UNDER_MODIFICATION, "Modification n° 2"),
            ),
        ),
        Sitting(
            key="2026-06-25-referents",
            title="Le nouveau comité désigne les élus référents de chaque document",
            recorded_at=paris("2026-06-26 10:30"),
            commands=(
                *(
                    d.EndReferent(
                        on=on, act=named, document=document, person=f"${who}", cause=ReferentEndCause.REPLACED
                    )
                    for document, who in replaced
                ),
                *(d.NameReferent(on=on, act=named, document=document, person=f"${who}") for document, who in new),
            ),
        ),
        Sitting(
            key="2026-10-09-documents",
            title="PLUi du Pays de Salers : le projet de révision reste incompatible ; SAGE Dordogne amont arrêté",
            recorded_at=paris("2026-10-09 14:30"),
            commands=(
                _state("plui-salers", "2024-02-08", "PS-2024-05", state.UNDER_REVISION, "Prescription de la révision"),
                _state("plui-salers", "2026-07-16", "PS-2026-58", state.DRAFT_ARRESTED, "Arrêt de la révision du PLUi"),
                _check(
                    "plui-salers",
                    "2026-10-08",
                    "2026-D7",
                    CompatibilityOutcome.INCOMPATIBLE,
                    "m1-2024",
                    orientations=("doo-2", "doo-4"),
                    note="Deux secteurs d'extension restent hors des orientations du DOO.",
                ),
                _state("sage-dordogne", "2026-09-17", "CLE-2026-03", state.DRAFT_ARRESTED, "Projet de SAGE arrêté"),
                _state("plui-artense", "2026-09-24", "SA-2026-40", state.UNDER_REVISION, "Révision du PLUi"),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        _followed(),
        _above(),
        *_first_checks(),
        _mauriac(),
        _beside(),
        *_second_term(),
        *contracts.sittings(),
    )
