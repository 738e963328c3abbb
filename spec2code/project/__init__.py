"""A project's Python code into `Project`, by reading alone: nothing of it is imported or executed."""

from spec2code.project.reading import ProjectOptions, ProjectReading, read_project

__all__ = ["ProjectOptions", "ProjectReading", "read_project"]
