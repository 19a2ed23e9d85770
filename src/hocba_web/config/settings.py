"""Django's settings, from the environment (`env.py`); checked at start (`checks.py`). Values of the law are never here.

How to set them: docs/how-to/van-hanh.md.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from hocba_web.config import env
from hocba_web.config.logs import structured

DEMO = env.flag("DEMO")
HOCBA = env.Installation(
    side=env.side(),
    data=Path(env.string("DATA", "data")).absolute(),
    demo=DEMO,
    base_url=env.string("BASE_URL", "http://localhost:8000").rstrip("/"),
)
CLOCK_FILE = env.string("CLOCK", "")
"""Where demo mode keeps its movable time, if not in the data folder: one file for all processes of both sides."""
TESTING = env.flag("TESTING")
DEBUG = False
SECRET_KEY = env.string("SECRET_KEY", "demo-only-" + "0" * 40 if DEMO or TESTING else None)
ALLOWED_HOSTS = [host for host in env.string("HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
SECURE = HOCBA.base_url.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django_tasks",
    "django_tasks_db",
    "health_check",
    "hocba_web.base",
    "hocba_web.audit",
    "hocba_web.accounts",
    "hocba_web.schools",
    "hocba_web.assessment",
    "hocba_web.intake",
    "hocba_web.records",
    "hocba_web.signatures",
    "hocba_web.issuance",
    "hocba_web.submission",
    "hocba_web.supervision",
    "hocba_web.support",
    "hocba_web.demo",
    "hocba_web.config",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "hocba_web.base.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hocba_web.base.middleware.RefusalMiddleware",
    "hocba_web.audit.middleware.RefusalTraceMiddleware",
    "hocba_web.accounts.middleware.SecondFactorMiddleware",
    "hocba_web.schools.middleware.ActorMiddleware",
    "hocba_web.supervision.middleware.InspectionTraceMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "hocba_web.config.urls"
WSGI_APPLICATION = "hocba_web.config.wsgi.application"
FORM_RENDERER = "hocba_web.base.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["hocba_web.base.loaders.OwnFirst", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hocba_web.config.context.page",
            ],
            "builtins": ["hocba_web.base.templatetags.hocba_ui", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": env.database(env.string("DATABASE", ""), HOCBA.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # Counters of rate limits must be shared by all processes; the database is, memory is not.
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TESTING
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "hocba_cache",
        # Where the table is full, counters are thrown away: nobody may fill it to be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

REDIS = env.string("REDIS", "")
"""redis://… where many machines share the jobs; empty: jobs lie in the database."""
TASKS = {"default": env.jobs(REDIS, testing=TESTING)}
RQ_QUEUES = env.queues(REDIS)
if REDIS:
    INSTALLED_APPS.append("django_rq")

# Signing and exchange ------------------------------------------------------------------------------------------------
TRUST_FOLDER = Path(env.string("TRUST", str(HOCBA.data / "trust")))
"""Trust anchors (*.pem), CRLs and OCSP answers (*.crl, *.ocsp); nothing is trusted but what lies there."""
SIGNING_CONFIG = env.string("SIGNING_CONFIG", "")
"""TOML: remote signing providers and devices of this installation; empty: none."""
PKCS12_ALLOWED = env.flag("PKCS12", default=DEMO or TESTING)
"""Whether key files may be kept, encrypted by their owners' passwords: demo and small schools."""
GATEWAY_URL = env.string("GATEWAY_URL", "")
"""Address of the authority's gateway; empty: nothing is sent."""
GATEWAY_CA = env.string("GATEWAY_CA", "")
"""PEM of the CA of its server certificate, where it is not a public one."""
GATEWAY = {
    "trust": str(TRUST_FOLDER),
    "seal": env.string("SEAL", ""),
    "seal_password": env.string("SEAL_PASSWORD", ""),
    "code_key": env.string("CODE_KEY", ""),
}
"""The authority's side: whom it trusts, its seal (PKCS#12), the key of confirmation codes (empty: from SECRET_KEY)."""
AUTHORITY_NAME = env.string("AUTHORITY_NAME", "")
"""Name of the authority as its own pages show it; empty: "Sở Giáo dục và Đào tạo"."""
WAREHOUSE = {
    "url": env.string("WAREHOUSE_URL", ""),
    "ca": env.string("WAREHOUSE_CA", ""),
    "unit": env.string("WAREHOUSE_UNIT", ""),
    "user": env.string("WAREHOUSE_USER", ""),
    "password": env.string("WAREHOUSE_PASSWORD", ""),
}
"""The ministry's warehouse: address (empty: nothing is reported), its CA if it is no public one, the Sở's login."""
LOG = {
    "name": env.string("LOG_NAME", ""),
    "key": env.string("LOG_KEY", ""),
    "witnesses": env.string("WITNESSES", ""),
}
"""The transparency log: its origin, the file of its key, and a file that lists witnesses (address and key a line)."""
LOOKUP_ADDRESS = env.string("LOOKUP_ADDRESS", "")
"""Address of the look-up portal, printed on records with the UUID behind it."""

