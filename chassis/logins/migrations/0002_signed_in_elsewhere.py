"""People sign in at the provider: no row has a password or may do everything."""

from typing import Any

from django.db import migrations, models


def forget_passwords(apps: Any, schema_editor: Any) -> None:
    words = {"password": "!", "is_superuser": False}
    apps.get_model("logins", "Login").objects.update(**words)


class Migration(migrations.Migration):

    dependencies = [("logins", "0001_initial")]

    operations = [
        migrations.AddField("login", "name", models.CharField(blank=True, max_length=200, default="")),
        migrations.AlterField("login", "name", models.CharField(blank=True, max_length=200)),
        migrations.RunPython(forget_passwords, migrations.RunPython.noop),
    ]
