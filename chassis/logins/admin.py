"""Logins in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from chassis.logins.models import Login


@admin.register(Login)
class LoginAdmin(UserAdmin):
    """Stock user pages, with what the last sign-in granted."""

    list_display = ("username", "sub", "is_staff", "is_active", "last_login")
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Granted", {"fields": ("sub", "roles", "scopes")}))
