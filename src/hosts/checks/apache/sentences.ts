import type { Rows } from '../../../model/reason.ts';

/** What checks of the Apache HTTP Server say. */
export const APACHE_ROWS = {
  apacheProxy: {
    en: 'The web server passes on requests of anybody to anywhere: ProxyRequests {value} ({place}). An open proxy is found and abused within hours.',
    ja: 'Web サーバーが誰の要求でも任意の宛先へ中継します: ProxyRequests {value}（{place}）。オープンプロキシは数時間で見つかり、悪用されます。',
    ko: '웹 서버가 누구의 요청이든 어디로나 중계합니다: ProxyRequests {value} ({place}). 열린 프록시는 몇 시간 안에 발견되어 악용됩니다.',
    zh: 'Web 服务器会把任何人的请求转发到任何地方：ProxyRequests {value}（{place}）。开放代理在数小时内就会被发现并滥用。',
    ru: 'Веб-сервер передаёт чьи угодно запросы куда угодно: ProxyRequests {value} ({place}). Открытый прокси находят и используют за считаные часы.',
  },
  apacheProxyFix: {
    en: 'Set ProxyRequests Off; a reverse proxy needs ProxyPass alone.',
    ja: 'ProxyRequests Off に設定してください。リバースプロキシには ProxyPass だけで十分です。',
    ko: 'ProxyRequests Off로 설정하십시오. 리버스 프록시에는 ProxyPass만 있으면 됩니다.',
    zh: '请设置 ProxyRequests Off；反向代理只需要 ProxyPass。',
    ru: 'Установите ProxyRequests Off; обратному прокси достаточно ProxyPass.',
  },
  apacheTokens: {
    en: 'The web server tells its version and system to everybody: ServerTokens {value} ({place}).',
    ja: 'Web サーバーがバージョンと OS を誰にでも知らせています: ServerTokens {value}（{place}）。',
    ko: '웹 서버가 버전과 운영체제를 누구에게나 알립니다: ServerTokens {value} ({place}).',
    zh: 'Web 服务器向所有人透露其版本和系统：ServerTokens {value}（{place}）。',
    ru: 'Веб-сервер сообщает всем свою версию и систему: ServerTokens {value} ({place}).',
  },
  apacheTokensFix: {
    en: 'Set ServerTokens Prod.',
    ja: 'ServerTokens Prod に設定してください。',
    ko: 'ServerTokens Prod로 설정하십시오.',
    zh: '请设置 ServerTokens Prod。',
    ru: 'Установите ServerTokens Prod.',
  },
  apacheTrace: {
    en: 'The web server answers TRACE: TraceEnable {value} ({place}).',
    ja: 'Web サーバーが TRACE に応答します: TraceEnable {value}（{place}）。',
    ko: '웹 서버가 TRACE에 응답합니다: TraceEnable {value} ({place}).',
    zh: 'Web 服务器会响应 TRACE：TraceEnable {value}（{place}）。',
    ru: 'Веб-сервер отвечает на TRACE: TraceEnable {value} ({place}).',
  },
  apacheTraceFix: {
    en: 'Set TraceEnable Off.',
    ja: 'TraceEnable Off に設定してください。',
    ko: 'TraceEnable Off로 설정하십시오.',
    zh: '请设置 TraceEnable Off。',
    ru: 'Установите TraceEnable Off.',
  },
  apacheIndexes: {
    en: 'Folders without an index page show all their files: Options {value} ({place}).',
    ja: 'インデックスページのないフォルダーのファイル一覧が表示されます: Options {value}（{place}）。',
    ko: '인덱스 페이지가 없는 폴더의 파일 목록이 모두 보입니다: Options {value} ({place}).',
    zh: '没有索引页的目录会列出其全部文件：Options {value}（{place}）。',
    ru: 'Каталоги без индексной страницы показывают все свои файлы: Options {value} ({place}).',
  },
  apacheIndexesFix: {
    en: 'Write Options -Indexes there.',
    ja: 'その箇所を Options -Indexes にしてください。',
    ko: '그곳에 Options -Indexes를 적으십시오.',
    zh: '请在该处写入 Options -Indexes。',
    ru: 'Запишите там Options -Indexes.',
  },
  apacheStatus: {
    en: 'Everybody may read the page of requests under way, with clients and queries: SetHandler {value} ({place}).',
    ja: '処理中の要求のページ（クライアントとクエリを含む）を誰でも閲覧できます: SetHandler {value}（{place}）。',
    ko: '처리 중인 요청 페이지(클라이언트와 쿼리 포함)를 누구나 볼 수 있습니다: SetHandler {value} ({place}).',
    zh: '任何人都可以查看正在处理的请求页面（含客户端和查询）：SetHandler {value}（{place}）。',
    ru: 'Страницу текущих запросов с адресами клиентов и параметрами может читать кто угодно: SetHandler {value} ({place}).',
  },
  apacheStatusFix: {
    en: 'Write Require local into its Location.',
    ja: '該当する Location に Require local を記述してください。',
    ko: '해당 Location에 Require local을 적으십시오.',
    zh: '请在其 Location 中写入 Require local。',
    ru: 'Запишите в его Location строку Require local.',
  },
} as const satisfies Rows;
