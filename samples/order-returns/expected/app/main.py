"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.routers import order_returns

app = FastAPI(title="Technical Spec: Order Returns")
app.include_router(order_returns.router)
