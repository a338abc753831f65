"""Where a story of the demo is being told: which clinic, by whom, and on what day."""

from dataclasses import dataclass
from datetime import date, timedelta

from cases.demo import days
from cases.demo.shapes import House
from cases.demo.staff import Team
from cases.models import Clinic, Membership


@dataclass(frozen=True)
class Scene:
    """One demo clinic on one day; call what takes it inside ``clinic.inside()``."""

    house: House
    clinic: Clinic
    team: Team
    today: date

    @property
    def coordinator(self) -> Membership:
        """Who staffs cases, raises walls and closes files."""
        return self._first("coordinator")

    @property
    def paralegal(self) -> Membership:
        """Who does the intakes, hearings and papers."""
        return self._first("paralegal")

    @property
    def attorney(self) -> Membership:
        """Who may do everything to a case."""
        return self._first("supervising_attorney")

    def day(self, number: int) -> date:
        """Return the day so many days from today."""
        return self.today + timedelta(days=number)

    def court_day(self, number: int) -> date:
        """Return the court day nearest to so many days from today; one in the past stays in the past."""
        day = self.day(number)
        return days.court_day(day) if number >= 0 else days.court_day_before(day)

    def _first(self, role: str) -> Membership:
        return next(member for member in self.team.values() if member.role == role)
