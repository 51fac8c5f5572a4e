"""The open data: every list of a register in the formats that other tools take, at any date, as whoever asks may see.

    /data/<ledger>/<list>.json|.csv     ``lists``: declared once, asked of the API's own schema
    /data/<ledger>/deliberations.csv    SCDL
    /data/<ledger>/popolo.json          people, organisations, posts, memberships
    /data/<ledger>/seances.ics, echeances.ics, decisions.atom, compositions.atom, projets.geojson
    /data/<ledger>/catalog.jsonld, /catalog.jsonld

with ``on``, ``known_at`` or ``at_position``, and ``lang``. docs/opendata.md says what each gives, and loses.
"""

from service.web.opendata.index import Export, exports
from service.web.opendata.routes import opendata_routes

__all__ = ["Export", "exports", "opendata_routes"]
