"""The product's settings, with templates read anew each time and pages that load themselves again."""

from logging import LogRecord
from typing import Any

from headway.config import settings as product
from headway.config.settings import *  # noqa: F403  all of them


def _is_asked_for(record: LogRecord) -> bool:
    return "/__saved__/" not in record.getMessage()


MIDDLEWARE = [*product.MIDDLEWARE]
MIDDLEWARE.insert(MIDDLEWARE.index("csp.middleware.CSPMiddleware") + 1, "tools.dev.reload.Reload")

engine: Any = product.TEMPLATES[0]
engine["APP_DIRS"] = False
engine["OPTIONS"]["loaders"] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]

logging: Any = product.LOGGING
logging["filters"] = {"asked_for": {"()": "django.utils.log.CallbackFilter", "callback": _is_asked_for}}
logging["loggers"] = {"django.server": {"level": "INFO", "filters": ["asked_for"]}}
