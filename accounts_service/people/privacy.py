"""Who somebody is."""

from accounts_service.people.models import Membership, User
from chassis.privacy import about

about("person", User, "id", says="Who they are.", omit=["password"])
about("teams", Membership, "person", says="Teams that they are in.", goes=True)
