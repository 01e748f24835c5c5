"""Django's admin, with our site."""

from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    """What INSTALLED_APPS names in place of `django.contrib.admin`."""

    default_site = "chassis.admin.site.Site"
