"""The library's API."""

from fastapi import FastAPI

from app.api.routes import loans, reservations_and_fines
from app.core.errors import add_error_handlers

app = FastAPI(title="Library")
add_error_handlers(app)
app.include_router(reservations_and_fines.router)
app.include_router(loans.router, prefix="/api")
