"""The numbers that stand for persons detained as minors."""

from django.db import models


class Pseudonym(models.Model):
    """“Adolescente 03”: a number given at the first publication, the same in every edition and never given again.

    Kept by the newsroom alone. `public_id` is empty when the person was erased.
    """

    number = models.PositiveIntegerField(primary_key=True)
    public_id = models.UUIDField(unique=True, null=True)
