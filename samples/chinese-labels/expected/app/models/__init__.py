"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.spec import Member, PointRecord

__all__ = [
    "Base",
    "Member",
    "PointRecord",
]
