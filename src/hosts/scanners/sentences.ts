import type { RowMessage, Rows } from '../../model/reason.ts';

/** What is said of scanners for malware that were run over a host's files. */
export const SCANNER_ROWS = {
  scanLooked: {
    en: '{scanner}: files looked at: {files}, files with a match: {matches}.',
    ja: '{scanner}: 検査したファイル {files} 件、一致したファイル {matches} 件。',
    ko: '{scanner}: 검사한 파일 {files}개, 일치한 파일 {matches}개.',
    zh: '{scanner}：检查文件 {files} 个，命中 {matches} 个。',
    ru: '{scanner}: проверено файлов — {files}, с совпадениями — {matches}.',
  },
  scannerMissing: {
    en: '{scanner} is not installed here, and nothing was looked at with it. Mount a snapshot of the disk on a computer that has it, and give the folder with --root.',
    ja: '{scanner} がここにインストールされていないため、これによる検査は行っていません。{scanner} のあるコンピューターにディスクのスナップショットをマウントし、--root でそのフォルダーを指定してください。',
    ko: '{scanner}이(가) 여기에 설치되어 있지 않아 검사하지 못했습니다. {scanner}이(가) 설치된 컴퓨터에 디스크 스냅샷을 마운트하고 --root로 그 폴더를 지정하십시오.',
    zh: '此处未安装 {scanner}，未用它检查任何内容。请在装有 {scanner} 的计算机上挂载磁盘快照，并用 --root 指定该目录。',
    ru: '{scanner} здесь не установлен, и ничего им не проверено. Подключите снимок диска к компьютеру, где он есть, и укажите каталог через --root.',
  },
  scannerFailed: {
    en: '{scanner} could not do its work, and says: {said}',
    ja: '{scanner} は検査を実行できませんでした。メッセージ: {said}',
    ko: '{scanner}에서 검사를 실행하지 못했습니다. 메시지: {said}',
    zh: '{scanner} 未能完成检查，其消息为：{said}',
    ru: '{scanner} не смог выполнить проверку и сообщает: {said}',
  },
  scannerStopped: {
    en: '{scanner} was stopped, because it took longer than {seconds} seconds or printed too much: not all files were looked at.',
    ja: '{seconds} 秒を超えたか出力が多すぎたため、{scanner} を停止しました。すべてのファイルは検査していません。',
    ko: '{seconds}초를 넘었거나 출력이 너무 많아 {scanner}을(를) 중지했습니다. 모든 파일을 검사하지는 않았습니다.',
    zh: '{scanner} 运行超过 {seconds} 秒或输出过多，已被停止：并非所有文件都已检查。',
    ru: '{scanner} остановлен: он работал дольше {seconds} секунд или вывел слишком много. Проверены не все файлы.',
  },
  scannerSkipped: {
    en: 'Files that {scanner} could not look at (gone meanwhile, not readable, or too slow): {files}.',
    ja: '{scanner} が検査できなかったファイル（途中で消えた、読み取れない、時間がかかりすぎた）: {files} 件。',
    ko: '{scanner}에서 검사하지 못한 파일(도중에 사라짐, 읽을 수 없음, 시간 초과): {files}개.',
    zh: '{scanner} 无法检查的文件（期间消失、不可读或耗时过长）：{files} 个。',
    ru: 'Файлы, которые {scanner} не смог проверить (исчезли, недоступны для чтения или требуют слишком много времени): {files}.',
  },
  scannerUnread: {
    en: 'Lines of {scanner} that were not understood: {lines}.',
    ja: '{scanner} の出力のうち解釈できなかった行: {lines} 行。',
    ko: '{scanner}의 출력에서 해석하지 못한 줄: {lines}줄.',
    zh: '{scanner} 的输出中未能理解的行：{lines} 行。',
    ru: 'Строки вывода {scanner}, которые не удалось разобрать: {lines}.',
  },
  scanLeft: {
    en: 'Files that no scanner was given (too large, too many, or a name that no list can hold): {files}, among them {paths}.',
    ja: 'スキャナーに渡さなかったファイル（大きすぎる、多すぎる、または一覧に書けない名前）: {files} 件。例: {paths}。',
    ko: '스캐너에 넘기지 않은 파일(너무 크거나, 너무 많거나, 목록에 쓸 수 없는 이름): {files}개. 예: {paths}.',
    zh: '未交给扫描程序的文件（过大、过多或名称无法写入列表）：{files} 个，例如 {paths}。',
    ru: 'Файлы, не переданные сканерам (слишком велики, слишком много или имя не помещается в список): {files}, среди них {paths}.',
  },
} as const satisfies Rows;

export type ScannerMessage = RowMessage<typeof SCANNER_ROWS>;
