"""Whoever closes a great many reports within an hour raises an alarm: a flood is emptied so, and so is a whole mailbox."""

from django.db import migrations

# At the hundredth of an hour without being recorded as a source, and at each hundredth after it. Closed again after
# they were taken up again, reports count again.
ALARM = """
CREATE FUNCTION sources_emptying_alarm() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE closed bigint;
BEGIN
  SELECT sum(cardinality(reports)) INTO closed FROM public.sources_reportact
  WHERE by_id = NEW.by_id AND verb IN ('spam', 'reject', 'duplicate') AND at > NEW.at - interval '1 hour';
  IF closed / 100 > (closed - cardinality(NEW.reports)) / 100 THEN
    INSERT INTO public.editorial_alarm (at, reason, kind, dossier_id, editor_id, database_user)
    VALUES (clock_timestamp(), 'emptied', 'intake.mailboxkey', 0,
            CASE WHEN NEW.by_id = public.editorial_acting() THEN NEW.by_id END, public.editorial_invoker());
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER emptying_alarm AFTER INSERT ON sources_reportact
FOR EACH ROW WHEN (NEW.verb IN ('spam', 'reject', 'duplicate')) EXECUTE FUNCTION sources_emptying_alarm();
"""
FORGET = "DROP TRIGGER emptying_alarm ON sources_reportact; DROP FUNCTION sources_emptying_alarm();"


class Migration(migrations.Migration):
    dependencies = [("sources", "0008_alarm_of_the_mailbox"), ("editorial", "0013_alarm_of_emptying")]
    operations = [migrations.RunSQL(ALARM, FORGET)]
