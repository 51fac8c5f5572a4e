"""Everything that can be taken away: files, the API, the feed, bundles."""

from service.web.site.page import Group, Page

PAGE = Page(name="data", slug="donnees", group=Group.PROVE)
