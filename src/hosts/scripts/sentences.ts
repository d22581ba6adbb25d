import type { Message } from '../../model/message.ts';
import type { Rows } from '../../model/reason.ts';
import type { ScriptSign } from './signs.ts';

/** What is said of scripts that web servers run. A sign completes "the script …". */
export const SCRIPT_ROWS = {
  signRunsInput: {
    en: 'runs what the request says (line {line})',
    ja: 'リクエストの内容をそのまま実行します（{line} 行目）',
    ko: '요청에 담긴 내용을 그대로 실행합니다({line}번째 줄)',
    zh: '直接执行请求中的内容（第 {line} 行）',
    ru: 'выполняет то, что указано в запросе (строка {line})',
  },
  signRunsEncoded: {
    en: 'runs code that it carries encoded (line {line})',
    ja: 'エンコードして埋め込んだコードを実行します（{line} 行目）',
    ko: '인코딩해 넣어 둔 코드를 실행합니다({line}번째 줄)',
    zh: '执行自身携带的编码代码（第 {line} 行）',
    ru: 'выполняет код, который хранит в закодированном виде (строка {line})',
  },
  signLoadsCode: {
    en: 'loads code that it is sent (line {line})',
    ja: '送り込まれたコードを読み込みます（{line} 行目）',
    ko: '전송받은 코드를 불러옵니다({line}번째 줄)',
    zh: '加载外部发来的代码（第 {line} 行）',
    ru: 'загружает присланный код (строка {line})',
  },
  signSendsWhereAsked: {
    en: 'opens connections to where the request says (line {line})',
    ja: 'リクエストで指定された宛先に接続します（{line} 行目）',
    ko: '요청에 지정된 곳으로 연결합니다({line}번째 줄)',
    zh: '向请求指定的地址发起连接（第 {line} 行）',
    ru: 'открывает соединения с адресом из запроса (строка {line})',
  },
  signMails: {
    en: 'sends mail in a loop, with what the request says (line {line})',
    ja: 'リクエストの内容を使ってメールを繰り返し送信します（{line} 行目）',
    ko: '요청에 담긴 내용으로 메일을 반복해서 보냅니다({line}번째 줄)',
    zh: '用请求中的内容循环发送邮件（第 {line} 行）',
    ru: 'рассылает в цикле письма с данными из запроса (строка {line})',
  },
  signDecodes: {
    en: 'decodes something twice (line {line})',
    ja: 'データを二重にデコードします（{line} 行目）',
    ko: '데이터를 이중으로 디코딩합니다({line}번째 줄)',
    zh: '对数据进行双重解码（第 {line} 行）',
    ru: 'дважды декодирует данные (строка {line})',
  },
  signSockets: {
    en: 'opens sockets (line {line})',
    ja: 'ソケットを開きます（{line} 行目）',
    ko: '소켓을 엽니다({line}번째 줄)',
    zh: '打开套接字（第 {line} 行）',
    ru: 'открывает сокеты (строка {line})',
  },
  signPrograms: {
    en: 'starts programs (line {line})',
    ja: 'プログラムを起動します（{line} 行目）',
    ko: '프로그램을 실행합니다({line}번째 줄)',
    zh: '启动程序（第 {line} 行）',
    ru: 'запускает программы (строка {line})',
  },
  scriptShell: {
    en: 'The web server can run {path}, and the script {signs}: somebody may command the host by it.',
    ja: '{path} は Web サーバーから実行できるスクリプトで、{signs}。ホストを外部から操作される恐れがあります。',
    ko: '{path}은(는) 웹 서버가 실행할 수 있는 스크립트이며, {signs}. 이를 통해 외부에서 호스트를 조종할 수 있습니다.',
    zh: '{path} 可由 Web 服务器执行，该脚本{signs}：他人可能借此控制主机。',
    ru: 'Веб-сервер может выполнить {path}, и этот сценарий {signs}: через него могут управлять хостом.',
  },
  scriptInUploads: {
    en: 'A script lies in a folder for uploads, where none belongs: {path}.',
    ja: 'スクリプトがあるはずのないアップロード用フォルダーにスクリプトがあります: {path}。',
    ko: '스크립트가 있어서는 안 되는 업로드용 폴더에 스크립트가 있습니다: {path}.',
    zh: '上传文件夹中不应有脚本，却存在：{path}。',
    ru: 'В каталоге для загрузок, где сценариев быть не должно, лежит сценарий: {path}.',
  },
} as const satisfies Rows;

const KEYS: Record<ScriptSign, keyof typeof SCRIPT_ROWS> = {
  'runs input': 'signRunsInput',
  'runs encoded': 'signRunsEncoded',
  'loads code': 'signLoadsCode',
  'sends where asked': 'signSendsWhereAsked',
  'mails in a loop': 'signMails',
  decodes: 'signDecodes',
  'opens sockets': 'signSockets',
  'runs programs': 'signPrograms',
};

/** A sign as a clause. @param line of the script, from 1 */
export function signMessage(sign: ScriptSign, line: number): Message {
  return { key: KEYS[sign], params: { line } };
}

/** What inspecting a host says of its scripts. */
export type ScriptMessage =
  | { key: 'scriptShell'; params: { path: string; signs: Message[] } }
  | { key: 'scriptInUploads'; params: { path: string } };
