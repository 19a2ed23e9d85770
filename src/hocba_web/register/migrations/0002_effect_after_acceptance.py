"""No record has effect before it was accepted; rows of a judge that overtook a closing by seconds are put right."""

from django.db import migrations, models

REPAIR = "UPDATE register_number SET finalised_at = accepted_at WHERE finalised_at < accepted_at"


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(REPAIR, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="number",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finalised_at", None), ("finalised_at__gte", models.F("accepted_at")), _connector="OR"
                ),
                name="register_effect_after_acceptance",
            ),
        ),
    ]
