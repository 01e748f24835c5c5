"""Who may knock at internal addresses."""

import pytest
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from chassis.auth.permissions import ServiceOnly
from chassis.testing import tokens


class Inside(APIView):
    permission_classes = (ServiceOnly,)

    def get(self, request):
        return Response({"caller": request.user.id})


@pytest.fixture
def ask(settings):
    settings.TOKEN_KEYS = "chassis.testing.tokens.keys"

    def ask(**claims):
        token = tokens.sign(tokens.claims(**claims))
        request = APIRequestFactory(headers={"Authorization": f"Bearer {token}"}).get("/")
        return Inside.as_view()(request).status_code

    return ask


def test_a_service_with_the_scope_is_let_in(ask):
    assert ask(sub="tasks", client_id="tasks", scope="chassis:internal") == 200


@pytest.mark.parametrize("scope", ["", "catalog:internal", "chassis:read chassis:internals"])
def test_a_service_without_the_scope_is_not(ask, scope):
    assert ask(sub="tasks", client_id="tasks", scope=scope) == 403


def test_a_person_is_not_whatever_their_token_says(ask):
    assert ask(client_id="tasks", scope="chassis:internal", roles=["admin"]) == 403


def test_nobody_is_not():
    assert Inside.as_view()(APIRequestFactory().get("/")).status_code == 401
