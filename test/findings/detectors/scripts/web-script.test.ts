import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchMailed, matchScripts } from '../../../../src/findings/detectors/scripts/listed.ts';
import { judge } from '../../../../src/findings/detectors/scripts/points.ts';
import type { Use } from '../../../../src/findings/detectors/scripts/points.ts';
import { scriptsUnread, webScript } from '../../../../src/findings/detectors/scripts/web-script.ts';
import { mailedScripts } from '../../../../src/findings/claims/mailed.ts';
import { claimedMoments } from '../../../../src/findings/claims/moments.ts';
import { claim } from '../../../letters/samples.ts';
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

/** A mail's header that names a script, and who called it. */
const header = (path: string, ...callers: string[]) => ({ path, callers });

test('a script that the header of the reported mail names, called by a client that the log has, is named', async (t) => {
  const own = { from: '203.0.113.77', path: '/wp-content/mailer.php', method: 'POST' };
  const asked: Asked[] = [...VISITS, { ...own, at: 600 }, { ...own, at: 660 }, { ...own, at: 720 }];
  const context = await webContext(t, asked);
  const found = async (claimed: string[], ...mailed: ReturnType<typeof header>[]) => {
    const [finding] = await webScript.detect({ ...context, mailed, claimed });
    return finding && { severity: finding.severity, points: Number(Object(finding.numbers).points) };
  };
  const at = ['2018-03-01T08:10:00Z'];
  assert.equal(await found([]), undefined);
  assert.equal(await found(at), undefined);
  const called = header('/wp-content/mailer.php', '203.0.113.77');
  assert.deepEqual(await found([], called), { severity: 'high', points: 4 });
  // The header's caller is nobody of the log's: what is left is that the script is named, which is not enough alone.
  const other = header('/wp-content/mailer.php', '198.51.100.3');
  assert.equal(await found([], other), undefined);
  assert.deepEqual(await found(at, other), { severity: 'medium', points: 4 });
  // A file's name alone is less, and another's name or path is nothing.
  assert.equal(await found(at, header('mailer.php')), undefined);
  assert.equal(await found(at, header('/other/mailer.php', '203.0.113.77')), undefined);
  assert.equal(await found(at, header('ailer.php')), undefined);
});

test('a form that many clients ask for is not called a script of an intruder, though a mail names it', async (t) => {
  const asked: Asked[] = VISITS.map((visit) => ({
    ...visit,
    path: '/contact.php',
    referer: 'https://shop.example/',
  }));
  const context = await webContext(t, [...VISITS, ...asked]);
  const mailed = [header('/contact.php', '192.0.2.100')];
  assert.deepEqual(await webScript.detect({ ...context, mailed }), []);
  // The front page of a site is asked by everybody, and sends whatever the site sends.
  assert.deepEqual(await webScript.detect({ ...context, mailed: [header('/index.php', '192.0.2.100')] }), []);
});

test('which script a mail names: by its path, else by its file name, and of two mails the callers of both', () => {
  const mailed = [header('/a/x.php', '192.0.2.1'), header('/a/x.php', '192.0.2.2'), header('y.php')];
  const found = matchMailed(mailed, [
    '/a/x.php',
    '/b/x.php',
    '/b/y.php',
    '/y.php',
    '/a/x%2Ephp',
    '/%zz/y.php',
  ]);
  assert.deepEqual(
    Array.from(found, ([stem, { path, callers }]) => [stem, path, callers.length]),
    [
      ['/a/x.php', '/a/x.php', 2],
      ['/b/y.php', 'y.php', 0],
      ['/y.php', 'y.php', 0],
      ['/a/x%2Ephp', '/a/x.php', 2],
      ['/%zz/y.php', 'y.php', 0],
    ],
  );
});

test('scripts come from the headers of mails, and a forged notice names none', () => {
  const traces = [
    { header: 'X-PHP-Script', kind: 'script' as const, value: 'shop.example/a/x.php?b=/c' },
    { header: 'X-PHP-Script', kind: 'caller' as const, value: '203.0.113.77' },
    { header: 'X-PHP-Originating-Script', kind: 'script' as const, value: 'y.php' },
    { header: 'Received', kind: 'uid' as const, value: '33' },
  ];
  const notice = claim({ type: 'spam', mail_traces: traces });
  assert.deepEqual(mailedScripts([notice]), [header('/a/x.php', '203.0.113.77'), header('y.php')]);
  assert.deepEqual(
    mailedScripts([{ ...notice, authenticity: { ...notice.authenticity, verdict: 'forged' } }]),
    [],
  );
  assert.deepEqual(mailedScripts([claim({})]), []);
});
