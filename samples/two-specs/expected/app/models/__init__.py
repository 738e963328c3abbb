"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.parking_permits import Permit, Zone

__all__ = [
    "Base",
    "Permit",
    "Zone",
]
