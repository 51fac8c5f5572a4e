"""Governance pacts: how far each has come, by when it is due, and its clauses in force."""

from service.web.site.page import Group, Page

PAGE = Page(name="pact", slug="pacte", group=Group.DECIDE, file="pactes")
