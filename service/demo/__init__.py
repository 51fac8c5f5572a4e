"""The demonstration: a real SCoT, fictional people, two terms told through the ordinary write door."""

from service.demo.loading import DemoRefused, DemoReport, load_demo
from service.demo.sittings import DEMO_LEDGER

__all__ = ["DEMO_LEDGER", "DemoRefused", "DemoReport", "load_demo"]
