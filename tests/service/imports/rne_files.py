"""Files of the RNE as published, of fictional people in the communes of the demonstration, in three years' versions.

2022: the councils of 2020. 2024: a death (the person is no longer listed), a deputy who became mayor, a newcomer.
2026: after the general renewal; half of the people again.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

HEADERS: Final = Path(__file__).parent / "data" / "rne-headers"
FILES: Final = {
    "mayors": "elus-maires-mai.csv",
    "councillors": "elus-conseillers-municipaux-cm.csv",
    "epci": "elus-conseillers-communautaires-epci.csv",
}
COMMUNES: Final = ("15120", "15261", "15036", "15079", "15063")
"""Of the CC du Pays de Mauriac."""
EPCI: Final = "241500271"
OUTSIDE: Final = "01004"
_GIVEN: Final = ("Aldéric", "Bérengère", "Cyprien", "Doriane", "Elzéar", "Flavie", "Gontran", "Honorine")
_FAMILY: Final = ("BARTHAZOU", "CHAMBERNOUX", "D'ESCLAUZEL", "FONTGRANDE", "GIMAZANE", "LHERBADIEU", "MONTREDONDE")


class Somebody(NamedTuple):
    """A fictional councillor."""

    number: int
    commune: str
    born: str
    name: tuple[str, str]


def header(kind: str) -> str:
    """The first line of a published file."""
    return (HEADERS / FILES[kind]).read_text(encoding="utf-8-sig").strip()


def somebody(number: int) -> Somebody:
    """The same for the same number; no two have one birth date."""
    given = _GIVEN[number % len(_GIVEN)]
    family = f"{_FAMILY[number % len(_FAMILY)]} {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}"
    born = f"{1 + number % 28:02}/{1 + number % 12:02}/{1940 + number % 60}"
    return Somebody(number, COMMUNES[number % len(COMMUNES)], born, (family, given))


def row(kind: str, **cells: str) -> str:
    """A line of a file: the cells by the header's titles, others empty."""
    titles = header(kind).split(";")
    assert cells.keys() <= set(titles), cells.keys() - set(titles)
    return ";".join(_quoted(cells.get(title, "")) for title in titles)


def councillor(who: Somebody, since: str, function: str = "", function_since: str = "", **cells: str) -> str:
    """A municipal councillor."""
    return row(
        "councillors",
        **_person(who),
        **{
            "Code de la commune": who.commune,
            "Date de début du mandat": since,
            "Libellé de la fonction": function,
            "Date de début de la fonction": function_since,
            "Code nationalité": "FR",
        }
        | cells,
    )


def mayor(who: Somebody, since: str, function_since: str) -> str:
    """A mayor."""
    return row(
        "mayors",
        **_person(who),
        **{
            "Code de la commune": who.commune,
            "Date de début du mandat": since,
            "Date de début de la fonction": function_since,
        },
    )


def of_epci(who: Somebody, since: str, function: str = "", function_since: str = "") -> str:
    """A councillor of the EPCI."""
    return row(
        "epci",
        **_person(who),
        **{
            "N° SIREN": EPCI,
            "Libellé de l'EPCI": "CC du Pays de Mauriac",
            "Code de la commune de rattachement": who.commune,
            "Date de début du mandat": since,
            "Libellé de la fonction": function,
            "Date de début de la fonction": function_since,
        },
    )


def file_of(kind: str, lines: Sequence[str], end: str = "\n") -> bytes:
    """The bytes of a file."""
    return ("\n".join([header(kind), *lines]) + end).encode()


def councils(year: int) -> bytes:
    """The file of municipal councillors of 2022, 2024 or 2026."""
    return file_of("councillors", list(_councillors(year)))


def _councillors(year: int) -> Iterator[str]:
    yield councillor(somebody(900)._replace(commune=OUTSIDE), "18/05/2020")
    people = [somebody(number) for number in range(20)]
    if year < 2026:
        for who in people:
            if year == 2024 and who.number == 7:
                continue  # died, or resigned: the file does not say
            if who.number == 1:
                yield councillor(who, "18/05/2020", "Maire", "25/05/2020")
            elif who.number == 2:
                yield councillor(who, "18/05/2020", "2ème adjoint au Maire", "25/05/2020")
            else:
                yield councillor(who, "18/05/2020")
        if year == 2024:
            yield councillor(somebody(30), "2023-10-01")  # ISO, as some versions have it
        return
    for who in people[:10]:
        yield councillor(who, "15/03/2026", *(("Maire", "21/03/2026") if who.number == 2 else ("", "")))
    for number in range(40, 50):
        yield councillor(somebody(number), "22/03/2026")


def _person(who: Somebody) -> Mapping[str, str]:
    family, given = who.name
    return {
        "Code du département": who.commune[:2],
        "Nom de l'élu": family,
        "Prénom de l'élu": given,
        "Code sexe": "M",
        "Date de naissance": who.born,
        "Code de la catégorie socio-professionnelle": "37",
        "Libellé de la catégorie socio-professionnelle": "Cadres administratifs et commerciaux d'entreprise",
    }


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(';"\n') else cell
