import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { findAll } from '../../../src/findings/index.ts';
import { CALLERS } from '../../../src/findings/noise/callers.ts';
import { withNoise } from '../../../src/findings/noise/noise.ts';
import type { NoiseOptions } from '../../../src/findings/noise/noise.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { eventContext } from '../support/lake.ts';

const START = Date.parse('2026-11-02T10:00:00Z');
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const UPTIME = 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)';
const BOTH = { asked: ['google-cloud', 'google'], not_loaded: [] };
const NO_LISTS = { asked: [], not_loaded: ['google-cloud', 'google'] };

/** Forty paths that are not there: what probing is. */
function probing(client: string, agent: string | null, changes: (i: number) => Row = () => ({})): Row[] {
  return Array.from({ length: 40 }, (_, i) => ({
    ts: new Date(START + i * 1000).toISOString(),
    c_ip: client,
    s_ip: '10.1.0.20',
    cs_method: 'GET',
    cs_uri_stem: `/old/page-${i}.html`,
    sc_status: 404,
    sc_bytes: 300,
    user_agent: agent,
    ...changes(i),
  }));
}

/** What is found, with its reasons, by address and detector. */
async function reasons(
  t: TestContext,
  rows: readonly Row[],
  setting: Partial<NoiseOptions> & { attribution?: Row[]; ours?: string[] } = {},
): Promise<Finding[]> {
  const { monitoring = [], coverage = NO_LISTS, classified = true, attribution = [], ours = [] } = setting;
  const context = await eventContext(t, 'requests', rows, { attribution, ours });
  return withNoise(await findAll(context), context, { monitoring, coverage, classified });
}

const noiseOf = (findings: readonly Finding[], address: string): (string | undefined)[] =>
  findings
    .filter(({ subject }) => subject.address === address)
    .map(({ noise }) => noise && `${noise.by} ${noise.kind} ${noise.message.key}`);

const owned = (address: string, provider: string, services: string): Row => ({
  address,
  provider,
  services,
  list: provider,
  prefix: '192.0.2.0/24',
});

test('who calls itself a monitor with all of its requests has a finding, with the reason why it is below', async (t) => {
  const findings = await reasons(t, probing('198.51.100.7', UPTIME));
  assert.deepEqual(noiseOf(findings, '198.51.100.7'), ['claimed monitor noiseClaimed']);
  assert.deepEqual(findings[0]?.noise?.message.params, {
    name: 'UptimeRobot',
    kind: 'monitor',
    requests: 40,
  });
});

test('who says nothing of itself, or that it is a browser, keeps its place', async (t) => {
  const rows = [...probing('198.51.100.7', null), ...probing('198.51.100.8', 'Mozilla/5.0 (X11)')];
  const findings = await reasons(t, rows);
  assert.deepEqual(
    [noiseOf(findings, '198.51.100.7'), noiseOf(findings, '198.51.100.8')],
    [[undefined], [undefined]],
  );
});

test('one request under another name, or under none, and the name counts for nothing', async (t) => {
  for (const other of ['curl/8.5.0', null, GOOGLEBOT]) {
    const rows = probing('198.51.100.7', UPTIME, (i): Row => (i === 17 ? { user_agent: other } : {}));
    assert.deepEqual(noiseOf(await reasons(t, rows), '198.51.100.7'), [undefined], String(other));
  }
});

test('one request that looks like an attack, and the name counts for nothing', async (t) => {
  const rows = probing('198.51.100.7', UPTIME, (i): Row => (i === 3 ? { cs_uri_stem: '/.env' } : {}));
  assert.deepEqual(noiseOf(await reasons(t, rows), '198.51.100.7'), [undefined]);
});

test('where requests could not be classified, no name counts', async (t) => {
  const findings = await reasons(t, probing('198.51.100.7', UPTIME), { classified: false });
  assert.deepEqual(noiseOf(findings, '198.51.100.7'), [undefined]);
});

test('who attacks is no noise, whatever it calls itself, and its other findings are none either', async (t) => {
  const attack = (i: number): Row =>
    i < 8 ? { cs_uri_stem: '/item', cs_uri_query: `id=1%27+UNION+SELECT+${i},password+FROM+users--` } : {};
  for (const setting of [
    {},
    { monitoring: ['198.51.100.0/24'] },
    { attribution: [owned('198.51.100.7', 'aws', 'AMAZON,ROUTE53_HEALTHCHECKS')] },
  ]) {
    const findings = await reasons(t, probing('198.51.100.7', UPTIME, attack), setting);
    assert.ok(findings.some(({ detector }) => detector === 'web-attack'));
    assert.ok(findings.some(({ detector }) => detector === 'web-probing'));
    assert.ok(findings.every(({ noise }) => noise === undefined));
  }
});

test('addresses of the settings are the user’s own monitoring, whatever their agent says', async (t) => {
  const rows = [...probing('198.51.100.7', 'curl/8.5.0'), ...probing('203.0.113.9', 'curl/8.5.0')];
  const findings = await reasons(t, rows, { monitoring: ['198.51.100.0/28'] });
  assert.deepEqual(noiseOf(findings, '198.51.100.7'), ['settings own noiseOwn']);
  assert.deepEqual(noiseOf(findings, '203.0.113.9'), [undefined]);
});

