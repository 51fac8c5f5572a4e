"""Bundles for auditors: what a viewer may see, with all that proves it, in one file."""

from service.export.asked import Asked, ExportRefused, NotAsked, dossier_named, positions_named
from service.export.bundle import write_bundle

__all__ = ["Asked", "ExportRefused", "NotAsked", "dossier_named", "positions_named", "write_bundle"]
