"""Contracts followed during the mandate: the CRTE and its reviews, a small town, the water agency. All fictional."""

from typing import Final

from domain import contracts as c
from domain.core.entry import ActKind
from domain.facts.documents import ContractEndCause, ContractKind
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

BASIN: Final = "org:porteur-sage-dordogne"
_ALL: Final = tuple(MEMBERS.values())
_PG, _PM = MEMBERS["PG"], MEMBERS["PM"]


def sittings() -> tuple[Sitting, ...]:
    """This part of the documents' chapter, in order."""
    signed = act(ActKind.OTHER, "2021-12-15", "CRTE-2021", "Contrat de relance et de transition écologique (fictif)")
    towns = act(ActKind.OTHER, "2021-06-10", "PVD-2021", "Convention Petites villes de demain de Mauriac (fictive)")
    amended = act(ActKind.OTHER, "2024-09-12", "CRTE-2024-A1", "Avenant n° 1 au CRTE (fictif)")
    ended = act(ActKind.LETTER, "2026-04-02", "PVD-2026-L1", "Fin de la convention Petites villes de demain")
    water = act(ActKind.OTHER, "2026-09-30", "EAU-2026", "Contrat de progrès avec l'agence de l'eau (fictif)")
    reviews = (("2023-03-14", "4200000", "1850000"), ("2025-03-20", "9100000", "6400000.50"))
    state, late = "org:ddt-cantal", act(ActKind.MINUTES, "2026-10-15", "CRTE-2026-R3", "Revue de projets du CRTE")
    return (
        Sitting(
            key="2021-12-16-contracts",
            title="Le CRTE est signé par les quatre EPCI et l'État, Mauriac est Petite ville de demain",
            recorded_at=paris("2021-12-16 17:00"),
            commands=(
                c.SignContract(
                    on=day("2021-06-10"),
                    act=towns,
                    contract="pvd-mauriac",
                    kind=ContractKind.SMALL_TOWNS,
                    title="Petites villes de demain : Mauriac",
                    parties=("commune:15120", _PM, state),
                    until=day("2026-04-01"),
                    themes=("housing", "facilities"),
                    documents=("plh-mauriac",),
                    projects=("ecoquartier-mauriac",),
                ),
                c.SignContract(
                    on=day("2021-12-15"),
                    act=signed,
                    contract="crte-haut-cantal",
                    kind=ContractKind.CRTE,
                    title="CRTE Haut Cantal Dordogne",
                    parties=(*_ALL, state),
                    until=day("2027-01-01"),
                    amount="18500000",
                    themes=("transitions", "water", "mobility"),
                    orientations=("pas-1-1", "pas-3-2", "pas-3-3"),
                    documents=("sage-alagnon", "gemapi-gentiane"),
                ),
            ),
        ),
        *(
            Sitting(
                key=f"{on}-crte-review",
                title="Revue de projets du CRTE",
                recorded_at=paris(f"{on} 18:00"),
                commands=(
                    c.ReviewContract(
                        on=day(on),
                        act=act(ActKind.MINUTES, on, f"CRTE-{on[:4]}-R", "Revue de projets du CRTE (fictive)"),
                        contract="crte-haut-cantal",
                        committed=committed,
                        paid=paid,
                    ),
                ),
            )
            for on, committed, paid in reviews
        ),
        Sitting(
            key="2024-09-12-crte-amended",
            title="Avenant au CRTE : il porte aussi l'habitat, le Département le signe",
            recorded_at=paris("2024-09-13 09:00"),
            commands=(
                c.AmendContract(
                    on=day("2024-09-12"),
                    act=amended,
                    contract="crte-haut-cantal",
                    amount="21000000",
                    parties=("org:departement-cantal",),
                    themes=("housing",),
                    orientations=("pas-2-1",),
                    projects=("ecoquartier-mauriac", "voie-verte"),
                    documents=("plh-mauriac",),
                ),
            ),
        ),
        Sitting(
            key="2026-04-02-towns-ended",
            title="La convention Petites villes de demain est arrivée à son terme",
            recorded_at=paris("2026-04-03 09:00"),
            commands=(
                c.EndContract(
                    on=day("2026-04-01"), act=ended, contract="pvd-mauriac", cause=ContractEndCause.TERM_REACHED
                ),
            ),
        ),
        Sitting(
            key="2026-10-16-contracts",
            title="Second mandat : contrat avec l'agence de l'eau signé par l'État, revue de projets du CRTE",
            recorded_at=paris("2026-10-16 11:00"),
            commands=(
                c.SignContract(
                    on=day("2026-09-30"),
                    act=water,
                    contract="progres-eau",
                    kind=ContractKind.WATER_AGENCY,
                    title="Contrat de progrès pour l'eau du Haut Cantal",
                    parties=(_PG, BASIN, state),
                    until=day("2029-10-01"),
                    amount="2400000",
                    themes=("water",),
                    orientations=("pas-1-1", "doo-1"),
                    projects=("zone-humide-saint-amandin",),
                    documents=("sage-alagnon", "gemapi-gentiane"),
                ),
                c.ReviewContract(
                    on=day("2026-10-15"),
                    act=late,
                    contract="crte-haut-cantal",
                    committed="15400000",
                    paid="11250000",
                    next_on=day("2026-12-10"),
                    note="Le contrat arrive à son terme à la fin de l'année : préparer sa suite.",
                ),
            ),
        ),
    )
