"""Words as they are searched: accents, case and plurals make no difference."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

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


_FORGETTING: Final[list[Callable[[], None]]] = []


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function made of texts, the last ``most`` of them, until ``forget_texts``."""

    def remember(function: Callable[P, R]) -> Callable[P, R]:
        remembering = lru_cache(maxsize=most)(function)
        _FORGETTING.append(remembering.cache_clear)
        return remembering  # type: ignore[return-value]

    return remember


def forget_texts() -> None:
    """Let go of every text that is remembered: one of them was erased."""
    for forget in _FORGETTING:
        forget()


@remembered(8192)
def search_key(name: str) -> str:
    """A name as it is searched: lower case, without accents; all that is no letter or digit is one space.

    >>> search_key("L'Haÿ-les-Roses"), search_key("Sumène - Artense")
    ('l hay les roses', 'sumene artense')
    """
    return _folded(name)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def stems(text: str) -> Iterator[str]:
    """The words of a text as they are compared: of three letters at least, without the mark of the plural.

    >>> list(stems("Les déchets de l'Œuf"))
    ['dechet', 'oeuf']
    """
    return _stems(search_key(text))


def stems_of_name(name: str) -> Iterator[str]:
    """The same of a person's name, which is remembered nowhere."""
    return _stems(_folded(name))


def name_key(name: str) -> str:
    """A person's name as it is compared whole, without accents, case and hyphens; remembered nowhere."""
    return _folded(name)


def _stems(key: str) -> Iterator[str]:
    for word in key.split():
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
