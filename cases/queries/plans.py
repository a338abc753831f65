"""What recomputing a case's deadlines would do: its facts, what they call for, and the difference; nothing is written."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from cases.law import casefile, i589, printed, wording
from cases.law.casefile import CaseFacts, Wanted
from cases.models import Case, Deadline, Override
from cases.queries import casefacts
from cases.queries.changes import Change, Plan, Row, rule_of

__all__ = ["RECEIVED", "Change", "Plan", "Row", "difference", "facts_of", "merged", "met", "plan", "rule_of"]


RECEIVED = "The I-589 was received on"  # begins what a date says that such a receipt met


def facts_of(case: Case) -> CaseFacts:
    """Return what is recorded about a case that sets a date, in five queries."""
    return casefacts.of_case(case)


def plan(*, case: Case) -> Plan:
    """Return what would change to bring a case's dates in line with its facts as they are recorded now."""
    rows = Deadline.objects.filter(case=case, state__in=("open", "done")).order_by("pk")
    set_by_hand = Override.objects.filter(case=case, taken_back_at=None)
    return difference(facts_of(case), list(rows), list(set_by_hand))


def difference(facts: CaseFacts, rows: Collection[Row], overrides: Collection[Override] = ()) -> Plan:
    """Return what these facts call for that differs from a case's open and done rows; asks no database.

    ``overrides`` are the case's standing ones; one that no deadline answers to waits.
    """
    over = {(each.rule, each.trigger): each for each in overrides}
    standing = {(row.rule, row.trigger): row for row in rows if row.state == "open"}
    done = {(row.rule, row.trigger, repr(sorted(row.facts.items()))) for row in rows if _is_settled(row)}
    changes: list[Change] = []
    wanted_keys = set()
    unchanged = 0
    called = {each.id: each.called for each in facts.people} if len(facts.people) > 1 else {}
    for wanted in casefile.deadlines_of(facts):
        wanted_keys.add(wanted.key)
        row = standing.get(wanted.key)
        if row is None and done and (*wanted.key, repr(sorted(wanted.answer.stored.items()))) in done:
            continue
        override = over.get(wanted.key)
        if row is not None and _same(row, wanted, override):
            unchanged += 1
            continue
        changes.append(_change(row, wanted, override, facts.today, called))
    left = [row for key, row in standing.items() if key not in wanted_keys]
    ended = [row for row in left if not (row.was_rejected and facts.is_open)]
    unchanged += len(left) - len(ended)
    changes += [_ending(row, facts, called) for row in ended]
    return Plan(tuple(sorted(changes, key=lambda each: (each.new or dt.date.max, each.title))), unchanged)


def _is_settled(row: Row) -> bool:
    """Whether somebody closed it for good; one that an I-589's receipt met comes back when that receipt is taken back."""
    return row.state == "done" and not row.ended_because.startswith(RECEIVED)


def merged(made: Collection[tuple[Case, Plan]]) -> Plan:
    """Return one plan for those that were applied one after the other, perhaps in several cases.

    A date that was set and set again appears once, from where it stood at first to where it ends.
    """
    together: dict[tuple[int, str, str], Change] = {}
    standing: dict[int, int] = {}  # how many dates each case has in the end
    for case, plan in made:
        for change in plan.changes:
            first = together.pop((case.pk, *change.key), None)
            net = change if first is None else _net(first, change)
            if net is not None:
                together[case.pk, *change.key] = net
        standing[case.pk] = plan.unchanged + sum(each.wanted is not None for each in plan.changes)
    if len(standing) > 1:
        names = {case.pk: case.reference for case, _ in made}
        together = {
            key: replace(each, title=f"{each.title} ({names[key[0]]})") for key, each in together.items()
        }
    changes = sorted(together.values(), key=lambda each: (each.new or dt.date.max, each.title))
    changed = sum(each.wanted is not None for each in changes)
    return Plan(tuple(changes), sum(standing.values()) - changed)


