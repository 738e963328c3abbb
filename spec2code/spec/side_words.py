"""The words that head the columns of tables about indexes, constraints and relationships."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

WORDS: Final[dict[str, frozenset[str]]] = {
    role: frozenset(words.split("|"))
    for role, words in {
        "index": (
            "chỉ mục|idx|indeks|index|index name|index_name|indexes|nombre del índice|"
            "nome do índice|índice|имя индекса|индекс|索引|索引名|索引名称|인덱스|인덱스명"
        ),
        "columns": (
            "colonnes|column|column(s)|columnas|columns|colunas|cột|definition|expression|"
            "field|field(s)|fields|indexed column|indexed columns|kolom|sütunlar|поля|"
            "столбцы|列|字段|索引字段|컬럼"
        ),
        "table": ("bảng|tabel|tabela|tabla|table|table name|tablo|таблица|表|表名|테이블"),
        "name": (
            "ad|constraint|constraint name|nama|name|nom|nombre|nome|tên|имя|名称|约束|约束名|이름|"
            "제약명"
        ),
        "type": (
            "constraint type|index type|kind|loại|method|tipe|tipo|type|tür|тип|类型|索引类型|"
            "유형|타입"
        ),
        "definition": (
            "check|columns|condition|definición|definisi|definition|definição|details|"
            "définition|expression|rule|tanım|định nghĩa|определение|定义|条件|规则|정의"
        ),
        "target": (
            "cible|destino|entity|objetivo|referenced table|references|related entity|"
            "related table|target|to|цель|关联表|目标|目标表|대상"
        ),
        "relation": (
            "association|ilişki|quan hệ|relación|relasi|relation|relation type|"
            "relationship|relação|связь|关系|관계"
        ),
        "unique": ("unique|unique?|único|уникальный|唯一|고유"),
        "where": ("condition|filter|partial|predicate|where|条件"),
    }.items()
}
