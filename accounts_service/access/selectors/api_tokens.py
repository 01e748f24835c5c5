"""Which API tokens exist for a caller."""

from uuid import UUID

from django.db.models import QuerySet

from accounts_service.access.models import ROLE_SCOPES, SCOPES, ApiToken, Role
from accounts_service.access.selectors.grants import Person
from chassis.auth import Caller


def api_tokens_for(caller: Caller) -> QuerySet[ApiToken]:
    """Return the tokens that exist for a caller: admins see everybody's, people their own."""
    if caller.kind != "person":
        return ApiToken.objects.none()
    if caller.may("accounts:admin"):
        return ApiToken.objects.select_related("person")
    return ApiToken.objects.select_related("person").filter(person=UUID(caller.id))


def scopes_to_give(person: Person) -> list[tuple[str, str]]:
    """Return what a person may give to an API token, in the words of the consent page."""
    own = ROLE_SCOPES[Role(person.role)]
    return [(scope, words) for scope, words in SCOPES.items() if scope in own]
