"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.hotel_housekeeping_api import Cleaning, Room, Staff

__all__ = [
    "Base",
    "Cleaning",
    "Room",
    "Staff",
]
