"""The library's API."""

from fastapi import FastAPI

from app.api.routes import loans, reservations_and_fines

app = FastAPI(title="Library")
app.include_router(reservations_and_fines.router)
app.include_router(loans.router, prefix="/api")
