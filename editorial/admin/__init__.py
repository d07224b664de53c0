"""The newsroom's screens: what all of them share, and the accounts. Each room adds its own tables."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin import accounts, alarms, page_texts, queues  # noqa: F401 - they register

admin.site.enable_nav_sidebar = False  # the desk lists all tables; the records need the width
admin.site.site_header = admin.site.site_title = _("#TODOS · newsroom")
admin.site.index_title = _("The working copy")
admin.site.disable_action("delete_selected")
