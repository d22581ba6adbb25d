import type { Row } from '../../../../src/events/engines/engine.ts';
import { webAttack } from '../../../../src/findings/detectors/web-requests/web-attack.ts';
import { webProbing } from '../../../../src/findings/detectors/web-requests/web-probing.ts';
import { webScraping } from '../../../../src/findings/detectors/web-requests/web-scraping.ts';

export const RULES = [webAttack, webProbing, webScraping];

const START = Date.parse('2026-03-01T08:00:00Z');

/** A request, so many seconds after the start. */
export function request(seconds: number, c_ip: string, cs_uri_stem: string, more: Row = {}): Row {
  return {
    ts: new Date(START + seconds * 1000).toISOString(),
    c_ip,
    cs_method: 'GET',
    cs_uri_stem,
    sc_status: 404,
    sc_bytes: 210,
    user_agent: 'curl/8.4.0',
    ...more,
  };
}

/** Address `i` of a network for documentation; there are 254. */
export function client(i: number): string {
  return `198.51.100.${i + 1}`;
}

/** Pages and images that a visitor loads: where nobody does, nothing follows from it that a client does not. */
export function visitor(): Row[] {
  return Array.from({ length: 10_000 }, (_, i) =>
    request(i, '192.0.2.10', i % 2 === 0 ? `/page/${i % 20}` : `/image/${i % 50}.png`, {
      sc_status: 200,
      referer: 'https://www.example.com/',
      user_agent: 'Mozilla/5.0',
    }),
  );
}

/** What makes each rule find a client, `more` by more. */
export const GUILTY: Readonly<Record<string, (who: string, more: number) => Row[]>> = {
  'web-attack': (who, more) =>
    Array.from({ length: 6 + more }, (_, i) =>
      request(i, who, `/a${i}`, { cs_uri_query: 'id=1%27+union+select+1,2--+-' }),
    ),
  'web-probing': (who, more) => Array.from({ length: 30 + more }, (_, i) => request(i, who, `/missing/${i}`)),
  'web-scraping': (who, more) =>
    Array.from({ length: 310 + more }, (_, i) => request(i, who, `/page/${i}`, { sc_status: 200 })),
};
