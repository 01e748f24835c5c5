"""The addresses."""

from rest_framework.routers import SimpleRouter

from bench.peers.drf.views import TaskViewSet

router = SimpleRouter()
router.register("tasks", TaskViewSet, basename="task")

urlpatterns = router.urls
