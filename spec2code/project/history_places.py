"""Where a project's Alembic histories lie: alembic.ini, [tool.alembic] of pyproject.toml, or the folders alone.

A script location is written relative to the folder that `alembic` is called from, which no file says: the
folders from the ini file's own up to the root are tried in turn.
"""

from __future__ import annotations

import configparser
import os
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = ["MigrationPlace", "ReadText", "find_places"]

_VARIABLE = regex(r"%\((\w+)\)s")
_PATH_SEPARATORS = {"space": " ", "newline": "\n", ":": ":", ";": ";"}

ReadText = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class MigrationPlace:
    """One script location; every path is POSIX, relative to the root."""

    script_location: str
    versions: tuple[str, ...]
    """The folders that hold revision files."""
    settings: str | None = None
    """The ini or toml file that names it."""
    section: str = "alembic"
    recursive: bool = False
    file_template: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    """All that the section holds."""


def find_places(
    python: Iterable[str], settings: Iterable[str], read: ReadText
) -> tuple[MigrationPlace, ...]:
    """Find every migration folder among a project's files.

    Args:
        python: Python files, relative to the root.
        settings: .ini, .cfg and .toml files.
        read: gives the text of a file, None where it can't be read.
    """
    tree = _Tree(python)
    places: dict[str, MigrationPlace] = {}
    for file in sorted(settings, key=lambda item: (item.count("/"), item)):
        for section, options in _sections(file, read):
            place = _configured(file, section, options, tree)
            if place is not None:
                places.setdefault(place.script_location, place)
    for location in tree.script_locations():
        if location not in places:
            places[location] = MigrationPlace(location, (_join(location, "versions"),))
    return tuple(places.values())


class _Tree:
    """The folders that hold Python files, and those above them."""

    def __init__(self, python: Iterable[str]) -> None:
        self.files = set(python)
        self.folders: set[str] = {""}
        for file in self.files:
            folder = posixpath.dirname(file)
            while folder not in self.folders:
                self.folders.add(folder)
                folder = posixpath.dirname(folder)

    def script_locations(self) -> list[str]:
        """Folders that look like one without any settings: a `versions` folder, or env.py beside one."""
        found = {
            posixpath.dirname(folder)
            for folder in self.folders
            if posixpath.basename(folder) == "versions"
            and _join(posixpath.dirname(folder), "env.py") in self.files
        }
        bare = {
            posixpath.dirname(folder)
            for folder in self.folders
            if posixpath.basename(folder) == "versions"
        }
        return sorted(found) + sorted(bare - found)

    def is_location(self, folder: str) -> bool:
        return folder in self.folders and (
            _join(folder, "env.py") in self.files or _join(folder, "versions") in self.folders
        )


def _sections(file: str, read: ReadText) -> list[tuple[str, dict[str, str]]]:
    name = posixpath.basename(file)
    if name == "pyproject.toml":
        text = read(file)
        return _toml_section(text) if text and "[tool.alembic" in text else []
    if not name.endswith((".ini", ".cfg")):
        return []
    text = read(file)
    if not text or "script_location" not in text:
        return []
    # DEFAULT as a section like any other tells which sections name a location themselves.
    parser = configparser.ConfigParser(
        interpolation=None, strict=False, allow_no_value=True, default_section="\0"
    )
    try:
        parser.read_string(text)
    except configparser.Error:
        return []
    shared = dict(parser.items("DEFAULT")) if parser.has_section("DEFAULT") else {}
    sections = []
    for section in parser.sections():
        own = dict(parser.items(section))
        options = {key: value or "" for key, value in {**shared, **own}.items()}
        if "script_location" in own or (section == "alembic" and "script_location" in options):
            sections.append((section, options))
    return [item for item in sections if item[0] != "DEFAULT"]


def _toml_section(text: str) -> list[tuple[str, dict[str, str]]]:
    try:
        table = tomllib.loads(text).get("tool", {}).get("alembic", {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return []
    if not isinstance(table, dict) or "script_location" not in table:
        return []
    options: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, str):
            options[key] = value
        elif isinstance(value, bool):
            options[key] = str(value).lower()
        elif isinstance(value, list):
            options[key] = "\n".join(item for item in value if isinstance(item, str))
    options.setdefault("path_separator", "newline")
    return [("alembic", options)]


def _configured(
    file: str, section: str, options: dict[str, str], tree: _Tree
) -> MigrationPlace | None:
    here = posixpath.dirname(file)
    written = _substituted(options["script_location"], options, here)
    location = _folder(written, here, tree, tree.is_location)
    if location is None:
        return None
    versions = _version_folders(options, here, location, tree)
    template = options.get("file_template", "").replace("%%", "%").strip()
    return MigrationPlace(
        location,
        tuple(versions) or (_join(location, "versions"),),
        file,
        section,
        options.get("recursive_version_locations", "").strip().lower()
        in ("true", "1", "yes", "on"),
        template or None,
        tuple(options.items()),
    )


def _version_folders(
    options: dict[str, str], here: str, location: str, tree: _Tree
) -> Sequence[str]:
    written = options.get("version_locations", "").strip()
    if not written:
        return ()
    separator = options.get("path_separator") or options.get("version_path_separator") or ""
    separator = separator.split("#")[0].strip()
    if separator == "os":
        parts = written.split(os.pathsep)
    elif separator in _PATH_SEPARATORS:
        parts = written.split(_PATH_SEPARATORS[separator])
    else:
        parts = re.split(r"[,\s]+|:(?=[^/\s]*/)", written)
    folders = []
    for part in parts:
        text = _substituted(part.strip(), {**options, "script_location": location}, here)
        folder = _folder(text, here, tree, lambda item: item in tree.folders) if text else None
        if folder is not None and folder not in folders:
            folders.append(folder)
    return folders


def _substituted(text: str, options: dict[str, str], here: str) -> str:
    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        # An absolute-looking `/here` marks what is relative to the root already.
        return f"/{here}" if name == "here" else options.get(name, "")

    return _VARIABLE.sub(value, text).replace("%%", "%").strip()


def _folder(written: str, here: str, tree: _Tree, fits: Callable[[str], bool]) -> str | None:
    written = written.replace("\\", "/")
    if ":" in written and not written.startswith("/"):
        written = posixpath.join(*written.split(":"))
    if written.startswith("/"):
        exact = posixpath.normpath(written).strip("/")
        if fits("" if exact == "." else exact):
            return "" if exact == "." else exact
        # A path of another machine, such as a container's: its end may be a folder here.
        return _by_ending(exact, here, tree, fits)
    folder = here
    while True:
        for base in (folder, _join(folder, "src")):
            candidate = posixpath.normpath(_join(base, written))
            candidate = "" if candidate == "." else candidate
            if fits(candidate):
                return candidate
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def _by_ending(path: str, here: str, tree: _Tree, fits: Callable[[str], bool]) -> str | None:
    if fits(here) and posixpath.basename(here) == posixpath.basename(path):
        return here
    parts = path.split("/")
    for start in range(1, len(parts)):
        ending = "/".join(parts[start:])
        for candidate in (ending, _join(here, ending)):
            if fits(candidate):
                return candidate
    return None


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
