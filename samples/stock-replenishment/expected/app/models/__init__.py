"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.stock_replenishment import (
    Article,
    PurchaseOrder,
    PurchaseOrderLine,
    StockLevel,
    Supplier,
)

__all__ = [
    "Article",
    "Base",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "StockLevel",
    "Supplier",
]
