"""All models; importing this package completes the metadata."""

from app.db.tables import Base
from app.models.reservations_and_fines import Reservation

__all__ = [
    "Base",
    "Reservation",
]
