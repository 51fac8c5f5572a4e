"""What is said of: governance pacts: statutory for an EPCI, voluntary for the SCoT."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {}

SUMMARIES: Final[Mapping[str, Message]] = {}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
