"""Reports: findings into text, one file a format."""

from __future__ import annotations

from spec2code.report.drift_report import DriftReport

__all__ = ["FORMATS", "DriftReport", "render_drift"]

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")


def render_drift(
    report: DriftReport, format: str, *, coloured: bool = False, width: int = 173
) -> str:
    """The report in one of `FORMATS`; each is imported when it is asked for.

    `coloured` and `width`, in columns, are for text.
    """
    match format:
        case "text":
            from spec2code.report.drift_text import drift_text
            from spec2code.report.style import Style

            return drift_text(report, Style(coloured, width))
        case "sarif":
            from spec2code.report.sarif import sarif

            return sarif(report)
        case "github":
            from spec2code.report.github import github

            return github(report)
        case "gitlab":
            from spec2code.report.gitlab import gitlab

            return gitlab(report)
        case "junit":
            from spec2code.report.junit import junit

            return junit(report)
        case "markdown":
            from spec2code.report.markdown import markdown

            return markdown(report)
        case _:
            import json

            from spec2code.report.drift_json import drift_json

            return json.dumps(drift_json(report), indent=2, ensure_ascii=False)
