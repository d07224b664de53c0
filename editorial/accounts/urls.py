"""The pages of the door, below /admin/. Of allauth's, only those named here exist: nobody signs up."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from editorial.accounts import freezing_views, invitation_views, notice_views, session_views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", login_required(account.password_change), name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", session_views.own, name="own_sessions"),
    path("sessions/end/", session_views.end, name="own_session_end"),
    path("notices/", notice_views.own, name="own_notices"),
    path("notices/stop/<str:key>/", notice_views.stop, name="notices_stop"),
    path("freeze/", freezing_views.frozen, name="people_freezes"),
    path("freeze/<int:editor_id>/", freezing_views.freeze, name="people_freeze"),
    path("freeze/<int:editor_id>/end/", freezing_views.lift, name="people_freeze_end"),
    path("invitations/", invitation_views.invitations, name="people_invitations"),
    path("invitations/<int:invitation_id>/confirm/", invitation_views.confirm, name="people_invitation_confirm"),
    path("invitations/<int:invitation_id>/withdraw/", invitation_views.withdraw, name="people_invitation_withdraw"),
    path("invited/<str:token>/", invitation_views.accept, name="invitation_accept"),
]
