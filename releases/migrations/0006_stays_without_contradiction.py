"""A stay is judged as a whole, whichever of its rows is written: the detention, its releases, what revoked them.

Before, a moved detention and days known only by a neighbour were not looked at, and two transactions at once could each
write one half of a contradiction. Rows written before stay as they are until somebody changes their stay.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# What is certain of each day: of a change outside prison, that it is no earlier than the departure; of a departure that
# somebody told of, that it is no later than the telling.
DAYS = """
CREATE FUNCTION days_of_releases(stay bigint) RETURNS TABLE (
    release_id bigint, gone text, told date, term text, extinguishes text, revocable text,
    departed text, earliest date, latest date
) LANGUAGE sql STABLE AS $$
    SELECT released.id, released.left_on, released.reported_on, released.term_end, figure.extinguishes,
        figure.is_revocable, departure.left_on,
        GREATEST(earliest_day(released.left_on), earliest_day(departure.left_on), earliest_day(held.detained_on)),
        LEAST(latest_day(released.left_on), released.reported_on)
    FROM releases_release released
    JOIN prisoners_detention held ON held.id = released.detention_id
    JOIN releases_releasetype figure ON figure.code = released.release_type_id
    LEFT JOIN releases_release departure ON released.was_already_outside
        AND departure.detention_id = released.detention_id AND NOT departure.was_already_outside
    WHERE released.detention_id = stay
