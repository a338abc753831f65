"""A new master key takes over: every data key is wrapped anew under it, row by row, while people work.

What is sealed is not touched, only the key of each clinic and each case: nothing is read, nothing grows.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from cases import vault
from cases.actions import audit
from cases.models import Case, Clinic
from cases.queries import clinics

BATCH = 500  # cases in one transaction; a killed run loses at most these, and the next takes them up


@dataclass
class Keys:
    """How many clinics, cases and second factors need each master key, by its id; what could not be done, by clinic."""

    clinics: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)


def needed() -> Keys:
    """Return which master keys are needed to open what is stored now; nothing is opened to find out."""
    found = Keys()
    for clinic in clinics.all_clinics():
        found.clinics[vault.master_key_id(bytes(clinic.key))] += 1
        try:
            with clinic.inside():
                keys = Case.objects.order_by("pk").values_list("key", flat=True).iterator(BATCH)
                found.cases.update(vault.master_key_id(bytes(key)) for key in keys)
        except vault.VaultProblem as problem:
            found.failed[clinic.slug] = problem.sentence
    for secrets in Authenticator.objects.values_list("data", flat=True):
        found.people.update({vault.master_key_id_alone(secret) for _, secret in _secrets(secrets)})
    return found


def rotate() -> Keys:
    """Wrap every key that is not under the current master key anew; return how many were, by the key they had.

    One clinic that cannot be opened is named and left as it is; the others go on. Two runs at once, or one after a
    killed one, do no harm: a row changes only while it still holds what was read.
    """
    current, done = vault.check_configuration(), Keys()
    for clinic in clinics.all_clinics():
        try:
            changed = _rotate(clinic, current, done)
        except vault.VaultProblem as problem:
            done.failed[clinic.slug] = problem.sentence
            continue
        if changed:
            with clinic.inside():
                audit.write_unattended(verb="keys.rotate", clinic_id=clinic.pk, keys=changed)
    _rotate_people(current, done)
    return done


def _rotate(clinic: Clinic, current: str, done: Keys) -> int:
    changed, last = 0, 0
    while True:
        with clinic.inside():
            batch = list(Case.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "key")[:BATCH])
            for pk, stored in batch:
                changed += _turned(Case.objects.filter(pk=pk, key=stored), bytes(stored), current, done.cases)
        if not batch:
            break
        last = batch[-1][0]
    # Last, so that a clinic whose own key is the current one has no case left behind.
    stored = bytes(clinic.key)
    with transaction.atomic():
        return changed + _turned(
            Clinic.objects.filter(pk=clinic.pk, key=stored), stored, current, done.clinics
        )


def _turned(
    row: "QuerySet[Case] | QuerySet[Clinic]", stored: bytes, current: str, count: Counter[str]
) -> int:
    """Wrap one key anew unless it is under the current master key, or somebody was faster."""
    was = vault.master_key_id(stored)
    if was == current or not row.update(key=vault.rewrapped(stored)):
        return 0
    count[was] += 1
    return 1


def _rotate_people(current: str, done: Keys) -> None:
    """Wrap anew what opens second factors: those have keys of their own, because people belong to no clinic."""
    for pk, stored in Authenticator.objects.values_list("pk", "data"):
        old = [
            (name, secret)
            for name, secret in _secrets(stored)
            if vault.master_key_id_alone(secret) != current
        ]
        try:
            turned = stored | {name: vault.rewrapped_alone(secret) for name, secret in old}
        except vault.VaultProblem as problem:
            done.failed["second factors"] = problem.sentence
            continue
        if old and Authenticator.objects.filter(pk=pk, data=stored).update(data=turned):
            done.people[vault.master_key_id_alone(old[0][1])] += 1


def _secrets(data: dict[str, Any]) -> list[tuple[str, str]]:
    """The sealed parts of what allauth keeps: an authenticator app's secret, the seed of recovery codes."""
    return [(name, data[name]) for name in ("secret", "seed") if data.get(name)]
