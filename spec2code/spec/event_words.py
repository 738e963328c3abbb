"""The words that head the columns of tables about events, flags, jobs, permissions and errors."""

from __future__ import annotations

from typing import Final

__all__ = ["column_of", "is_column_of"]

_WORDS: Final[dict[str, frozenset[str]]] = {
    role: frozenset(words.split("|"))
    for role, words in {
        "event": (
            "event|event name|event type|evento|events|message|nombre del evento|"
            "nome do evento|olay|peristiwa|sự kiện|événement|событие|事件|事件名|事件名称|事件类型|이벤트|"
            "이벤트명"
        ),
        "trigger": (
            "condition|disparador|déclencheur|emitted when|fires when|gatilho|kích hoạt|"
            "pemicu|tetikleyici|trigger|triggered by|triggered when|when|когда|триггер|触发|"
            "触发时机|触发条件|발생 시점|트리거"
        ),
        "payload": (
            "body|carga|contenu|dados|data|datos|fields|message body|payload|"
            "payload fields|payload json|payload schema|properties|schema|данные|свойства|"
            "内容|数据|消息体|载荷|페이로드"
        ),
        "destination": (
            "channel|cola|consumer|consumers|destination|destination / topic|"
            "destination/topic|destino|exchange|fila|kafka topic|konu|queue|stream|target|"
            "tema|topic|очередь|топик|主题|队列|큐|토픽"
        ),
        "key": (
            "chave|clave|clé|key|message key|partition key|routing key|分区键|路由键|파티션 키"
        ),
        "flag": (
            "bandera|feature|feature flag|flag|flag key|flag name|toggle|功能开关|开关|플래그"
        ),
        "default": ("default|default value|padrão|por defecto|rollout|state|默认|默认值|기본값"),
        "role": ("papel|peran|perfil|rol|role|roles|rôle|vai trò|роль|角色|역할"),
        "change": (
            "action|alteração|cambio|change|change type|changes|mudança|operation|"
            "perubahan|thay đổi|изменение|变更|操作|변경"
        ),
        "table": (
            "bảng|collection|entity|tabel|tabela|tabla|table|table name|tablo|таблица|表|"
            "表名|테이블"
        ),
        "column": (
            "column|column name|columna|columns|coluna|cột|field|kolom|столбец|列|字段|컬럼"
        ),
        "job": (
            "background job|cron|job|job name|tarefa|task name|trabajo|worker|задача|任务|"
            "定时任务|작업"
        ),
        "schedule": (
            "cron|frecuencia|frequency|frequência|interval|queue|runs|schedule|timing|"
            "trigger|расписание|执行周期|调度|频率|스케줄"
        ),
        "code": (
            "code|código|código de erro|código de error|error|error code|hata kodu|kode|"
            "mã lỗi|код|код ошибки|错误代码|错误码|에러 코드|오류 코드"
        ),
        "status": (
            "durum|estado|http|http code|http status|http status code|http状态码|status|"
            "status code|statut|trạng thái|статус|状态码|상태 코드|상태코드"
        ),
    }.items()
}


def column_of(keys: list[str], role: str) -> int | None:
    """The index of the first header that names the role; `keys` are headers in lower case."""
    words = _WORDS[role]
    return next((index for index, key in enumerate(keys) if key in words), None)


def is_column_of(key: str, role: str) -> bool:
    """Whether one header names the role."""
    return key in _WORDS[role]
