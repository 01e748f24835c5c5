"""The addresses of steps, below `/<service>/internal/steps/`."""

from django.urls import path

from chassis.sagas.views.steps import StepView, UndoView

urlpatterns = [
    path("<str:name>/", StepView.as_view(), name="step"),
    path("<str:name>/undo/", UndoView.as_view(), name="undo_step"),
]
