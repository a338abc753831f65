"""Raises the fence: row-level security on every clinic's table, and keys that cannot cross clinics."""

from django.db import migrations

from cases.access import fence

FENCES = [
    fence.around("cases_case"),
    fence.around("cases_party"),
    fence.around("cases_assignment"),
    fence.around("cases_wall"),
    fence.around("cases_note"),
    fence.around("cases_deadline"),
    fence.around("cases_declaration"),
    fence.around("cases_paragraph"),
    fence.around("cases_document"),
    fence.around("cases_exhibit"),
    fence.around("cases_submittedform"),
    fence.around("cases_packet"),
    fence.around("cases_packetexhibit"),
    fence.around("cases_packetpart"),
    fence.around("cases_person"),
    fence.around("cases_contactpoint"),
    fence.around("cases_client"),
    fence.around("cases_minor"),
    fence.around("cases_statusassertion"),
    fence.around("cases_sponsor"),
    fence.around("cases_sponsorship"),
    fence.around("cases_proceeding"),
    fence.around("cases_hearing"),
    fence.around("cases_hearingreport"),
    fence.around("cases_decision"),
    fence.around("cases_message"),
    fence.around("cases_reminder"),
]

KEYS = [
    fence.same_clinic("cases_party", case_id="cases_case", person_id="cases_person"),
    fence.same_clinic(
        "cases_assignment",
        case_id="cases_case",
        membership_id="cases_membership",
        assigned_by_id="cases_membership",
    ),
    fence.same_clinic(
        "cases_wall",
        case_id="cases_case",
        membership_id="cases_membership",
        raised_by_id="cases_membership",
        lifted_by_id="cases_membership",
    ),
    fence.same_clinic("cases_note", case_id="cases_case", author_id="cases_membership"),
    fence.same_clinic(
        "cases_deadline",
        case_id="cases_case",
        proceeding_id="cases_proceeding",
        hearing_id="cases_hearing",
        decision_id="cases_decision",
        person_id="cases_person",
        owner_id="cases_membership",
        superseded_by_id="cases_deadline",
        ended_by_id="cases_membership",
    ),
    fence.same_clinic(
        "cases_declaration",
        case_id="cases_case",
        declarant_id="cases_person",
        interpreter_id="cases_membership",
        created_by_id="cases_membership",
    ),
    fence.same_clinic(
        "cases_paragraph", declaration_id="cases_declaration", updated_by_id="cases_membership"
    ),
    fence.same_clinic("cases_document", case_id="cases_case", uploaded_by_id="cases_membership"),
    fence.same_clinic(
        "cases_exhibit",
        case_id="cases_case",
        document_id="cases_document",
        created_by_id="cases_membership",
    ),
    fence.same_clinic("cases_submittedform", membership_id="cases_membership"),
    fence.same_clinic(
        "cases_packet",
        case_id="cases_case",
        proceeding_id="cases_proceeding",
        hearing_id="cases_hearing",
        requested_by_id="cases_membership",
    ),
    fence.same_clinic("cases_packetexhibit", packet_id="cases_packet", exhibit_id="cases_exhibit"),
    fence.same_clinic("cases_packetpart", packet_id="cases_packet"),
    fence.same_clinic("cases_contactpoint", person_id="cases_person"),
    fence.same_clinic("cases_client", person_id="cases_person"),
    fence.same_clinic("cases_minor", person_id="cases_person"),
    fence.same_clinic(
        "cases_statusassertion",
        minor_id="cases_minor",
        recorded_by_id="cases_membership",
        withdrawn_by_id="cases_membership",
    ),
    fence.same_clinic("cases_sponsor", person_id="cases_person"),
    fence.same_clinic("cases_sponsorship", minor_id="cases_minor", sponsor_id="cases_sponsor"),
    fence.same_clinic("cases_proceeding", case_id="cases_case"),
    fence.same_clinic("cases_hearing", proceeding_id="cases_proceeding"),
    fence.same_clinic("cases_hearingreport", hearing_id="cases_hearing", reported_by_id="cases_membership"),
    fence.same_clinic("cases_decision", proceeding_id="cases_proceeding", recorded_by_id="cases_membership"),
    fence.same_clinic("cases_message", case_id="cases_case", to_id="cases_membership"),
    fence.same_clinic(
        "cases_reminder",
        case_id="cases_case",
        deadline_id="cases_deadline",
        hearing_id="cases_hearing",
        membership_id="cases_membership",
        message_id="cases_message",
        acknowledged_by_id="cases_membership",
    ),
]


class Migration(migrations.Migration):
    """Every fence first: a key needs its parent's unique (id, clinic_id)."""

    dependencies = [("cases", "0001_tables")]
    operations = [*FENCES, *KEYS]
