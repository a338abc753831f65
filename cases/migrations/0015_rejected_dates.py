"""A date whose filing was rejected does not end by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [
        ("cases", "0014_proceedings_by_court"),
    ]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="was_rejected",
            field=models.BooleanField(
                default=False,
                help_text="A filing that answered it was rejected: it ends when one is accepted or somebody says why none is needed, never because a day went by.",
            ),
        ),
    ]
