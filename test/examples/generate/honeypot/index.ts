import { Chance } from '../chance.ts';
import { gzip, rangesExcerpt } from '../example.ts';
import type { Example } from '../example.ts';
import { session } from './cowrie.ts';
import type { Malware } from './cowrie.ts';
import { ask, backscatter, FIELDS, knock, POT, refused, visit } from './flow-log.ts';
import type { Line } from './flow-log.ts';
import { fromAmazon, fromElsewhere, PREFIXES, Senders } from './sources.ts';

const FIRST = Date.parse('2026-03-02T00:00:00Z') / 1000;
const DAY = 86_400;
const DAYS = 10;
/** Days from the first, ports and flows of the bursts. */
const BURSTS = { amazon: { day: 3, port: 1080, flows: 520 }, elsewhere: { day: 7, port: 445, flows: 640 } };
const SPAM_DAY = 5;
const NAME_SERVER = '198.51.100.53';
/** Whose sites are flooded by somebody who forges addresses, the honeypot's among them. */
const VICTIMS = ['203.0.113.80', '203.0.113.81', '203.0.113.82'];
const MAIL_SERVERS = ['192.0.2.25', '192.0.2.26', '192.0.2.27', '192.0.2.28'];

interface Counts {
  unsolicited: number;
  amazon: number;
  backscatter: number;
  begun: number;
  downloads: number;
}

class Days {
  readonly lines: Line[] = [];
  readonly events: string[] = [];
  readonly perDay: Counts[] = [];
  readonly amazonAddresses = new Set<string>();
  readonly #chance = new Chance(445);
  readonly #amazon = new Senders(new Chance(34), 90, fromAmazon);
  readonly #elsewhere = new Senders(new Chance(198), 45, fromElsewhere);
  readonly #malware: Malware[];

