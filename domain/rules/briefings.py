"""How soon and how often a municipal council hears of the strategy: a local rule, for no law sets it.

The values here hold until the authority records its own (``setBriefingRule``).
"""

from typing import Final

from domain.rules.parameter import always

LOCAL_RULE: Final = "Règle locale : présentation de la stratégie aux conseils municipaux"
"""As what is due by it cites it."""
MONTHS_AFTER_START: Final = always(LOCAL_RULE, 9)
"""From the installation of a term of the assembly, or from a change of the strategy."""
MONTHS_BETWEEN: Final = always(LOCAL_RULE, 12)
"""From one briefing of a council to the next."""
