"""What the register says in words: sentences in both languages, acts and notices."""

import datetime as dt
from typing import Any

import strawberry
from strawberry.scalars import JSON

from domain.core import entry
from domain.core.notices import Notice
from service.graphql.described import output
from service.graphql.inputs import enum_type
from service.graphql.scalars import Sha256
from service.ledger import Warned
from service.messages import remedy, sentence

enum_type(entry.ActKind)
enum_type(entry.Visibility)


@output()
class Text:
    """A sentence in French and in English."""

    fr: str
    en: str


@output()
class Act:
    """The document that founds a fact."""

    kind: entry.ActKind
    date: dt.date
    number: str | None
    title: str | None
    sha256: Sha256 | None = strawberry.field(description="SHA-256 of the document's bytes.")
    url: str | None

    @classmethod
    def of(cls, act: entry.Act | None) -> "Act | None":
        """The act of a fact, if it cites one."""
        if act is None:
            return None
        digest = Sha256(act.sha256) if act.sha256 else None
        return cls(kind=act.kind, date=act.date, number=act.number, title=act.title, sha256=digest, url=act.url)


@output("Notice")
class Said:
    """Something the register points out: what, which rule, what to do."""

    code: str
    message: Text
    rule: str | None = strawberry.field(description="The article, or the local rule.")
    remedy: Text | None
    values: JSON = strawberry.field(description="The ids and dates of the sentence.")

    @classmethod
    def of(cls, notice: Notice | Warned) -> "Said":
        """A refusal or a caution, in words."""
        mended = Text(fr=remedy(notice, "fr"), en=remedy(notice, "en"))
        return cls(
            code=notice.code,
            message=Text(fr=sentence(notice, "fr"), en=sentence(notice, "en")),
            rule=notice.rule or None,
            remedy=mended if mended.en else None,
            values=_values(notice),
        )


def _values(notice: Notice | Warned) -> Any:
    if isinstance(notice, Warned):
        return notice.values
    return {name: getattr(notice, name) for name in notice.__struct_fields__}
