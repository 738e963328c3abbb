"""The library's API."""

from fastapi import FastAPI

from app.api.routes import loans

app = FastAPI(title="Library")
app.include_router(loans.router, prefix="/api")
