"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.media_library import Album, Track

__all__ = [
    "Album",
    "Base",
    "Track",
]
