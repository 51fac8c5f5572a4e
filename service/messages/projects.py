"""What is said of: projects of the territory and their reviews."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {}

SUMMARIES: Final[Mapping[str, Message]] = {}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
