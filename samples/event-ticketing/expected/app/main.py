"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.routers import event_ticketing

app = FastAPI(title="Event Ticketing - Technical Specification")
app.include_router(event_ticketing.router)
