"""One example of each fact of delegations, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import delegations as d
from tests.golden.given import ALICE, EPCI

_UNTIL = dt.date(2029, 1, 1)
_SCOPE = d.DelegationScope(
    themes=("water", "housing"),
    powers=(d.AssemblyPower.PROCUREMENT, d.AssemblyPower.LOANS),
    limit="90000.50",
    text="Marchés à procédure adaptée",
)


FACTS: tuple[Fact, ...] = (
    d.PowersDelegated(
        delegation="subdelegated-vp1",
        holder=d.PowerHolder.VICE_PRESIDENT,
        scope=_SCOPE,
        person=ALICE,
        under="powers-president",
        signature_excluded=True,
        until=_UNTIL,
        decision="2026-21",
    ),
    d.FunctionsDelegated(
        delegation="water-gentiane",
        person=ALICE,
        scope=_SCOPE,
        organization=EPCI,
        until=_UNTIL,
        decision="2026-a12",
    ),
    d.SignatureDelegated(
        delegation="signature-director",
        person=ALICE,
        function=d.StaffFunction.HEAD_OF_SERVICE,
        scope=_SCOPE,
        until=_UNTIL,
        decision="2026-a13",
    ),
    d.RepresentativeAppointed(
        delegation="park-committee",
        person=ALICE,
        organization="org:pnr-volcans",
        role=d.AppointmentRole.ALTERNATE,
        scope=_SCOPE,
        organ="Comité syndical du parc",
        until=_UNTIL,
        decision="2026-22",
    ),
    d.DelegationScopeChanged(delegation="water-gentiane", scope=_SCOPE),
    d.DelegationWithdrawn(
        delegation="water-gentiane",
        kind=d.DelegationKind.FUNCTIONS,
        cause=d.WithdrawalCause.LOSS_OF_TRUST,
        person=ALICE,
        organization=EPCI,
    ),
    d.RetentionVoteHeld(person=ALICE, kept=True, votes_for=15, votes_against=11, blank=2, decision="2026-23"),
)
