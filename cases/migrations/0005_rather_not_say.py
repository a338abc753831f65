"""“Would rather not say” becomes an answer to how sure a date is and to how somebody entered."""

from django.db import migrations, models

CERTAINTY = [
    ("exact", "Exact"),
    ("approximate", "Approximate"),
    ("disputed", "Disputed"),
    ("unknown", "Unknown"),
    ("not_said", "Would rather not say"),
]
ENTRY = [
    ("unknown", "Unknown"),
    ("without_inspection", "Between ports, without inspection"),
    ("port_of_entry", "Presented at a port of entry"),
    ("paroled", "Paroled"),
    ("visa", "With a visa"),
    ("not_said", "Would rather not say"),
]
NAME = "no_certainty_without_birth_date"


def certainty() -> "models.CharField[str, str]":
    """The column, with the new answer."""
    return models.CharField(choices=CERTAINTY, default="unknown", max_length=12)


class Migration(migrations.Migration):
    """Going back is refused by the database while somebody's answer is “would rather not say”."""

    dependencies = [("cases", "0004_narrow_doors")]
    operations = [
        migrations.RemoveConstraint(model_name="person", name=NAME),
        migrations.AlterField("client", "last_arrival_certainty", certainty()),
        migrations.AlterField(
            "client", "manner_of_entry", models.CharField(choices=ENTRY, default="unknown", max_length=20)
        ),
        migrations.AlterField("person", "birth_date_certainty", certainty()),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=False)
                | models.Q(birth_date_certainty__in=["unknown", "not_said"]),
                name=NAME,
            ),
        ),
    ]
