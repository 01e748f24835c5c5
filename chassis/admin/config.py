"""Django's admin, with our site."""

from typing import Any

from django.contrib.admin import autodiscover
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app
from django.core import checks


class SiteConfig(SimpleAdminConfig):
    """What INSTALLED_APPS names in place of `django.contrib.admin`.

    Only who answers requests loads the pages, in chassis/urls.py: workers show none.
    """

    default_site = "chassis.admin.site.Site"

    def ready(self) -> None:
        """Let the checks look at every page."""
        super().ready()
        checks.register(_check_pages, checks.Tags.admin)


def _check_pages(app_configs: Any, **how: Any) -> list[checks.CheckMessage]:
    autodiscover()
    found: list[checks.CheckMessage] = check_admin_app(app_configs, **how)
    return found
