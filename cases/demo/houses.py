"""The two demo clinics and everybody who works there. Nobody and nothing here exists."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo import bay_children, bay_families, heron_children, heron_families
from cases.demo.shapes import House, Worker

PASSWORD = "demo-amparo-demo"  # noqa: S105  # printed by `manage.py demo --sign-ins`; refused outside the demo

# The volunteer of both clinics: one person, one sign-in, a membership in each.
_BRANDT = Worker(
    "brandt", "Calloway Brandt", "pro_bono_attorney", firm="Brandt Osei Thistle LLP", bar_number="00298001",
    eoir_id="ZZ000298", phone="(713) 555-0181",
)

LANTERN_BAY = House(
    slug="lantern-bay", name="Lantern Bay Legal Aid", prefix="BAY", time_zone="America/Chicago",
    street="210 Lighthouse Row", city="Lantern Bay", state="TX", zip_code="77000", phone="(713) 555-0100",
    workers=(
        Worker("harrow", "Imelda Harrow", "coordinator", phone="(713) 555-0101"),
        Worker("renquist", "Tobias Renquist", "supervising_attorney", bar_number="00298002", eoir_id="ZZ000299"),
        Worker("vandersloot", "Priya Vandersloot", "staff_attorney", bar_number="00298003", eoir_id="ZZ000300"),
        Worker(
            "ruiz", "Ines Ruiz-Hadley", "pro_bono_attorney", firm="Saltmarsh & Quay LLP", bar_number="00298004",
            eoir_id="ZZ000301", phone="(713) 555-0182",
        ),
        _BRANDT, Worker("kowalczuk", "Bernadine Kowalczuk", "accredited_full", eoir_id="ZZ000302"),
        Worker("okafor", "Temperance Okafor", "paralegal", phone="(713) 555-0102"),
        Worker("duarte", "Marisela Duarte-Finch", "social_worker"),
        Worker("xiloj", "Catarina Xiloj", "interpreter"), Worker("ashgrove", "Wendell Ashgrove", "auditor"),
    ),
    stories=(*bay_children.STORIES, *bay_families.STORIES),
)

HERON_HOLLOW = House(
    slug="heron-hollow", name="Heron Hollow Immigrant Justice Clinic", prefix="HER", time_zone="America/New_York",
    street="14 Marsh Lane", city="Heron Hollow", state="MD", zip_code="21200", phone="(410) 555-0100",
    workers=(
        Worker("teague", "Rosalind Teague-Amadi", "coordinator", phone="(410) 555-0101"),
        Worker("valcourt", "Isidro Valcourt", "supervising_attorney", bar_number="00297001", eoir_id="ZZ000310"),
        Worker("obuya", "Hanneke Obuya", "staff_attorney", bar_number="00297002", eoir_id="ZZ000311"),
        Worker("pennington", "Lucero Pennington", "paralegal", phone="(410) 555-0102"),
        Worker("marchetti", "Dov Marchetti-Lane", "accredited_partial", eoir_id="ZZ000312"),
        Worker("whitlock", "Anneliese Whitlock", "student", supervisor="valcourt"), _BRANDT,
    ),
    stories=(*heron_children.STORIES, *heron_families.STORIES),
)

HOUSES = (LANTERN_BAY, HERON_HOLLOW)
