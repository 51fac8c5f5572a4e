"""The check disturbs nobody and is disturbed by nobody, and its memory does not grow with the ledger."""

import asyncio
import itertools
import tracemalloc
from collections.abc import Callable

import pytest

from projections.comparison import known_rows
from service.database import Connection, Database, Pool, connected
from service.ledger import Append, CommandKey, Writer
from service.ledger.check import projected, streams
from service.ledger.check.findings import Check
from service.selfcheck import check_ledger, snapshot
from tests.projections.histories import histories
from tests.service.clerk.office import LEDGER, Office
from tests.service.ledger.ledgers import engine, opened, person, writer_on
from tests.service.selfcheck.conftest import checked
from tests.service.selfcheck.intruder import cut
