import chassis.encryption.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_seal_addresses'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(chassis.encryption.fields.BlindIndex('email'), name='an_email_address_is_one_persons', violation_error_message='Somebody else has this e-mail address.'),
        ),
    ]
