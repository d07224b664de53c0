"""The ways of leaving prison, and of being sent back."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.bilingual import in_readers_language
from editorial.codes import Answer, valid_code


class CustodyState(models.TextChoices):
    """Where a person stands on a day. Derived from detentions and releases (releases/custody.py), never typed in."""

    IN_CUSTODY = "in_custody", _("in prison")
    SERVING_OUTSIDE = "serving_outside", _("serving outside prison")
    AWAITING_OUTSIDE = "awaiting_outside", _("awaiting trial outside prison")
    OUTSIDE_UNKNOWN = "outside_unknown", _("outside, figure unknown")
    FREE = "free", _("free")
    EXILED = "exiled", _("in exile")
    AT_LARGE = "at_large", _("at large")
    MISSING = "missing", _("whereabouts unknown (possible enforced disappearance)")
    DECEASED = "deceased", _("deceased")
    UNKNOWN = "unknown", _("no recent information")


class ReleaseType(models.Model):
    """A way of leaving prison. `extinguishes`: the penalty ends; `is_revocable`: the same sentence may call back.

    The database refuses a change of either that a revocation on record would contradict.
    """

    code = models.SlugField(_("code"), primary_key=True)
    name_es = models.CharField(_("name, Spanish"), max_length=200)
    name_en = models.CharField(_("name, English"), max_length=200)
    explanation_es = models.TextField(_("what it means, Spanish"), blank=True)
    explanation_en = models.TextField(_("what it means, English"), blank=True)
    basis_es = models.TextField(
        _("legal basis, Spanish"),
        blank=True,
        help_text=_("The law, and who may get it. No article that nobody checked."),
    )
    basis_en = models.TextField(_("legal basis, English"), blank=True)
    extinguishes = models.CharField(_("ends the penalty"), max_length=7, choices=Answer)
    is_revocable = models.CharField(_("revocable"), max_length=7, choices=Answer)
    state_after = models.CharField(_("state afterwards"), max_length=16, choices=CustodyState)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name, verbose_name_plural = _("release type"), _("release types")
        ordering = ("order",)
        constraints = [
            valid_code("extinguishes", Answer),
            valid_code("is_revocable", Answer),
            valid_code("state_after", CustodyState),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="agree_with_its_revocations",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("extinguishes", "is_revocable"),
                condition=pgtrigger.AnyChange("extinguishes", "is_revocable"),
                declare=[("what", "releases_revocation%ROWTYPE")],
                func="""
                    FOR what IN
                        SELECT DISTINCT revocation.* FROM releases_revocation revocation
                        JOIN releases_release revoked ON revoked.id = revocation.release_id
                        JOIN releases_release sibling ON sibling.detention_id = revoked.detention_id
                        WHERE sibling.release_type_id = NEW.code
                    LOOP
                        BEGIN
                            PERFORM refuse_contradicting_revocation(what);
                        EXCEPTION WHEN check_violation THEN
                            RAISE EXCEPTION 'the figure % cannot change so: revocation % contradicts it (%)',
                                NEW.code, what.id, SQLERRM
                                USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_agrees_with_its_revocations';
                        END;
                    END LOOP;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return in_readers_language(self, "name")


class RevocationGround(models.Model):
    code = models.SlugField(_("code"), primary_key=True)
    name_es = models.CharField(_("name, Spanish"), max_length=200)
    name_en = models.CharField(_("name, English"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name, verbose_name_plural = _("revocation ground"), _("revocation grounds")
        ordering = ("order",)

    def __str__(self) -> str:
        return in_readers_language(self, "name")
