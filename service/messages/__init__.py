"""What the register says, in French and in English: notices, labels of values, summaries of facts.

The code speaks in class names and fields; every word that people read is here, and a test holds the two equal.
"""

from service.messages.catalogue import remedy, sentence
from service.messages.labels import label
from service.messages.message import Message
from service.messages.summaries import summary
from service.messages.words import Language

__all__ = ["Language", "Message", "label", "remedy", "sentence", "summary"]
