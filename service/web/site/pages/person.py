"""A person: the offices, mandates and delegations of a life, each with its act."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.pictures.life import Bar, life
from service.web.site.say import Say
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"id": visit.item}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    if data["person"] is None:
        raise NothingThere
    bodies = {body["id"]: body["name"] for body in data["authority"]["bodies"]}
    on = dt.date.fromisoformat(data["authority"]["asOf"]["on"])
    return {"picture": life(list(_bars(data, visit, bodies)), on), "bodies": bodies, "ended": ended}


def ended(delegation: Mapping[str, Any]) -> str | None:
    """The day from which a delegation is, or will be, none any more."""
    over: str | None = delegation["withdrawnOn"] or delegation["grantedUntil"]
    return over or (delegation["since"] if delegation["state"] in ("WITHDRAWN", "LAPSED", "EXPIRED") else None)


def _bars(data: Data, visit: Visit, bodies: Mapping[str, str]) -> Iterator[Bar]:
    say = Say(visit.language)
    for held in data["person"]["tenures"]:
        rank = f" {held['rank']}" if held["rank"] else ""
        yield _bar(held, bodies.get(held["body"], held["body"]), say.label("SeatKind", held["kind"]) + rank, visit)
    for held in data["person"]["holdings"]:
        what = say.label("OfficeKind", held["office"]) or say.label("MandateKind", held["mandate"])
        yield _bar(held, say.organization(held["organization"]), what, visit)
    for each in data["delegations"]["nodes"]:
        about = say.several([say.theme(theme) for theme in each["scope"]["themes"]])
        label = say.short(about or say.label("DelegationKind", each["kind"]), 50)
        period = {"since": each["grantedOn"], "until": ended(each), "entry": each["entries"][0]}
        yield _bar(period, say.word("person.delegations"), label, visit)


def _bar(held: Mapping[str, Any], group: str, label: str, visit: Visit) -> Bar:
    until = dt.date.fromisoformat(held["until"]) if held["until"] else None
    since = dt.date.fromisoformat(held["since"])
    return Bar(group, label[:1].upper() + label[1:], since, until, visit.href("journal", held["entry"]))


PAGE = Page(
    name="person", slug="personnes", group=Group.NOWHERE, of_one=True, variables=_variables, view=_view
)  # fmt: skip
