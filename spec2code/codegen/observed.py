"""Where a project's own routes, schemas and models lie, as paths with `{feature}` in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from spec2code.model.patterns import regex
from spec2code.model.project import Project
from spec2code.model.records import dataclass

__all__ = ["KINDS", "Observed", "observed"]

_ROUTES = frozenset(
    [
        "router",
        "routers",
        "route",
        "routes",
        "routing",
        "view",
        "views",
        "api",
        "apis",
        "endpoint",
        "endpoints",
        "controller",
        "controllers",
        "handler",
        "handlers",
        "resource",
        "resources",
        "rest",
        "web",
        "http",
        "urls",
    ]
)
_SCHEMAS = frozenset(["schema", "schemas", "dto", "dtos", "serializer", "serializers"])
_MODELS = frozenset(
    ["model", "models", "entity", "entities", "table", "tables", "orm", "db", "database"]
)
KINDS = _ROUTES | _SCHEMAS | _MODELS
"""What modules and folders are called after what is in them, and not after a feature."""
_PLAIN = KINDS | {"core", "app", "src", "common", "shared", "base"}
"""Names of folders that stand for no feature."""
_VERSION = regex(r"v\d+(?:_\d+)?")

_IMPORT = regex(r"(?m)^[ \t]*(?:from|import)[ \t]+(\w[\w.]*)")
_FILES_READ = 60
"""So many files tell enough of how modules are imported."""

FEATURE = "{feature}"
_TEMPLATE = f"/api/routes/{FEATURE}.py"


@dataclass(frozen=True, slots=True)
class Observed:
    """Paths are POSIX and relative to the source root; None: the project has nothing of that kind."""

    source_root: str
    """The folder that the project's modules are imported from."""
    package: str
    """The folder that the application and its routes have in common; '' for the source root."""
    router: str
    schemas: str | None
    models: str | None


def observed(
    project: Project,
    is_file: Callable[[str], bool],
    read: Callable[[str], str | None],
    *,
    source_root: str | None = None,
    generated: Set[str] = frozenset(),
    names: Set[str] = frozenset(),
) -> Observed | None:
    """Where most files of each kind lie; None where the routes follow no rule.

    Args:
        project: what there is.
        is_file: whether there is a file at a path, POSIX and relative to the root.
        read: the text of a file.
        source_root: where the user names it.
        generated: files that were generated before. Where there are any of a kind, they alone count: what is
            written by hand later doesn't move them.
        names: what the modules of today's features are called: `orders_api` is no `orders` of a kind.
    """
    modules = {
        item.span.file: (item.handler or "").partition(":")[0]
        for item in project.endpoints
        if item.span is not None
    }
    if not modules:
        return None
    root = _source_root(modules, is_file, read) if source_root is None else source_root
    prefix = f"{root}/" if root else ""

    above = sorted({folder for file in modules for folder in _above(file)}, key=len)

    def paths(names: Iterable[str]) -> set[str]:
        """The files of modules, below the source root; a name may begin in any folder of the project."""
        found = set()
        for name in names:
            path = f"{name.replace('.', '/')}.py"
            whole = next((f for folder in (root, *above) if is_file(f := _below(folder, path))), "")
            if whole.startswith(prefix) and whole:
                found.add(whole.removeprefix(prefix))
        return found

    def most(files: Iterable[str], kind: frozenset[str], features: str | None) -> str | None:
        files = set(files)
        own = {path for path in files if f"{prefix}{path}" in generated}
        return _most(own or files, _Rules(kind, _affixes(files - own, kind), names), features)

    applications = paths(item.name.partition(":")[0] for item in project.applications)
    routes = {file.removeprefix(prefix) for file in modules if file.startswith(prefix)}
    router = most(routes - applications, _ROUTES, None)
    if router is None:
        return None
    package = _package(sorted(applications), router)
    if not package:
        return None  # modules at the top have no folder of their own for what they share
    features = router.partition(f"{FEATURE}/")[0] if f"{FEATURE}/" in router else None
    shapes = paths(name.rpartition(".")[0] for name in project.shapes)
    mapped = paths(name.rpartition(".")[0] for name in project.model_classes.values())
    return Observed(
        root,
        package,
        router,
        most(filter(_is_of_schemas, shapes), _SCHEMAS, features),
        most(mapped, _MODELS, features),
    )


def _source_root(
    modules: Mapping[str, str],
    is_file: Callable[[str], bool],
    read: Callable[[str], str | None],
) -> str:
    """The folder that the files import one another from; where they don't say it, the deepest that may be it."""
    votes: Counter[str] = Counter()
    likely: Counter[str] = Counter()
    for file, module in sorted(modules.items())[:_FILES_READ]:
        above = _above(file)
        for name in set(_IMPORT.findall(read(file) or "")):
            path = name.replace(".", "/")
            votes.update(
                root
                for root in above
                if any(is_file(_below(root, f"{path}{end}")) for end in (".py", "/__init__.py"))
            )
        packages = [root for root in above if root and is_file(f"{root}/__init__.py")]
        outer = packages[-1].rpartition("/")[0] if packages else ""
        likely[max(outer, _root(file, module) or "", key=len)] += 1
    found = votes or likely
    return max(found, key=lambda root: (found[root], len(root), root))


def _is_of_schemas(path: str) -> bool:
    """Pydantic classes are settings and much else as well: those that callers see have a name for it."""
    return _is_named(path, _SCHEMAS)


def _above(file: str) -> list[str]:
    """The folders that a file lies in, the inmost first, and '' at last."""
    folders = file.split("/")[:-1]
    return ["/".join(folders[:depth]) for depth in range(len(folders), -1, -1)]


