import type { Rows } from '../../model/reason.ts';

/** What happened inside the host, and when. Processes and paths are texts. */
export const TIMELINE_ROWS = {
  hostProcessBegan: {
    en: 'Process {process} started.',
    ja: 'プロセス {process} が開始しました。',
    ko: '프로세스 {process}이(가) 시작되었습니다.',
    zh: '进程 {process} 启动。',
    ru: 'Запущен процесс {process}.',
  },
  hostFileBorn: {
    en: 'The file {path} was made.',
    ja: 'ファイル {path} が作成されました。',
    ko: '파일 {path}이(가) 만들어졌습니다.',
    zh: '文件 {path} 被创建。',
    ru: 'Создан файл {path}.',
  },
  hostFileModified: {
    en: 'The contents of {path} were written.',
    ja: '{path} の内容が書き込まれました。',
    ko: '{path}의 내용이 기록되었습니다.',
    zh: '{path} 的内容被写入。',
    ru: 'Записано содержимое {path}.',
  },
  hostFileChanged: {
    en: '{path} was created, renamed, or given other permissions.',
    ja: '{path} が作成されたか、名前または権限が変更されました。',
    ko: '{path}이(가) 생성되었거나, 이름 또는 권한이 변경되었습니다.',
    zh: '{path} 被创建、重命名或更改了权限。',
    ru: 'Файл {path} создан, переименован или получил другие права.',
  },
  hostLogin: {
    en: '{user} logged in from {from}.',
    ja: '{user} が {from} からログインしました。',
    ko: '{user}이(가) {from}에서 로그인했습니다.',
    zh: '{user} 从 {from} 登录。',
    ru: '{user} вошёл с {from}.',
  },
  hostLoginHere: {
    en: '{user} logged in at the console or without an address.',
    ja: '{user} がコンソールから、またはアドレスの記録なしにログインしました。',
    ko: '{user}이(가) 콘솔에서 또는 주소 기록 없이 로그인했습니다.',
    zh: '{user} 在控制台登录，或未记录来源地址。',
    ru: '{user} вошёл с консоли или без записи адреса.',
  },
  hostRefused: {
    en: 'Logins from {from} began to be refused ({refused} in all).',
    ja: '{from} からのログインの拒否が始まりました（計 {refused} 件）。',
    ko: '{from}에서의 로그인 거부가 시작되었습니다(모두 {refused}건).',
    zh: '来自 {from} 的登录开始被拒绝（共 {refused} 次）。',
    ru: 'Начались отказы во входе с {from} (всего {refused}).',
  },
  hostUnplaced: {
    en: 'Times without a zone or a year that are left out here: {times}. Run date beside the lists and they are placed.',
    ja: 'タイムゾーンまたは年がないため、ここに含めていない時刻: {times} 件。一覧と一緒に date を実行すると含められます。',
    ko: '시간대나 연도가 없어 여기에서 제외한 시각: {times}건. 목록과 함께 date를 실행하면 포함됩니다.',
    zh: '因缺少时区或年份而未列入的时间：{times} 个。在获取列表时同时运行 date 即可列入。',
    ru: 'Времена без пояса или года, которые здесь пропущены: {times}. Выполните date вместе со списками, и они встанут на место.',
  },
} as const satisfies Rows;
