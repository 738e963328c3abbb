"""The modules that routes go into: one for each feature, or one for each resource of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spec2code.codegen.api_names import FeatureNames
from spec2code.codegen.api_operations import operation
from spec2code.codegen.api_routes import Route
from spec2code.codegen.names import module_name
from spec2code.model.api import Endpoint
from spec2code.model.records import dataclass

__all__ = ["Router", "router_names", "routers"]


@dataclass(frozen=True, slots=True)
class Router:
    """A module of routes."""

    feature: FeatureNames
    module: str
    """`orders`: the name of the module, or of its package."""
    routes: list[Route]


def router_names(feature: FeatureNames) -> frozenset[str]:
    """The modules that a feature's routes may have been written into, whatever is chosen now."""
    own = module_name(feature.feature)
    found = {_resource(endpoint) for endpoint in feature.endpoints}
    return frozenset({own, *found, *(f"{own}_{name}" for name in found)})


def routers(
    found: Sequence[tuple[FeatureNames, list[Route]]], *, by_resource: bool
) -> list[Router]:
    """The modules of all features, in their order; each route in one.

    Args:
        found: the features that have routes.
        by_resource: a module for the first word of the path behind a prefix: `/api/v1/orders/{id}/items`
            is of `orders`. One that another feature has already is called after both.
    """
    made: list[Router] = []
    for feature, routes in found:
        own = module_name(feature.feature)
        taken = {router.module for router in made}
        modules: dict[str, list[Route]] = {}
        for route in routes:
            name = own if not by_resource else _free(_resource(route.endpoint), own, taken)
            modules.setdefault(name, []).append(route)
        made += [Router(feature, name, items) for name, items in modules.items()]
    return made


def _resource(endpoint: Endpoint) -> str:
    return module_name("_".join(operation(endpoint.method, endpoint.path).segments[0].words))


def _free(name: str, feature: str, taken: Collection[str]) -> str:
    return f"{feature}_{name}" if name in taken else name
