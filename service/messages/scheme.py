"""What is said of: the SCoT itself: approval, analysis, maintenance, revision, lapse."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {}

SUMMARIES: Final[Mapping[str, Message]] = {}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
