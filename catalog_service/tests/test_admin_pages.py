"""U4: no page of the admin asks the database more than twelve times."""

from django.core.management import call_command

from chassis.testing.admin_pages import costly


def test_no_page_asks_often_and_no_list_more_often_for_more_rows(staff):
    call_command("seed_demo")

    assert costly(staff) == []
