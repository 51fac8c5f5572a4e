"""Who and what the golden examples are about."""

import datetime as dt

LEDGER = "200000008"
ALICE = "p-aaaaaaaaaaaaaaaa"
BOB = "p-bbbbbbbbbbbbbbbb"
EPCI, COMMUNE = "epci:241500255", "commune:15181"
ON = dt.date(2026, 5, 20)