test('Route 53’s health checkers are known by their published ranges, and by them alone', async (t) => {
  const agent = 'Amazon-Route53-Health-Check-Service (ref 1; report http://amzn.to/1vsZADi)';
  const rows = [
    ...probing('54.183.255.130', null),
    ...probing('54.0.0.9', agent),
    ...probing('198.51.100.7', agent),
  ];
  const findings = await reasons(t, rows, {
    attribution: [
      owned('54.183.255.130', 'aws', 'AMAZON,EC2,ROUTE53_HEALTHCHECKS'),
      owned('54.0.0.9', 'aws', 'AMAZON,EC2'),
    ],
  });
  assert.deepEqual(noiseOf(findings, '54.183.255.130'), ['published health_check noisePublished']);
  assert.deepEqual(noiseOf(findings, '54.0.0.9'), [undefined], 'an instance that calls itself so');
  // No list is loaded: it is its word alone.
  assert.deepEqual(noiseOf(findings, '198.51.100.7'), ['claimed health_check noiseClaimed']);
});

test('Googlebot is proven by Google’s own ranges, forged from a customer’s or another’s, and else a claim', async (t) => {
  const [own, customer, other, unknown] = ['66.249.66.1', '34.80.0.9', '52.0.0.9', '198.51.100.7'];
  const rows = [own, customer, other, unknown].flatMap((address) => probing(address, GOOGLEBOT));
  const attribution = [
    owned(own, 'google', 'Google'),
    owned(customer, 'google', 'Google,Google Cloud'),
    owned(other, 'aws', 'AMAZON,EC2'),
  ];
  const findings = await reasons(t, rows, { attribution, coverage: BOTH });
  assert.deepEqual(
    [own, customer, other, unknown].map((address) => noiseOf(findings, address)),
    [['published crawler noiseClaimed'], [undefined], [undefined], [undefined]],
  );
  const one = await reasons(t, probing(own, GOOGLEBOT), {
    attribution: [owned(own, 'google', 'Google')],
    coverage: { asked: ['google'], not_loaded: ['google-cloud'] },
  });
  assert.deepEqual(noiseOf(one, own), ['claimed crawler noiseClaimed'], 'customers’ list is not loaded');
  assert.deepEqual(noiseOf(await reasons(t, probing(unknown, GOOGLEBOT)), unknown), [
    'claimed crawler noiseClaimed',
  ]);
});

test('what runs in the user’s own network is forged from anywhere else', async (t) => {
  for (const agent of ['ELB-HealthChecker/2.0', 'kube-probe/1.29'])
    assert.deepEqual(
      noiseOf(await reasons(t, probing('198.51.100.7', agent)), '198.51.100.7'),
      [undefined],
      agent,
    );
});

test('a research scanner is known by its ranges, and its name alone from elsewhere is not believed', async (t) => {
  const agent = 'Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)';
  const rows = [...probing('162.142.125.40', null), ...probing('162.142.126.40', agent)];
  const findings = await reasons(t, rows);
  assert.deepEqual(noiseOf(findings, '162.142.125.40'), ['published research noisePublished']);
  assert.deepEqual(noiseOf(findings, '162.142.126.40'), [undefined]);
});

test('scans in flow logs are judged by the address, without web logs', async (t) => {
  const scan = (src: string): Row[] =>
    Array.from({ length: 60 }, (_, i) => ({
      ts_start: new Date(START + i * 1000).toISOString(),
      ts_end: new Date(START + i * 1000).toISOString(),
      src,
      dst: `10.1.0.${10 + i}`,
      src_port: 40_000 + i,
      dst_port: 22,
      protocol: 6,
      packets: 1,
      bytes: 40,
      tcp_flags: 2,
      action: 'REJECT',
      interface: `eni-${i}`,
    }));
  const context = await eventContext(t, 'flows', [...scan('184.105.139.70'), ...scan('184.105.140.70')]);
  const found = await findAll(context);
  const findings = await withNoise(found, context, {
    monitoring: [],
    coverage: NO_LISTS,
    classified: true,
  });
  assert.equal(findings.length, found.length);
  assert.deepEqual(noiseOf(findings, '184.105.139.70'), ['published research noisePublished']);
  assert.deepEqual(noiseOf(findings, '184.105.140.70'), [undefined]);
});

test('quiet traffic, and a lake without rows, give no reasons', async (t) => {
  const context = await eventContext(t, 'requests', []);
  assert.deepEqual(
    await withNoise([], context, { monitoring: ['10.0.0.0/8'], coverage: BOTH, classified: true }),
    [],
  );
});

test('every caller has a source, parts of agents that LIKE reads as they are, and blocks that can be read', () => {
  for (const { name, agents = [], networks = [], source, service } of CALLERS) {
    assert.ok(source.length > 0, name);
    assert.ok(agents.length + networks.length > 0 || service !== undefined, name);
    for (const agent of agents) assert.match(agent, /^[a-z0-9 ./-]{6,}$/, name);
    for (const network of networks) assert.ok(parsePrefix(network) !== undefined, network);
  }
});
