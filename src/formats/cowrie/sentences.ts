import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const COWRIE_ROWS = {
  cowrieTold: {
    en: 'a command that command.input has already told of',
    ja: 'command.input で記録済みのコマンド',
    ko: 'command.input에 이미 기록된 명령',
    zh: 'command.input 已记录的命令',
    ru: 'команда, о которой уже сообщил command.input',
  },
  cowrieContent: {
    en: 'the content of a forwarded connection, whose request is an alert',
    ja: '転送された接続の内容 (その要求は警告として記録)',
    ko: '전달된 연결의 내용(그 요청은 경보로 기록됨)',
    zh: '转发连接的内容，其请求已记为告警',
    ru: 'содержимое перенаправленного соединения; его запрос — оповещение',
  },
  cowrieSilent: {
    en: 'an event that tells of the session or the client, not of a deed',
    ja: 'セッションまたはクライアントに関するイベント (行為ではない)',
    ko: '세션이나 클라이언트에 관한 이벤트(행위가 아님)',
    zh: '关于会话或客户端的事件，不是行为',
    ru: 'событие о сеансе или клиенте, а не о действии',
  },
  cowrieNoClient: {
    en: 'some events belong to sessions that began before this file and do not name the client: it is unknown for them',
    ja: 'このファイルより前に始まったセッションのイベントにはクライアントの記載がなく、不明です',
    ko: '이 파일보다 먼저 시작된 세션의 이벤트에는 클라이언트가 없어 알 수 없습니다',
    zh: '有些事件属于此文件之前开始的会话，未指明客户端：无从得知',
    ru: 'некоторые события — из сеансов, начатых до этого файла, и не называют клиента: он неизвестен',
  },
  cowrieNoId: {
    en: 'no eventid of Cowrie',
    ja: 'Cowrie の eventid がありません',
    ko: 'Cowrie의 eventid가 없습니다',
    zh: '没有 Cowrie 的 eventid',
    ru: 'нет eventid от Cowrie',
  },
  cowrieEnds: {
    en: 'src_ip or dst_ip of the connection is no address',
    ja: '接続の src_ip または dst_ip がアドレスではありません',
    ko: '연결의 src_ip 또는 dst_ip가 주소가 아닙니다',
    zh: '连接的 src_ip 或 dst_ip 不是地址',
    ru: 'src_ip или dst_ip соединения — не адрес',
  },
  cowrieNoTarget: {
    en: 'no dst_ip: whom the client wants to reach',
    ja: 'dst_ip がなく、クライアントの接続先が分かりません',
    ko: 'dst_ip가 없어 클라이언트가 연결하려는 곳을 알 수 없습니다',
    zh: '没有 dst_ip：不知客户端要连接谁',
    ru: 'нет dst_ip: к кому хотел подключиться клиент',
  },
  cowrieEvents: {
    en: 'events of Cowrie',
    ja: 'Cowrie のイベント',
    ko: 'Cowrie의 이벤트',
    zh: 'Cowrie 的事件',
    ru: 'события Cowrie',
  },
} as const satisfies Rows;
