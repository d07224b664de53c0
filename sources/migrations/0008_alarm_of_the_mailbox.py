"""Wrong passphrases of the mailbox, again and again, are an alarm: the database writes it, as it writes all others."""

from django.db import migrations

# At the fifth within the hour, and at each fifth after it.
ALARM = """
CREATE FUNCTION sources_mailbox_alarm() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE wrong int;
BEGIN
  SELECT count(*) INTO wrong FROM sources_reportact
  WHERE by_id = NEW.by_id AND verb = 'wrong' AND at > NEW.at - interval '1 hour';
  IF wrong > 0 AND wrong % 5 = 0 THEN
    INSERT INTO editorial_alarm (at, reason, kind, dossier_id, editor_id, database_user)
    VALUES (clock_timestamp(), 'mailbox', 'intake.mailboxkey', 0,
            CASE WHEN NEW.by_id = editorial_acting() THEN NEW.by_id END, editorial_invoker());
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER mailbox_alarm AFTER INSERT ON sources_reportact
FOR EACH ROW WHEN (NEW.verb = 'wrong') EXECUTE FUNCTION sources_mailbox_alarm();
"""
FORGET = "DROP TRIGGER mailbox_alarm ON sources_reportact; DROP FUNCTION sources_mailbox_alarm();"


class Migration(migrations.Migration):
    dependencies = [("sources", "0007_citizens_reports"), ("editorial", "0011_alarm_of_the_mailbox")]
    operations = [migrations.RunSQL(ALARM, FORGET)]
