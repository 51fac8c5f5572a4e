"""What the catalogue holds for one notice."""

from typing import Literal

from msgspec import Struct

Language = Literal["fr", "en"]


class Message(Struct, frozen=True, kw_only=True):
    """A sentence and its remedy in both languages; the notice's fields stand in braces."""

    fr: str
    en: str
    remedy_fr: str = ""
    remedy_en: str = ""
