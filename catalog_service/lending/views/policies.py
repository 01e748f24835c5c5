"""The API of policies."""

from catalog_service.gear.permissions import CanKeepGear
from catalog_service.lending import actions
from catalog_service.lending.filters import PolicyFilter
from catalog_service.lending.models import Policy
from catalog_service.lending.serializers import PolicySerializer
from chassis.api.views import WholeViewSet


class PolicyViewSet(WholeViewSet):
    """When and how gear is lent: opening hours, closed days, pause after each loan, longest loan.

    A policy is about the gear that belongs to a place (`home_location`, else `location`) or to a
    place inside of it; the nearest one counts. What was promised before stays as it is.
    """

    queryset = Policy.objects.with_closed_days()
    serializer_class = PolicySerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_policy)
    change_verb = staticmethod(actions.change_policy)
    delete_verb = staticmethod(actions.delete_policy)
    filterset_class = PolicyFilter
