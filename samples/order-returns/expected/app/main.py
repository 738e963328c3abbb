"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import order_returns

app = FastAPI(title="Technical Spec: Order Returns")
add_error_handlers(app)
app.include_router(order_returns.router)
