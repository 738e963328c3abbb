"""S1xx: the document."""

from __future__ import annotations

from spec2code.codes.code import Code
from spec2code.diagnostics import Severity

CODES: tuple[Code, ...] = (
    Code(
        "S101",
        "not-text",
        Severity.ERROR,
        "The spec is not a text file in UTF-8 (or UTF-16 with a byte order mark).",
        "Nothing of it can be read.",
        "Save the file as UTF-8.",
        "(a PDF renamed to spec.md)",
    ),
    Code(
        "S102",
        "double-encoded-text",
        Severity.INFO,
        "UTF-8 was taken for Windows-1252 once and encoded again.",
        "Names and labels are read as they were meant; an editor still shows the damage.",
        "Re-encode the file: decode it as UTF-8, encode as Windows-1252, decode as UTF-8.",
        "## ðŸ§© Overview",
    ),
    Code(
        "S103",
        "spec-in-markdown-fence",
        Severity.INFO,
        "The whole spec stands inside a `markdown` fence.",
        "Its own fences end that fence early, so every Markdown viewer shows it inside out.",
        "Remove the outer fence.",
        "```markdown\n# Spec\n```json\n{}\n```\n```",
    ),
    Code(
        "S104",
        "unclosed-fence",
        Severity.WARNING,
        "A fence is opened and never closed.",
        "Where it was meant to end is a guess: before the next heading, bold line or fence.",
        "Close the fence.",
        '```json\n{"id": 1}\n\n## Next section',
    ),
    Code(
        "S105",
        "unclosed-comment",
        Severity.WARNING,
        "An HTML comment is opened and not closed within 2000 lines.",
        "A viewer hides the rest of the document; here it is read as text.",
        "Close the comment with `-->`.",
        "<!-- draft",
    ),
    Code(
        "S106",
        "document-repeated",
        Severity.WARNING,
        "The document contains itself twice; the second copy is passed over.",
        "An edit to one copy would contradict the other.",
        "Delete the second copy.",
    ),
    Code(
        "S107",
        "empty-spec",
        Severity.ERROR,
        "The spec has no text.",
        "There is nothing to generate or compare.",
        "Fill it in; `spec2code init` writes a template.",
    ),
    Code(
        "S108",
        "nested-too-deep",
        Severity.WARNING,
        "Lists or quotes are nested deeper than is read.",
        "What lies deeper is not in the model.",
        "Flatten the list.",
    ),
    Code(
        "S109",
        "placeholder-left",
        Severity.INFO,
        "A placeholder of the template was not filled in.",
        "What belongs there is not in the model.",
        "Fill it in, or delete the line.",
        "**Purpose**: {{what_this_endpoint_does}}",
    ),
    Code(
        "S110",
        "placeholder-for-endpoint",
        Severity.ERROR,
        "A placeholder stands where the method or the path of an endpoint belongs.",
        "Which endpoint is meant can't be told, so none is generated.",
        "Fill in method and path, or delete the section.",
        "### {{HTTP_METHOD}} {{endpoint_path}}",
    ),
    Code(
        "S111",
        "placeholder-for-title",
        Severity.ERROR,
        "The title of the spec is still the template's placeholder.",
        "The template as it stands is no spec: its tables and endpoints are examples, and the title"
        " names the generated modules.",
        "Write the title, and replace the template's examples.",
        "# Technical Spec: [Feature Name]",
    ),
)
