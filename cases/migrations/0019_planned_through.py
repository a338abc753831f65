"""How far the worker is with planning a clinic's reminders anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [
        ("cases", "0018_applicants_remands_and_dated_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminderpolicy",
            name="planned_through",
            field=models.BigIntegerField(
                default=0, help_text="While they are planned anew: the last case that was."
            ),
        ),
    ]
