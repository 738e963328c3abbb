"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import parcel_tracking

app = FastAPI(title="Parcel Tracking - Technical Specification")
add_error_handlers(app)
app.include_router(parcel_tracking.router)
