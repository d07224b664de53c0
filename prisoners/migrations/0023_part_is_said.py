from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('prisoners', '0022_say_which_part'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='correctionrequest',
            constraint=models.CheckConstraint(condition=models.Q(('settled_in', None), ('level', 'correct'), _connector='OR'), name='request_settled_is_a_correction'),
        ),
        migrations.AddConstraint(
            model_name='correctionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'partly'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='request_in_part_says_which'),
        ),
    ]
