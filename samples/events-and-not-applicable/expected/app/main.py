"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import invoicing

app = FastAPI(title="Invoicing")
add_error_handlers(app)
app.include_router(invoicing.router)
