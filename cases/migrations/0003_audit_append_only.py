"""Makes the audit trail append-only for everybody, and fences it like every other clinic's table."""

from django.db import migrations

UP = """
CREATE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER cases_auditevent_rows BEFORE UPDATE OR DELETE ON cases_auditevent
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER cases_auditevent_table BEFORE TRUNCATE ON cases_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION cases_refuse_change();
ALTER TABLE cases_auditevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases_auditevent_fence ON cases_auditevent
    USING (clinic_id = NULLIF(current_setting('clinic.id', true), '')::bigint)
    WITH CHECK (clinic_id = NULLIF(current_setting('clinic.id', true), '')::bigint);
"""

DOWN = """
DROP POLICY cases_auditevent_fence ON cases_auditevent;
ALTER TABLE cases_auditevent DISABLE ROW LEVEL SECURITY;
DROP TRIGGER cases_auditevent_table ON cases_auditevent;
DROP TRIGGER cases_auditevent_rows ON cases_auditevent;
DROP FUNCTION cases_refuse_change();
"""


class Migration(migrations.Migration):
    """The triggers hold for the owner too; taking them away leaves a trace in the migrations table."""

    dependencies = [("cases", "0002_fence")]
    operations = [migrations.RunSQL(UP, DOWN)]
