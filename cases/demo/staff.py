"""Opens the demo clinics and gives everybody who works there a place and a sign-in.

Straight into the tables: an invitation would have to be read from an e-mail before it could be accepted.
"""

import datetime as dt
from functools import lru_cache

from django.contrib.auth.hashers import make_password

from cases import vault
from cases.demo.houses import HOUSES, PASSWORD
from cases.demo.shapes import House, Worker
from cases.models import Clinic, Membership, User

Team = dict[str, Membership]  # by the worker's key


def open_clinic(house: House) -> Clinic:
    """Return the clinic of this house, founding it when it is not there yet."""
    clinic, _ = Clinic.objects.get_or_create(
        slug=house.slug,
        defaults={
            "name": house.name,
            "time_zone": house.time_zone,
            "street": house.street,
            "city": house.city,
            "state": house.state,
            "zip_code": house.zip_code,
            "phone": house.phone,
            "email": f"{house.slug}@amparo.example.org",
            "case_prefix": house.prefix,
            "morning": dt.time(7),
            "key": vault.new_key(),
            "is_demo": True,
        },
    )
    return clinic


def hire(clinic: Clinic, house: House) -> Team:
    """Return everybody of this house by key, giving them a place where they have none."""
    found = {worker.key: _place(clinic, worker) for worker in house.workers}
    for worker in house.workers:
        if worker.supervisor and found[worker.key].supervisor_id is None:
            found[worker.key].supervisor = found[worker.supervisor]
            found[worker.key].save(update_fields=["supervisor"])
    return found


def sign_ins() -> list[dict[str, str]]:
    """Return who can sign in to the demo, clinic by clinic."""
    return [
        {
            "clinic": house.slug,
            "role": worker.role,
            "name": worker.name,
            "email": worker.email,
            "password": PASSWORD,
        }
        for house in HOUSES
        for worker in house.workers
    ]


@lru_cache(maxsize=1)
def _hashed_password() -> str:
    """The demo's password, hashed once: everybody has the same, and it is printed on the screen."""
    return make_password(PASSWORD)


def _place(clinic: Clinic, worker: Worker) -> Membership:
    user, _ = User.objects.get_or_create(
        email=worker.email, defaults={"name": worker.name, "password": _hashed_password()}
    )
    place, _ = Membership.objects.select_related("user", "clinic").get_or_create(
        clinic=clinic,
        user=user,
        defaults={
            "role": worker.role,
            "firm": worker.firm,
            "bar_number": worker.bar_number,
            "eoir_id": worker.eoir_id,
            "phone": worker.phone,
        },
    )
    return place
