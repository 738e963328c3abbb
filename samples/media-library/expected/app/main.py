"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import media_library

app = FastAPI(title="Media library")
add_error_handlers(app)
app.include_router(media_library.router)
