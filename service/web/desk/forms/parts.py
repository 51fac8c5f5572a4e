"""Groups and choices that several forms have."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.core.entry import ActKind, Visibility
from service.messages.labels import LABELS
from service.web.desk.filled import Filled
from service.web.desk.form import Field, Group, Kind, Options, Scene
from service.web.site.say import Say


def values(enum: str, *chosen: str) -> Callable[[Scene, Say], Options]:
    """The values of an enum (some of them) as choices, by their labels."""
    listed = chosen or tuple(LABELS[enum])
    return lambda _scene, say: [(value, _capital(say.label(enum, value))) for value in listed]


def act_group(kind: ActKind, *, effect: bool = True) -> Group:
    """When it takes effect, and the act that founds it."""
    return Group(
        name="act",
        fields=(
            *((Field(name="on", kind=Kind.DAY, required=True),) if effect else ()),
            Field(name="act_kind", kind=Kind.CHOICE, required=True, options=values("ActKind"), default=lambda _: kind),
            Field(name="act_date", kind=Kind.DAY, required=True),
            Field(name="act_number", most=80),
            Field(name="act_title", most=200),
            Field(name="act_url", most=2000),
            Field(
                name="visibility",
                kind=Kind.CHOICE,
                required=True,
                options=lambda _scene, say: [(level, say.word(f"desk.visibility.{level}")) for level in Visibility],
                default=lambda _: Visibility.PUBLIC,
            ),
        ),
    )


def seats(scene: Scene, say: Say, *, held: bool) -> Options:
    """The seats of the body, those that are held or those that are vacant first."""
    listed = scene.data["composition"]["seats"]
    ordered = [s for s in listed if (s["holder"] is not None) == held]
    return [(seat["seat"], _seat(seat, say)) for seat in ordered]


def _seat(seat: Mapping[str, Any], say: Say) -> str:
    rank = f" {seat['rank']}" if seat["rank"] else ""
    who = say.person(seat["holder"]) if seat["holder"] else say.word("seat.vacant")
    member = f" ({say.organization(seat['onBehalfOf'])})" if seat["onBehalfOf"] else ""
    return f"{seat['seat']} — {_capital(say.text(seat['label']))}{rank} — {who}{member}"


def members(scene: Scene, say: Say) -> Options:
    """The members of the authority."""
    return say.organizations(scene.authority["members"])


def bodies(scene: Scene, say: Say) -> Options:
    """The bodies of the authority."""
    return say.bodies(scene.authority["bodies"])


def themes(scene: Scene, say: Say) -> Options:
    """The themes, by name."""
    return say.named(scene.data["themes"])


def named(filled: Filled, fallback: str, field: str = "act_number") -> str:
    """A name for a new thing that the register takes: of a number (never of words, which may name people), and some
    letters of the command id, so that it is new and the same again when the form is sent twice."""
    return f"{(plain_name(filled.said(field)) or fallback)[:33].rstrip('-')}-{filled.command_id[-6:]}"


def plain_name(text: str) -> str:
    """The letters and digits of a number, as names in the register have them: 2026-a12 for 2026/A12."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.casefold())
    return "-".join(part for part in kept.split("-") if part)[:40].strip("-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
