"""Migrations proved on a scratch PostgreSQL, and that server for the tests."""

from spec2code.verify.project import VerifyResult, verify_project

__all__ = ["VerifyResult", "verify_project"]
