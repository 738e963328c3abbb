"""FastAPI applications by reading: routers and routes, parameters, request and response models."""
