"""The API of people, teams and roles."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts_service.people import actions, selectors
from accounts_service.people.actions import letters
from accounts_service.people.events import PersonChanged, TeamChanged
from accounts_service.people.filters import PersonFilter, TeamFilter
from accounts_service.people.models import Team, User
from accounts_service.people.permissions import CanEndOwnAccess, CanManagePeople
from accounts_service.people.serializers import (
    ArrivalsSerializer,
    InvitationSerializer,
    ListOfPeopleSerializer,
    NewPersonSerializer,
    PersonSerializer,
    RoleTableSerializer,
    TeamSerializer,
)
from accounts_service.people.views.leaving import LeavingMixin
from chassis.api.etags import etag
from chassis.api.views import (
    CallerViewSet,
    CreateMixin,
    ListMixin,
    ResourceViewSet,
    RetrieveMixin,
    UpdateMixin,
    WholeViewSet,
)
from chassis.history.api import HistoryMixin
from chassis.projections.feeds import offer


class PersonViewSet(
    CreateMixin,
    RetrieveMixin,
    UpdateMixin,
    ListMixin,
    HistoryMixin,
    LeavingMixin,
    ResourceViewSet,
):
    """People. Technicians, admins and services see everybody, others see themselves.

    Nobody is deleted: a person who leaves is deactivated, and forgotten if they want to be.
    """

    queryset = User.objects.none()
    serializer_class = PersonSerializer
    permission_classes = (CanManagePeople,)
    create_verb = staticmethod(actions.create_person)
    change_verb = staticmethod(actions.change_person)
    filterset_class = PersonFilter
    search_fields = ("words", "=email")
    ordering_fields = ("created_at", "updated_at", "username", "name")

    def get_queryset(self) -> QuerySet[User]:
        """Return the people who exist for the caller."""
        return selectors.people_for(self.request.caller)

    @extend_schema(responses=PersonSerializer)
    @action(detail=False, pagination_class=None, filter_backends=())
    def me(self, request: Request) -> HttpResponseBase:
        """Read the person who is calling."""
        return self.one(selectors.me(self.request.caller))

    @extend_schema(request=None, responses={204: None})
    @action(
        detail=False,
        methods=["post"],
        url_path="me/sign-out",
        permission_classes=(CanEndOwnAccess,),
        pagination_class=None,
        filter_backends=(),
    )
    def sign_me_out(self, request: Request) -> Response:
        """End all of your own sessions and tokens, in every service; also the one you call with."""
        person = selectors.me(self.request.caller).first()
        if person is None:
            raise Http404
        actions.sign_out_everywhere(user=person, by=self.request.caller)
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="sign-out")
    def sign_out(self, request: Request, **kwargs: Any) -> Response:
        """End all of a person's sessions and tokens, in every service. They may sign in again."""
        actions.sign_out_everywhere(user=self.get_object(), by=self.request.caller)
        return Response(status=204)

    @extend_schema(request=NewPersonSerializer, responses={201: PersonSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Add a person. With an e-mail address they are sent an invitation, unless you say no."""
        return super().create(request, *args, **kwargs)

    def get_serializer_class(self) -> Any:
        """Return the form of a new person for the one who adds them."""
        return NewPersonSerializer if self.action == "create" else super().get_serializer_class()

    @extend_schema(request=ListOfPeopleSerializer, responses=ArrivalsSerializer)
    @action(detail=False, methods=["post"], url_path="imports", parser_classes=(MultiPartParser,))
    def invite_list(self, request: Request) -> Response:
        """Invite everybody on a list: CSV, or the users file of Snipe-IT as it comes.

        Columns are found by their names: `username` (else what stands before the at-sign), `name`
        or `first name` and `last name`, `email`, `phone`, `role`, `activated`; others are left out.
        Who is new is added and sent a mail of their own; who is here is left as they are. Rows with
        a mistake are left out and told. Who is not activated gets no mail. Sent again, everybody is
        here already. A file that cannot be read is refused, and changes nothing.
        """
        form = ListOfPeopleSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        came = actions.invite_people(by=self.request.caller, **form.validated_data)
        return Response(ArrivalsSerializer(came).data)

    @extend_schema(request=None, responses={202: InvitationSerializer})
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, **kwargs: Any) -> Response:
        """Send a person without a password a link to choose one; it works once, within 7 days."""
        sending = actions.invite(user=self.get_object(), by=self.request.caller)
        answer = InvitationSerializer({"job_id": sending.id, "mail": letters.where()})
        where = reverse("job-detail", [sending.id])
        return Response(answer.data, status=202, headers={"Location": where})

    @extend_schema(request=None, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, **kwargs: Any) -> Response:
        """Take a person's access away: no sign-in, and all they hold ends in seconds."""
        return self._person(actions.deactivate(user=self.get_object(), by=self.request.caller))

    @extend_schema(request=None, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def reactivate(self, request: Request, **kwargs: Any) -> Response:
        """Let a person in again."""
        return self._person(actions.reactivate(user=self.get_object(), by=self.request.caller))

    def _person(self, person: User) -> Response:
        return Response(self.get_serializer(person).data, headers={"ETag": etag(person)})


class TeamViewSet(WholeViewSet):
    """Teams. Technicians, admins and services see all of them, others see their own."""

    queryset = Team.objects.none()
    serializer_class = TeamSerializer
    permission_classes = (CanManagePeople,)
    create_verb = staticmethod(actions.create_team)
    change_verb = staticmethod(actions.change_team)
    delete_verb = staticmethod(actions.delete_team)
    filterset_class = TeamFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name")

    def get_queryset(self) -> QuerySet[Team]:
        """Return the teams that exist for the caller."""
        return selectors.teams_for(self.request.caller)


class RoleViewSet(CallerViewSet):
    """What each role may do."""

    serializer_class = RoleTableSerializer
    permission_classes = (CanManagePeople,)
    pagination_class = None
    filter_backends = ()
    ordering_fields: ClassVar[tuple[str, ...]] = ()

    @extend_schema(responses=RoleTableSerializer)
    def list(self, request: Request) -> Response:
        """List the roles and their scopes: all of them, on one page."""
        page = {"next": None, "previous": None, "results": selectors.roles()}
        return Response(RoleTableSerializer(page).data)


offer("people", User.objects.all(), fact=PersonChanged.of)
offer("teams", Team.objects.all(), fact=TeamChanged.of)
