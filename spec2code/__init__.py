"""Technical specs in Markdown, kept as a contract with the code that was built from them."""

__version__ = "0.1.0"

__all__ = ["__version__"]
