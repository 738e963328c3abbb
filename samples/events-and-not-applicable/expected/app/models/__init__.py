"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.invoicing import Invoice, InvoiceLine

__all__ = [
    "Base",
    "Invoice",
    "InvoiceLine",
]
