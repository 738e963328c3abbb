"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import parking_permits, parking_permits_expiry_and_visitors

app = FastAPI(title="Parking Permits")
add_error_handlers(app)
app.include_router(parking_permits.router)
app.include_router(parking_permits_expiry_and_visitors.router)
