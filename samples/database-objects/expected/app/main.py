"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import sensor_readings

app = FastAPI(title="Sensor Readings")
add_error_handlers(app)
app.include_router(sensor_readings.router)
