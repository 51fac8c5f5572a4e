"""Sessions and deadlines as calendars to subscribe to (iCalendar, RFC 5545).

An event keeps its UID for ever, whatever becomes of it; its SEQUENCE counts the entries that changed it. Nobody is
named: who chairs, and whom a deadline concerns, is for the lists to say.
"""

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from starlette.requests import Request
from starlette.responses import Response

from service.messages.labels import label_of
from service.messages.opendata import said, title_of
from service.web.opendata.delivery import answering, deliver, one
from service.web.opendata.files import file_name
from service.web.opendata.lists import LISTS
from service.web.opendata.reading import Reading, Row, pages, reading_of

ICS: Final = "text/calendar; charset=utf-8"
PARIS: Final = ZoneInfo("Europe/Paris")
REFRESH: Final = dt.timedelta(hours=6)
LASTS: Final = dt.timedelta(hours=2)
"""Of a session of which the end is not known: so long does it keep a calendar busy."""


class Calendars:
    """``/data/{ledger}/seances.ics`` and ``echeances.ics``."""

    @answering
    async def sessions(self, request: Request) -> Response:
        """Every session that was convened, past or to come."""
        reading = await reading_of(request)
        bodies = {body["id"]: body["name"] async for page in pages(reading, LISTS["organes"]) for body in page}
        calendar = await _calendar(reading, "seances.ics")
        async for page in pages(reading, LISTS["seances"]):
            for session in page:
                calendar.add_component(_session(session, bodies, reading))
        calendar.add_missing_timezones(first_date=dt.date(2000, 1, 1), last_date=dt.date(2038, 1, 1))
        return await _given(request, reading, calendar)

    @answering
    async def deadlines(self, request: Request) -> Response:
        """All that is due on the day, late or to come."""
        reading = await reading_of(request)
        calendar = await _calendar(reading, "echeances.ics")
        seen: dict[str, int] = {}
        async for page in pages(reading, LISTS["echeances"]):
            for deadline in page:
                calendar.add_component(_deadline(deadline, seen, reading))
        return await _given(request, reading, calendar)


async def _calendar(reading: Reading, name: str) -> Calendar:
    authority = (await reading.authority())["name"] or reading.ledger
    title = said("of", reading.language, title=title_of(name, reading.language), authority=authority)
    calendar = Calendar()
    calendar.add("prodid", "-//Greffe//Open data//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)  # what calendars read that know no RFC 7986
    calendar.add("x-wr-timezone", "Europe/Paris")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


async def _given(request: Request, reading: Reading, calendar: Calendar) -> Response:
    return await deliver(request, reading, one(calendar.to_ical()), ICS, name=file_name(request, reading))


def _session(session: Row, bodies: Mapping[str, str], reading: Reading) -> Event:
    event = _event(f"session-{session['session']}", session["entries"], reading)
    day = dt.date.fromisoformat(session["heldOn"])
    if session["startsAt"]:
        begins = dt.datetime.combine(day, dt.time.fromisoformat(session["startsAt"]), PARIS)
        event.add("dtstart", begins)
        event.add("dtend", _end(begins, session["endedAt"]))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
    body = bodies.get(session["body"], session["body"])
    state = label_of("SessionState", session["state"], reading.language)
    event.add("summary", said("session_of", reading.language, body=body))
    agenda = [f"{number}. {item['title']}" for number, item in enumerate(session["agenda"], start=1)]
    event.add("description", "\n".join([f"({state})", *agenda]))
    event.add("status", "CONFIRMED")
    if session["places"]:
        event.add("location", ", ".join(session["places"]))
    return event


def _end(begins: dt.datetime, ended_at: str | None) -> dt.datetime:
    if ended_at is None:
        return begins + LASTS
    ends = dt.datetime.combine(begins.date(), dt.time.fromisoformat(ended_at), PARIS)
    # What ends at an earlier hour than it began ended the day after.
    return ends if ends > begins else ends + dt.timedelta(days=1)


def _deadline(deadline: Row, seen: dict[str, int], reading: Reading) -> Event:
    # By what it is: not by its day, its entry or who answers for it, which may all change. A target is one of a day.
    where = (deadline["organization"] or {}).get("id", "")
    day_of_target = deadline["due"] if deadline["kind"] == "INDICATOR_TARGET" else ""
    parts = (deadline["kind"], deadline["subject"], deadline["title"] or "", where, day_of_target)
    key = sha256("\x1f".join(parts).encode()).hexdigest()[:24]
    seen[key] = seen.get(key, 0) + 1
    again = f"-{seen[key]}" if seen[key] > 1 else ""
    event = _event(f"deadline-{key}{again}", [deadline["entry"]], reading)
    day = dt.date.fromisoformat(deadline["due"])
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    kind = label_of("DeadlineKind", deadline["kind"], reading.language) or deadline["kind"]
    about = deadline["title"] or (deadline["organization"] or {}).get("name")
    event.add("summary", said("deadline_of", reading.language, kind=kind, about=about) if about else kind)
    if deadline["rule"]:
        event.add("description", deadline["rule"])
    event.add("categories", [deadline["kind"]])
    return event


def _event(name: str, entries: list[int], reading: Reading) -> Event:
    event = Event()
    event.add("uid", f"{name}@{reading.ledger}.greffe")
    # Of the state that the file shows, not of the minute in which it is asked for: equal files are equal bytes.
    event.add("dtstamp", reading.moment.recorded_at or dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    event.add("sequence", max(len(entries) - 1, 0))
    return event
