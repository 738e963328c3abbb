"""Markdown into a document: structure, damage, and places that are true to the file."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from spec2code.diagnostics import Diagnostic
from spec2code.spec.blocks import Document, Fence, ListItem, Paragraph, Quote, TableBlock
from spec2code.spec.document import read_document
from tests.spec_reading import reading


def read(text: str | bytes) -> tuple[Document, list[Diagnostic]]:
    return read_document(text if isinstance(text, bytes) else text.encode(), "spec.md")


def fences(document: Document) -> list[Fence]:
    return [block for _, block in document.walk() if isinstance(block, Fence)]


def tables(document: Document) -> list[TableBlock]:
    return [block for _, block in document.walk() if isinstance(block, TableBlock)]


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [item.code for item in diagnostics]


def test_sections_know_their_level_place_and_parent() -> None:
    document, told = read("# A\n\ntext\n\n## B\n\n### C\n\n## D\n")
    shown = [(s.level, s.plain, s.span.line, s.parent) for s in document.sections]
    assert shown == [(1, "A", 1, None), (2, "B", 5, 0), (3, "C", 7, 1), (2, "D", 9, 0)]
    assert document.children == {0: (1, 3), 1: (2,)}
    assert told == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("```sql\nSELECT 1;\n```\n", 2, 1),
        ("- item\n\n  ```sql\n  SELECT 1;\n  ```\n", 4, 3),
        ("1. one\n   - two\n     ```sql\n     SELECT 1;\n     ```\n", 4, 6),
        ("> ```sql\n> SELECT 1;\n> ```\n", 2, 3),
        ("> - x\n>\n>   ```sql\n>   SELECT 1;\n>   ```\n", 4, 5),
        ("- item\n  ```sql\nSELECT 1;\n```\n", 3, 1),
        ("      ```sql\n      SELECT 1;\n      ```\n", 2, 7),
        ("\ufeff```sql\r\nSELECT 1;\r\n```\r\n", 2, 1),
        ("-\titem\n\n\t```sql\n\tSELECT 1;\n\t```\n", 4, 2),
    ],
)
def test_fences_keep_true_lines_and_columns(text: str, line: int, column: int) -> None:
    document, _ = read(text)
    (fence,) = fences(document)
    assert fence.language == "sql"
    assert fence.text == "SELECT 1;"
    assert fence.excerpt.position(0) == (line, column)
    assert fence.excerpt.position(7) == (line, column + 7)


def test_a_bare_fence_line_ends_a_fence_whatever_its_indentation() -> None:
    document, _ = read("- a\n  ```json\n  {}\n```\n\n## B\n\ntext\n")
    assert [fence.text for fence in fences(document)] == ["{}"]
    assert [section.plain for section in document.sections if section.level] == ["B"]


WRAPPED = """# Template

```markdown
# Orders

```
+--+
```

## API

```json
{"a": 1}
```

## End
```

