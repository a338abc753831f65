"""A new master key takes over: everything opens under it alone, half-done runs go on, a lost key names its clinic."""

import base64
from io import StringIO

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test.utils import override_settings

from cases import vault
from cases.actions import keys
from cases.models import AuditEvent, Case, Clinic, Person
from tests import make
from tests.make import Cast

NEW = f"new:{base64.b64encode(b'n' * 32).decode()}"
LOST = f"lost:{base64.b64encode(b'l' * 32).decode()}"
BOTH = f"{NEW},{make.MASTER_KEYS}"
CODE = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def second_factor(cast: Cast) -> Authenticator:
    sealed = get_adapter().encrypt(CODE)
    return Authenticator.objects.create(
        user=cast.attorney.user, type="totp", data={"secret": sealed, "other": "left alone"}
    )


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue()


def test_after_a_rotation_everything_opens_under_the_new_key_alone(
    cast: Cast, second_factor: Authenticator
) -> None:
    with override_settings(AMPARO_MASTER_KEYS=BOTH):
        said = told()
    assert "Now under “new”: 2 clinics, 3 cases, 1 second factors." in said
    assert (
        "“new” (current) is needed by 2 clinics, 3 cases, 1 second factors." in said and "“test”" not in said
    )
    with override_settings(AMPARO_MASTER_KEYS=NEW):
        bay = Clinic.objects.get(pk=cast.bay.pk)
        with bay.inside():
            sealed = Person.objects.get(given_names="Marisol").a_number
            assert sealed is not None and sealed.reveal() == "200123456"
            for case in Case.objects.all():
                with vault.unlocked(bytes(case.key), label=f"case-{case.pk}"):
                    """It opens."""
            assert AuditEvent.objects.filter(verb="keys.rotate", detail={"keys": 3}).count() == 1
        second_factor.refresh_from_db()
        assert get_adapter().decrypt(second_factor.data["secret"]) == CODE
        assert second_factor.data["other"] == "left alone"


def test_a_run_after_a_killed_one_takes_up_the_rest_and_a_third_finds_nothing(cast: Cast) -> None:
    with override_settings(AMPARO_MASTER_KEYS=BOTH):
        with cast.bay.inside():
            case = Case.objects.get(pk=cast.case.pk)
            Case.objects.filter(pk=case.pk).update(key=vault.rewrapped(bytes(case.key)))
        first, second = keys.rotate(), keys.rotate()
    assert (dict(first.clinics), dict(first.cases)) == ({"test": 2}, {"test": 2})
    assert not second.clinics and not second.cases
    assert AuditEvent.objects.count() == 0  # seen from outside every fence


def test_what_somebody_changed_meanwhile_is_left_to_the_next_run(cast: Cast) -> None:
    stale = Clinic.objects.get(pk=cast.bay.pk)
    with override_settings(AMPARO_MASTER_KEYS=BOTH):
        Clinic.objects.filter(pk=stale.pk).update(key=vault.rewrapped(bytes(stale.key)))
        stands = bytes(Clinic.objects.get(pk=stale.pk).key)
        keys._rotate(stale, "new", keys.Keys())
    assert bytes(Clinic.objects.get(pk=stale.pk).key) == stands


def test_looking_changes_nothing(cast: Cast) -> None:
    with override_settings(AMPARO_MASTER_KEYS=BOTH):
        assert "“test” is needed by 2 clinics, 3 cases, 0 second factors." in told("--check")
    assert vault.master_key_id(bytes(Clinic.objects.get(pk=cast.bay.pk).key)) == "test"


def test_a_clinic_whose_key_is_lost_is_named_and_the_others_go_on(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with override_settings(AMPARO_MASTER_KEYS=f"{LOST},{make.MASTER_KEYS}"):
        river = Clinic.objects.get(pk=cast.river.pk)
        Clinic.objects.filter(pk=river.pk).update(key=vault.rewrapped(bytes(river.key)))
    with override_settings(AMPARO_MASTER_KEYS=BOTH), pytest.raises(SystemExit) as ended:
        call_command("rotate_keys", stdout=StringIO())
    assert ended.value.code == 1
    assert "river: Master key “lost” is needed" in capsys.readouterr().err
    assert vault.master_key_id(bytes(Clinic.objects.get(pk=cast.bay.pk).key)) == "new"
