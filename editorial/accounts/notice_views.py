"""When an editor is told by e-mail, and the link in it that ends these e-mails."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial.models import NoticeChoice, When


class NoticeForm(forms.ModelForm):
    class Meta:
        model = NoticeChoice
        fields = ("when", "language")
        widgets = {"when": forms.RadioSelect, "language": forms.RadioSelect}


@require_http_methods(["GET", "POST"])
@login_required
def own(request: HttpRequest) -> HttpResponse:
    editor = request.user.pk or 0  # nobody gets here without signing in
    choice = NoticeChoice.objects.filter(editor=editor).first() or NoticeChoice(editor_id=editor)
    form = NoticeForm(request.POST or None, instance=choice)
    if request.method == "POST" and form.is_valid():
        NoticeChoice.objects.update_or_create(editor_id=editor, defaults=form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("own_notices")
    return render(request, "account/notices.html", {"title": _("Notices by e-mail"), "form": form})


@csrf_exempt  # mail programs send the form of RFC 8058 by themselves, without ever having seen the page
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Ends the e-mails to the account that the key belongs to; the same answer when it belongs to none.

    Opening the page ends nothing: mail programs open links to look for harm.
    """
    if request.method == "POST":
        NoticeChoice.objects.filter(key=key).update(when=When.NEVER)
    context = {"title": _("Notices by e-mail"), "is_done": request.method == "POST"}
    return render(request, "account/notices_stop.html", context)