@dataclass(frozen=True, slots=True)
class _Rules:
    kind: frozenset[str]
    affixes: frozenset[str]
    """Paths of modules that are named after a feature and their kind."""
    names: Set[str]


def _affixes(files: Iterable[str], kind: frozenset[str]) -> frozenset[str]:
    """`routers/{feature}_router.py` and the like, where all modules of a folder or two at least are called so by hand."""
    files = list(files)
    counts = Counter(filter(None, (_with_kind(path, kind) for path in files)))
    beside = Counter(path.rpartition("/")[0] for path in files)
    return frozenset(
        path
        for path, count in counts.items()
        if count > 1 or count == beside[path.rpartition("/")[0]]
    )


def _with_kind(path: str, kind: frozenset[str]) -> str | None:
    folder, _, file = path.rpartition("/")
    first, *rest = file.removesuffix(".py").split("_")
    if rest and rest[-1] in kind:
        return f"{folder}/{FEATURE}_{rest[-1]}.py"
    return f"{folder}/{first}_{FEATURE}.py" if rest and first in kind else None


def _most(files: Iterable[str], rules: _Rules, features: str | None) -> str | None:
    """The path that most files follow; `features` is the folder that has one for each feature."""
    kind = rules.kind
    votes: Counter[str] = Counter()
    for path in files:
        pattern = _pattern(path, rules) if features is None else _in_folder(path, rules, features)
        if pattern is not None:
            votes[pattern] += 1
    votes = _grouped(votes, kind)
    # One module in a folder of any name is no rule yet.
    known = {vote: count for vote, count in votes.items() if count > 1 or _is_named(vote, kind)}
    return max(known, key=lambda vote: (known[vote], vote)) if known else None


def _grouped(votes: Counter[str], kind: frozenset[str]) -> Counter[str]:
    """The votes, with one path for the folders beside one another that a folder called after the kind is divided into.

    Of `routes/admin/` and `routes/users/` neither is a place for something else; `api/v1/` and `api/v2/` are.
    """
    groups: dict[str, list[str]] = {}
    for vote in votes:
        folder, _, part = vote.rpartition("/")[0].rpartition("/")
        if _VERSION.fullmatch(part):
            continue
        if FEATURE not in folder and folder.rpartition("/")[2] in kind:
            groups.setdefault(folder, []).append(vote)
    result = Counter(votes)
    for folder, group in groups.items():
        if len({vote.rpartition("/")[0] for vote in group}) > 1:
            for vote in group:
                del result[vote]
            result[f"{folder}/{FEATURE}.py"] += sum(votes[vote] for vote in group)
    return result


def _in_folder(path: str, rules: _Rules, features: str) -> str | None:
    """The path where each feature has a folder; what lies elsewhere may have one for all features."""
    kind = rules.kind
    name, _, rest = path.removeprefix(features).partition("/")
    if path.startswith(features) and rest and name not in _PLAIN - rules.names:
        *folders, file = rest.split("/")
        stem = file.removesuffix(".py")
        if stem not in kind and not (stem == name or (folders and folders[-1] in kind)):
            return None
        named = [FEATURE, *folders, file if stem in kind else f"{FEATURE}.py"]
        return features + "/".join(named)
    found = _pattern(path, rules)
    return found if found is not None and f"{FEATURE}/" not in found else None


def _is_named(pattern: str, kind: frozenset[str]) -> bool:
    return any(kind & set(part.removesuffix(".py").split("_")) for part in pattern.split("/"))


def _pattern(path: str, rules: _Rules) -> str | None:
    """The path with its feature left open; None where it has none."""
    *folders, file = path.split("/")
    stem = file.removesuffix(".py")
    if stem in rules.names and folders and (stem in _PLAIN or stem not in folders[1:]):
        return "/".join([*folders, f"{FEATURE}.py"])
    if stem in rules.kind:
        for depth in (len(folders) - 1, len(folders) - 2):
            if (
                depth > 0
                and folders[depth] not in _PLAIN - rules.names
                and not _VERSION.fullmatch(folders[depth])
            ):
                return "/".join([*folders[:depth], FEATURE, *folders[depth + 1 :], file])
        return None
    if stem == "__init__" or not folders:
        return None
    if stem in folders[1:]:
        named = [FEATURE if part == stem else part for part in folders[1:]]
        return "/".join([folders[0], *named, f"{FEATURE}.py"])
    with_kind = _with_kind(path, rules.kind)
    if with_kind is not None and stem not in rules.names:
        own = (
            stem.partition("_")[2]
            if with_kind.endswith(f"_{FEATURE}.py")
            else stem.rpartition("_")[0]
        )
        if with_kind in rules.affixes or own in rules.names:
            return with_kind
    return "/".join([*folders, f"{FEATURE}.py"])


def _package(applications: list[str], router: str) -> str:
    """The folder that the application and its routes have in common, else the one that the routes lie below."""
    if router.endswith(_TEMPLATE):
        return router.removesuffix(_TEMPLATE)
    first = next(_fixed(router), "")
    return _shared([*applications, router]) or ("" if first in KINDS else first)


def _shared(paths: Iterable[str]) -> str:
    """The folders that all of the paths begin with."""
    folders = [list(_fixed(path)) for path in paths]
    shared: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "/".join(shared)


def _fixed(path: str) -> Iterator[str]:
    for part in path.split("/")[:-1]:
        if FEATURE in part:
            return
        yield part


def _root(file: str, module: str) -> str | None:
    """What of a file stands before the name of its module."""
    path = module.replace(".", "/")
    for name in (f"{path}.py", f"{path}/__init__.py"):
        if module and (file == name or file.endswith(f"/{name}")):
            return file[: -len(name)].rstrip("/")
    return None


def _below(root: str, path: str) -> str:
    return f"{root}/{path}" if root else path