def _net(first: Change, then: Change) -> Change | None:
    """What two changes of one date come to; None when it stands in the end as it stood at first."""
    if then.wanted is None:
        return None if first.row is None else replace(then, row=first.row, old=first.old)
    if first.row is None:
        return replace(then, kind="new", row=None, old=None)
    if _same(first.row, then.wanted, then.override):
        return None
    kind = _kind(first.row, then.wanted, then.override, then.new)
    return replace(then, kind=kind, row=first.row, old=first.old)


def _same(row: Row, wanted: Wanted, override: Override | None) -> bool:
    if row.override_id != (override.pk if override else None):
        return False
    answer = wanted.answer
    if (row.nominal_on, row.legal_on, row.safe_on) != answer.dates or row.facts != answer.stored:
        return False
    return answer.result is None or row.rule_version == answer.rule.version


def _change(
    row: Row | None, wanted: Wanted, override: Override | None, today: dt.date, called: Mapping[int, str]
) -> Change:
    name = called.get(wanted.person_id or 0)
    whose = f" ({name})" if name else ""
    new, warning = _headline(wanted, override)
    overruled = (warning,) if warning else ()
    return Change(
        kind=_kind(row, wanted, override, new),
        title=rule_of(wanted).do + whose,
        old=row.act_by if row else None,
        new=new,
        why=wanted.answer.steps,
        is_past=new is not None and new < today,
        row=row,
        wanted=wanted,
        override=override,
        warning=warning,
        notes=(*overruled, *wanted.notes, *wanted.answer.warnings),
    )


def _headline(wanted: Wanted, override: Override | None) -> tuple[dt.date | None, str]:
    """The day that staff will see, and the warning where the one that somebody set cannot be right."""
    computed = wanted.result.safe if wanted.result else None
    if override is None:
        return computed, ""
    said = printed.headline(
        rule_of(wanted),
        computed=computed,
        day=override.act_by,
        is_printed=override.source == Override.Source.PRINTED,
        hearing=wanted.facts.get("hearing"),
    )
    return said.day, said.warning


def _kind(row: Row | None, wanted: Wanted, override: Override | None, new: dt.date | None) -> str:
    if row is None:
        return "new"
    if row.act_by != new:
        return "moved"
    is_kept = override is not None and override.pk == row.override_id and new == override.act_by
    is_other = (row.nominal_on, row.legal_on, row.safe_on) != wanted.answer.dates
    return "kept" if is_kept and is_other else "restated"


def met(*, case: Case, row: Deadline, because: str) -> Plan:
    """Return the plan of an accepted filing for the date that it closes itself: what a preview shows beside the rest."""
    people = case.parties.filter(part="respondent").select_related("person")
    called = {each.person_id: each.person.called for each in people}
    name = called.get(row.person_id or 0) if len(called) > 1 else None
    title = f"{row.title} ({name})" if name else row.title
    others = Deadline.objects.filter(case=case, state="open").exclude(pk=row.pk).count()
    return Plan((Change("met", title, row.act_by, None, (because,), row=row),), others)


def _ending(row: Row, facts: CaseFacts, called: Mapping[int, str]) -> Change:
    noun, _, number = row.trigger.partition(":")
    name = called.get(int(number)) if noun == "person" else None
    title = f"{row.title} ({name})" if name else row.title
    received = i589.of_person(facts, int(number)) if noun == "person" else None
    if row.rule in ("I589_ONE_YEAR", "PROTECTIVE_1Y") and received is not None:
        why = received.says(int(number), facts)
        return Change("met", title, row.act_by, None, (why,), row=row)
    why = "The facts that called for it no longer stand."
    if not facts.is_open:
        why = "The case is closed."
    elif row.legal_on is not None and row.legal_on < facts.today:
        acted = f" (act by was {wording.day(row.act_by)})" if row.act_by else ""
        why = f"Its last day went by{acted}; no accepted filing is recorded here."
    return Change("ended", title, row.act_by, None, (why,), row=row)
