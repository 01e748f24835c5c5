"""Logins in the admin: to look at. They follow from sign-ins, groups and passwords do nothing."""

from django.contrib import admin
from django.contrib.auth.models import Group

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.logins.models import Login

if admin.site.is_registered(Group):
    admin.site.unregister(Group)


@admin.register(Login)
class LoginAdmin(ReadOnlyAdmin):
    """Who has signed in here, and what the last sign-in granted."""

    list_display = ("username", "name", "sub", "roles", "is_staff", "last_login")
    search_fields = ("username", "name")
    fields = ("username", "name", "sub", "roles", "scopes", "is_staff", "last_login")
