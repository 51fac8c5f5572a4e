"""What the register says, in French and in English: notices, labels of values, summaries of facts.

The code speaks in class names and fields; every word that people read is here, and a test holds the two equal.
The catalogue knows every slice of the domain, a quarter of a second to load: it is loaded when it is first asked.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from service.messages.catalogue import remedy, sentence
    from service.messages.labels import label
    from service.messages.message import Language, Message
    from service.messages.summaries import summary

_WHERE: Final = {
    "Language": "message",
    "Message": "message",
    "label": "labels",
    "remedy": "catalogue",
    "sentence": "catalogue",
    "summary": "summaries",
}

__all__ = ["Language", "Message", "label", "remedy", "sentence", "summary"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
