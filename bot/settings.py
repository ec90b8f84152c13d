"""The settings: environment variables, or lines of a file `.env` in the working directory."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
)

from bot.state.keyfile import refuse_shared
from bot.state.limits import Budget
from knowledge.addresses import ascii_host
from knowledge.errors import SettingsError, Unavailable

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

_PREFIX: Final = "VRIJWIJZER_"
_NEARLY: Final = 0.9  # of two names, the share that is the same (difflib)
MAX_KEEP_HOURS: Final = 30 * 24  # words are never kept longer than 30 days (TRUST §4, AVG)
MIN_SECRET: Final = 32  # characters; 128 bits as hexadecimal digits
# A line of .env that holds one; not what stands in .env.example, which is empty.
_SECRET: Final = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?:TELEGRAM_BOT_TOKEN|VRIJWIJZER_SECRET)[ \t]*=[ \t]*\S",
    re.IGNORECASE | re.MULTILINE,
)
# By pydantic's name of a fault, what a setting needs; the others say it themselves.
_NEEDS: Final = {
    "int_parsing": "a whole number",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "literal_error": "{expected}",
    "too_short": "{min_length} characters or more",
    "string_too_short": "{min_length} characters or more",
}
_LOOPBACK: Final = {"127.0.0.1", "::1", "localhost"}


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not secure or not parts.hostname:
        raise ValueError("an address that begins with https:// is needed (http only on loopback)")
    return url.rstrip("/")


def _hosts(value: str) -> str:
    """The names of sites, as the web writes them, a space between."""
    return " ".join(ascii_host(each) for each in value.replace(",", " ").split())


class Settings(BaseSettings):
    """All settings, checked; `.env.example` explains each of them to an operator."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        env_ignore_empty=True,
    )

    data: Path | None = None
    cache: Path | None = None
    access: Literal["open", "invited"] = "invited"
    limit_minute: Annotated[int, Field(ge=1)] = 10
    limit_day: Annotated[int, Field(ge=1)] = 200
    limit_together: Annotated[int, Field(ge=1)] = 2_000
    keep_hours: Annotated[int, Field(ge=0, le=MAX_KEEP_HOURS)] = 24
    secret: Annotated[SecretStr, Field(min_length=MIN_SECRET)] | None = None
    log_level: LogLevel = "INFO"
    model: str | None = None
    model_query_prompt: str | None = None
    model_passage_prompt: str | None = None
    allowed_hosts: Annotated[str, AfterValidator(_hosts)] | None = None
    token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    api_base_url: Annotated[str, AfterValidator(_web_address)] = Field(
        default="https://api.telegram.org", validation_alias="TELEGRAM_API_BASE_URL"
    )

    @property
    def budget(self) -> Budget:
        """How much people may ask."""
        return Budget(self.limit_minute, self.limit_day, self.limit_together)

    @property
    def hosts(self) -> frozenset[str] | None:
        """The sites that `add` may fetch from; None: all on the public web."""
        return None if self.allowed_hosts is None else frozenset(self.allowed_hosts.split())

    @property
    def data_folder(self) -> Path:
        """The folder of the databases: the user's data folder unless a setting names another."""
        # Imported here: `--help` needs no folder.
        from platformdirs import user_data_path  # noqa: PLC0415

        return (
            self.data.expanduser() if self.data else user_data_path("vrijwijzer", appauthor=False)
        )

    @property
    def cache_folder(self) -> Path:
        """The folder of the model: the user's cache folder unless a setting names another."""
        from platformdirs import user_cache_path  # noqa: PLC0415

        return (
            self.cache.expanduser()
            if self.cache
            else user_cache_path("vrijwijzer", appauthor=False)
        )


def load(data: Path | None = None) -> Settings:
    """Return the settings; `data` (from the command line) goes before the environment.

    Raises SettingsError that lists every setting that is wrong, or names one that is misspelt.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{_variable(str(fault['loc'][0]))}: {_plainly(fault)}" for fault in error.errors()
        )
        raise SettingsError(f"wrong settings: {faults}; see .env.example") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read: {error}") from None
    _refuse_misspelt()
    _refuse_shared_secrets()
    return settings if data is None else settings.model_copy(update={"data": data})


def _plainly(fault: Mapping[str, Any]) -> str:
    """What is wrong, in words of who fills in a setting."""
    needs = _NEEDS.get(fault["type"])
    if needs is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    return f"needs {needs.format(**fault.get('ctx', {}))}"


def _refuse_misspelt() -> None:
    """Raise SettingsError for what is nearly named like one of ours: it is misspelt.

    Others may be of whoever runs the bot: Kubernetes gives a service variables of its name.
    """
    sources = (EnvSettingsSource(Settings), DotEnvSettingsSource(Settings))
    named = (each.upper() for source in sources for each in source.env_vars)
    fields = Settings.model_fields.items()
    known = [_variable(str(of.validation_alias or name)) for name, of in fields]
    for each in sorted(set(named).difference(known)):
        near = get_close_matches(each, known, n=1, cutoff=_NEARLY)
        if each.startswith(_PREFIX) and near:
            raise SettingsError(
                f"{each}: there is no such setting (did you mean {near[0]}?); see .env.example"
            )


def _refuse_shared_secrets() -> None:
    """Raise SettingsError when a secret stands in a `.env` that others can read."""
    env = Path(".env")
    if env.exists() and _SECRET.search(env.read_text(encoding="utf-8")):
        refuse_shared(env)


def make_data_folder(folder: Path) -> None:
    """Make the folder of the databases, for its owner only; Unavailable when it cannot be made."""
    try:
        # With `parents` the mode would be that of the last folder only.
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(exist_ok=True)  # or what stands there is a file
    except OSError as error:
        raise Unavailable(
            f"data folder {folder}: {error.strerror}; name another with --data or VRIJWIJZER_DATA"
        ) from None


def _variable(field: str) -> str:
    return field if field.isupper() else f"{_PREFIX}{field.upper()}"
