"""What is said of: briefings of municipal councils."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {}

SUMMARIES: Final[Mapping[str, Message]] = {}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
