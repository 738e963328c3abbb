"""Changes in an order that a database accepts."""

from spec2code.model.plan.order import plan

__all__ = ["plan"]
