"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import course_enrolment

app = FastAPI(title="Backend Specification for Course Enrolment")
add_error_handlers(app)
app.include_router(course_enrolment.router)
