"""Sessions of somebody end with all that is known of them."""

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session


def forget(subject: UUID) -> int:
    """Delete the sessions of somebody; return how many there were."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    field = "sub" if hasattr(get_user_model(), "sub") else "pk"
    users = get_user_model()._base_manager.filter(**{field: subject})
    keys = {str(user.pk) for user in users}
    own = [
        row.pk
        for row in Session.objects.iterator()
        if str(store.decode(row.session_data).get(SESSION_KEY)) in keys
    ]
    return Session.objects.filter(pk__in=own).delete()[0]