  constructor() {
    const chance = new Chance(256);
    this.#malware = ['bins.sh', 'mips', 'x86', 'sora.arm7', 'update.sh'].map((name, i) => {
      const host = `198.51.100.${70 + (i % 3)}`;
      return { host, url: `http://${host}/${name}`, sha256: chance.hex(64) };
    });
  }

  /** Times of so many events within the day, in order. */
  #times(day: number, count: number, [from, to]: [number, number] = [60, DAY - 120]): number[] {
    const times = Array.from({ length: count }, () => FIRST + day * DAY + this.#chance.between(from, to));
    return times.toSorted((a, b) => a - b);
  }

  #come(day: number, amazon: boolean, port: number, flows: number, burst = false): void {
    const counts = this.perDay[day]!;
    const hours: [number, number] = burst ? [9 * 3600, 12 * 3600] : [60, DAY - 120];
    for (const at of this.#times(day, flows, hours)) {
      const remote = (amazon ? this.#amazon : this.#elsewhere).next();
      const open = [22, 23, 445, 139].includes(port);
      this.lines.push(...(open ? visit : knock)(at, remote, port, this.#chance));
      counts.unsolicited++;
      if (amazon) {
        counts.amazon++;
        this.amazonAddresses.add(remote);
      }
      if (port === 22 || port === 23) this.#logIn(counts, at, remote, port);
    }
  }

  /** Cowrie listens on 22 and 23; who gets in fetches something. */
  #logIn(counts: Counts, at: number, remote: string, port: 22 | 23): void {
    const fetched = this.#chance.happens(0.25) ? this.#chance.pick(this.#malware) : undefined;
    this.events.push(...session(at, remote, port, fetched, this.#chance));
    if (fetched === undefined) return;
    counts.downloads++;
    counts.begun++;
    this.lines.push(...ask(at + 20, fetched.host, [6, 80], true, this.#chance));
  }

  #silent(day: number): void {
    const counts = this.perDay[day]!;
    for (const at of this.#times(day, 9))
      this.lines.push(...refused(at, fromElsewhere(this.#chance), 0, 1, this.#chance));
    for (const at of this.#times(day, 3))
      this.lines.push(...refused(at, fromElsewhere(this.#chance), 53, 17, this.#chance));
    counts.unsolicited += 12;
    const struck = this.#chance.between(6, 10);
    for (const at of this.#times(day, struck))
      this.lines.push(...backscatter(at, this.#chance.pick(VICTIMS), 443, this.#chance));
    counts.backscatter += struck;
    for (const at of this.#times(day, 6))
      this.lines.push(...ask(at, NAME_SERVER, [17, 53], true, this.#chance));
    counts.begun += 6;
  }

  /** Somebody who got in tries to send mail; AWS lets nothing out on port 25, so nobody answers. */
  #spam(day: number): number {
    const times = this.#times(day, 24, [14 * 3600, 15 * 3600]);
    for (const at of times)
      this.lines.push(...ask(at, this.#chance.pick(MAIL_SERVERS), [6, 25], false, this.#chance));
    this.perDay[day]!.begun += times.length;
    return times.length;
  }

  make(): { spam: number } {
    let spam = 0;
    for (let day = 0; day < DAYS; day++) {
      this.perDay.push({ unsolicited: 0, amazon: 0, backscatter: 0, begun: 0, downloads: 0 });
      for (const [port, flows] of [
        [445, 46],
        [139, 6],
        [23, 14],
        [22, 12],
        [1080, 5],
        [3389, 6],
        [25, 3],
      ] as const)
        this.#come(day, false, port, flows + this.#chance.between(-2, 2));
      for (const [port, flows] of [
        [22, 9],
        [1080, 7],
        [445, 4],
        [8080, 4],
      ] as const)
        this.#come(day, true, port, flows + this.#chance.between(-2, 2));
      const { amazon, elsewhere } = BURSTS;
      if (day === amazon.day) this.#come(day, true, amazon.port, amazon.flows, true);
      if (day === elsewhere.day) this.#come(day, false, elsewhere.port, elsewhere.flows, true);
      this.#silent(day);
      if (day === SPAM_DAY) spam += this.#spam(day);
    }
    return { spam };
  }
}

const dayName = (day: number): string => new Date((FIRST + day * DAY) * 1000).toISOString().slice(0, 10);

function flowFiles(lines: readonly Line[]): [string, Buffer][] {
  return Array.from({ length: DAYS }, (_, day): [string, Buffer] => {
    const [from, to] = [FIRST + day * DAY, FIRST + (day + 1) * DAY];
    const own = lines.filter(({ at }) => at >= from && at < to).toSorted((a, b) => a.at - b.at);
    const name = `${POT.account}_vpcflowlogs_ap-northeast-1_fl-0c19d2e3_${dayName(day).replaceAll('-', '')}T0000Z.log.gz`;
    return [`flows/${name}`, gzip(`${FIELDS}\n${own.map(({ text }) => text).join('\n')}\n`)];
  });
}

/** A honeypot at AWS in Tokyo, and what comes to it from AWS: by day, by port, in bursts, from addresses that rotate. */
export function honeypotAndAws() {
  const days = new Days();
  const { spam } = days.make();
  return {
    name: 'honeypot-and-aws',
    files: new Map([
      ...flowFiles(days.lines),
      ['cowrie/cowrie.json.gz', gzip(`${days.events.join('\n')}\n`)],
      ['ip-ranges.json', rangesExcerpt('2026-03-01T21:13:11Z', PREFIXES, true)],
    ]),
    truth: {
      pot: POT.address,
      records: days.lines.length,
      days: days.perDay.map((counts, day) => ({ day: dayName(day), ...counts })),
      amazon_addresses: days.amazonAddresses.size,
      bursts: [
        { day: dayName(BURSTS.amazon.day), port: BURSTS.amazon.port },
        { day: dayName(BURSTS.elsewhere.day), port: BURSTS.elsewhere.port },
      ],
      spam,
    },
  } satisfies Example;
}
