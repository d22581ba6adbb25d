import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchScripts } from '../../../../src/findings/detectors/scripts/listed.ts';
import { judge } from '../../../../src/findings/detectors/scripts/points.ts';
import type { Use } from '../../../../src/findings/detectors/scripts/points.ts';
import { scriptsUnread, webScript } from '../../../../src/findings/detectors/scripts/web-script.ts';
import { claimedMoments } from '../../../../src/findings/claims/moments.ts';
import { webContext } from '../../support/web-lake.ts';
import type { Asked } from '../../support/web-lake.ts';

/** Visitors of a site, a minute apart. */
const VISITS: readonly Asked[] = Array.from({ length: 60 }, (_, i) => ({
  at: i * 60,
  from: `192.0.2.${100 + (i % 20)}`,
  path: '/index.php',
}));

const listed = (path: string, signs: { sign: 'runs input'; line: number }[] = []) => ({
  path,
  signs,
  lines: [{ evidence: 'find.txt', line: 7 }],
});

test('a script that was put there by PUT and is asked then is named', async (t) => {
  const asked: Asked[] = [
    ...VISITS,
    { at: 2000, from: '203.0.113.9', path: '/docs/x.jsp', method: 'PUT', status: '201.0' },
    { at: 2003, from: '203.0.113.9', path: '/docs/x.jsp', method: 'GET' },
    { at: 2009, from: '203.0.113.9', path: '/docs/x.jsp', method: 'GET' },
  ];
  const [finding, ...others] = await webScript.detect(await webContext(t, asked));
  assert.equal(others.length, 0);
  assert.ok(finding?.id.includes('/docs/x.jsp'), finding?.id);
});

test('of eighty scripts that were put there, fifty have a finding each, and one finding has the other thirty', async (t) => {
  const asked = Array.from({ length: 80 }, (_, i): Asked[] => {
    const path = `/docs/x${i}.jsp`;
    return [
      { at: 2000 + i, from: '203.0.113.9', path, method: 'PUT', status: '201.0' },
      { at: 3000 + i, from: '203.0.113.9', path },
      { at: 4000 + i, from: '203.0.113.9', path },
    ];
  }).flat();
  const context = await webContext(t, [...VISITS, ...asked]);
  const findings = await webScript.detect(context);
  assert.equal(findings.length, 51);
  const others = findings.at(-1);
  assert.ok(others?.message.key === 'scriptsMore', others?.message.key);
  const { script_requests: requests, script_posts: posts } = Object(others.numbers);
  assert.deepEqual([Object(others.message.params).scripts, requests, posts], [30, 90, 30]);
  assert.equal(others.lines.length, 20);
  assert.ok(findings.every(({ lines }) => lines.length > 0));
  const [row] = await context.engine.query(others.sql);
  assert.equal(Number(row?.['scripts']), 30);
  const named = new Set(findings.map(({ id }) => id.split('|')[1]));
  const all = [...VISITS, ...asked];
  assert.ok(others.lines.every(({ line }) => !named.has(all[line - 1]?.path)));
});

test('it is said how many scripts were worth a look and got none, and nothing is said of few', async (t) => {
  const asked = Array.from({ length: 501 }, (_, i): Asked => ({
    at: i,
    from: '203.0.113.9',
    path: `/a${i}.php`,
  }));
  assert.deepEqual(await scriptsUnread(await webContext(t, asked)), [
    { key: 'gapScripts', params: { scripts: 501, most: 500 } },
  ]);
  assert.deepEqual(await scriptsUnread(await webContext(t, asked.slice(1))), []);
});

