"""The pages of lending in the admin; they write through the verbs."""

from catalog_service.lending.admin.kits import KitAdmin
from catalog_service.lending.admin.loans import LoanAdmin
from catalog_service.lending.admin.policies import PolicyAdmin
from catalog_service.lending.admin.reservations import ReservationAdmin

__all__ = ["KitAdmin", "LoanAdmin", "PolicyAdmin", "ReservationAdmin"]
