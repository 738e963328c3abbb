"""What specs of further houses write: tasks that are resources, groups in brackets, parameters as an object, entities of C#."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateTable
from tests.spec_reading import endpoints, keys, only, query, reading, request


def columns(text: str) -> dict[str, list[tuple[str, str]]]:
    made = [s for s in reading(text).spec.statements if isinstance(s, CreateTable)]
    return {s.table.name.name: [(c.name, c.type) for c in s.table.columns] for s in made}


@pytest.mark.parametrize(
    "title", ["3. タスク一覧取得", "Tareas", "Tarefas", "Task list", "Задачи", "任务清单"]
)
def test_tasks_that_an_application_has(title: str) -> None:
    text = f'# Spec\n\n## Resources\n\n### {title}\n\n```\nGET /api/tasks\n```\n\n**Response:**\n```json\n[{{"id": 1}}]\n```\n'
    assert keys(text) == ["GET /api/tasks"]


def test_tasks_that_are_work_to_do() -> None:
    text = (
        "# Spec\n\n## API\n\n### `GET /pets`\n\nLists pets.\n\n## Task list\n\n- [ ] `POST /pets`\n"
    )
    assert keys(text) == ["GET /pets"]


@pytest.mark.parametrize(
    "title", ["Admin (autenticado, escopo do tenant)", "Admin (authenticated, own shop only)"]
)
def test_a_group_that_says_in_brackets_who_may_call(title: str) -> None:
    text = f"# Spec\n\n## Rotas da API\n\n### Público\n\n| Método | Rota |\n|---|---|\n| GET | `/pets` |\n\n### {title}\n\n| Método | Rota |\n|---|---|\n| GET | `/orders` |\n"
    found = {item.path: item.auth for item in endpoints(text)}
    auth = found["/orders"]
    assert auth is not None and auth.required
    assert found["/pets"] is None or not found["/pets"].required


def test_parameters_as_an_object_on_their_line() -> None:
    text = "# Spec\n\n**GET /api/pets**\n- Descrição: Lista\n- Parâmetros: { page: int, kind?: string }\n- Resposta: { pets: Pet[], total: int }\n"
    found = only(text)
    assert query(found) == ["page", "kind"]
    assert all(not item.required for item in found.parameters)


@pytest.mark.parametrize(
    ("method", "line", "sent", "asked"),
    [
        ("GET", "支持筛选参数：", [], ["after", "kind"]),
        ("GET", "The following filter parameters are supported:", [], ["after", "kind"]),
        ("PUT", "请求中建议带：", ["after", "kind"], []),
        ("PUT", "The request should carry:", ["after", "kind"], []),
    ],
)
def test_names_below_a_sentence(method: str, line: str, sent: list[str], asked: list[str]) -> None:
    found = only(f"# Spec\n\n#### `{method} /api/pets`\n\n{line}\n\n- `after`\n- `kind`\n")
    assert request(found) == sent
    assert query(found) == asked


@pytest.mark.parametrize(
    "below", ["- it is logged\n- it is sent to the keeper\n", "- `409` where it exists\n"]
)
def test_what_is_no_list_of_names(below: str) -> None:
    found = only(f"# Spec\n\n#### `PUT /api/pets`\n\nWhen the request arrives:\n\n{below}")
    assert request(found) == [] and query(found) == []


_ENTITY = "- Id (Guid): o identificador\n- Nome (string): nome completo\n- Tamanho (long): em bytes\n- FechadoEm (DateTime?): quando fechou\n"


def test_entities_of_csharp() -> None:
    found = columns(
        f"# Spec\n\n## Modelo de Dados\n\n### Entidades\n\n**Usuário (User)**\n{_ENTITY}"
    )
    assert list(found) == ["usuario"]
    assert [kind for _, kind in found["usuario"]] == [
        "uuid",
        "character varying(255)",
        "bigint",
        "timestamp without time zone",
    ]


def test_a_dto_of_csharp_is_no_table() -> None:
    assert columns(f"# Spec\n\n## API responses\n\n### User\n\n{_ENTITY}") == {}
