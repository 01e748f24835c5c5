import chassis.ids
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made anew: a column of numbers does not become one of UUIDs. People are asked once more."""

    dependencies = [
        ('access', '0005_api_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='Consent'),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=chassis.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('scopes', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text="By the database's clock.")),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'created_at', 'id'], name='consent_of_person'), models.Index(fields=['created_at', 'id'], name='consent_by_age')],
                'constraints': [models.UniqueConstraint(fields=('person', 'client'), name='one_consent_per_program')],
            },
        ),
    ]
