import { worded } from './worded.ts';
import { isUtf8 } from 'node:buffer';

/** How the text of an export is read. */
export interface TextReading {
  readonly decode: (bytes: Uint8Array) => string;
  /** For the manifest, where the file does not say by itself how it is written. */
  note?: string;
}

/**
 * Windows' code pages by what the Event Viewer and PowerShell write in that language: columns, keywords, the first
 * words of events 4624 and 4625, halves of the day. A word counts where its bytes are the word in that code page.
 */
const CODE_PAGES: readonly { label: string; page: string; words: readonly string[] }[] = [
  {
    label: 'shift_jis',
    page: 'CP932',
    words: ['キーワード', '日付と時刻', 'イベント', 'アカウント', '監査', 'ログオン', '午前', '午後'],
  },
  {
    label: 'euc-kr',
    page: 'CP949',
    words: ['키워드', '날짜 및 시간', '이벤트', '계정', '감사', '로그온', '오전', '오후'],
  },
  {
    label: 'gb18030',
    page: 'GB18030',
    words: ['关键字', '日期和时间', '事件', '帐户', '账户', '审核', '登录', '上午', '下午'],
  },
  {
    label: 'big5',
    page: 'BIG5',
    words: ['關鍵字', '日期和時間', '事件', '帳戶', '稽核', '登入', '上午', '下午'],
  },
  {
    label: 'windows-1251',
    page: 'CP1251',
    words: ['Ключевые', 'Дата и время', 'Источник', 'событи', 'Аудит', 'учетной записи', 'вход'],
  },
  {
    label: 'windows-1250',
    page: 'CP1250',
    words: [
      'Słowa kluczowe',
      'Źródło',
      'Identyfikator zabezpieczeń',
      'Klíčová slova',
      'Úspěšný',
      'přihlášení',
    ],
  },
  {
    label: 'windows-1252',
    page: 'CP1252',
    words: [
      'Schlüsselwörter',
      'Überwachung',
      'Mots clés',
      'Échec',
      'sécurité',
      'Auditoría',
      'sesión',
      'segurança',
    ],
  },
];

/** Read of a file to tell its code page: from where its letters beyond ASCII begin. */
const SAMPLE_BYTES = 256 * 1024;

function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = Math.max(
    0,
    bytes.findIndex((byte) => byte > 127),
  );
  const start = bytes.lastIndexOf(0x0a, first) + 1;
  return bytes.subarray(start, start + SAMPLE_BYTES);
}

/** How many of the words the bytes hold in that code page; -1: they are no text in it. */
function score(sample: Uint8Array, label: string, words: readonly string[]): number {
  try {
    // Half a character at the sample's end is no error.
    const text = new TextDecoder(label, { fatal: true }).decode(sample, { stream: true });
    return words.filter((word) => text.includes(word)).length;
  } catch {
    return -1;
  }
}

/**
 * How a text is read that is UTF-8, or in a Windows code page as `Export-Csv -Encoding Default` and redirection
 * write it. Its words show which page it is, never a user's name; where they do not show it, it is said to be assumed.
 * Line ends, quotes and delimiters are the same bytes in all of these, and no part of another character.
 */
export function textReading(bytes: Uint8Array): TextReading {
  if (isUtf8(bytes)) {
    const view = new TextDecoder('utf-8', { ignoreBOM: true });
    return { decode: (part) => view.decode(part) };
  }
  const sample = sampleOf(bytes);
  const scored = CODE_PAGES.map(({ label, page, words }) => ({
    label,
    page,
    found: score(sample, label, words),
  })).toSorted((a, b) => b.found - a.found);
  const [best, next] = scored;
  const known = best !== undefined && best.found > Math.max(0, next?.found ?? 0);
  const decoder = new TextDecoder(known ? best.label : 'windows-1252');
  return {
    decode: (part) => decoder.decode(part),
    note: known ? worded('notePage', { label: best.label, page: best.page }) : worded('notePageAssumed'),
  };
}
