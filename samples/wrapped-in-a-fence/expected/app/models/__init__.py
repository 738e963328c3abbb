"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.parcel_tracking import Parcel, Scan

__all__ = [
    "Base",
    "Parcel",
    "Scan",
]
