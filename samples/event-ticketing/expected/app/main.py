"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import event_ticketing

app = FastAPI(title="Event Ticketing - Technical Specification")
add_error_handlers(app)
app.include_router(event_ticketing.router)
