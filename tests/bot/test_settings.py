"""The settings: where they come from, which goes first, and what a wrong one says."""

from pathlib import Path

import pytest

from bot.settings import Settings, load, make_data_folder
from knowledge.errors import SettingsError, Unavailable


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine's own, and a working directory without .env."""
    for field in (*Settings.model_fields, "model_query_prompt"):
        monkeypatch.delenv(f"VRIJWIJZER_{field.upper()}", raising=False)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    settings = load()

    assert settings.data_folder.name == "vrijwijzer"
    assert settings.cache_folder.name == "vrijwijzer"
    assert settings.data_folder != settings.cache_folder
    assert (settings.token, settings.model, settings.log_level) == (None, None, "INFO")
    assert settings.api_base_url == "https://api.telegram.org"


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VRIJWIJZER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("VRIJWIJZER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("VRIJWIJZER_MODEL", "org/model")
    monkeypatch.setenv("VRIJWIJZER_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:8081")

    settings = load()

    assert (settings.data_folder, settings.cache_folder) == (tmp_path / "data", tmp_path / "cache")
    assert (settings.model, settings.log_level) == ("org/model", "DEBUG")
    assert settings.api_base_url == "http://127.0.0.1:8081"


def test_the_sites_that_may_be_fetched_from_are_read_as_the_web_writes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load().hosts is None

    monkeypatch.setenv("VRIJWIJZER_ALLOWED_HOSTS", "Voorbeeld.nl, kennis.exämple.nl")
    assert load().hosts == frozenset({"voorbeeld.nl", "kennis.xn--exmple-cua.nl"})

    monkeypatch.setenv("VRIJWIJZER_ALLOWED_HOSTS", "voorbeeld")
    with pytest.raises(SettingsError, match="VRIJWIJZER_ALLOWED_HOSTS"):
        load()


def test_a_file_env_sets_them_and_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text(
        "VRIJWIJZER_LOG_LEVEL=ERROR\nVRIJWIJZER_MODEL=org/file\nSOMETHING_ELSE=1\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VRIJWIJZER_MODEL", "org/environment")

    settings = load()

    assert (settings.log_level, settings.model) == ("ERROR", "org/environment")


def test_the_folder_of_the_command_line_goes_before_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VRIJWIJZER_DATA", "elsewhere")

    assert load(tmp_path / "given").data_folder == tmp_path / "given"


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VRIJWIJZER_DATA", "VRIJWIJZER_LOG_LEVEL", "TELEGRAM_BOT_TOKEN"):
        monkeypatch.setenv(name, "")

    settings = load()

    assert (settings.data, settings.log_level, settings.token) == (None, "INFO", None)


def test_a_wrong_setting_is_named_with_what_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VRIJWIJZER_LOG_LEVEL", "LOUD")

    with pytest.raises(SettingsError, match=r"VRIJWIJZER_LOG_LEVEL: .*'DEBUG'.*\.env\.example"):
        load()


@pytest.mark.parametrize("in_file", [True, False])
def test_a_setting_that_is_misspelt_is_named_with_the_one_that_is_meant(
    monkeypatch: pytest.MonkeyPatch,
    in_file: bool,  # noqa: FBT001 (pytest passes by name)
) -> None:
    if in_file:
        Path(".env").write_text("VRIJWIJZER_ACCES=open\n", encoding="utf-8")
    else:
        monkeypatch.setenv("VRIJWIJZER_ACCES", "open")

    with pytest.raises(SettingsError, match=r"VRIJWIJZER_ACCES: .* VRIJWIJZER_ACCESS\?"):
        load()


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:kanarie")
    monkeypatch.setenv("VRIJWIJZER_LOG_LEVEL", "LOUD")

    with pytest.raises(SettingsError) as refused:
        load()
    monkeypatch.delenv("VRIJWIJZER_LOG_LEVEL")

    assert "kanarie" not in str(refused.value)
    assert "kanarie" not in repr(load())
    assert load().token is not None


def test_a_secret_in_a_file_that_others_can_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for line in ("TELEGRAM_BOT_TOKEN=123456789:kanarie", f"VRIJWIJZER_SECRET={'k' * 32}"):
        Path(".env").write_text(line, encoding="utf-8")
        Path(".env").chmod(0o644)
        with pytest.raises(SettingsError, match=r"\.env: .*mode 0644\); chmod 600") as refused:
            load()
        assert "kanarie" not in str(refused.value)
        Path(".env").chmod(0o600)
        load()


def test_a_file_without_secrets_may_be_read_by_others() -> None:
    Path(".env").write_text("VRIJWIJZER_LOG_LEVEL=ERROR", encoding="utf-8")
    Path(".env").chmod(0o644)

    assert load().log_level == "ERROR"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VRIJWIJZER_ACCESS", "iedereen"),
        ("VRIJWIJZER_KEEP_HOURS", "-1"),
        ("VRIJWIJZER_KEEP_HOURS", "721"),
        ("VRIJWIJZER_LIMIT_DAY", "0"),
        ("VRIJWIJZER_SECRET", "te kort"),
    ],
)
def test_rules_about_people_are_checked(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=name) as refused:
        load()

    assert "te kort" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "needs"),
    [
        ("VRIJWIJZER_KEEP_HOURS", "veel", "needs a whole number"),
        ("VRIJWIJZER_LIMIT_DAY", "0", "needs 1 or more"),
        ("VRIJWIJZER_SECRET", "kort", "needs 32 characters or more"),
        ("TELEGRAM_API_BASE_URL", "http://x", ": an address that begins with https://"),
    ],
)
def test_what_a_setting_needs_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, needs: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=name) as refused:
        load()

    assert needs in str(refused.value)
    assert "Input should" not in str(refused.value)


def test_a_file_env_that_is_no_text_is_named() -> None:
    Path(".env").write_bytes(b"VRIJWIJZER_MODEL=\xff\xfe\x00")

    with pytest.raises(SettingsError, match=r"\.env"):
        load()


def test_the_data_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    make_data_folder(tmp_path / "a" / "b")
    make_data_folder(tmp_path / "a" / "b")

    for made in (tmp_path / "a", tmp_path / "a" / "b"):
        assert made.stat().st_mode & 0o777 == 0o700


def test_a_data_folder_that_cannot_be_made_names_the_settings(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Unavailable, match=r"--data or VRIJWIJZER_DATA"):
        make_data_folder(tmp_path / "file" / "data")
