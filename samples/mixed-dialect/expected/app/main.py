"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import hotel_housekeeping_api

app = FastAPI(title="Hotel Housekeeping API")
add_error_handlers(app)
app.include_router(hotel_housekeeping_api.router)
