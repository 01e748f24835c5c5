"""Webhooks in the admin, through the same verbs."""

from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.tests.hooks.conftest import TASK_CHANGED

PAGES = "/tasks/admin/hooks/"


def test_a_webhook_is_made_and_its_secret_shown_in_the_answer(staff):
    said = {"name": "Chat", "url": "https://chat.example/", "event_types": [TASK_CHANGED]}

    page = staff.post(f"{PAGES}webhook/add/", {**said, "is_active": "on"})

    row = Webhook.objects.get()
    assert row.secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert (row.event_types, row.created_by != "") == ([TASK_CHANGED], True)
    assert row.secret not in staff.get(f"{PAGES}webhook/{row.pk}/change/").content.decode()


def test_an_address_inside_is_a_mistake_in_the_form(staff):
    said = {"name": "Chat", "url": "http://127.0.0.1/", "event_types": [TASK_CHANGED]}

    page = staff.post(f"{PAGES}webhook/add/", {**said, "is_active": "on"})

    assert "Only addresses of the public internet are called." in page.content.decode()
    assert not Webhook.objects.exists()


def test_the_chosen_are_pinged_sent_again_and_given_a_new_secret(staff, hook, work, taker):
    def choose(model, row, action):
        words = {"action": action, "_selected_action": [str(row.pk)]}
        return staff.post(f"{PAGES}{model}/", words, follow=True).content.decode()

    assert "1 changed." in choose("webhook", hook, "ping")
    work()
    assert "1 changed." in choose("delivery", Delivery.objects.get(), "redeliver")
    work()
    assert len(taker.heard) == 2
    page = choose("webhook", hook, "renew_secrets")
    hook.refresh_from_db()
    assert hook.secret in page
    assert hook.former_until is not None
