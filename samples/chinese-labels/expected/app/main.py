"""The application: every router, and the answers to errors."""

from fastapi import FastAPI

from app.errors import add_error_handlers
from app.routers import spec

app = FastAPI(title="会员积分 技术设计文档")
add_error_handlers(app)
app.include_router(spec.router)
