"""The types of PostGIS as `format_type()` writes them: `geometry(MultiPolygon,4326)` for any case of the words.

From `postgis_typmod_out` of PostGIS: a reference system of 0 isn't written, that of a geography is 4326.
"""

from __future__ import annotations

__all__ = ["SPATIAL", "spatial_modifiers"]

SPATIAL = frozenset({"geometry", "geography"})
_SHAPES = {
    name.upper() + dimension: name + dimension
    for name in (
        "Geometry",
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "GeometryCollection",
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
        "Curve",
        "Surface",
        "Triangle",
        "Tin",
        "PolyhedralSurface",
    )
    for dimension in ("", "Z", "M", "ZM")
}


def spatial_modifiers(base: str, shape: str, srid: int | None) -> str:
    """What stands in parentheses behind `geometry` or `geography`, with them; nothing where nothing is limited."""
    shape = _SHAPES.get(shape.upper(), shape)
    if srid is None:
        srid = 4326 if base == "geography" else 0
    if shape == "Geometry" and srid <= 0:
        return ""
    return f"({shape},{srid})" if srid > 0 else f"({shape})"
