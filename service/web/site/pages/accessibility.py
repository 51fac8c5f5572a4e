"""The accessibility statement (RGAA): what was tested, how, and what is not yet."""

from service.web.site.page import Group, Page

PAGE = Page(name="accessibility", slug="accessibilite", group=Group.NOWHERE)
