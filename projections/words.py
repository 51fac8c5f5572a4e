"""Words as they are searched: accents, case and plurals make no difference."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
_STOP: Final = frozenset(
    (
        *("les", "des", "une", "aux", "sur", "par", "pour", "dans", "avec", "sans", "sous", "que", "qui", "est"),
        *("son", "ses", "leur", "leurs", "cette", "ces", "the", "and", "for", "with", "from"),
    )
)
WORDS_INDEXED: Final = 60
"""Of one thing: enough for a title and a question, too few for a novel."""
SORT_LENGTH: Final = 80


@lru_cache(maxsize=8192)
def search_key(name: str) -> str:
    """A name as it is searched: lower case, without accents; all that is no letter or digit is one space.

    >>> search_key("L'Haÿ-les-Roses"), search_key("Sumène - Artense")
    ('l hay les roses', 'sumene artense')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def stems(text: str) -> Iterator[str]:
    """The words of a text as they are compared: of three letters at least, without the mark of the plural.

    >>> list(stems("Les déchets de l'Œuf"))
    ['dechet', 'oeuf']
    """
    for word in search_key(text).split():
        if len(word) > 2 and word not in _STOP:
            yield word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def words(*texts: str | None) -> Iterator[str]:
    """The terms of some texts, each once: ``word:dechet``."""
    found = dict.fromkeys(stem for text in texts if text for stem in stems(text))
    return (f"word:{stem}" for stem in list(found)[:WORDS_INDEXED])


def tagged(kind: str, values: Iterable[str | None]) -> Iterator[str]:
    """The terms of some ids: ``theme:water``."""
    return (f"{kind}:{value}" for value in values if value)


def sort_key(text: str) -> str:
    """What lists are in the order of: the same in Python and in PostgreSQL, and short enough for an index."""
    return search_key(text)[:SORT_LENGTH]