$$"""

# The lock makes whoever writes another row of the stay at the same time wait, and then see this one. It lets charges
# and sentences be added meanwhile.
REFUSE_STAY = """
CREATE FUNCTION refuse_contradicting_stay(stay bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    begun text;
    one record;
    what releases_revocation%ROWTYPE;
BEGIN
    SELECT detained_on INTO begun FROM prisoners_detention WHERE id = stay FOR NO KEY UPDATE;
    FOR one IN SELECT * FROM days_of_releases(stay) ORDER BY release_id LOOP
        IF one.latest < earliest_day(begun) THEN
            RAISE EXCEPTION 'the release (%) lies before the detention (%)', COALESCE(one.gone, '../' || one.told), begun
                USING ERRCODE = 'check_violation', CONSTRAINT = 'release_not_before_detention';
        END IF;
        IF one.latest < earliest_day(one.departed) THEN
            RAISE EXCEPTION 'already outside (%) before the departure from prison (%)',
                COALESCE(one.gone, '../' || one.told), one.departed
                USING ERRCODE = 'check_violation', CONSTRAINT = 'formality_not_before_departure';
        END IF;
        IF latest_day(one.term) < one.earliest THEN
            RAISE EXCEPTION 'the term (%) ends before the release (%)', one.term, one.earliest
                USING ERRCODE = 'check_violation', CONSTRAINT = 'term_not_before_release';
        END IF;
    END LOOP;
    FOR what IN
        SELECT * FROM releases_revocation
        WHERE release_id = ANY (ARRAY(SELECT id FROM releases_release WHERE detention_id = stay))
        ORDER BY id
    LOOP
        PERFORM refuse_contradicting_revocation(what);
    END LOOP;
    FOR one IN SELECT * FROM days_of_releases(stay) WHERE told < earliest_day(gone) ORDER BY release_id LOOP
        RAISE EXCEPTION 'the release (%) was told of (%) before it happened', one.gone, one.told
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_not_before_release';
    END LOOP;
END $$"""

# The figures are locked too, against a change of what they mean.
REFUSE_REVOCATION = """
CREATE OR REPLACE FUNCTION refuse_contradicting_revocation(what releases_revocation) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    stay bigint;
    revoked record;
    again prisoners_detention%ROWTYPE;
    back date;
BEGIN
    SELECT detention_id INTO stay FROM releases_release WHERE id = what.release_id;
    PERFORM FROM releases_releasetype
    WHERE code = ANY (ARRAY(SELECT release_type_id FROM releases_release WHERE detention_id = stay))
    ORDER BY code FOR SHARE;
    SELECT * INTO revoked FROM days_of_releases(stay) WHERE release_id = what.release_id;
    SELECT * INTO again FROM prisoners_detention WHERE id = what.new_detention_id;
    back := GREATEST(
        earliest_day(what.revoked_on), earliest_day(what.reimprisoned_on), earliest_day(again.detained_on),
        revoked.earliest
    );
    IF revoked.revocable = 'no' OR EXISTS (
        SELECT FROM days_of_releases(stay) one WHERE one.extinguishes = 'yes' AND one.latest < back
    ) THEN
        RAISE EXCEPTION 'the penalty had ended, or the figure is not revocable'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revocation_of_an_ended_penalty';
    END IF;
    IF again.id = stay THEN
        RAISE EXCEPTION 'the new detention is the one that the release ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_in_a_new_detention';
    END IF;
    IF dossier_of_detention(again.id) <> dossier_of_detention(stay) THEN
        RAISE EXCEPTION 'the new detention is another person''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_of_the_same_person';
    END IF;
    IF latest_day(what.revoked_on) < revoked.earliest THEN
        RAISE EXCEPTION 'the revocation (%) lies before the release (%)', what.revoked_on, revoked.earliest
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revocation_not_before_release';
    END IF;
    IF latest_day(what.reimprisoned_on) < revoked.earliest THEN
        RAISE EXCEPTION 'back in prison (%) before the release (%)', what.reimprisoned_on, revoked.earliest
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reimprisonment_not_before_release';
    END IF;
    IF latest_day(again.detained_on) < revoked.earliest THEN
        RAISE EXCEPTION 'the new detention (%) begins before the release (%)', again.detained_on, revoked.earliest
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_not_before_release';
    END IF;
    IF latest_day(revoked.term) < earliest_day(COALESCE(what.revoked_on, what.reimprisoned_on, again.detained_on)) THEN
        RAISE EXCEPTION 'revoked (%) after the term (%) had ended',
            COALESCE(what.revoked_on, what.reimprisoned_on, again.detained_on), revoked.term
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revocation_within_the_term';
    END IF;
END $$"""

REFUSE_REVOCATION_BEFORE = """
CREATE OR REPLACE FUNCTION refuse_contradicting_revocation(what releases_revocation) RETURNS void
LANGUAGE plpgsql AS $$
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

# Who was merged into another is that other: a row that both dossiers had stays behind with the merged one.
DOSSIER = """
CREATE FUNCTION dossier_of_detention(detention bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT COALESCE(person.merged_into_id, person.id)
    FROM prisoners_detention held JOIN prisoners_person person ON person.id = held.person_id
    WHERE held.id = detention
$$"""

# Deferred: a detention and its release may move one after the other in one transaction, as do two detentions of one
# person. The end is the database's own: nobody else writes it (releases.Release, keep_detention_end).
DETENTIONS = """
CREATE FUNCTION refuse_contradicting_detention() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stay bigint;
BEGIN
    FOR stay IN
        SELECT NEW.id UNION
        SELECT released.detention_id FROM releases_revocation revocation
        JOIN releases_release released ON released.id = revocation.release_id
        WHERE revocation.new_detention_id = NEW.id
        ORDER BY 1
    LOOP
        PERFORM refuse_contradicting_stay(stay);
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agree_with_its_releases AFTER UPDATE OF detained_on, person_id ON prisoners_detention
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.detained_on IS DISTINCT FROM NEW.detained_on OR OLD.person_id <> NEW.person_id)
EXECUTE FUNCTION refuse_contradicting_detention();

CREATE FUNCTION end_as_the_release_says() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone text;
BEGIN
    SELECT COALESCE(left_on, '../' || reported_on) INTO gone
    FROM releases_release WHERE detention_id = NEW.id AND NOT was_already_outside;
    IF FOUND THEN
        NEW.ended_on := gone;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER end_as_the_release_says BEFORE UPDATE OF ended_on ON prisoners_detention FOR EACH ROW
WHEN (OLD.ended_on IS DISTINCT FROM NEW.ended_on) EXECUTE FUNCTION end_as_the_release_says()"""

DETENTIONS_BEFORE = """
DROP TRIGGER end_as_the_release_says ON prisoners_detention;
DROP FUNCTION end_as_the_release_says();
DROP TRIGGER agree_with_its_releases ON prisoners_detention;
DROP FUNCTION refuse_contradicting_detention()"""

# Undoing a merge parts what somebody tied together since.
PERSONS = """
CREATE FUNCTION refuse_parting_of_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stay bigint;
BEGIN
    FOR stay IN
        SELECT released.detention_id FROM releases_revocation revocation
        JOIN releases_release released ON released.id = revocation.release_id
        WHERE released.detention_id = ANY (ARRAY(SELECT id FROM prisoners_detention WHERE person_id = NEW.id))
           OR revocation.new_detention_id = ANY (ARRAY(SELECT id FROM prisoners_detention WHERE person_id = NEW.id))
        ORDER BY 1
    LOOP
        PERFORM refuse_contradicting_stay(stay);
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agree_with_their_releases AFTER UPDATE OF merged_into_id ON prisoners_person
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
EXECUTE FUNCTION refuse_parting_of_stays()"""

PERSONS_BEFORE = """
DROP TRIGGER agree_with_their_releases ON prisoners_person;
DROP FUNCTION refuse_parting_of_stays()"""


class Migration(migrations.Migration):

    dependencies = [
        ('prisoners', '0018_reduction_takes_off'),
        ('releases', '0005_release_once'),
    ]

    operations = [
        migrations.RunSQL(DAYS, "DROP FUNCTION days_of_releases(bigint)"),
        migrations.RunSQL(DOSSIER, "DROP FUNCTION dossier_of_detention(bigint)"),
        migrations.RunSQL(REFUSE_REVOCATION, REFUSE_REVOCATION_BEFORE),
        migrations.RunSQL(REFUSE_STAY, "DROP FUNCTION refuse_contradicting_stay(bigint)"),
        migrations.RunSQL(DETENTIONS, DETENTIONS_BEFORE),
        migrations.RunSQL(PERSONS, PERSONS_BEFORE),
    ]
