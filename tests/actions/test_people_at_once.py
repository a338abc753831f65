"""Two people at the same instant, with real commits: the second gets a sentence, never a broken page."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from cases.actions import people
from cases.errors import Problem
from cases.models import Person
from tests import make


def test_the_same_a_number_typed_twice_at_once_is_recorded_once(own_database: None) -> None:
    cast = make.make_cast()
    together = threading.Barrier(2, timeout=20)

    def record(name: str) -> str:
        try:
            with cast.bay.inside():
                together.wait()
                people.record_person(
                    case=cast.case,
                    part="witness",
                    by=cast.paralegal,
                    given_names=name,
                    a_number="A 204 555 666",
                )
        except Problem as problem:
            return problem.sentence
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(record, ["Ana", "Eva"]))
    assert said[0].startswith("A 204-555-666 is already recorded")
    assert said[1] == "recorded"
    with cast.bay.inside():
        assert Person.objects.filter(given_names__in=["Ana", "Eva"]).count() == 1
