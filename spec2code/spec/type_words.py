"""The words that name types, in the languages that specs are written in, and the shapes they stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.shapes import (
    ANY,
    ArrayShape,
    BooleanShape,
    MapShape,
    NullShape,
    NumberShape,
    Shape,
    StringShape,
)

__all__ = ["ARRAY_WORDS", "MAP_WORDS", "NULLABLE_WORDS", "shape_of_word", "word_key"]

STRING: Final = StringShape()
INTEGER: Final = NumberShape(integer=True)
NUMBER: Final = NumberShape()
BOOLEAN: Final = BooleanShape()
OBJECT: Final = MapShape(values=ANY)
ARRAY: Final = ArrayShape(items=ANY)

ARRAY_WORDS: Final = frozenset(
    [
        "array",
        "list",
        "set",
        "sequence",
        "iterable",
        "collection",
        "vector",
        "vec",
        "slice",
        "arraylist",
        "readonlyarray",
        "tuple",
        "frozenset",
        "数组",
        "列表",
        "數組",
        "陣列",
        "배열",
        "목록",
        "리스트",
        "lista",
        "arreglo",
        "arrayof",
        "tableau",
        "liste",
        "dizi",
        "mảng",
        "массив",
        "список",
        "مصفوفة",
        "larik",
    ]
)
MAP_WORDS: Final = frozenset(
    [
        "record",
        "map",
        "dict",
        "dictionary",
        "hashmap",
        "mapping",
        "object",
        "hash",
        "unorderedmap",
        "kv",
        "字典",
        "映射",
    ]
)
NULLABLE_WORDS: Final = frozenset(["optional", "maybe", "nullable", "option"])

_WORDS: Final[tuple[tuple[Shape, str], ...]] = (
    (
        STRING,
        "string str numberstring numericstring integerstring intstring floatstring booleanstring boolstring"
        " text varchar char character nvarchar nchar charactervarying longtext mediumtext tinytext"
        " citext clob objectid mongoid bsonid ulid cuid cuid2 nanoid jwt jwttoken token accesstoken slug markdown html hash cursor opaquestring xml phone"
        " 字符串 字串 文本 字符 문자열 텍스트 cadena texto cadenadetexto string. chaîne chaînedecaractères texte metin"
        " chuỗi văn строка текст نص teks karakter",
    ),
    (
        INTEGER,
        "integer int long short bigint smallint tinyint mediumint int4 int8 int2 serial bigserial smallserial"
        " uint uint8 uint16 uint32 uint64 int16 byteint bigserial8 count epoch epochms epochmillis"
        " epochseconds unixtimestamp unixtime unixepoch epochmilliseconds unixtimestampms"
        " timestamp(ms) timestamp(s) timestamp(unix) timestamp(epoch) epoch(ms) timestamp(milliseconds)"
        " timestamp(seconds) number(ms) unixtimestamp(ms)"
        " timestampms timestampmilliseconds unsigned unsignedint unsignedbigint bigintunsigned intunsigned"
        " naturalnumber wholenumber 整数 整型 整數 长整型 정수 entero inteiro entier tamsayı sốnguyên целое"
        " целоечисло عددصحيح bilanganbulat",
    ),
    (NumberShape(integer=True, format="int32"), "int32"),
    (NumberShape(integer=True, format="int64"), "int64"),
    (
        NUMBER,
        "number num numeric real doubleprecision percentage percent 数字 数值 數字 浮点数 浮点 浮点型 浮點數 숫자 실수"
        " número numero nombre sayı số число رقم angka",
    ),
    (NumberShape(format="float"), "float float32"),
    (NumberShape(format="double"), "double float64"),
    (NumberShape(format="decimal"), "decimal bigdecimal money"),
    (
        BOOLEAN,
        "boolean bool bit flag true/false 布尔 布尔值 布林 布尔型 불리언 불린 boolean형 booleano lógico booléen"
        " mantıksal булево логический منطقي",
    ),
    (
        StringShape(format="uuid"),
        "uuid guid uuidv4 uuidv7 uuid4 uuid7 uniqueidentifier uuidstring uuidv1",
    ),
    (
        StringShape(format="date-time"),
        "datetime timestamp timestamptz iso8601 iso8601datetime iso8601timestamp isodatetime isotimestamp"
        " iso8601string isostring isodatestring iso8601utc iso8601datetimestring iso timestampwithtimezone"
        " timestampwithouttimezone datetimeutc utcdatetime utctimestamp rfc3339 zoneddatetime localdatetime"
        " offsetdatetime instant datetimestring timestampstring iso8601format isoformat"
        " 日期时间 时间戳 日期時間 時間戳 날짜시간 일시 타임스탬프 fechayhora fechahora datahora dateheure"
        " tarihsaat ngàygiờ датаивремя датавремя",
    ),
    (
        StringShape(format="date"),
        "date isodate isodates localdate datestring iso8601date yyyymmdd 日期 날짜 fecha tarih ngày дата تاريخ tanggal",
    ),
    (
        StringShape(format="time"),
        "time localtime hhmmss timestring 时间 시간 hora heure saat время",
    ),
    (StringShape(format="duration"), "duration interval iso8601duration"),
    (
        StringShape(format="email"),
        "email emailaddress emailstr emailstring 邮箱 이메일 correo e-mail",
    ),
    (
        StringShape(format="uri"),
        "url uri href link httpurl anyhttpurl httpsurl urlstring uristring 链接 网址 enlace",
    ),
    (StringShape(format="hostname"), "hostname"),
    (StringShape(format="ipv4"), "ipv4"),
    (StringShape(format="ipv6"), "ipv6"),
    (StringShape(format="byte"), "base64 byte base64string base64encoded"),
    (
        StringShape(format="binary"),
        "binary file blob bytes bytea upload multipartfile uploadfile binaryfile 文件 파일 archivo arquivo"
        " fichier файл",
    ),
    (StringShape(format="password"), "password secretstr"),
    (NullShape(), "null none void undefined nil"),
    (ANY, "any unknown mixed json jsonb variant anyvalue 任意"),
    (
        OBJECT,
        "object obj struct jsonobject hash map dict dictionary 对象 物件 객체 objeto objet nesne đối"
        " объект كائن objek",
    ),
    (ARRAY, " ".join(sorted(ARRAY_WORDS))),
)
_DROPPED = regex(r"[\s_\-]+")


@lru_cache(maxsize=1024)
def word_key(text: str) -> str:
    """A type word without case, blanks, hyphens and underscores."""
    return _DROPPED.sub("", text.strip().lower())


_SHAPES: Final[dict[str, Shape]] = {}
for _shape, _names in _WORDS:
    for _name in _names.split():
        _SHAPES.setdefault(word_key(_name), _shape)


def shape_of_word(text: str) -> Shape | None:
    """The shape that a type word stands for; None when it is none."""
    return _SHAPES.get(word_key(text)) if len(text) <= 40 else None
