"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import stock_replenishment

app = FastAPI(title="Technical Specification: Stock Replenishment")
add_error_handlers(app)
app.include_router(stock_replenishment.router)
