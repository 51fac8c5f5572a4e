"""An entry of the audit trail on lines for people, and as a JSON value."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from service.cli.output import Output, instant

_WIDE: Final = 100
"""Characters of a value that a line shows."""
_EVER: Final = dt.date.min.isoformat()
"""Since when something is the case that has no day of its own, such as that a person is forgotten."""


def tell(node: Mapping[str, Any], output: Output) -> None:
    """One entry."""
    output.give(_json(node))
    for line in _lines(node, output):
        output.say(line)


def _json(node: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the API, with those of the entry itself on top."""
    entry = dict(node["entry"])
    whole = entry.pop("__typename") == "Entry"
    leaf = entry.pop("header")["leaf"]
    if not whole:
        return {**entry, "leaf": leaf, "sealed": True}
    return {**entry, "leaf": leaf, **{name: value for name, value in node.items() if name != "entry"}}


def _lines(node: Mapping[str, Any], output: Output) -> Iterator[str]:
    entry = node["entry"]
    recorded = dt.datetime.fromisoformat(entry["recordedAt"])
    when = f"{entry['position']:>6}  {instant(recorded)}  "
    if entry["__typename"] != "Entry":
        yield when + output.words("(sealed or erased)", "(scellée ou effacée)")
        return
    yield when + entry["summary"][output.language]
    fate = node["fate"]
    for name, english, french in (
        ("rectifiedBy", "corrected by entry", "rectifiée par l’écriture"),
        ("erasedBy", "texts erased by entry", "textes effacés par l’écriture"),
    ):
        if link := fate[name]:
            yield f"{'':8}{output.words(english, french)} {link['position']}"
    for name, english, french in (
        ("replacedBy", "replaced by entries", "remplacée par les écritures"),
        ("disclosedBy", "disclosed by entries", "divulguée par les écritures"),
    ):
        if links := fate[name]:
            yield f"{'':8}{output.words(english, french)} {', '.join(str(link['position']) for link in links)}"
    yield from (f"{'':8}{_change(change, output)}" for change in node.get("changes", ()))
    if left_out := node.get("changesOmitted"):
        yield f"{'':8}{output.words(f'and {left_out} more changes', f'et {left_out} autres changements')}"


def _change(change: Mapping[str, Any], output: Output) -> str:
    """``composition body:bureau:2026 VP2 from 2026-10-01: period.state HELD → VACANT``."""
    colon, semicolon = output.words(":", " :"), output.words("; ", " ; ")
    what = " ".join(part for part in (change["noun"], change["subject"], change["key"]) if part)
    when = ""
    if change["since"] != _EVER:
        when = output.words(f" from {change['since']}", f" à compter du {change['since']}")
    if change["until"]:
        when += output.words(f" until {change['until']}", f" jusqu’au {change['until']}")
    if not change["fields"]:
        old, new = (_short(change[side], output) for side in ("before", "after"))
        return f"{what}{when}{colon} {old} → {new}"
    said = (
        f"{path} {_short(_at(change['before'], path), output)} → {_short(_at(change['after'], path), output)}"
        for path in change["fields"]
    )
    return f"{what}{when}{colon} {semicolon.join(said)}"


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _short(value: Any, output: Output) -> str:
    """A value on a line: a word as it is, anything else as JSON, cut where it is long."""
    if value is None:
        return output.words("nothing", "rien")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDE else f"{text[:_WIDE]}…"