test('a script is found at the end of a path of thousands of characters, too', async (t) => {
  const path = `${'/'.repeat(5000)}docs/x.jsp`;
  const asked: Asked[] = [
    ...VISITS,
    { at: 2000, from: '203.0.113.9', path, method: 'PUT', status: '201.0' },
    { at: 2003, from: '203.0.113.9', path, method: 'GET' },
    { at: 2009, from: '203.0.113.9', path, method: 'GET' },
  ];
  const findings = await webScript.detect(await webContext(t, asked));
  assert.equal(findings.length, 1);
  assert.match(findings[0]?.id ?? '', /docs\/x\.jsp/);
});

test('a script whose text runs what the request says is named once it was answered, and not before', async (t) => {
  const scripts = [listed('/var/www/html/inc/db.php', [{ sign: 'runs input', line: 2 }])];
  const own = { at: 100, from: '203.0.113.9', path: '/inc/db.php', method: 'POST' };
  const context = await webContext(t, [...VISITS, own, { ...own, at: 200 }, { ...own, at: 300 }]);
  const [finding] = await webScript.detect({ ...context, scripts });
  assert.ok(finding !== undefined && finding.id.includes('/inc/db.php'), String(finding?.id));
  assert.ok(
    finding.lines.some(({ evidence }) => evidence === 'find.txt'),
    JSON.stringify(finding.lines),
  );
  const refused = await webContext(t, [...VISITS, { ...own, status: '404.0' }]);
  assert.deepEqual(await webScript.detect({ ...refused, scripts }), []);
});

test('a path that several scripts of the host end with is the one below the root that explains most', () => {
  const scripts = ['/var/www/html/index.php', '/var/www/html/blog/index.php', '/var/www/html/a b.php'].map(
    (path) => listed(path),
  );
  const matched = matchScripts(scripts, ['/index.php', '/blog/index.php', '/a%20b.php', '/%zz.php']);
  assert.deepEqual(
    [...matched].map(([stem, { path }]) => [stem, path]),
    [
      ['/index.php', '/var/www/html/index.php'],
      ['/blog/index.php', '/var/www/html/blog/index.php'],
      ['/a%20b.php', '/var/www/html/a b.php'],
    ],
  );
});

const USE: Use = {
  script: '/report.php',
  requests: 40,
  posts: 40,
  puts: 0,
  clients: 1,
  senders: 1,
  client: '198.51.100.77',
  inUploads: false,
  linked: false,
};
const USUAL = { clients: 50, referred: 0.5 };

test('a monitor and a payment service that reports back are not named, whatever moment a notice names', () => {
  const claimed = { moments: 3, all: 3 };
  assert.equal(judge(USE, USUAL, 5).points, 0);
  assert.equal(judge({ ...USE, claimed }, USUAL, 5).points, 0);
});

test('without its text, a script at whose requests the host turned to many is named, and not as sure', () => {
  const turned = { host: '10.1.0.20', targets: 300, all: 310 };
  const judged = judge({ ...USE, turned }, USUAL, 5);
  assert.ok(judged.points >= 4, String(judged.points));
  assert.equal(judged.sure, false);
});

test("WordPress' scheduler is not named for what it is, and is for its text", () => {
  const turned = { host: '10.1.0.20', targets: 300, all: 310 };
  assert.ok(judge({ ...USE, script: '/wp-cron.php', turned }, USUAL, 5).points < 4);
  const file = listed('/var/www/html/wp-cron.php', [{ sign: 'runs input', line: 1 }]);
  assert.equal(judge({ ...USE, script: '/wp-cron.php', file }, USUAL, 5).points, 4);
});

test('moments of a notice are those of its lines; an hour is none', () => {
  const flows = [
    { from: '2019-05-13T03:00:00Z', to: '2019-05-13T04:00:00Z' },
    { from: '2019-05-13T03:06:11Z', to: '2019-05-13T03:07:11Z' },
  ];
  const claim = { flows, window: { from: '2019-05-13T03:00:00Z', to: '2019-05-13T04:00:00Z' } };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of a claim is not asked
  assert.deepEqual(claimedMoments([claim as never]), ['2019-05-13T03:06:11Z']);
});
