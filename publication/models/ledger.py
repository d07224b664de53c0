"""What is public and belongs to no single person."""

from django.db import models

from publication.models.versioned import Versioned


class TermVersion(Versioned):
    """A code of a vocabulary with its labels. `extra` holds what pages show beside it (capital, legal effect …)."""

    vocabulary = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    label_es = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=0)
    extra = models.JSONField(default=dict)

    class Meta(Versioned.Meta):
        indexes = [models.Index(fields=["vocabulary", "order"], name="term_in_order")]


class OrganisationVersion(Versioned):
    """An organisation with its lists and their snapshots (document: publication/document.py)."""

    code = models.CharField(max_length=50)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    is_accepted = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    document = models.JSONField(default=dict)


class AnnouncementVersion(Versioned):
    code = models.CharField(max_length=50)
    authority = models.CharField(max_length=16)
    announced_on = models.CharField(max_length=13)
    announced_earliest = models.DateField(null=True)
    number = models.PositiveIntegerField(null=True)
    document = models.JSONField(default=dict)


class PublishedFigureVersion(Versioned):
    """A number as printed, with the verdict of the machine checks on its group: agrees, disagrees, not_checked."""

    code = models.CharField(max_length=50)
    publisher = models.CharField(max_length=50)
    publisher_name = models.CharField(max_length=200)
    as_of = models.DateField()
    metric = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=12, decimal_places=1)
    group = models.CharField(max_length=50, blank=True)
    role = models.CharField(max_length=14, blank=True)
    url = models.CharField(max_length=500)
    note_es = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=12)
    verdict_es = models.CharField(max_length=300, blank=True)
    verdict_en = models.CharField(max_length=300, blank=True)


class PageTextVersion(Versioned):
    """What the coalition says about itself on one page. Bodies are Markdown (website/prose.py), never HTML."""

    code = models.CharField(max_length=20)
    title_es = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    body_es = models.TextField()
    body_en = models.TextField()
    is_demo = models.BooleanField(default=False)


class SensitiveCount(Versioned):
    """A count of something sensitive on a day: how many of a list's persons are reported ill, or how many of those
    detained under 18 were in each province (`MINORS`, of no list). Never a person's value.

    A point is given only when at least five memberships, or persons, changed since the point before, so that no
    single entry betrays the person who made it.
    """

    MINORS = "minors"

    source_list = models.CharField(max_length=50)
    as_of = models.DateField()
    dimension = models.CharField(max_length=10)  # medical, mental, minors
    code = models.CharField(max_length=7)  # yes, no, unknown; of minors the province
    count = models.PositiveIntegerField()
