"""Signing in to the newsroom: a password and a second factor, for everybody (editorial/accounts)."""

AUTHENTICATION_BACKENDS = ["editorial.accounts.backend.NewsroomBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie beyond the newsroom's
PROXIES_IN_FRONT = 0  # how many web servers of ours a request passes first: whose word on its address counts

ACCOUNT_ADAPTER = "editorial.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = False  # ours are in the database, for all workers (editorial/accounts/throttling.py)
ACCOUNT_LOGIN_TIMEOUT = 900

MFA_ADAPTER = "editorial.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "#TODOS"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "editorial.accounts.codes.SignInCode",
    "reauthenticate": "editorial.accounts.codes.ConfirmingCode",
    "add_webauthn": "editorial.accounts.passkeys.AddPasskey",
    "edit_webauthn": "editorial.accounts.passkeys.RenamePasskey",
}
