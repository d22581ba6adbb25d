import { AN_HOUR } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { readLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { clearTime, isEmpty, knownFields, secondsOf, settersOf } from './cloudfront-fields.ts';
import type { RecordTime, Setter } from './cloudfront-fields.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { isObject, parseValue } from '../text/json-values.ts';
import { excerpt } from '../text/line-bytes.ts';

/** More layouts than this are no log's: their plans are made again each time. */
const MAX_LAYOUTS = 64;

/** The setters of records that name the same fields in the same order. */
class Layouts {
  readonly #known = new Map<string, (Setter | undefined)[]>();

  settersOf(names: readonly string[], make: () => (Setter | undefined)[]): (Setter | undefined)[] {
    const key = names.join('\t');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const setters = make();
    if (this.#known.size < MAX_LAYOUTS && key.length < 4096) this.#known.set(key, setters);
    return setters;
  }
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const time: RecordTime = { day: -1, second: -1, epoch: -1, micros: 0 };
  const layouts = new Layouts();
  const ts = sink.time('ts');

  const record = (start: number, end: number): Outcome => {
    const json = parseValue(chunk.bytes, { start, end, closed: true });
    if ('reason' in json) return json.reason;
    if (!isObject(json.value)) return worded('notJsonObject');
    const entries = Object.entries(json.value);
    const names = entries.map(([name]) => name);
    const setters = layouts.settersOf(names, () => settersOf(names, time, sink, tally));
    clearTime(time);
    for (const [place, setter] of setters.entries()) {
      if (setter === undefined) continue;
      const value = entries[place]?.[1];
      const bytes = Buffer.from(typeof value === 'string' || typeof value === 'number' ? String(value) : '-');
      if (!isEmpty(bytes, 0, bytes.length) && !setter(bytes, 0, bytes.length)) {
        return worded('cannotBe', {
          field: names[place]!.slice(0, 40),
          value: excerpt(bytes, 0, bytes.length),
        });
      }
    }
    const seconds = secondsOf(time);
    if (seconds < 0) return worded('noDateTime');
    ts.set(seconds, time.micros);
    return undefined;
  };

  readLines(chunk, sink, tally, record);
}

const KEY = /"([\w()-]{1,64})"\s{0,4}:/g;

function recognise(head: Head): Recognition | undefined {
  const text = head.text.replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,64}/, '').slice(0, 16_384);
  if (!text.startsWith('{')) return undefined;
  const line = text.split('\n', 1)[0] ?? '';
  const names = [...line.matchAll(KEY)].map((match) => match[1] ?? '');
  if (!names.includes('x-edge-location') && !names.includes('x-edge-result-type')) return undefined;
  return knownFields(names) >= 3
    ? { confidence: 0.96, because: worded('cfJson', { count: names.length }) }
    : undefined;
}

/** Standard logs of CloudFront (v2) in JSON: one object a line, with the names of the fields chosen. */
export const CLOUDFRONT_JSON: LineFormat<undefined> = {
  name: 'cloudfront-json',
  delay: AN_HOUR,
  title: 'Standard log of Amazon CloudFront (v2) as JSON',
  sample:
    '{"date":"2026-03-02","time":"10:00:01","x-edge-location":"FRA56-P4","sc-bytes":"1180","c-ip":"203.0.113.9","cs-method":"GET","cs(Host)":"d111111abcdef8.cloudfront.net","cs-uri-stem":"/cart","sc-status":"200","cs(User-Agent)":"curl/8.5.0"}',
  kind: 'lines',
  table: 'requests',
  zone: ZONE.format,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
