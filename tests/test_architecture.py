"""The house rules that no linter knows: sizes, names, docstrings, imports, journals."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.state.inbox import Inbox
from index.hashing import HashingEmbedder
from index.search import Index
from knowledge.library import Library

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "index", "knowledge")
MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
MAX_LINES = 300
EVASIVE = re.compile(r"(?:.*_)?(?:utils?|helpers?|common|misc|stuff|base|manager)(?:_.*)?")
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
DOCUMENTED = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
# Byte 18 and 19 of a database's header: 1 for a rollback journal, 2 for WAL.
ROLLBACK_JOURNAL = b"\x01\x01"


def test_modules_are_short() -> None:
    lengths = {_path(module): len(_text(module).splitlines()) for module in MODULES}

    assert {path: lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


def test_modules_are_named_by_the_domain() -> None:
    assert [_path(module) for module in MODULES if EVASIVE.fullmatch(module.stem)] == []


def test_what_is_public_has_a_docstring() -> None:
    silent = [
        f"{_path(module)}: {name}"
        for module in MODULES
        for name, node in _public(ast.parse(_text(module)))
        if ast.get_docstring(node) is None
    ]

    assert silent == []


def test_nothing_is_left_to_be_done() -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")

    assert [_path(module) for module in MODULES if marks.search(_text(module))] == []


def test_the_top_level_holds_the_packages_and_nothing_like_them() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/*.py") if path.parent.name[0] != "."}

    assert folders <= {*PACKAGES, "tests", "docs", "deploy"}


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(re.split(r"[\[<>=!~; ]", each)[0]) for each in project["dependencies"]}
    known = importlib.metadata.packages_distributions()

    foreign = {
        name
        for module in MODULES
        for name in _imported(module)
        if name not in sys.stdlib_module_names and name not in PACKAGES
    }
    undeclared = {
        name for name in foreign if not declared & {_normal(each) for each in known[name]}
    }

    assert {"faiss", "telegram", "numpy"} <= foreign
    assert undeclared == set()


def test_exact_versions_are_kept_of_everything_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    exact = dict(line.split("==") for line in lines)

    assert lines == sorted(lines, key=str.casefold)
    assert {_normal(re.split(r"[\[<>=!~; ]", each)[0]) for each in wanted} <= set(
        map(_normal, exact)
    )
    assert "torch==2.13.0" in lines, "without a local version: a CPU build is taken where offered"


def test_importing_the_commands_does_not_load_the_model_s_libraries() -> None:
    script = "import sys, bot.cli.ask, bot.cli.demo, bot.cli.run; print(*sys.modules)"
    told = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    loaded = {name.split(".")[0] for name in told.stdout.split()}

    assert "telegram" in loaded
    assert loaded & {"torch", "transformers", "sentence_transformers", "faiss", "lingua"} == set()


def test_importing_a_module_writes_nothing_and_reads_no_setting(tmp_path: Path) -> None:
    names = [
        ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for module in MODULES
    ]
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    wrong = {"VRIJWIJZER_LOG_LEVEL": "NONSENSE", "HOME": str(tmp_path), "PATH": ""}

    subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", script, *names], check=True, cwd=tmp_path, env=wrong
    )

    assert list(tmp_path.iterdir()) == []


def test_no_database_is_in_wal_mode(tmp_path: Path) -> None:
    library = Library(tmp_path)
    index = Index(tmp_path, HashingEmbedder())
    inbox = Inbox(tmp_path)
    index.prepare(library.searchable())
    index.refresh(library)
    for opened in (inbox, index, library):
        opened.close()

    databases = sorted(tmp_path.glob("*.db"))

    assert [path.name for path in databases] == ["index.db", "knowledge.db", "people.db"]
    assert {path.read_bytes()[18:20] for path in databases} == {ROLLBACK_JOURNAL}


def _public(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """The module, its public classes and functions, and the public methods of those classes."""
    yield "the module", tree
    for node in tree.body:
        if isinstance(node, DOCUMENTED) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, DOCUMENTED) and not inner.name.startswith("_"):
                        yield f"{node.name}.{inner.name}", inner


def _imported(module: Path) -> Iterator[str]:
    """The top-level names that a module imports, also inside its functions."""
    for node in ast.walk(ast.parse(_text(module))):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def _path(module: Path) -> str:
    """A module's path in the repository."""
    return module.relative_to(ROOT).as_posix()


def _text(module: Path) -> str:
    """A module's source."""
    return module.read_text(encoding="utf-8")


def _normal(name: str) -> str:
    """A distribution's name as an index compares it."""
    return re.sub(r"[-_.]+", "-", name).casefold()
