"""People, organisations, posts and memberships on a day, in the Popolo format.

Bodies and the authority are organisations, seats are posts, tenures are memberships in a post; mandates and offices in
communes and EPCIs are memberships without one. What Popolo has no place for is said in the file itself.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from service.messages.labels import label_of
from service.messages.opendata import popolo_loses
from service.messages.words import Language
from service.web.opendata.delivery import answering, deliver, one
from service.web.opendata.files import JSON, described, file_name
from service.web.opendata.lists import LISTS
from service.web.opendata.publication import Publication
from service.web.opendata.reading import Reading, pages, reading_of

SPECIFICATION: Final = "https://www.popoloproject.com/specs/"
Thing = dict[str, Any]


class Popolo:
    """``/data/{ledger}/popolo.json``: one whole, for it has as many rows as there are people and seats."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @answering
    async def json(self, request: Request) -> Response:
        """The file."""
        reading = await reading_of(request)
        meta = await described(reading, "popolo", self._publication)
        meta |= {"conformsTo": SPECIFICATION, "loses": popolo_loses(reading.language)}
        made = {"meta": meta, **await popolo(reading, meta["authority"]["name"])}
        body = msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
        return await deliver(request, reading, one(body), JSON, name=file_name(request, reading))


async def popolo(reading: Reading, authority: str | None) -> dict[str, list[Thing]]:
    """The four collections; raises QueryRefused as ``Reading.ask``."""
    own = f"authority:{reading.ledger}"
    organizations = {own: _organization(own, authority or reading.ledger, "authority", siren=reading.ledger)}
    async for page in pages(reading, LISTS["organes"]):
        for body in page:
            kind = label_of("BodyKind", body["kind"], reading.language)
            inside = f"body:{body['parent']}" if body["parent"] else own
            organizations[f"body:{body['id']}"] = _organization(f"body:{body['id']}", body["name"], kind, within=inside)
    posts, memberships = await _seats(reading)
    people: list[Thing] = []
    async for page in pages(reading, LISTS["personnes"]):
        people += [_person(each) for each in page]
    async for page in pages(reading, LISTS["mandats"]):
        for holding in page:
            where = holding["organization"]
            organizations.setdefault(where["id"], _organization_named(where))
            memberships.append(_holding(holding, reading.language))
    return {
        "persons": people,
        "organizations": list(organizations.values()),
        "posts": posts,
        "memberships": memberships,
    }


async def _seats(reading: Reading) -> tuple[list[Thing], list[Thing]]:
    posts: list[Thing] = []
    memberships: list[Thing] = []
    async for page in pages(reading, LISTS["compositions"]):
        for seat in page:
            post = f"seat:{seat['body']}:{seat['term']}:{seat['seat']}"
            role = label_of("SeatKind", seat["kind"], reading.language)
            body = f"body:{seat['body']}"
            posts.append({"id": post, "label": seat["label"][reading.language], "role": role, "organization_id": body})
            if seat["holder"]:
                behalf = seat["onBehalfOf"] and seat["onBehalfOf"]["id"]
                memberships.append(
                    _said(
                        id=f"membership:{post}:{seat['holder']['id']}:{seat['since']}",
                        person_id=seat["holder"]["id"],
                        organization_id=body,
                        post_id=post,
                        role=role,
                        on_behalf_of_id=behalf,
                        start_date=seat["since"],
                        end_date=seat["until"],
                    )
                )
    return posts, memberships


def _person(person: Mapping[str, Any]) -> Thing:
    """Without a name when it was erased: the identifier alone remains."""
    return _said(
        id=person["id"],
        name=person["name"],
        given_name=person["givenName"],
        family_name=person["familyName"],
        death_date=person["diedOn"],
    )


def _organization_named(organization: Mapping[str, Any]) -> Thing:
    kind = organization["id"].partition(":")[0]
    return _organization(
        organization["id"], organization["name"] or organization["id"], kind, siren=organization["siren"]
    )


def _organization(
    name: str, called: str, kind: str | None, *, siren: str | None = None, within: str | None = None
) -> Thing:
    identifiers = [{"scheme": "SIREN", "identifier": siren}] if siren else []
    if name.startswith("commune:"):
        identifiers.append({"scheme": "INSEE", "identifier": name.partition(":")[2]})
    return _said(id=name, name=called, classification=kind, parent_id=within, identifiers=identifiers or None)


def _holding(holding: Mapping[str, Any], language: Language) -> Thing:
    held = holding["office"] or holding["mandate"]
    role = label_of("OfficeKind" if holding["office"] else "MandateKind", held, language) if held else None
    who, where = holding["person"]["id"], holding["organization"]["id"]
    return _said(
        id=f"membership:{where}:{held}:{holding['rank'] or 0}:{who}:{holding['since']}",
        person_id=who,
        organization_id=where,
        role=role or held,
        start_date=holding["since"],
        end_date=holding["until"],
    )


def _said(**values: Any) -> Thing:
    """Only what there is: Popolo's optional fields are left out, not null."""
    return {key: value for key, value in values.items() if value is not None}
