"""What somebody borrowed, was promised and handed out."""

from catalog_service.lending.models import Loan, LoanLine, Reservation, ReservationLine
from chassis.jobs.models import Job
from chassis.privacy import about, files
from chassis.privacy.erasing import forgets
from chassis.privacy.words import Erasure

about("loans", Loan, "borrower", "created_by", says="What they borrowed, or handed out.")
about("loan-lines", LoanLine, "loan__borrower", says="Each thing that they borrowed.")
about(
    "reservations", Reservation, "borrower", "created_by", says="What was promised to or by them."
)
about(
    "reservation-lines",
    ReservationLine,
    "reservation__borrower",
    says="Each thing that was promised to them.",
)


@forgets("loan-forms")
def forget_forms(erasure: Erasure) -> int:
    """Delete the forms of their loans: they name them, in a way that no search finds."""
    loans = Loan.objects.of(erasure.subject).values_list("pk", flat=True)
    forms = Job.objects.filter(name="lending.draw_loan_form")
    return files.forget(list(forms.filter(parameters__loan__in=[str(pk) for pk in loans])))
