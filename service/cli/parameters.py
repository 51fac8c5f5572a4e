"""Values of a command line that are more than text. What reads them is imported when there is something to read."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from service.cli.output import current

if TYPE_CHECKING:
    from service.dossier import DossierKind


class Day(click.ParamType[dt.date]):
    """A day, as 2026-10-10."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """From text."""
        from graphql import GraphQLError

        from service.graphql.scalars import parse_date

        try:
            return parse_date(value)
        except GraphQLError as error:
            self.fail(error.message, param, ctx)


class Instant(click.ParamType[dt.datetime]):
    """An instant, or a day: then its end in Paris."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """From text."""
        from graphql import GraphQLError

        from service.graphql.scalars import parse_instant

        if isinstance(value, dt.datetime):
            return value
        try:
            return parse_instant(value)
        except GraphQLError as error:
            self.fail(error.message, param, ctx)


class Thing(click.ParamType["tuple[DossierKind, str]"]):
    """Kind and id."""

    name = "thing"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "tuple[DossierKind, str]":
        """From decision:2026-17."""
        from service.dossier import DossierKind

        if isinstance(value, tuple):
            return value
        kinds = {kind.word: kind for kind in DossierKind}
        kind, _, name = str(value).partition(":")
        if kind not in kinds or not name:
            self.fail(current().line("BAD_THING"), param, ctx)
        return kinds[kind], name
