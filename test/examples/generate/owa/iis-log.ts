/** One request as IIS logs it. */
export interface Hit {
  /** Seconds since 1970. */
  at: number;
  method: string;
  stem: string;
  query?: string;
  port?: number;
  /** The server's own address; the loopback for health probes. */
  server?: string;
  user?: string;
  client: string;
  agent: string;
  referer?: string;
  status: number;
  substatus?: number;
  win32?: number;
  /** Milliseconds. */
  taken: number;
  sent: number;
  received: number;
}

const SERVER = '10.20.0.5';

const FIELDS =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';
/** After the administrator ticked two more fields. */
const MORE_FIELDS = FIELDS.replace('time-taken', 'sc-bytes cs-bytes time-taken');

function spaced(text: string | undefined): string {
  return text === undefined ? '-' : text.replaceAll(' ', '+');
}

function moment(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function line(hit: Hit, sizes: boolean): string {
  return [
    moment(hit.at),
    hit.server ?? SERVER,
    hit.method,
    hit.stem,
    spaced(hit.query),
    hit.port ?? 443,
    spaced(hit.user),
    hit.client,
    spaced(hit.agent),
    spaced(hit.referer),
    hit.status,
    hit.substatus ?? 0,
    hit.win32 ?? 0,
    ...(sizes ? [hit.sent, hit.received] : []),
    hit.taken,
  ].join(' ');
}

function header(at: number, fields: string): string[] {
  return [
    '#Software: Microsoft Internet Information Services 8.5',
    '#Version: 1.0',
    `#Date: ${moment(at)}`,
    `#Fields: ${fields}`,
  ];
}

/**
 * One log file a day, `W3SVC1/u_ex180201.log`, lines by time.
 * @param change when two fields were added, in the middle of that day's file
 */
export function dailyFiles(hits: readonly Hit[], change: number): Map<string, Buffer> {
  const days = new Map<string, string[]>();
  let sizes = false;
  for (const hit of [...hits].sort((a, b) => a.at - b.at)) {
    const day = moment(hit.at).slice(2, 10).replaceAll('-', '');
    const lines = days.get(day) ?? header(hit.at, sizes ? MORE_FIELDS : FIELDS);
    if (!sizes && hit.at >= change) {
      sizes = true;
      lines.push(...header(hit.at, MORE_FIELDS));
    }
    lines.push(line(hit, sizes));
    days.set(day, lines);
  }
  return new Map(
    [...days].map(([day, lines]) => [`W3SVC1/u_ex${day}.log`, Buffer.from(`${lines.join('\r\n')}\r\n`)]),
  );
}
