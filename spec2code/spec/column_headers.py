"""The words that head the columns of a table of columns: its names, keys, lengths, and what says that NULL may stand there."""

from __future__ import annotations

from typing import Final

__all__ = [
    "COLUMN_WORDS",
    "KEY_WORDS",
    "LENGTHS",
    "NO_NULL",
    "SCALES",
    "YES",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


COLUMN_WORDS: Final = _set(
    "column|column name|columns|col|列|列名|栏位|컬럼|컬럼명|칼럼|columna|coluna|colonne|sütun|kolon|"
    "cột|tên cột|столбец|колонка|kolom|kolumna|spalte|colonna|nama kolom|عمود|"
    "field (column)|db column|カラム|カラム名|物理名|欄位|欄位名稱|nombre de columna|列名称|字段英文名|字段代码|"
    "物理字段名|필드(컬럼)명|db 컬럼|nombre columna|nombre de la columna|nome da coluna|"
    "campo (columna)|kolom (column)|tên cột (column)|имя столбца|имя колонки|"
    "column / field|column (field)|field / column"
)
KEY_WORDS: Final = _set(
    "key|keys|pk|pk/fk|constraint|constraints|ograniczenia|einschränkungen|vincoli|null|"
    "nullable|extra|索引|约束|主键|制約|キー|主キー|키|제약|제약조건|제약 조건|restricciones|clave|llave|chave|"
    "restrições|contraintes|clé|kısıtlar|ràng buộc|khóa|ограничения|ключ|kunci|batasan|"
    "是否为空|允许空|attributes|modifiers|unique|fk|references|index|indexed|constraints/notes|"
    "rules|not null|是否主键|主键/外键|key type|key/index|pk?|fk?|llaves|clave primaria|"
    "llave primaria|chave primária|khóa chính|khoá|ràng buộc (constraint)|기본키|外键|外键关联|"
    "keys/constraints|constraints & notes|primary key|constraint / default|ограничение|"
    "restricción|restricao|restrição"
)
NO_NULL: Final = _set(
    "required|not null|notnull|nn|non null|not-null|必填|필수|is required|obligatorio|required?|是否必填|非空|是否非空|"
    "不为空|不允许为空|不能为空|非null|必須|必須項目|필수 여부|필수여부|no nulo|não nulo|non nul|zorunlu|bắt buộc|обязательный|"
    "обязательное|обязательность|обязательно|wajib|mandatory|obrigatório|obligatoire|not null?"
)
"""Above cells whose yes forbids NULL."""
LENGTHS: Final = _set(
    "length|size|len|长度|字段长度|長度|长度/精度|길이|크기|longitud|tamaño|tamanho|comprimento|longueur|taille|uzunluk|boyut|"
    "độ dài|kích thước|длина|размер|panjang|ukuran|桁数|サイズ|長さ|länge|lunghezza|długość|length/precision|precision|精度"
)
SCALES: Final = _set(
    "scale|decimals|decimal places|小数位|小数位数|小数点|小数|precisión decimal|decimais"
)
YES: Final = _set(
    "yes|y|true|是|✓|✅|✔|☑|√|○|●|◯|o|x|1|예|sí|si|s|sim|oui|да|có|evet|ya|tak|ja|required|not null|nn|必填|必須|필수"
)
