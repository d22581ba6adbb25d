/**
 * How mail programs mark a forwarded or quoted mail, in the five languages. Sources: the programs' own output
 * (Gmail, Outlook, Apple Mail, Thunderbird, QQ Mail, Yandex).
 */

export type HeaderName = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'reply-to';

const LABELS: readonly (readonly [HeaderName, readonly string[]])[] = [
  [
    'from',
    [
      'from',
      '差出人',
      '送信者',
      '送信元',
      '보낸 사람',
      '보낸사람',
      '발신',
      '发件人',
      '寄件者',
      '寄件人',
      'от',
      'от кого',
      'отправитель',
    ],
  ],
  [
    'date',
    [
      'date',
      'sent',
      '日時',
      '送信日時',
      '日付',
      '送信日',
      '날짜',
      '보낸 날짜',
      '보낸날짜',
      '보낸 시간',
      '받은 날짜',
      '发送时间',
      '发送日期',
      '日期',
      '时间',
      '寄件日期',
      'дата',
      'отправлено',
      'отправлен',
    ],
  ],
  ['to', ['to', '宛先', '받는 사람', '받는사람', '수신', '收件人', '收件者', 'кому', 'получатель']],
  ['cc', ['cc', '참조', '抄送', '副本', 'копия']],
  ['subject', ['subject', '件名', '제목', '主题', '主旨', '主題', 'тема']],
  ['reply-to', ['reply-to', '返信先', '답장 받는 사람', '回复', 'обратный адрес']],
];

const BY_LABEL = new Map<string, HeaderName>();
for (const [name, labels] of LABELS) for (const label of labels) BY_LABEL.set(label, name);

/** Text between the dashes of a separator line, lower case. */
const SEPARATORS: ReadonlySet<string> = new Set([
  'forwarded message',
  'forwarded mail',
  'original message',
  'begin forwarded message',
  '転送メッセージ',
  '転送されたメッセージ',
  '元のメッセージ',
  '元のメール',
  '전달된 메시지',
  '전달된 메일',
  '원본 메시지',
  '원본 메일',
  '원본메시지',
  '转发的邮件',
  '轉寄的郵件',
  '转发邮件信息',
  '邮件原件',
  '原始邮件',
  '原始郵件',
  '以下是转发的邮件',
  '下面是被转发的邮件',
  'пересланное сообщение',
  'пересылаемое сообщение',
  'перенаправленное сообщение',
  'исходное сообщение',
  'начало переадресованного сообщения',
  'конец пересылаемого сообщения',
]);

/** `---------- Forwarded message ---------`, `-----原始邮件-----`, `Begin forwarded message:`. */
export function isSeparator(text: string): boolean {
  if (text.length > 100) return false;
  const bare = text.replace(/^[\s\-_=*]+/, '').replace(/[\s\-_=*:]+$/, '');
  return SEPARATORS.has(bare.toLowerCase());
}

/** A line of a forwarded header: `보낸 사람: …`, `*From:* …`. */
export function headerLine(text: string): { name: HeaderName; value: string } | undefined {
  const colon = text.indexOf(':');
  if (colon < 1 || colon > 30) return undefined;
  const label = text.slice(0, colon).replaceAll('*', '').trim().toLowerCase();
  const name = BY_LABEL.get(label);
  if (name === undefined) return undefined;
  return {
    name,
    value: text
      .slice(colon + 1)
      .replace(/^[\s*]+/, '')
      .trim(),
  };
}

/** Endings of the line that introduces a quoted answer: `On …, X wrote:`. */
const ATTRIBUTION_END =
  /(?:wrote|のメール|さんは書きました|が書きました|님이 작성|님의 메시지|작성|写道|寫道|пишет|писал|писала|написал|написала|написал\(а\))\s*:\s*$/i;

/** A line (or two joined ones) that introduces a quoted mail: it names an address and ends in "wrote:". */
export function isAttribution(text: string): boolean {
  return text.length < 400 && text.includes('@') && ATTRIBUTION_END.test(text);
}