## Notes
"""


def test_a_spec_inside_a_markdown_fence_is_taken_out_of_it() -> None:
    document, told = read(WRAPPED)
    titles = [section.plain for section in document.sections if section.level]
    assert titles == ["Template", "Orders", "API", "End", "Notes"]
    assert [(fence.language, fence.span.line) for fence in fences(document)] == [
        ("", 6),
        ("json", 12),
    ]
    assert codes(told) == ["S103"]


def test_a_short_sample_of_markdown_stays_a_fence() -> None:
    text = "# A\n\n" + "\n".join(f"## S{n}\n\ntext\n" for n in range(20))
    text += "\n```markdown\n# Sample\n```\n\n## Z\n"
    document, told = read(text)
    assert [fence.language for fence in fences(document)] == ["markdown"]
    assert told == []


def test_an_unclosed_fence_ends_before_the_next_heading() -> None:
    document, told = read('# A\n\n```json\n{"a": 1}\n\n## B\n\n```json\n{"b": 2}\n```\n')
    assert [section.plain for section in document.sections] == ["A", "B"]
    assert [fence.text.strip() for fence in fences(document)] == ['{"a": 1}', '{"b": 2}']
    assert [(item.code, item.span and item.span.line) for item in told] == [("S104", 3)]


def test_an_unclosed_fence_at_the_end_ends_before_a_heading_too() -> None:
    document, told = read('```json\n{"a": 1}\n\n## B\n\ntext\n')
    assert [section.plain for section in document.sections if section.level] == ["B"]
    assert codes(told) == ["S104"]


def test_a_closed_fence_may_hold_headings() -> None:
    document, told = read("```sql\n-- x\n\n## not a heading\n```\n\n## B\n")
    assert [section.plain for section in document.sections if section.level] == ["B"]
    assert told == []


def test_comments_are_kept_and_blanked_where_they_stand() -> None:
    document, told = read("# A <!-- one -->\n\n<!-- two\nlines --> text\n\n`<!-- code -->`\n")
    assert [comment.text for comment in document.comments] == [" one ", " two\nlines "]
    assert [comment.span.line for comment in document.comments] == [1, 3]
    assert document.comments[1].span.end_line == 4
    paragraphs = [block for _, block in document.walk() if isinstance(block, Paragraph)]
    assert [(block.text, block.span.column) for block in paragraphs] == [
        ("text", 11),
        ("`<!-- code -->`", 1),
    ]
    assert told == []


def test_an_unclosed_comment_is_text() -> None:
    document, told = read("# A\n\n<!-- open\n\n## B\n")
    assert [section.plain for section in document.sections] == ["A", "B"]
    assert codes(told) == ["S105"]


def test_comments_inside_of_fences_are_content() -> None:
    document, _ = read("```html\n<!-- x -->\n```\n")
    assert fences(document)[0].text == "<!-- x -->"
    assert document.comments == ()


def test_front_matter() -> None:
    document, _ = read("---\ntitle: 'Orders'\ncreated: 2026-01-02\ntags:\n  - a\n---\n\n# X\n")
    assert document.front_matter is not None
    assert document.front_matter.values == {"title": "Orders", "created": "2026-01-02", "tags": ""}
    assert document.sections[0].span.line == 8


def test_a_rule_on_the_first_line_is_no_front_matter() -> None:
    document, _ = read("---\n\ntext\n\n---\n")
    assert document.front_matter is None


def test_double_encoded_text_is_read_as_meant_and_keeps_its_columns() -> None:
    document, told = read("| aâ€¦b | `x` |\n|---|---|\n| ðŸ”— y | z |\n")
    (table,) = tables(document)
    assert [cell.plain for cell in table.header] == ["a…b", "x"]
    assert [cell.plain for cell in table.rows[0]] == ["🔗 y", "z"]
    # The file's line is `| aâ€¦b | `x` |`: its second cell begins in column 11.
    assert (table.header[1].span.line, table.header[1].span.column) == (1, 11)
    assert table.rows[0][1].span.column == 12
    assert codes(told) == ["S102"]


@pytest.mark.parametrize("text", ["déjà vu « marché »", "SÃO PAULO", "Ünïcödé", "数据库：用户"])
def test_text_that_is_right_is_left_alone(text: str) -> None:
    document, told = read(f"{text}\n")
    (paragraph,) = [block for _, block in document.walk() if isinstance(block, Paragraph)]
    assert paragraph.text == text
    assert told == []


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"caf\xe9 latin-1", b"\x00\x01\x02\x03" * 100],
)
def test_what_is_not_text_is_an_error(data: bytes) -> None:
    document, told = read(data)
    assert codes(told) == ["S101"]
    assert [block for _, block in document.walk()] == []


def test_utf_16_with_its_mark_is_text() -> None:
    document, told = read("# Ä\n".encode("utf-16"))
    assert document.sections[0].plain == "Ä"
    assert told == []


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_an_empty_spec_is_an_error(text: str) -> None:
    document, told = read(text)
    assert document.sections == ()
    assert codes(told) == ["S107"]


def test_a_document_that_holds_itself_twice_is_read_once() -> None:
    once = "# A\n\n## B\n\n- GET /x\n\n```sql\nCREATE TABLE t (id int);\n```\n\nend\n"
    document, told = read(once + "\n" + once)
    assert [section.plain for section in document.sections] == ["A", "B"]
    assert [(item.code, item.span and item.span.line) for item in told] == [("S106", 13)]


CONFLICT = "# A\n\n<<<<<<< HEAD\n- GET /ours\n=======\n- GET /theirs\n>>>>>>> other\n\nend\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (CONFLICT, [3]),
        (CONFLICT.replace("=======", "||||||| base\n- GET /base\n======="), [3]),
        ("# A\n\nB\n=======\n\n- GET /ours\n", []),
        ("# A\n\n<<<<<<< see above\n\n- GET /ours\n", []),
    ],
)
def test_of_a_merge_that_was_never_resolved_the_first_side_is_read(
    text: str, lines: list[int]
) -> None:
    document, told = read(text)
    assert [item.span.line for item in told if item.code == "S112" and item.span] == lines
    items = [block.text for _, block in document.walk() if isinstance(block, ListItem)]
    assert items == ["GET /ours"]


def test_headings_without_a_blank() -> None:
    document, _ = read("#<center> 设计\n\n##Users\n\n###用户\n\n#tag\n\n#!/bin/sh\n")
    titles = [(section.level, section.plain) for section in document.sections if section.level]
    assert titles == [(1, "设计"), (2, "Users"), (3, "用户")]


def test_three_dashes_below_text_are_a_rule() -> None:
    document, _ = read("Some text\n---\n\nTitle\n=====\n\nOther\n--------\n")
    assert [section.plain for section in document.sections if section.level] == ["Title", "Other"]


def test_lists_keep_depth_checkbox_and_children() -> None:
    document, _ = read("- a\n  - b\n    - [x] c\n- [ ] d\n\n  more\n")
    items = [block for _, block in document.walk() if isinstance(block, ListItem)]
    assert [(i.depth, i.text, i.checked) for i in items] == [
        (1, "a", None),
        (2, "b", None),
        (3, "c", True),
        (1, "d", False),
    ]
    assert isinstance(items[3].children[0], Paragraph)


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["a", "b"], [["1", "2"]]),
        ("a | b\n--- | ---\n1 | 2\n", ["a", "b"], [["1", "2"]]),
        ("| a | b |\n|---|---|\n| 1 | 2\n", ["a", "b"], [["1", "2"]]),
        ("| a | b |\n|---|---|\n| 1 |\n", ["a", "b"], [["1", ""]]),
        ("｜a｜b｜\n|---|---|\n｜1｜2｜\n", ["a", "b"], [["1", "2"]]),
        ("| a | b |\n|---|---|\n| `x|y` | 2 |\n", ["a", "b"], [["x|y", "2"]]),
        ("| a | b |\n|---|---|\n| x \\| y | 2 |\n", ["a", "b"], [["x | y", "2"]]),
        ("| a | b |\n| 1 | 2 |\n| 3 | 4 |\n", ["a", "b"], [["1", "2"], ["3", "4"]]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n", ["a", "b"], [["1", "2"], ["3", "4"]]),
        ("intro\n| a | b |\n|:--|--:|\n| **1** | [2](#x) |\n", ["a", "b"], [["1", "2"]]),
        ("| a | b |\n|---|---|\n| one<br>two | &lt;x&gt; |\n", ["a", "b"], [["one two", "<x>"]]),
    ],
)
def test_tables_with_their_damage(text: str, header: list[str], rows: list[list[str]]) -> None:
    document, _ = read(text)
    (table,) = tables(document)
    assert [cell.plain for cell in table.header] == header
    assert [[cell.plain for cell in row] for row in table.rows] == rows


def test_cells_know_their_columns() -> None:
    document, _ = read("- list\n\n  | a | b |\n  |---|---|\n  |  1 | two |\n")
    (table,) = tables(document)
    assert [(cell.span.line, cell.span.column) for cell in table.rows[0]] == [(5, 6), (5, 10)]
    assert table.rows[0][1].span.end_column == 13


@pytest.mark.parametrize("text", ["a || b\n", "x = a | b\n", "| only one line |\n"])
def test_pipes_alone_make_no_table(text: str) -> None:
    document, _ = read(text)
    assert tables(document) == []


def test_nul_and_lone_carriage_returns() -> None:
    document, told = read("# A\rtext \x00 here\r## B\r")
    assert [section.plain for section in document.sections] == ["A", "B"]
    assert told == []


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "x",
        "- " * 10_000 + "x",
        ">" * 10_000,
        "\n".join(" " * n + "- x" for n in range(2000)),
    ],
)
def test_deep_nesting_is_told_and_survived(text: str) -> None:
    document, told = read(text)
    assert "S108" in codes(told)
    assert any(isinstance(block, Quote | ListItem) for _, block in document.walk())


@pytest.mark.parametrize(
    "unit",
    [
        "```json\n",
        "```\n",
        "<!-- x -->",
        "<!--\n",
        "|",
        "| a | b |\n",
        "**a ",
        "# a\n",
        "a\n---\n",
        "`a ",
        "[x](",
        "- x\n",
    ],
)
def test_time_is_linear_in_the_size(unit: str) -> None:
    def seconds(size: int) -> float:
        data = (unit * (size // len(unit))).encode()
        start = time.process_time()
        read(data)
        return time.process_time() - start

    seconds(20_000)
    small, large = seconds(50_000), seconds(400_000)
    assert large < 40 * small + 0.5


@pytest.mark.parametrize("unit", ["`/a/b`, ", "/a"])
def test_time_is_linear_in_the_paths_of_a_line(unit: str) -> None:
    def seconds(size: int) -> float:
        line = unit * (size // len(unit))
        start = time.process_time()
        reading(f"# A\n\n{line}\n\n## {line}\n")
        return time.process_time() - start

    seconds(5_000)
    small, large = seconds(10_000), seconds(80_000)
    assert large < 40 * small + 0.5


@pytest.mark.parametrize(
    "routes",
    [
        lambda count: "".join(f"- `GET /a{n}` - lists, admin only\n" for n in range(count)),
        lambda count: "\n".join(
            [
                "| Method | Path | Description |\n|---|---|---|",
                *(f"| GET | `/a{n}/{{id}}` | get a thing {n} |" for n in range(count)),
                *(f"\n### GET /b/{{id}}/a{n}/{{id}}\n\nReturns it.\n" for n in range(count)),
            ]
        ),
    ],
)
def test_time_is_linear_in_the_routes(routes: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        reading(f"# A\n\n## Endpoints\n\n{routes(count)}\n")
        return time.process_time() - start

    seconds(20)
    small, large = seconds(200), seconds(2000)
    assert large < 20 * small + 0.5


@pytest.mark.parametrize(
    ("language", "unit"), [("dbml", "Table a {\n id int\n"), ("json", " "), ("", " ")]
)
def test_time_is_linear_in_a_fence(language: str, unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        reading(
            "# Data model\n\n```yaml\nopenapi: 3.1.0\n```\n\n## Database\n\n"
            f"```{language}\n{unit * (size // len(unit))}\n```\n"
        )
        return time.process_time() - start

    seconds(100)
    small, large = seconds(2_000), seconds(20_000)
    assert large < 20 * small + 0.5
