"""The words that specs use, in ten languages, for the parts of an endpoint.

One table: role -> the phrases that name it, lower case. A label is matched by its longest phrase.
"""

from __future__ import annotations

from typing import Final

__all__ = ["LABEL_WORDS"]

LABEL_WORDS: Final[dict[str, str]] = {
    "example_request": (
        "beispielanfrage|beispiel-request|przykładowe żądanie|esempio di richiesta|"
        "example request|request example|sample request|example call|example usage|usage example"
        "|curl example|example curl|curl|请求示例|请求样例|请求例子|调用示例|요청 예시|요청 예제|ejemplo de solicitud"
        "|ejemplo de petición|ejemplo de request|exemplo de requisição|exemplo de request"
        "|exemple de requête|örnek istek|ví dụ request|ví dụ yêu cầu|пример запроса|приклад запиту|contoh request"
        "|contoh permintaan|مثال الطلب"
        "|リクエスト例|リクエストサンプル|呼び出し例"
    ),
    "example_response": (
        "beispielantwort|beispiel-response|przykładowa odpowiedź|esempio di risposta|"
        "example response|response example|sample response|响应示例|返回示例|响应样例|返回样例|返回例子|응답 예시|응답 예제"
        "|ejemplo de respuesta|exemplo de resposta|exemple de réponse|örnek yanıt|ví dụ response"
        "|ví dụ phản hồi|пример ответа|приклад відповіді|contoh response|contoh respons|مثال الاستجابة"
        "|レスポンス例|レスポンスサンプル|応答例"
    ),
    "errors": (
        "fehler|fehlerfälle|fehlercodes|mögliche fehler|błędy|kody błędów|możliwe błędy|errori|codici di errore|possibili errori|"
        "error|errors|error response|error responses|error code|error codes|error case|error cases"
        "|error handling|possible errors|failure|failure response|failures|failed|error format"
        "|http errors|exceptions|error example|fail|错误|错误响应|错误码|错误返回|错误情况|错误处理|错误代码|失败|失败响应"
        "|失败返回|失败示例|失败例子|错误示例|异常|异常返回|异常情况|错误信息|錯誤|錯誤回應|錯誤碼|에러|에러 응답|에러 코드|오류|오류 응답"
        "|오류 코드|실패|실패 응답|errores|error posible|errores posibles|códigos de error|respuesta de error"
        "|respuestas de error|erros|erro|erros possíveis|resposta de erro|respostas de erro|erreurs"
        "|erreur|codes d'erreur|réponse d'erreur|réponses d'erreur|hata|hatalar|hata kodları"
        "|hata yanıtı|hata yanıtları|olası hatalar|lỗi|mã lỗi|phản hồi lỗi|trường hợp lỗi|ошибки"
        "|ошибка|коды ошибок|возможные ошибки|помилки|помилка|коди помилок|можливі помилки|kesalahan|kode kesalahan|respon error|أخطاء|الأخطاء"
        "|エラー|エラーレスポンス|エラーコード|エラー時|エラー応答|エラー一覧|失敗時"
    ),
    "statuses": (
        "statuscode|statuscodes|http-statuscodes|kody odpowiedzi|kod odpowiedzi|kody statusu|codici di stato|codice di stato|"
        "status code|status codes|http status|http status code|http status codes|response code"
        "|response codes|return code|return codes|status|statuses|http codes|http code|状态码|http状态码|返回码"
        "|响应码|响应状态码|响应状态|返回状态码|狀態碼|상태 코드|상태코드|응답 코드|códigos de estado|código de estado"
        "|códigos de respuesta|códigos http|código http|códigos de status|códigos de resposta"
        "|codes de statut|codes http|code http|codes de réponse|statut|durum kodları|durum kodu"
        "|mã trạng thái|mã phản hồi|коды ответа|коды ответов|коды состояния|http коды|код ответа|код відповіді|коди відповіді|коди відповідей|код стану|kode status"
        "|رمز الحالة|رموز الحالة"
        "|ステータス|ステータスコード|httpステータス|httpステータスコード|レスポンスコード"
    ),
    "cookies": "cookie|set-cookie|쿠키|クッキー|cookies|request cookies|cookie parameters|cookie params",
    "headers": (
        "kopfzeilen|anfrage-header|nagłówki|nagłówek|intestazioni|intestazione|"
        "header|headers|request header|request headers|http headers|required headers|请求头|请求头部|请求header|头部"
        "|請求標頭|헤더|요청 헤더|encabezado|encabezados|cabecera|cabeceras|headers requeridos|cabeçalho"
        "|cabeçalhos|en-tête|en-têtes|başlık|başlıklar|header'lar|tiêu đề|заголовки|заголовок"
        "|заголовки запроса|заголовки запиту|الترويسات"
        "|ヘッダー|ヘッダ|リクエストヘッダー|リクエストヘッダ"
    ),
    "query": (
        "abfrageparameter|query-parameter|parametry zapytania|parametry query|parametri di query|parametri query|"
        "query|queries|query param|query params|query parameter|query parameters|query string"
        "|query string parameters|querystring|url query|url query parameters|url params"
        "|url parameters|get params|get parameters|query params may include|query parameters may include|supported query params|supported query parameters|filters|filter parameters|search params"
        "|查询参数|查询|get参数|query参数|url参数|请求参数(query)|查詢參數|쿼리|쿼리 파라미터|쿼리 스트링|쿼리 매개변수|쿼리파라미터"
        "|parámetros de consulta|parámetros query|query parámetros|parámetros de query|filtros"
        "|parâmetros de consulta|parâmetros de query|query parâmetros|parâmetros query"
        "|paramètres de requête|paramètres query|paramètres d'url|sorgu parametreleri|sorgu"
        "|query parametreleri|tham số truy vấn|tham số query|query-параметры|query параметры"
        "|параметры строки запроса|параметры query|query-параметри|query параметри|параметри рядка запиту|параметри query|parameter query|query parameter|معاملات الاستعلام"
        "|クエリパラメータ|クエリパラメーター|クエリ|クエリ文字列|検索条件"
    ),
    "path_parameters": (
        "pfadparameter|pfad-parameter|parametry ścieżki|parametri di percorso|parametri di path|"
        "path param|path params|path parameter|path parameters|path variable|path variables"
        "|url path parameters|route params|route parameters|路径参数|path参数|路由参数|路徑參數|경로 변수|경로 파라미터"
        "|경로 매개변수|패스 파라미터|parámetros de ruta|parámetros de path|parámetros de la ruta"
        "|parámetros de url|parâmetros de rota|parâmetros de caminho|parâmetros de path|parâmetros de url"
        "|paramètres de chemin|paramètres de route|yol parametreleri|path parametreleri"
        "|tham số đường dẫn|параметры пути|path-параметры|параметри шляху|path-параметри|параметры url|parameter path|معاملات المسار"
        "|パスパラメータ|パスパラメーター"
    ),
    "request": (
        "anfrage|anfragekörper|anfrage-body|eingabe|żądanie|treść żądania|ciało żądania|zapytanie|richiesta|corpo della richiesta|corpo richiesta|"
        "request|requests|request body|request payload|request data|request schema|request format"
        "|request fields|request json|request parameters|request params|request body schema|request dto"
        "|body|body params|body parameters|body schema|json body|json payload|allowed fields|editable fields|updatable fields|updateable fields|mutable fields|modifiable fields|accepted fields|body fields|payload|input|inputs"
        "|input data|form data|form-data|form fields|form|multipart|multipart fields|multipart field|file field|file fields|upload field|form field|any subset of|post data"
        "|post body|post params|post parameters|accepts|sends|expects|receives|принимает|принимает поля|принимает параметры|принимаемые поля|acepta|recibe|aceita|recebe|accepte|reçoit|accetta|riceve|erwartet|dto|请求|请求体|请求参数|请求数据|请求格式|请求内容|请求body"
        "|请求消息体|请求体参数|请求字段|请求报文|入参|post参数|put参数|patch参数|delete参数|body参数|输入|输入参数|提交参数|表单|表单字段"
        "|請求|請求參數|請求體|요청|요청 본문|요청 바디|요청 데이터|요청 파라미터|요청 형식|요청 필드|본문|입력|바디|solicitud|petición"
        "|cuerpo|cuerpo de la petición|cuerpo de la solicitud|cuerpo de solicitud|cuerpo de petición|datos"
        "|entrada|payload esperado|requisição|corpo|corpo da requisição|corpo do pedido|corpo da requisicao"
        "|dados|pedido|requête|corps|corps de requête|corps de la requête|données|entrée|istek"
        "|istek gövdesi|gövde|girdi|istek parametreleri|yêu cầu|dữ liệu|đầu vào|nội dung yêu cầu|body yêu cầu"
        "|тело|тело запроса|запрос|тіло|тіло запиту|запит|поля запиту|схема запроса|схема тела запроса|формат запроса|структура запроса|поля запроса|вход|входные данные|permintaan|masukan|isi permintaan|body permintaan"
        "|طلب|الطلب|جسم الطلب"
        "|リクエスト|リクエストボディ|リクエストパラメータ|リクエストデータ|ボディ|入力|リクエスト本文|送信データ|送信内容|リクエストフィールド"
        "|req|req body|request message|request contract|multipart/form-data|multipart/form-data fields|form-data fields|multipart form fields|multipart/form-data 字段|form-data 字段|multipart 字段"
        "|multipart/form-data 필드|form-data 필드|multipart/form-data フィールド|поля multipart/form-data|поля формы|campos del formulario|campos do formulário|champs du formulaire|表单参数|请求表单|form参数"
    ),
    "response": (
        "antwort|erfolgsantwort|antwortkörper|rückgabe|odpowiedź|treść odpowiedzi|risposta|risposte|corpo della risposta|risposta di successo|"
        "response|responses|response body|response payload|response data|response schema|response dto"
        "|response format|response fields|response json|response model|expected response|success response"
        "|successful response|success|on success|returns|return|return value|output|outputs|result|reply"
        "|happy path response|响应|响应体|响应数据|响应格式|响应内容|响应参数|响应结果|响应字段|响应报文|返回|返回值|返回结果|返回数据"
        "|返回参数|返回格式|返回内容|返回体|返回字段|成功|成功响应|成功返回|成功例子|成功示例|成功返回示例|出参|输出|输出参数|回應|回傳|응답"
        "|응답 본문|응답 바디|응답 데이터|응답 형식|응답 필드|성공|성공 응답|반환|반환값|결과|출력|respuesta|respuestas"
        "|respuesta esperada|respuesta exitosa|respuesta de éxito|respuesta correcta|éxito|devuelve"
        "|retorna|salida|respuesta ok|resposta|respostas|resposta esperada|resposta de sucesso|sucesso"
        "|retorno|saída|réponse|réponses|réponse attendue|réponse succès|réponse de succès|succès|retour|retourne"
        "|sortie|yanıt|yanıtlar|cevap|dönüş|çıktı|başarılı yanıt|başarılı cevap|phản hồi|kết quả|trả về"
        "|đầu ra|phản hồi thành công|thành công|ответ|ответы|тело ответа|відповідь|відповіді|тіло відповіді|успішна відповідь|схема ответа|формат ответа|структура ответа|поля ответа|схема успешного ответа|успешный ответ|успех|возвращает|результат|выход"
        "|respon|respons|balasan|keluaran|respon sukses|response sukses|hasil|استجابة|الاستجابة|الرد|رد"
        "|レスポンス|レスポンスボディ|応答|戻り値|成功時|成功レスポンス|返却値|レスポンス本文|返却|返却内容|レスポンスフィールド"
        "|响应 data|响应data|返回 data|返回data|성공 응답 data|응답 data|レスポンス data|レスポンスdata"
        "|res|resp|res body|response message|response contract"
    ),
    "parameters": (
        "parametry|parametri|parametro|"
        "param|params|parameter|parameters|argument|arguments|args|参数|参数说明|参数列表|接口参数|參數|파라미터|매개변수"
        "|parámetro|parámetros|parametros|parâmetro|parâmetros|paramètre|paramètres|parametre|parametreler"
        "|tham số|параметр|параметры|параметри|المعاملات"
        "|パラメータ|パラメーター"
    ),
    "auth": (
        "auth|authentication|authorization|auth required|authentication required|requires auth"
        "|requires authentication|access|access control|access level|security|login required|auth type"
        "|auth level|authn|protected|protection|requires login|认证|鉴权|授权|认证方式|认证要求|鉴权方式|是否需要登录|是否需要认证|需要登录"
        "|需要认证|需认证|登录|是否登录|是否鉴权|身份验证|权限要求|認證|인증|인증 필요|인증 여부|인증필요|인가|접근|접근 권한|autenticación|autorización|acceso"
        "|seguridad|requiere autenticación|requiere auth|autenticación requerida|autenticação"
        "|autorização|acesso|segurança|requer autenticação|autenticação necessária|authentification"
        "|autorisation|accès|sécurité|kimlik doğrulama|yetkilendirme|yetki|erişim|auth gerekli"
        "|xác thực|quyền truy cập|bảo mật|аутентификация|авторизация|автентифікація|аутентифікація|авторизація|доступ|безопасность"
        "|требуется авторизация|контроль доступа|права доступа|autoryzacja|uwierzytelnianie|authentifizierung|autorisierung|autenticazione|autentikasi|otorisasi|akses|المصادقة|التفويض"
        "|認証|認可|認証要否|要認証|認証方式"
    ),
    "roles": (
        "permission|permissions|role|roles|required role|required roles|required permission"
        "|required permissions|allowed roles|who can call|allowed for|scope|scopes|required scope"
        "|权限|角色|所需权限|所需角色|需要权限|允许角色|權限|권한|역할|필요 권한|rol|permiso|permisos|rol requerido|roles permitidos|permissão"
        "|permissões|papel|perfis|rôle|rôles|rôle requis|droits|rol gereksinimi|izin|izinler|vai trò|quyền|роль"
        "|роли|права|права доступа|peran|izin akses|الصلاحيات|الدور"
        "|権限|ロール|必要権限"
        "|rolle|rollen|berechtigung|berechtigungen|ruolo|ruoli|rola|uprawnienia"
    ),
    "description": (
        "description|desc|purpose|summary|overview|what it does|details|note|描述|说明|功能|用途|接口描述|接口说明|功能描述|功能说明"
        "|简介|描述说明|説明|설명|기능|목적|descripción|propósito|objetivo|función|descrição|finalidade|description"
        "|but|objectif|açıklama|amaç|mô tả|chức năng|mục đích|описание|назначение|цель|опис|призначення|мета|deskripsi|tujuan|fungsi"
        "|الوصف|الغرض"
        "|概要|機能"
        "|zweck|beschreibung|bedeutung|descrizione|scopo|opis|działanie"
    ),
    "endpoint": (
        "endpoint|endpoint url|endpoint requerido|api|api endpoint|route|url|uri|path|http request"
        "|request url|request uri|request line|request path|url path|uri path|api path|api url|end point|http endpoint|resource|resource url|接口|接口地址|接口路径|接口url|请求地址|请求路径|请求url|地址|路径"
        "|路由|api路径|请求接口|엔드포인트|경로|주소|요청 url|요청 경로|api 경로|ruta|ruta api|endpoint necesario|rota|caminho|chemin"
        "|uç nokta|yol|adres|đường dẫn|điểm cuối|эндпоинт|маршрут|путь|ендпоінт|ендпойнт|шлях|адрес|эндпойнт|rute|jalur|titik akhir|مسار|المسار|نقطة النهاية"
        "|エンドポイント|パス"
    ),
    "method": (
        "method|http method|verb|http verb|request method|方法|请求方法|请求方式|http方法|请求类型|方式|메서드|메소드|http 메서드|http 메소드"
        "|요청 방식|método|método http|metodo|méthode|méthode http|yöntem|metot|metod|http metodu|phương thức|метод"
        "|http метод|http-метод|metode|metode http|الطريقة"
        "|メソッド|httpメソッド"
    ),
    "rate_limit": (
        "rate limit|rate limits|rate limiting|rate-limit|throttle|throttling|limit|限流|频率限制|访问频率|速率限制|请求限制|요청 제한"
        "|속도 제한|호출 제한|límite de tasa|límite|limite de taxa|limite|limite de débit|hız limiti|hız sınırı|giới hạn"
        "|ограничение|лимит|rate limit'ler|batas|batasan laju"
    ),
    "idempotency": (
        "idempotency-key|idempotency key|idempotency|idempotent|幂等|幂等性|幂等键|멱등성|멱등키|idempotencia|idempotência"
        "|clé d'idempotence|идемпотентность"
    ),
    "content_type": (
        "body type|body format|payload type|payload format|request type|request format|media type|mime type|tipo de body|tipo de cuerpo|tipo de corpo|formato del body|"
        "content-type|content type|media type|mime type|consumes|produces|内容类型|请求类型|콘텐츠 타입|tipo de contenido"
        "|tipo de conteúdo|type de contenu|içerik tipi|тип содержимого"
    ),
    "base": (
        "base url|base path|base|base uri|base endpoint|api base|api base url|api base path|api prefix|prefix|url prefix"
        "|path prefix|route prefix|server|servers|root url|api root|base route|基础路径|基础url|基础地址|接口前缀|统一前缀|url前缀|路由前缀|api前缀"
        "|前缀|根路径|基本路径|基準路徑|기본 url|기본 경로|베이스 url|기본 주소|url base|ruta base|prefijo|base de la api|caminho base|prefixo"
        "|rota base|url de base|préfixe|chemin de base|temel url|temel yol|taban url|ön ek|đường dẫn gốc|url gốc|tiền tố"
        "|базовый url|базовый путь|префикс|базовий url|базовий шлях|префікс|base url api|url dasar|prefiks|المسار الأساسي"
    ),
    "required_fields": (
        "required|required fields|required params|required parameters|required body fields|mandatory|mandatory fields"
        "|必填|必填字段|必填参数|必需字段|필수|필수 필드|필수 항목|obligatorio|obligatorios|requeridos|campos obligatorios|campos requeridos"
        "|obrigatórios|campos obrigatórios|requis|obligatoires|champs requis|champs obligatoires|zorunlu|zorunlu alanlar"
        "|bắt buộc|trường bắt buộc|обязательные|обязательные поля|обов'язкові|обов'язкові поля|обов’язкові поля|wajib|field wajib"
    ),
    "optional_fields": (
        "请求可选|请求可选字段|可选请求参数|请求体可选|optional request fields|optional|optional fields|optional params|optional parameters|optional body fields|可选|可选字段|可选参数|选填|选填字段"
        "|선택|선택 필드|선택 항목|opcional|opcionales|campos opcionales|opcionais|campos opcionais|optionnels|champs optionnels|champs facultatifs"
        "|opsiyonel|opsiyonel alanlar|isteğe bağlı alanlar|tùy chọn|trường tùy chọn|необязательные|необязательные поля|необов'язкові|необов'язкові поля|необов’язкові поля|опциональные|опциональные поля|opsional|field opsional"
    ),
    "validation": (
        "validation|validations|validation rules|field constraints|constraints|field validation"
        "|data validation|input validation|field rules|rules|field notes|fields|필드|字段|フィールド|campi|field description|field descriptions"
        "|校验|校验规则|字段约束|字段说明|字段校验|验证规则|约束|유효성 검사|검증|제약|제약조건|validación|validaciones|reglas"
        "|validação|validações|regras|validation des champs|règles|doğrulama|kurallar|alanlar|ràng buộc|quy tắc"
        "|валидация|ограничения полей|правила|поля|validasi|aturan"
    ),
}
