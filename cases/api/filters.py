"""What each list can be narrowed by; every filter is declared by hand and stands in the schema."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters

from cases.queries import rows as plain_rows
from cases.queries.rows import choices, people

Rows = plain_rows.Rows


class PersonFilters(filters.FilterSet):  # type: ignore[misc]  # django-filter publishes no types
    """Clients, minors and sponsors."""

    case = filters.CharFilter(method="in_case", label="Only people of the case with this reference.")
    name = filters.CharFilter(method="named", label="Every word must be part of one of the names.")

    def in_case(self, found: Rows, name: str, value: str) -> Rows:
        """Keep the people of one case, if the member sees that case."""
        return people.in_case(found, self.request.auth, value)

    def named(self, found: Rows, name: str, value: str) -> Rows:
        """Keep the people whose names hold every word."""
        return people.named(found, value)


class CaseFilters(filters.FilterSet):  # type: ignore[misc]
    """Cases."""

    status = filters.ChoiceFilter(choices=choices.CASE_STATUS, label="Only cases that stand so.")


class HearingFilters(filters.FilterSet):  # type: ignore[misc]
    """Hearings."""

    case = filters.CharFilter(field_name="proceeding__case__reference", label="Only hearings of this case.")
    status = filters.ChoiceFilter(choices=choices.HEARING_STATUS, label="Only hearings that stand so.")
    since = filters.DateFilter(
        field_name="day", lookup_expr="gte", label="On this day of the court's or later."
    )
    until = filters.DateFilter(
        field_name="day", lookup_expr="lte", label="On this day of the court's or earlier."
    )


class DeadlineFilters(filters.FilterSet):  # type: ignore[misc]
    """Deadlines."""

    case = filters.CharFilter(field_name="case__reference", label="Only deadlines of this case.")
    hearing = filters.NumberFilter(field_name="hearing_id", label="Only deadlines that this hearing set.")
    state = filters.ChoiceFilter(choices=choices.DEADLINE_STATE, label="Only deadlines that stand so.")
    since = filters.DateFilter(field_name="act_by", lookup_expr="gte", label="To act by this day or later.")
    until = filters.DateFilter(field_name="act_by", lookup_expr="lte", label="To act by this day or earlier.")
    mine = filters.BooleanFilter(method="owned", label="true: only deadlines that you own.")

    def owned(self, found: Rows, name: str, value: Any) -> Rows:
        """Keep the member's own deadlines."""
        return found.filter(owner_id=self.request.auth.pk) if value else found


class FilingFilters(filters.FilterSet):  # type: ignore[misc]
    """Filings."""

    case = filters.CharFilter(field_name="case__reference", label="Only filings of this case.")
    deadline = filters.NumberFilter(field_name="deadline_id", label="Only filings recorded for this date.")
    outcome = filters.ChoiceFilter(choices=choices.FILING_OUTCOME, label="Only filings that stand so.")
    since = filters.DateFilter(field_name="filed_on", lookup_expr="gte", label="Filed on this day or later.")
    until = filters.DateFilter(
        field_name="filed_on", lookup_expr="lte", label="Filed on this day or earlier."
    )


class ExhibitFilters(filters.FilterSet):  # type: ignore[misc]
    """Exhibits."""

    case = filters.CharFilter(field_name="case__reference", label="Only exhibits of this case.")
    kind = filters.ChoiceFilter(choices=choices.EXHIBIT_KIND, label="Only exhibits of this kind.")


class PacketFilters(filters.FilterSet):  # type: ignore[misc]
    """Packets."""

    case = filters.CharFilter(field_name="case__reference", label="Only packets of this case.")
    state = filters.ChoiceFilter(choices=choices.PACKET_STATE, label="Only packets that stand so.")
