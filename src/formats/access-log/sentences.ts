import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const ACCESS_ROWS = {
  accessIo: {
    en: 'two numbers after the agent were read as bytes in and out (combinedio)',
    ja: 'ユーザーエージェントの後の 2 つの数値を、受信と送信のバイト数として読み取りました (combinedio)',
    ko: '사용자 에이전트 뒤의 두 수를 수신 및 송신 바이트로 읽었습니다(combinedio)',
    zh: '用户代理之后的两个数字按收发字节数读取（combinedio）',
    ru: 'два числа после агента прочитаны как принятые и отправленные байты (combinedio)',
  },
  accessMore: {
    en: 'values after the agent that no known format has there are not kept',
    ja: 'ユーザーエージェントの後にある、既知の形式にない値は保存しません',
    ko: '사용자 에이전트 뒤에 있는, 알려진 형식에 없는 값은 보존하지 않습니다',
    zh: '用户代理之后不属于任何已知格式的值不予保留',
    ru: 'значения после агента, которых нет ни в одном известном формате, не сохраняются',
  },
  accessNoSize: {
    en: 'no size after the status',
    ja: 'ステータスの後にサイズがありません',
    ko: '상태 코드 뒤에 크기가 없습니다',
    zh: '状态码之后没有大小',
    ru: 'после кода состояния нет размера',
  },
  accessNames: {
    en: 'some clients are host names, not addresses (HostnameLookups): whose they are cannot be told from this log',
    ja: 'アドレスではなくホスト名のクライアントがあります (HostnameLookups)。誰のものか、このログからは分かりません',
    ko: '주소가 아니라 호스트 이름인 클라이언트가 있습니다(HostnameLookups). 누구의 것인지 이 로그로는 알 수 없습니다',
    zh: '有些客户端是主机名而非地址（HostnameLookups）：从此日志无法得知归属',
    ru: 'некоторые клиенты — имена узлов, а не адреса (HostnameLookups): чьи они, по этому журналу не узнать',
  },
  accessDash: {
    en: 'some lines have - in the place of the client: who asked cannot be told',
    ja: 'クライアントの位置が - の行があり、要求元が分かりません',
    ko: '클라이언트 자리가 -인 줄이 있어 누가 요청했는지 알 수 없습니다',
    zh: '有些行的客户端位置为 -：无法得知请求者',
    ru: 'в некоторых строках на месте клиента стоит -: кто обращался, узнать нельзя',
  },
  accessList: {
    en: 'a list of addresses before the time (X-Forwarded-For): give the format with --log-format',
    ja: '時刻の前にアドレスのリストがあります (X-Forwarded-For)。--log-format で形式を指定してください',
    ko: '시각 앞에 주소 목록이 있습니다(X-Forwarded-For). --log-format으로 형식을 지정하십시오',
    zh: '时间之前是地址列表（X-Forwarded-For）：请用 --log-format 指定格式',
    ru: 'перед временем список адресов (X-Forwarded-For): укажите формат в --log-format',
  },
  accessTwo: {
    en: 'two fields before the time could be the client: give the format with --log-format',
    ja: '時刻の前に、クライアントと考えられる項目が 2 つあります。--log-format で形式を指定してください',
    ko: '시각 앞에 클라이언트일 수 있는 항목이 두 개 있습니다. --log-format으로 형식을 지정하십시오',
    zh: '时间之前有两个字段可能是客户端：请用 --log-format 指定格式',
    ru: 'перед временем два поля могут быть клиентом: укажите формат в --log-format',
  },
  accessNone: {
    en: 'no client where an access log has it: give the format with --log-format',
    ja: 'アクセスログのクライアントの位置に、クライアントがありません。--log-format で形式を指定してください',
    ko: '접근 로그의 클라이언트 자리에 클라이언트가 없습니다. --log-format으로 형식을 지정하십시오',
    zh: '访问日志中应有客户端之处没有客户端：请用 --log-format 指定格式',
    ru: 'там, где в журнале доступа стоит клиент, его нет: укажите формат в --log-format',
  },
} as const satisfies Rows;
