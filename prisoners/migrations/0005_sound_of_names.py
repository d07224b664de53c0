"""Names by sound, and the indexes by which the admin finds a misspelt one.

The rules are those of the public search (publication/selection/spelling.py), word by word; a test holds the two together.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

SOUND = r"""
CREATE FUNCTION sound_name(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  name := public.fold_name(name);
  name := replace(replace(name, 'ph', 'f'), 'sh', 's');
  name := regexp_replace(name, 'ch(?=[aeiouy]|\M)', 'č', 'g');
  name := regexp_replace(name, '\mh?w?u(?=[aeiou])|\mgu(?=[aeiou])|\mw', 'w', 'g');
  name := replace(replace(name, 'h', ''), 'v', 'b');
  name := regexp_replace(name, 'gu(?=[eiy])', 'G', 'g');
  name := regexp_replace(name, 'g(?=[eiy])', 'j', 'g');
  name := replace(name, 'G', 'g');
  name := regexp_replace(name, 'qu|ck|q', 'k', 'g');
  name := regexp_replace(name, 'z|c(?=[eiy])|x', 's', 'g');
  name := replace(replace(name, 'c', 'k'), 'll', 'y');
  name := regexp_replace(name, '\mj(?=[aeiou])|\mi(?=[aeou])', 'y', 'g');
  name := regexp_replace(name, 'y(?![aeiou])|ie\M', 'i', 'g');
  name := regexp_replace(name, '(.)\1+', '\1', 'g');
  RETURN regexp_replace(name, '(?<=\w\w\w)s\M', '', 'g');
END
$$;
"""


def trigrams(column: str, name: str) -> django.contrib.postgres.indexes.GinIndex:
    sound = models.Func(models.F(column), function="sound_name")
    return django.contrib.postgres.indexes.GinIndex(
        django.contrib.postgres.indexes.OpClass(sound, name="gin_trgm_ops"), name=name
    )


class Migration(migrations.Migration):
    dependencies = [("prisoners", "0004_sentence_steps_in_order")]
    operations = [
        migrations.RunSQL(SOUND, reverse_sql="DROP FUNCTION sound_name(text);"),
        migrations.AddIndex("person", trigrams("name_display", "person_name_sounds")),
        migrations.AddIndex("personname", trigrams("text", "variant_name_sounds")),
    ]
