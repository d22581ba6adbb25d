/**
 * How fast requests are told into classes, over addresses that are all different: ordinary ones, and attacks among them.
 *
 *   node dist/bench/classes.js [--requests 1000000] [--attacks 1]
 *
 * `--attacks`: of a hundred requests so many are attacks. Figures are of one thread, by its processor time.
 */
import { classesOfUrl } from '../src/findings/web-classes/classify.ts';
import { attackRequests } from '../test/findings/web-classes/attacks.ts';
import { BenignTraffic } from '../test/findings/web-classes/benign.ts';
import { numberOption, printTable } from './measure.ts';

/** So many are made before the clock runs, so that making them is not measured. */
const BATCH = 50_000;

function rateOf(urlAt: (i: number) => string, requests: number): string[] {
  let [micros, found, characters] = [0, 0, 0];
  for (let done = 0; done < requests; done += BATCH) {
    // As the engine gives them: a text of its own, and not one that is still to be put together.
    const urls = Array.from({ length: BATCH }, (_, i) => Buffer.from(urlAt(done + i)).toString());
    const before = process.cpuUsage();
    for (const url of urls) if (classesOfUrl(url) !== 0) found += 1;
    const { user, system } = process.cpuUsage(before);
    micros += user + system;
    for (const url of urls) characters += url.length;
  }
  const count = Math.ceil(requests / BATCH) * BATCH;
  return [
    String(count),
    String(Math.round(characters / count)),
    String(found),
    (micros / 1e6).toFixed(2),
    (count / micros).toFixed(2),
    (characters / micros).toFixed(0),
  ];
}

const requests = numberOption('requests', 1_000_000);
const share = numberOption('attacks', 1);
const traffic = new BenignTraffic(1);
const attacks = attackRequests();
const kinds: [name: string, urlAt: (i: number) => string][] = [
  ['pages, assets, shops', () => plain()],
  ['all kinds of ordinary ones', () => traffic.next().url],
  [
    `${share} in 100 attacks`,
    (i) => (i % 100 < share ? attacks[i % attacks.length]!.url : traffic.next().url),
  ],
  ['attacks alone', (i) => attacks[i % attacks.length]!.url],
];

/** What most of a log is: without searches, filters and addresses in addresses. */
function plain(): string {
  for (;;) {
    const { kind, url } = traffic.next();
    if (kind === 'pages' || kind === 'assets' || kind === 'shop') return url;
  }
}

printTable(
  ['', 'requests', 'characters each', 'of a class', 'CPU s', 'M requests/s', 'MB/s'],
  kinds.map(([name, urlAt]) => [name].concat(rateOf(urlAt, requests))),
);
