import type { Lang } from '../../../language/lang.ts';
import type { AbuseType } from '../../../model/abuse-types.ts';
import { keptText, formOf, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { readTestimony } from '../../third-party/testimony.ts';
import type { Testimony } from '../../third-party/testimony.ts';
import { readTime } from '../../time.ts';
import type { StatedTime } from '../../time.ts';
import type { LetterWords, Reading, Statement } from '../sender.ts';

/** Words by which somebody says that it is a complaint; in a log's line they count for nothing. */
const COMPLAINS: readonly RegExp[] = [
  /\b(?:abus(?:e|ive|ing)|attack(?:s|ed|ing|er)?|brute[ -]?forc\w{1,4}|hack(?:ing|ed|er)?|intrusion|malicious|port ?-?scan\w{0,4}|scanning|probing|spam|ddos|denial of service|unauthori[sz]ed)\b/i,
  /攻撃|不正アクセス|不正な|スキャン|迷惑|乗っ取/,
  /공격|침입|침해|스캔|무단|악성/,
  /攻击|入侵|扫描|滥用|恶意|爆破/,
  /атак|взлом|злоупотреб|сканир|вредонос|несанкционирован|подбор\S{0,3} парол/i,
];

/** What the words name; the lines come first where they show one. */
const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/\bport ?-?scan\w{0,4}|ポートスキャン|포트 ?스캔|端口扫描|сканировани\S{1,3} портов/i, 'port_scan'],
  [/\bddos\b|denial of service|サービス拒否|서비스 거부|拒绝服务|отказ\S{0,3} в обслуживании/i, 'ddos'],
  [/\bbrute[ -]?forc\w{1,4}|総当たり|무차별 대입|暴力破解|爆破|подбор\S{0,3} парол/i, 'login_attack'],
  [/\bspam\b|迷惑メール|스팸|垃圾邮件|спам/i, 'spam'],
];

const MAX_WORDS = 64 * 1024;

/** The text around the lines of logs. */
function wordsOf(message: Message, records: ReadonlySet<number>): string {
  const prose = message.lines
    .filter((_line, at) => !records.has(at + 1))
    .map(({ text }) => text.slice(0, 1000));
  return `${message.subject ?? ''}\n${prose.join('\n')}`.slice(0, MAX_WORDS);
}

/** A date and time that the words give, where no line of a log gives one with its year. */
function timeIn(words: string): StatedTime | undefined {
  for (const { index } of words.matchAll(/\b\d{4}[-/]\d|\b\d{1,2}[- ][A-Z][a-z]{2}|\b[A-Z][a-z]{2} \d/g)) {
    const time = readTime(words.slice(index, index + 120));
    if (time !== undefined) return time;
  }
  return undefined;
}

/** When the accused did it: by the lines that name them, else by the words. */
function timesOf(
  { lines, from, local }: Testimony,
  accused: readonly string[],
  words: string,
): Pick<Statement, 'window' | 'zone'> {
  const times = lines.records
    .flatMap(({ at, source }) => (at !== undefined && accused.includes(source ?? '') ? [at] : []))
    .sort();
  const [begin, end] = [times[0], times.at(-1)];
  if (begin !== undefined) {
    const window = { from: begin, ...(end === undefined || end === begin ? {} : { to: end }) };
    return { window, ...(local ? { zone: 'assumed UTC' } : {}) };
  }
  const time = from === undefined ? timeIn(words) : undefined;
  if (time === undefined) return {};
  return { window: { from: time.instant }, ...(time.zoned ? {} : { zone: 'assumed UTC' }) };
}

function read(message: Message): Reading | undefined {
  const lines = [...message.lines.map(({ raw }) => raw.trimEnd()), ...(message.attached ?? [])];
  const text = keptText(lines);
  const testimony = readTestimony(text);
  const { records } = testimony.lines;
  const sources = testimony.sources.filter(
    (source) =>
      records.some((record) => record.source === source) ||
      testimony.flows.some(({ local }) => local === source),
  );
  if (sources.length === 0) return undefined;
  const words = wordsOf(message, new Set(records.map(({ line }) => line)));
  if (!COMPLAINS.some((pattern) => pattern.test(words))) return undefined;
  const named = sources.filter((source) => words.includes(source));
  // Who complains may paste more than he complains about; whom his words name comes first.
  const accused = named.length > 0 ? named : sources;
  const kind = KINDS.find(([pattern]) => pattern.test(words));
  return reading(
    statement(kind?.[1] ?? 'other', {
      ...(kind === undefined ? {} : { reported_activity: kind[0].exec(words)?.[0] ?? '' }),
      addresses: accused,
      ...timesOf(testimony, accused, words),
      forwarded: text,
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text: line }) => line.trim() !== '')?.number ?? 1,
  );
}

const LETTERS: Readonly<Record<Lang, LetterWords>> = {
  en: { provider: 'network', desk: 'abuse' },
  ja: { provider: '貴社', desk: '不正利用対応' },
  ko: { provider: '귀사', desk: '침해 대응' },
  zh: { provider: '贵方', desk: '滥用处理' },
  ru: { provider: 'вашей стороны', desk: 'по обработке жалоб' },
};

/**
 * A complaint in nobody's form: words that complain, and lines of a log whose own grammar says who did it. It comes last, and
 * says of itself that it was read so.
 */
export const freeText = formOf({
  name: 'free-text',
  title: '',
  phrases: [],
  labels: [],
  letterWords: (lang) => LETTERS[lang],
  read,
});
