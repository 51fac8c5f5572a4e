"""What the page of data gives to be copied is what the API takes."""

from service.graphql.limits import known_problems
from service.graphql.schema import schema
from service.web.site.pages.data import FEED
from tests.service.web.site.reading import LEDGER, Site, words_of


def test_the_subscription_shown_is_one_of_the_schema() -> None:
    _, problems = known_problems(schema, FEED.format(ledger=LEDGER))
    assert problems == []


async def test_it_is_shown_with_the_register_of_the_page(site: Site) -> None:
    assert f'feed(ledgers: [\\"{LEDGER}\\"])' in words_of(await site.page("donnees"))