# Times are stored in UTC and shown in Vietnam's.
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale", Path(__file__).parent.parent / "base" / "locale"]
FORMAT_MODULE_PATH = ["hocba_web.base.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Accounts -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hocba_web.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "hocba_web.accounts.login_forms.LoginForm"}
MFA_FORMS = {
    "authenticate": "hocba_web.accounts.login_forms.AuthenticateForm",
    "reauthenticate": "hocba_web.accounts.login_forms.ReauthenticateForm",
}
MFA_TOTP_TOLERANCE = 1
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "hocba_web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hocba"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0

# Browser --------------------------------------------------------------------------------------------------------------
# Cookies know no ports: two sides on one host would end each other's sessions. "__Host-" keeps other domains away.
SESSION_COOKIE_NAME = f"{'__Host-' if SECURE else ''}hocba-{HOCBA.side}"
CSRF_COOKIE_NAME = f"csrf-{HOCBA.side}"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_TRUSTED_ORIGINS = [HOCBA.base_url] if SECURE else []
CSRF_FAILURE_VIEW = "hocba_web.base.views.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # probes come by http from the machine itself
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Files and uploads ----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = HOCBA.data / "static"
BUCKET = {
    "url": env.string("S3_URL", ""),
    "bucket": env.string("S3_BUCKET", ""),
    "region": env.string("S3_REGION", "us-east-1"),
    "key": env.string("S3_KEY", ""),
    "secret": env.string("S3_SECRET", ""),
    "ca": env.string("S3_CA", ""),
    "lock": env.string("S3_LOCK", ""),
}
"""A bucket of the S3 kind for stored files; without its address they lie in the data folder."""
STORAGES = {
    "default": env.storage(HOCBA.data, BUCKET, testing=TESTING),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or TESTING
        else "hocba_web.base.storage.HashedStatic"
    },
}
WHITENOISE_USE_FINDERS = DEMO or TESTING
WHITENOISE_AUTOREFRESH = TESTING
UPLOAD_LIMIT = env.whole("UPLOAD_MIB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 150
FILE_UPLOAD_HANDLERS = [
    "hocba_web.base.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

# E-mail, logs ---------------------------------------------------------------------------------------------------------
EMAIL_HOST = env.string("EMAIL_HOST", "")
EMAIL_PORT = env.whole("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.string("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.string("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=True)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(HOCBA.data / "mail")
DEFAULT_FROM_EMAIL = env.string("EMAIL_FROM", "Hocba <no-reply@localhost>")
LOGGING = structured(env.string("LOG_LEVEL", "INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"
PROMETHEUS_EXPORT_MIGRATIONS = False
METRICS_TOKEN = env.string("METRICS_TOKEN", "")
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # redirect to https is set by HOCBA_BASE_URL; our own check explains it
]

# The authority's side ------------------------------------------------------------------------------------------------
_SHARED = ("hocba_web.base", "hocba_web.audit", "hocba_web.accounts")
_AUTHORITY = [
    "hocba_web.officers",
    "hocba_web.transparency",
    "hocba_web.register",
    "hocba_web.gateway",
    "hocba_web.ministry",
    "hocba_web.relay",
    "hocba_web.procedures",
    "hocba_web.portal",
    "hocba_web.desk",
]
_OF_SCHOOL = ("hocba_web.schools.", "hocba_web.supervision.")
AUTHORITY_MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(_OF_SCHOOL)]
AUTHORITY_MIDDLEWARE.insert(-1, "hocba_web.officers.middleware.OfficerMiddleware")
AUTHORITY_URLCONF = "hocba_web.config.authority.urls"
AUTHORITY_CONTEXT = "hocba_web.config.authority.context.page"
if TESTING:
    INSTALLED_APPS.extend(_AUTHORITY)  # both sides in one process: only so do their tests meet
if HOCBA.side == "authority":
    INSTALLED_APPS = [
        *(name for name in INSTALLED_APPS if not name.startswith("hocba_web.") or name in _SHARED),
        *_AUTHORITY,
        "hocba_web.demo",
        "hocba_web.config",
    ]
    MIDDLEWARE = AUTHORITY_MIDDLEWARE
    LOCALE_PATHS = [Path(__file__).parent / "authority" / "locale", *LOCALE_PATHS]
    ROOT_URLCONF = AUTHORITY_URLCONF
    TEMPLATES[0]["OPTIONS"]["context_processors"][-1] = AUTHORITY_CONTEXT  # type: ignore[index]  # a mapping of mixed values
