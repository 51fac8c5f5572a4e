"""Every page of the site, in the order of its navigation."""

from typing import Final

from service.web.site.page import Page
from service.web.site.pages import home, scene

SITE: Final[tuple[Page, ...]] = (
    home.PAGE,
    scene.PAGE,
)
