"""The dossier of a decision, an arbitration or a review: assembled once, for GraphQL, the JSON, the page and bundles.

``shape`` says what it holds, ``gather`` reads the projections, ``deciding`` and ``cited`` conclude from them,
``assemble`` adds the entries behind and ``claims`` what each of these proves; ``page`` prints it.
"""

from service.dossier.assemble import canonical_json, dossier_of
from service.dossier.gather import Point
from service.dossier.shape import Dossier, DossierKind, DossierPart

__all__ = ["Dossier", "DossierKind", "DossierPart", "Point", "canonical_json", "dossier_of"]
