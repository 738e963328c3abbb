"""Words of traditional Chinese as those of simplified Chinese that the vocabularies have, sign for sign."""

from __future__ import annotations

import re
from typing import Final

from spec2code.model.patterns import regex

__all__ = ["simplified"]

_WORDS: Final = dict(
    pair.split("=")
    for pair in [
        "請求體=请求体",
        "請求參數=请求参数",
        "請求=请求",
        "響應=响应",
        "回應=响应",
        "回傳=返回",
        "參數=参数",
        "查詢=查询",
        "路徑=路径",
        "錯誤碼=错误码",
        "錯誤=错误",
        "狀態碼=状态码",
        "狀態=状态",
        "說明=说明",
        "描述=描述",
        "備註=备注",
        "類型=类型",
        "型別=类型",
        "預設值=默认值",
        "預設=默认",
        "必填=必填",
        "欄位名稱=字段名称",
        "欄位=字段",
        "標頭=头部",
        "認證=认证",
        "驗證=认证",
        "鑑權=鉴权",
        "鑒權=鉴权",
        "授權=授权",
        "無需=无需",
        "權限=权限",
        "登錄=登录",
        "登入=登录",
        "管理員=管理员",
        "用戶=用户",
        "會話=会话",
        "公開=公开",
        "介面=接口",
        "範例=示例",
        "成功回應=成功响应",
        "資料庫=数据库",
        "資料表=数据表",
        "資料模型=数据模型",
        "索引=索引",
        "約束=约束",
        "主鍵=主键",
        "外鍵=外键",
        "唯一鍵=唯一键",
        "長度=长度",
        "名稱=名称",
        "方法=方法",
        "功能=功能",
        "用途=用途",
        "需要=需要",
    ]
)
_ANY = regex("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))


def simplified(text: str) -> str:
    """The text with the words that are known of traditional Chinese in simplified signs; no place moves."""
    return text if text.isascii() else _ANY.sub(lambda match: _WORDS[match.group()], text)
