"""What people arrange for themselves: days away with a stand-in, an early return, kinds of date that they mute."""

import datetime as dt
import zoneinfo

from cases.actions import policies
from cases.models import Absence, Membership
from cases.simulation.scene import Scene
from cases.simulation.world import Window

DAY = dt.timedelta(days=1)
KINDS = ("hearing", "duty", "court_set", "eligibility", "expiry", "government", "information")


class Arrangements:
    """Who is away or wants quiet, and when."""

    def __init__(self, scene: Scene) -> None:
        """Everybody is there and hears everything."""
        self.scene = scene

    def next_one(self) -> None:
        """Write the next arrangement down."""
        self.scene.plan(self.scene.in_days(2, 14), "an arrangement", self.somebody_arranges)

    def somebody_arranges(self) -> None:
        """Somebody goes away, or mutes or unmutes; the next one follows in some days."""
        scene = self.scene
        who = scene.chance.choice(list(scene.staff))
        scene.chance.choice((self._go_away, self._go_away, self._mute))(who)
        self.next_one()

    def _midnight(self, day: dt.date) -> dt.datetime:
        zone: zoneinfo.ZoneInfo = self.scene.zone
        return dt.datetime.combine(day, dt.time(), tzinfo=zone).astimezone(dt.UTC)

    def _go_away(self, who: str) -> None:
        scene, chance = self.scene, self.scene.chance
        stand_in = chance.choice([other for other in scene.staff if other != who])
        first = scene.today + chance.randint(1, 6) * DAY
        last = first + chance.randint(0, 12) * DAY
        made = policies.go_away(
            starts_on=first, ends_on=last, stand_in=scene.staff[stand_in], by=scene.staff[who]
        )
        window = Window(self._midnight(first), self._midnight(last + DAY))
        away = scene.world.away
        scene.notes.append(lambda: away.setdefault(who, []).append((window, stand_in)))
        scene.told["somebody goes away"] += 1
        if chance.random() < 0.3:
            pk, back = made.pk, scene.office_hour(first + chance.randint(0, (last - first).days) * DAY)
            scene.plan(back, "back early", lambda: self._back(pk, who, window))

    def _back(self, absence_id: int, who: str, window: Window) -> None:
        member: Membership | None = self.scene.staff.get(who)
        if member is None:
            return
        policies.come_back(absence=Absence.objects.get(pk=absence_id), by=member)
        now = self.scene.now
        if window.until is not None and now < window.until:
            self.scene.notes.append(lambda: setattr(window, "until", now))

    def _mute(self, who: str) -> None:
        scene, chance = self.scene, self.scene.chance
        kinds = frozenset(chance.sample(KINDS, chance.randint(0, 4)))
        policies.mute(kinds=kinds, by=scene.staff[who])
        mutes, now = scene.world.mutes.setdefault(who, []), scene.now

        def note() -> None:
            for window, _kinds in mutes:
                window.until = window.until or now
            mutes.append((Window(now), kinds))

        scene.notes.append(note)
        scene.told["somebody mutes"] += 1
