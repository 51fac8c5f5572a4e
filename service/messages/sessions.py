"""What is said of: sittings of the authority's bodies: convening, attendance, quorum, votes."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {}

SUMMARIES: Final[Mapping[str, Message]] = {}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
