import type { Random } from './random.ts';
import { LONGEST_LINE } from './truth.ts';
import type { Planted } from './truth.ts';
import { stamp } from './visits.ts';
import type { Visit } from './visits.ts';

/** The fields of an access log line as they are written. */
interface Written {
  host: string;
  user: string;
  request: string;
  size: string;
  referer: string;
  agent: string;
}

const SITES = ['www.example.com', 'shop.example.com', '203.0.113.7', '_'];

function write(visit: Visit, written: Written): string {
  const { host, user, request, size, referer, agent } = written;
  const site = visit.site === '' ? '' : `${visit.site}:443 `;
  return `${site}${host} - ${user} [${stamp(visit.second).apache}] "${request}" ${visit.status} ${size} "${referer}" "${agent}"`;
}

function plainly({ client, method, stem, query, user, size, referer, agent }: Visit): Written {
  const url = query === '' ? stem : `${stem}?${query}`;
  return {
    host: client,
    user: user.replace('\\', '\\\\'),
    request: `${method} ${url} HTTP/1.1`,
    size: String(size),
    referer,
    agent,
  };
}

/** Changes what a visit was, and how it is written. */
type Ugly = (visit: Visit, written: Written, random: Random) => void;

/** The visit was this, and is written so. */
function ugly(was: Partial<Visit>, as: Partial<Written>): Ugly {
  return (visit, written) => {
    Object.assign(visit, was);
    Object.assign(written, as);
  };
}

/** What came is kept as it is written: it was no HTTP request. */
function notHttp(request: string): Ugly {
  return ugly({ method: '', status: 400 }, { request });
}

const SHELLSHOCK = '() { :;}; /bin/sh -c "id" 200 1 "-" "x"';

/** What Apache and nginx do write, and what readers stumble over. */
const UGLY: readonly Ugly[] = [
  notHttp('-'),
  notHttp(''),
  // The beginning of a TLS handshake sent to port 80, by Apache and by nginx; then one of RDP, and other greetings.
  notHttp('\\x16\\x03\\x01\\x02'),
  notHttp('\\x16\\x03\\x01\\x00\\xA5\\x01\\x00\\x00\\xA1\\x03\\x03'),
  notHttp('\\x03\\x00\\x00/*\\xE0\\x00\\x00\\x00\\x00\\x00Cookie: mstshash=hello'),
  notHttp('SSH-2.0-Go'),
  notHttp('t3 12.1.2\\n'),
  ugly({ method: 'GET' }, { request: 'GET /' }),
  // Quotes and what looks like the rest of a line, in each of the places that a client fills.
  ugly({ method: 'GET' }, { request: 'GET /\\" 200 7 \\"-\\" \\"forged HTTP/1.1' }),
  ugly({ agent: SHELLSHOCK }, { agent: SHELLSHOCK.replaceAll('"', '\\"') }),
  ugly({ referer: 'http://www.example.com/\\' }, { referer: 'http://www.example.com/\\\\' }),
  ugly({ user: 'j "root" doe' }, { user: 'j \\"root\\" doe' }),
  ugly({ method: 'GET' }, { request: 'GET /search?q=a b  c HTTP/1.1' }),
  (visit, written, random) => {
    visit.method = 'GET';
    written.request = `GET /?q=${'%27+OR+1=1--'.repeat(random.between(100, 650))} HTTP/1.1`;
  },
  ugly({ method: 'CONNECT' }, { request: 'CONNECT www.example.net:443 HTTP/1.1' }),
  ugly({ size: 0 }, { size: '-' }),
  ugly({ client: '' }, { host: 'crawl-7.example.net' }),
  ugly({ client: '2600:1f18::5' }, { host: '2600:1F18:0:0:0:0:0:0005' }),
];

/** One line of so many is an ugly one. */
const UGLY_EVERY = 100;

/** The line of a visit; where it is written in an ugly way the visit is changed to what it then says. */
export function accessLine(visit: Visit, virtualHosts: boolean, random: Random): string {
  const written = plainly(visit);
  if (random.below(UGLY_EVERY) === 0) random.of(UGLY)(visit, written, random);
  if (virtualHosts) visit.site = random.of(SITES);
  return write(visit, written);
}

/** A pattern that every line has once, and what makes the line unreadable in its place. */
const IMPOSSIBLE: readonly (readonly [found: RegExp, value: string])[] = [
  [/\[\d\d/, '[32'],
  [/\[\d\d\/Jul/, '[31/Feb'],
  [/\/Jul\//, '/Foo/'],
  [/\/2026:/, '/1026:'],
  [/:\d\d:\d\d:\d\d /, ':25:00:00 '],
  [/:\d\d:\d\d:\d\d /, ':1:2:3 '],
  [/ \+0000\]/, ']'],
  [/ \+0000\]/, ' +9900]'],
  [/\[[^\]]{26}\]/, '[]'],
  [/\[[^\]]{26}\]/, '-'],
  [/\[[^\]]{26}\]/, `[${'\0'.repeat(26)}]`],
  [/" \d{3} /, '" 20x '],
  [/" \d{3} /, '" 2000 '],
  [/" (\d{3}) \d+ /, '" $1 12k '],
  [/" (\d{3}) \d+ /, '" $1 -5 '],
  [/" (\d{3}) /, ' $1 '],
];

/** A line that is no record, made of a visit. */
export function damagedAccess(visit: Visit, random: Random): Planted {
  const line = write(visit, plainly(visit));
  const rejected = (text: string): Planted => ({ text, becomes: 'rejected' });
  switch (random.below(8)) {
    case 0:
      return { text: random.of(['', '\r']), becomes: 'skipped' };
    case 1:
      return rejected('\0'.repeat(random.between(1, 300)));
    case 2:
      // Within the request at the latest: behind it there is nothing that a line has to have.
      return rejected(line.slice(0, random.between(1, line.indexOf('HTTP/1.1'))));
    case 3:
      return rejected(random.of(['Segmentation fault', line.replaceAll('"', "'"), 'x'.repeat(20_000)]));
    default: {
      const [found, value] = random.of(IMPOSSIBLE);
      return rejected(line.replace(found, value));
    }
  }
}

/** A line so long that it is just read, and one that is not. */
export function longAccess(visit: Visit): { read: string; rejected: string } {
  const line = write(visit, plainly({ ...visit, query: 'long' }));
  const padded = (length: number): string =>
    line.replace('?long', `?long${'0'.repeat(length - line.length)}`);
  return { read: padded(LONGEST_LINE), rejected: padded(LONGEST_LINE + 1) };
}
