import { Chance } from '../chance.ts';
import { rangesExcerpt } from '../example.ts';
import type { Example } from '../example.ts';
import { zip } from '../zip.ts';
import { amazon, PREFIXES, VICTIM } from './amazon.ts';
import { dailyFiles } from './iis-log.ts';
import type { Hit } from './iis-log.ts';
import { mistyped, probes, staff, strangers } from './people.ts';

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}

const FROM = seconds('2018-02-01T00:00:00Z');
const TO = seconds('2018-04-01T00:00:00Z');
const BEGAN = seconds('2018-02-12T06:03:11Z');
const FOUND = seconds('2018-03-14T09:12:44Z');
/** When two fields were added to the log, in the middle of the day. */
const FIELDS_CHANGED = seconds('2018-03-08T10:17:22Z');

/** Requests by month, user and status, as `2018-03 CORP\a.user 401.1`. */
function counts(hits: readonly Hit[]): Record<string, number> {
  const found = new Map<string, number>();
  for (const { at, user, status, substatus } of hits) {
    const month = new Date(at * 1000).toISOString().slice(0, 7);
    const key = `${month} ${user ?? '-'} ${status}.${substatus ?? 0}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...found].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

function zips(files: ReadonlyMap<string, Buffer>): [string, Buffer][] {
  const of = (month: string): Map<string, Buffer> =>
    new Map([...files].filter(([path]) => path.startsWith(`W3SVC1/u_ex${month}`)));
  return [
    ['iis-logs-2018-02.zip', zip(of('1802'))],
    ['iis-logs-2018-03.zip', zip(of('1803'))],
  ];
}

function instant(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000', '');
}

/** Two months of a mail server's IIS logs; a script at Amazon guesses passwords and finds one. */
export function owaFromAws() {
  const chance = new Chance(2018);
  const attack = amazon(BEGAN, FOUND, TO, new Chance(52));
  const hits: Hit[] = [...attack, ...mistyped(seconds('2018-03-05T08:55:10Z'), new Chance(5))];
  for (let day = FROM; day < TO; day += 86_400) {
    hits.push(...staff(day, chance), ...probes(day, chance), ...strangers(day, chance));
  }
  const logs = dailyFiles(hits, FIELDS_CHANGED);
  const worked = attack.filter(({ status }) => status === 200);
  return {
    name: 'owa-from-aws',
    files: new Map([
      ['ip-ranges.json', rangesExcerpt('2018-03-05T20:20:09Z', PREFIXES, false)],
      ...zips(logs),
    ]),
    truth: {
      requests: { files: logs.size, records: hits.length },
      amazon: {
        requests: attack.length,
        addresses: new Set(attack.map(({ client }) => client)).size,
        regions: ['us-east-1', 'us-west-2'],
        agent: 'python-requests/2.9.1',
        stem: '/EWS/Exchange.asmx',
        from: instant(BEGAN),
        by_month_user_status: counts(attack),
      },
      credentials: {
        user: VICTIM,
        first: instant(FOUND),
        client: worked[0]?.client,
        requests: worked.length,
        addresses: new Set(worked.map(({ client }) => client)).size,
      },
      mistyped: { user: 'CORP\\c.park', failures: 2 },
    },
  } satisfies Example;
}
