"""Which column of a table says what: name, type, required..., by the words of its header in many languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.spec.traditional import simplified

__all__ = ["column_roles", "header_key"]

_ROLES: Final[dict[str, str]] = {
    "name": (
        "part|parts|part name|form field name|파트|パート|tham số query|tham số truy vấn|query param name|query parameter name|查询参数|请求参数|查询参数名|쿼리 파라미터|クエリパラメータ|parámetro de consulta|parámetro query|parâmetro de consulta|parâmetro query|paramètre de requête|параметр запроса|query-параметр|query parametre|parameter query"
        "|field|field name|fields|parameter|parameters|param|params|parameter name|name|key|property|attribute|argument|variable"
        "|query parameter|query param|query|path parameter|header|header name|form field|json field|json key|body field|member"
        "|字段|字段名|字段名称|参数|参数名|参数名称|名称|属性|属性名|变量名|欄位|參數|필드|필드명|파라미터|매개변수|이름|항목|변수"
        "|campo|parámetro|parametro|parâmetro|nombre|nome|propiedad|atributo|champ|paramètre|nom|propriété|alan|alan adı|parametre|ad"
        "|trường|tham số|tên|tên trường|поле|параметр|имя|название|свойство|nama|parameter|atribut|kunci|الحقل|الاسم|المعامل|英文名|参数字段|フィールド|フィールド名|パラメータ|パラメーター|パラメータ名|項目|項目名|カラム|カラム名|pole|nazwa|nazwa pola|kolumna|feld|feldname|spalte|colonna"
    ),
    "type": (
        "type|data type|datatype|types|value type|json type|类型|数据类型|字段类型|参数类型|類型|타입|자료형|유형|데이터 타입|형식 타입|tipo|tipo de dato"
        "|tipo de dado|type de données|tür|tip|veri tipi|veri türü|kiểu|kiểu dữ liệu|loại|тип|тип данных|tipe|tipe data|jenis|النوع|型|データ型|データ型式|typ|typ danych|datentyp"
    ),
    "required": (
        "required|required?|req|req?|req.|mandatory|is required|must|必填|是否必填|必须|是否必须|必選|必需|是否必需|必要|필수|필수여부|필수 여부"
        "|obligatorio|requerido|obrigatório|obligatoire|requis|zorunlu|zorunlu mu|bắt buộc|обязательно|обязательный|обязательность|обязательное"
        "|обяз|обяз.|wajib|مطلوب|obligatoriedad|required/optional|presence|必传|是否必传|必須|必須項目|required / optional|wymagane|wymagany|obowiązkowe|pflicht|erforderlich|obbligatorio"
    ),
    "optional": "optional|optional?|可选|是否可选|선택|opcional|facultatif|opsiyonel|tùy chọn|опционально|opsional",
    "validation": (
        "validation|validation / format|validation/format|validation rules|validation rule|validations|format|constraints|constraint|rules"
        "|rule|restrictions|allowed values|allowed|values|possible values|accepted values|range|enum|limits|length|size|校验|校验规则|约束"
        "|规则|验证|验证规则|格式|取值|取值范围|限制|长度|유효성|유효성 검사|제약|제약조건|제약 조건|형식|규칙|validación|validaciones|restricciones"
        "|restricción|reglas|formato|valores|validação|validações|regras|restrições|contraintes|règles|doğrulama|kısıtlar|kurallar|ràng buộc"
        "|quy tắc|định dạng|валидация|ограничения|формат|правила|validasi|aturan|batasan|القيود|format / validation|rules / validation|walidacja|ograniczenia|einschränkungen|vincoli"
    ),
    "description": (
        "description|desc|desc.|notes|note|meaning|purpose|details|comment|comments|remarks|remark|explanation|info|usage|说明|描述|备注"
        "|備註|含义|意义|解释|說明|설명|비고|의미|descripción|descripcion|detalle|notas|descrição|observações|observação|açıklama|mô tả|ghi chú"
        "|описание|примечание|назначение|комментарий|deskripsi|keterangan|الوصف|ملاحظات|说明备注|中文名|field description|semantics|説明|備考|内容|概要|opis|uwagi|beschreibung|descrizione"
    ),
    "default": (
        "default|default value|defaults|默认|默认值|預設|預設值|기본값|기본|por defecto|valor por defecto|predeterminado|padrão|valor padrão"
        "|défaut|par défaut|valeur par défaut|varsayılan|mặc định|по умолчанию|значение по умолчанию|bawaan|nilai default|الافتراضي|デフォルト|デフォルト値|初期値|既定値|domyślnie|wartość domyślna|standardwert|predefinito"
    ),
    "example": (
        "example|example value|examples|sample|sample value|e.g.|示例|示例值|例子|例|样例|範例|예시|예|예제|ejemplo|exemplo|exemple|örnek|ví dụ|пример"
        "|contoh|مثال|例|サンプル|przykład|beispiel|esempio"
    ),
    "location": (
        "in|location|position|where|passed in|param type|parameter type|位置|参数位置|위치|ubicación|localização|emplacement|konum|vị trí|где"
        "|расположение|lokasi"
    ),
    "nullable": (
        "nullable|nullable?|null|null?|可空|可为空|是否可空|是否为空|允许为空|널 허용|nulo|null olabilir|может быть null"
        "|允许空|允许空值|是否允许空|是否允许为空|允许null|可null|可否为空|是否为null|空|null许可|null可|null許容|null허용|null 허용|null 여부|null여부|널허용|널 여부"
        "|allow null|allow nulls|allows null|is nullable|nulls|nulls?|nulo?|nulos|permite nulo|permite nulos|acepta nulo|acepta nulos|admite nulos|aceita nulo|permite null|cho phép null|boş olabilir|допускает null|boleh null|nullo"
    ),
}
_KEYS: Final[dict[str, str]] = {}
for _role, _words in _ROLES.items():
    for _word in _words.split("|"):
        _KEYS.setdefault(_word, _role)
_NOISE = regex(r"[*_`:：]+")
_LISTED = regex(r"[a-z_][\w.]*(?:\[[*i]?\]|\.\*)(?: fields?| items?| propert(?:y|ies)| keys?)?")
"""The names are those of the items of a list: ``items[] field``."""


_DATABASE = regex(
    r"\b(?:(?:postgre)?sql|postgres|mysql|sqlite|mariadb|oracle|db|suggested|proposed|recommended|sugerid[oa]|propuest[oa])\b|예시|권장"
)
"""What tells which kind of type a header means: "SQL type", "타입 예시"."""


@lru_cache(maxsize=1024)
def header_key(text: str) -> str:
    """A header cell without case, marks and doubled blanks."""
    return re.sub(r"\s+", " ", _NOISE.sub(" ", text)).strip().lower()


def column_roles(headers: list[str]) -> dict[str, int]:
    """Role -> index of the column; a role given twice belongs to the first column."""
    roles: dict[str, int] = {}
    for index, text in enumerate(headers):
        key = header_key(text)
        role = _KEYS.get(key) or _KEYS.get(simplified(key))
        if role is None:
            bare = re.sub(r"\s*[(（].*[)）]\s*$", "", key)
            role = _KEYS.get(bare) or _KEYS.get(simplified(bare))
        if role is None and "/" in key:
            role = next((_KEYS[part] for part in re.split(r"\s*/\s*", key) if part in _KEYS), None)
        if role is None and (bare := _DATABASE.sub(" ", key).strip()) != key:
            role = _KEYS.get(re.sub(r"\s+", " ", bare))
        if role is None and _LISTED.fullmatch(key):
            role = "name"
        if role is not None:
            roles.setdefault(role, index)
    keys = [header_key(text) for text in headers]
    if "data type" in keys and keys[roles["type"]] == "type" and "required" not in roles:
        # "name | type | data type": the first says whether it is required.
        roles["required"], roles["type"] = roles["type"], keys.index("data type")
    return roles
