"""All models; importing this package completes the metadata."""

from app.models.base import Base
from app.models.order_returns import Customer, Order, OrderItem, Return, ReturnItem

__all__ = [
    "Base",
    "Customer",
    "Order",
    "OrderItem",
    "Return",
    "ReturnItem",
]
