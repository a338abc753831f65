"""A morning is a time of day, also in the clinic that was only just founded."""

import datetime as dt

from django.db import migrations, models


class Migration(migrations.Migration):
    """Changes the default that Python fills in; the table stays as it is."""

    dependencies = [("cases", "0006_rule_sign_off")]
    operations = [
        migrations.AlterField(
            model_name="clinic",
            name="morning",
            field=models.TimeField(
                default=dt.time(7, 0), help_text="When reminders go out, in the clinic's own time."
            ),
        ),
    ]
