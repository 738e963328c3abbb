"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.sensor_readings import Device, Reading

__all__ = [
    "Base",
    "Device",
    "Reading",
]
