"""Reports: findings into text, one file a format."""

from __future__ import annotations

from spec2code.report.drift_report import DriftReport

__all__ = ["DriftReport", "render_drift"]


def render_drift(report: DriftReport, format: str, *, coloured: bool = False) -> str:
    """The report in one of the formats of CONTRACTS."""
    if format == "text":
        from spec2code.report.drift_text import drift_text
        from spec2code.report.style import Style

        return drift_text(report, Style(coloured))
    import json

    from spec2code.report.drift_json import drift_json

    return json.dumps(drift_json(report), indent=2, ensure_ascii=False)
