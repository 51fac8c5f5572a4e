"""The dossier of a decision, an arbitration or a review: assembled once, for GraphQL, the JSON, the page and bundles.

``shape`` says what it holds, ``gather`` reads the projections, ``deciding`` and ``cited`` conclude from them,
``behind`` reads the entries behind, ``claims`` says what each of these proves, ``assemble`` puts all together; ``page``
prints it.
"""

from service.dossier.assemble import canonical_json, dossier_of
from service.dossier.gather import Point
from service.dossier.kinds import DossierKind, DossierPart
from service.dossier.shape import Dossier

__all__ = ["Dossier", "DossierKind", "DossierPart", "Point", "canonical_json", "dossier_of"]
