"""The words of the site, page by page, in French and in English: one table for each page, one for what all share."""

from collections.abc import Mapping
from typing import Final

from service.messages.site import changes, common, decisions, home, lists, people, scene, sittings, territory
from service.messages.words import Language, typeset

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    **common.WORDS,
    **changes.WORDS,
    **home.WORDS,
    **scene.WORDS,
    **people.WORDS,
    **lists.WORDS,
    **decisions.WORDS,
    **sittings.WORDS,
    **territory.WORDS,
}
"""For a key: French, English. A page that counts has a key for one and a key for several."""


def word(key: str, language: Language, /, **values: object) -> str:
    """A sentence with its values; raises KeyError for a key that is none."""
    template = typeset(WORDS[key][0 if language == "fr" else 1], language)
    return template.format_map(values) if values else template
