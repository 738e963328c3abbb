"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import support_desk

app = FastAPI(title="Support Desk")
add_error_handlers(app)
app.include_router(support_desk.router)
