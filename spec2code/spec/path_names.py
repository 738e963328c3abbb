"""Which parameter of a path a differently spelled name means."""

from __future__ import annotations

import re

from spec2code.spec.contents import Content

__all__ = ["alike", "is_foreign", "means_id"]


def is_foreign(name: str, names: tuple[str, ...], too_many: bool) -> bool:
    """Whether a table's path parameter is none of the path's: `invoice` beside `{id}`, where `order_id` is one."""
    if alike(name, names) is not None:
        return False
    bare = [re.sub(r"[^a-z0-9]", "", each.lower()) for each in (name, *names)]
    kin = any(bare[0].endswith(each) or each.endswith(bare[0]) for each in bare[1:])
    return too_many or (bool(names) and not kin)


def alike(name: str, names: tuple[str, ...]) -> str | None:
    """The path parameter that a differently spelled name means (`user_id` for `userId`)."""
    bare = re.sub(r"[^a-z0-9]", "", name.lower())
    return next((other for other in names if re.sub(r"[^a-z0-9]", "", other.lower()) == bare), None)


def means_id(name: str, content: Content) -> bool:
    """Whether `petId` is the `{id}` of `/pets/{id}`."""
    if content.path_parameters != ("id",) or ("path", "id") in content.parameters:
        return False
    stem = re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("id")
    before = re.sub(r"[^a-z0-9/]", "", content.path.lower().partition("{id}")[0]).rstrip("/")
    return (
        len(stem) > 1 and name.lower().endswith("id") and before.rpartition("/")[2].startswith(stem)
    )
