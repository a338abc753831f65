"""An order of twelve small exhibits, from which the tests of packets start."""

from pathlib import Path

import pytest

from cases.pdf import papers
from cases.pdf.packet import Exhibit, Order
from tests.pdf import reading
from tests.pdf.test_papers import CAPTION


@pytest.fixture
def order(tmp_path: Path) -> Order:
    files = [
        reading.make_pdf(tmp_path / f"in{n}.pdf", words=f"Exhibit {n} page", pages=n + 1) for n in range(12)
    ]
    exhibits = tuple(
        Exhibit(f"Paper number {n}", (file,), "Spanish, with translation") for n, file in enumerate(files)
    )
    return Order(
        CAPTION, "Respondent's Evidence", exhibits, name="Tzoc: evidence", service=papers.Service(ecas=True)
    )
