"""Two narrow doors through the fence for the worker's sweeps: which clinic has a row waiting, and nothing else."""

from django.db import migrations

UP = """
CREATE FUNCTION cases_due_reminders(before timestamptz, lease interval, most integer)
    RETURNS TABLE (clinic_id bigint, reminder_id bigint, due_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.clinic_id, r.id, r.due_at FROM cases_reminder r
    WHERE r.due_at <= before
      AND (r.state = 'planned' OR (r.state = 'claimed' AND r.claimed_at < before - lease))
    ORDER BY r.due_at LIMIT most
$$;
CREATE FUNCTION cases_waiting_packets(before timestamptz, lease interval, most integer)
    RETURNS TABLE (clinic_id bigint, packet_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT p.clinic_id, p.id FROM cases_packet p
    WHERE p.state = 'queued' OR (p.state = 'building' AND p.claimed_at < before - lease)
    ORDER BY p.requested_at LIMIT most
$$;
REVOKE ALL ON FUNCTION cases_due_reminders(timestamptz, interval, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION cases_waiting_packets(timestamptz, interval, integer) FROM PUBLIC;
"""

DOWN = """
DROP FUNCTION cases_waiting_packets(timestamptz, interval, integer);
DROP FUNCTION cases_due_reminders(timestamptz, interval, integer);
"""


class Migration(migrations.Migration):
    """They run as the owner, so row-level security does not apply inside them; hence so few columns."""

    dependencies = [("cases", "0003_audit_append_only")]
    operations = [migrations.RunSQL(UP, DOWN)]
