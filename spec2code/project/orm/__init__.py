"""SQLAlchemy in the project's code: what its objects say of tables, and the classes that map them."""
