"""What contradicts a release is refused from now on. Rows written before stay as they are until somebody changes them.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


REFUSE = """
CREATE FUNCTION refuse_contradicting_revocation(what releases_revocation) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    gone text;
    revocable text;
    begun date;
BEGIN
    SELECT released.left_on, figure.is_revocable INTO gone, revocable
    FROM releases_release released JOIN releases_releasetype figure ON figure.code = released.release_type_id
    WHERE released.id = what.release_id;
    IF revocable = 'no' OR EXISTS (
        SELECT FROM releases_release released
        JOIN releases_release later ON later.detention_id = released.detention_id
        JOIN releases_releasetype figure ON figure.code = later.release_type_id
        WHERE released.id = what.release_id AND figure.extinguishes = 'yes'
          AND latest_day(later.left_on) < earliest_day(what.revoked_on)
    ) THEN
        RAISE EXCEPTION 'the penalty had ended, or the figure is not revocable'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revocation_of_an_ended_penalty';
    END IF;
    IF latest_day(what.revoked_on) < earliest_day(gone) THEN
        RAISE EXCEPTION 'the revocation (%) lies before the release (%)', what.revoked_on, gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revocation_not_before_release';
    END IF;
    IF latest_day(what.reimprisoned_on) < earliest_day(gone) THEN
        RAISE EXCEPTION 'back in prison (%) before the release (%)', what.reimprisoned_on, gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reimprisonment_not_before_release';
    END IF;
    SELECT latest_day(detained_on) INTO begun FROM prisoners_detention WHERE id = what.new_detention_id;
    IF begun < earliest_day(gone) THEN
        RAISE EXCEPTION 'the new detention begins before the release (%)', gone
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_not_before_release';
    END IF;
END $$"""


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0002_returned'),
    ]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_contradicting_revocation(releases_revocation)"),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='agree_with_what_followed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE what releases_revocation%ROWTYPE;', func="\n                    IF latest_day(NEW.term_end) < earliest_day(NEW.left_on) THEN\n                        RAISE EXCEPTION 'the term (%) ends before the release (%)', NEW.term_end, NEW.left_on\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'term_not_before_release';\n                    END IF;\n                    FOR what IN\n                        SELECT revocation.* FROM releases_revocation revocation\n                        JOIN releases_release sibling ON sibling.id = revocation.release_id\n                        WHERE sibling.detention_id = NEW.detention_id\n                    LOOP\n                        PERFORM refuse_contradicting_revocation(what);\n                    END LOOP;\n                    RETURN NULL;\n                ", hash='5d467f3b7cb58cb4b3a7fadccc60ed3fe774283d', operation='INSERT OR UPDATE', pgid='pgtrigger_agree_with_what_followed_9fc4d', table='releases_release', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revocation',
            trigger=pgtrigger.compiler.Trigger(name='agree_with_the_release', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM refuse_contradicting_revocation(NEW); RETURN NULL;', hash='8c90f1b1a151e73e732453db8e26d4be5574a4d9', operation='INSERT OR UPDATE', pgid='pgtrigger_agree_with_the_release_2a74b', table='releases_revocation', when='AFTER')),
        ),
    ]
