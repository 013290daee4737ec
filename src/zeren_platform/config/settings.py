"""Django's settings: the same file in every environment."""

from importlib.resources import files
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zeren_platform.config.content_security import POLICY
from zeren_platform.config.databases import options
from zeren_platform.config.environment import Environment

environment = Environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

CONTENT_SECURITY_POLICY = POLICY
SECRET_KEY = environment.secret_key
DEBUG = environment.debug
ALLOWED_HOSTS = list(environment.hosts)
ROOT_URLCONF = "zeren_platform.config.urls"
WSGI_APPLICATION = "zeren_platform.config.wsgi.application"
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "zeren_platform.demo",
    "zeren_platform.portal",
    "zeren_platform.desk",
    "zeren_platform.search",
    "zeren_platform.responsibilities",
    "zeren_platform.sources",
    "zeren_platform.organisation",
    "zeren_platform.ledger",
    "zeren_platform.ui",
    "zeren_platform.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zeren_platform.config.content_security.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zeren_platform.ui.middleware.ReadingPreferencesMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zeren_platform.ui.exporting.TableExportMiddleware",
    "zeren_platform.responsibilities.jobs.DayMiddleware",
    "zeren_platform.organisation.web.middleware.ActorMiddleware",
    "zeren_platform.common.problems.ProblemsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "zeren_platform.ui.templatetags.kit",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zeren_platform.config.navigation.navigation",
            ],
        },
    },
]

# Who the site is, in the tags of its public pages.
SITE_NAME = environment.site_name
SITE_DOMAIN = environment.site_domain
SITE_ID_CODE = environment.site_id_code
LEDGER_KEY = environment.ledger_key
LEDGER_LOCK = environment.ledger_lock
# The published log: static files that any web server can serve as they are.
LEDGER_FOLDER = environment.data / "log"
DATABASES = {"default": options(environment.database)}

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "zeren_platform.organisation.web.backend.SeatedBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:overview"
LOGOUT_REDIRECT_URL = "portal:home"

# People are entered by the security administrator; nobody registers alone.
ACCOUNT_ADAPTER = "zeren_platform.organisation.web.account_adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# People are greeted by their name, in the language of the page.
ACCOUNT_USER_DISPLAY = str
# A whole office comes from one address at half past eight.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment.secure
MFA_TOTP_ISSUER = "zeren"
# The clocks of phones differ a little.
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "zeren_platform.common.problems.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = environment.language
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [str(PACKAGE / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone

STATIC_URL = "static/"
# What checks a bundle in the browser belongs to the core, for it is also kept as a file.
STATICFILES_DIRS = [("check", str(files("zeren.merkle.browser") / "scripts"))]
STATIC_ROOT = str(environment.data / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = environment.debug
# Uploads are kept in the row as text with the hash of their bytes; 20 MB is beyond any document seen.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

SESSION_ENGINE = "zeren_platform.config.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = environment.secure
CSRF_FAILURE_VIEW = "zeren_platform.common.problems.expired_form"
CSRF_COOKIE_SECURE = environment.secure
SECURE_SSL_REDIRECT = environment.secure
SECURE_HSTS_SECONDS = 31_536_000 if environment.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.secure else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What follows once long work has changed much (common/working.py): slices above those that work.
AFTER_LONG_WORK = ["zeren_platform.search.indexing.follow"]

# GB/T 22239-2019 asks for a session that ends; the axes table keeps who tried to come in.
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
