import type { RowMessage, Rows } from '../../model/reason.ts';

/** What is said of programs that come back, and of what starts them. */
export const WATCH_ROWS = {
  respawn: {
    en: '{path} ended and was started again while it was watched (starts: {times}, seconds: {seconds}, now process {pid}). It is started by {starts}.',
    ja: '{path} は、監視中に終了した後に再び起動しました（{seconds} 秒間に起動 {times} 回、現在のプロセスは {pid}）。起動元: {starts}。',
    ko: '{path}이(가) 감시 중에 종료된 뒤 다시 시작되었습니다({seconds}초 동안 {times}회 시작, 현재 프로세스 {pid}). 시작 주체: {starts}.',
    zh: '{path} 在监视期间结束后又被重新启动（{seconds} 秒内启动 {times} 次，当前进程为 {pid}）。启动来源：{starts}。',
    ru: 'Пока велось наблюдение, {path} завершился и был запущен снова (запусков: {times}, секунд: {seconds}, сейчас это процесс {pid}). Его запускает {starts}.',
  },
  startedByProcess: {
    en: 'process {process}',
    ja: 'プロセス {process}',
    ko: '프로세스 {process}',
    zh: '进程 {process}',
    ru: 'процесс {process}',
  },
  startedByCron: {
    en: 'cron, by {place}',
    ja: 'cron（{place} の記述による）',
    ko: 'cron({place})',
    zh: 'cron（见 {place}）',
    ru: 'cron по {place}',
  },
  startedByCronUnseen: {
    en: 'cron, by a line that was not found',
    ja: 'cron（該当する行は見つかりません）',
    ko: 'cron(해당하는 줄은 찾지 못함)',
    zh: 'cron（未找到对应的行）',
    ru: 'cron по строке, которая не найдена',
  },
  startedByUnit: {
    en: 'systemd, as {unit}',
    ja: 'systemd（ユニット {unit}）',
    ko: 'systemd(유닛 {unit})',
    zh: 'systemd（单元 {unit}）',
    ru: 'systemd как {unit}',
  },
  startedByTimer: {
    en: 'the systemd timer {unit}',
    ja: 'systemd タイマー {unit}',
    ko: 'systemd 타이머 {unit}',
    zh: 'systemd 定时器 {unit}',
    ru: 'таймер systemd {unit}',
  },
  startedByTransient: {
    en: 'a transient unit of systemd, which a restart of the host removes ({unit})',
    ja: 'systemd の一時ユニット（ホストの再起動で消えます: {unit}）',
    ko: 'systemd의 임시 유닛(호스트를 다시 시작하면 사라짐: {unit})',
    zh: 'systemd 的临时单元（主机重启后消失：{unit}）',
    ru: 'временный юнит systemd, который исчезает при перезагрузке хоста ({unit})',
  },
  startedUnseen: {
    en: 'nothing that can be seen',
    ja: '確認できるものはありません',
    ko: '확인되지 않음',
    zh: '未发现可见的来源',
    ru: 'то, чего не видно',
  },
  watched: {
    en: 'Watched for {seconds} seconds; programs that ended and were started again: {programs}.',
    ja: '{seconds} 秒間監視しました。終了後に再び起動したプログラム: {programs} 件。',
    ko: '{seconds}초 동안 감시했습니다. 종료된 뒤 다시 시작된 프로그램: {programs}개.',
    zh: '监视了 {seconds} 秒；结束后又重新启动的程序：{programs} 个。',
    ru: 'Наблюдение длилось секунд: {seconds}. Программ, которые завершились и были запущены снова: {programs}.',
  },
  watchBegins: {
    en: 'Watching for {seconds} seconds. Keep what the process runs, then end it in another terminal.',
    ja: '{seconds} 秒間監視します。プロセスが実行しているものを保存してから、別の端末で終了させてください。',
    ko: '{seconds}초 동안 감시합니다. 프로세스가 실행 중인 것을 보존한 다음 다른 터미널에서 종료하십시오.',
    zh: '将监视 {seconds} 秒。请先保存该进程运行的内容，再在另一个终端中终止它。',
    ru: 'Наблюдение продлится секунд: {seconds}. Сохраните то, что выполняет процесс, затем завершите его в другом терминале.',
  },
  watchLeft: {
    en: 'More processes began while the host was watched than are kept: programs that came back may be missing.',
    ja: '監視中に起動したプロセスが多すぎるため、再び起動したプログラムを見落としている可能性があります。',
    ko: '감시 중에 시작된 프로세스가 너무 많아, 다시 시작된 프로그램이 빠졌을 수 있습니다.',
    zh: '监视期间启动的进程过多，重新启动的程序可能有遗漏。',
    ru: 'За время наблюдения запустилось слишком много процессов: часть перезапущенных программ могла быть пропущена.',
  },
} as const satisfies Rows;

export type WatchMessage = RowMessage<typeof WATCH_ROWS>;
