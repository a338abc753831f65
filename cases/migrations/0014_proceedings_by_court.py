"""An index that finds the courts of a clinic without reading every proceeding."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [
        ("cases", "0013_ledger"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="proceeding",
            index=models.Index(fields=["clinic", "court_code"], name="proceedings_by_court"),
        ),
    ]
