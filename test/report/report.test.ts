// oxlint-disable typescript/no-unsafe-type-assertion -- some documents here are incomplete on purpose
import { PASTED } from '../../src/notices/authenticity.ts';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { concluded } from '../../src/cases/conclusion.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { LANGS } from '../../src/language/lang.ts';
import { answerText, renderReport } from '../../src/report/report.ts';
import { tagsOf, textOf } from './page.ts';
import { bareCase, owaCase } from './sample-owa.ts';
import { scanCase } from './sample-scan.ts';
import { quoted } from '../../src/model/message.ts';
import { english } from '../english.ts';

const NOW = new Date('2026-11-21T06:30:00Z');
const render = (document: CaseDocument, zone = 'Asia/Seoul', now = NOW) =>
  renderReport(concluded(document, { ends: '2026-11-20T16:48:00Z' }), { lang: 'en', now, zone });
const headline = (page: string) =>
  textOf(`<body>${/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page)?.[1] ?? ''}<script>`).trim();

test('the first sentence says who did what, when, through what, and whether the notice is right', () => {
  assert.equal(
    headline(render(scanCase())),
    'i-0ab34cd56ef78901a (10.10.3.17, web-7) scanned TCP port 22 on 12,043 hosts from 2026-11-20 14:31:07 to 15:02:44 UTC through nat-0cd56ef78901ab34c. The notice is confirmed. It was last seen at 2026-11-20 15:02:44 UTC; the logs run to 16:48:00 UTC and show none after that.',
  );
});

test('an attacked server reads whose credentials worked', () => {
  const page = render(owaCase());
  assert.match(
    headline(page),
    /^Logins from Amazon Web Services were tried against this service from 2018-02-10 .*They got in: the credentials of CORP\\a\.user worked for them\. It was last seen at 2018-03-31 22:40:51 UTC; /,
  );
  assert.ok(textOf(page).includes('No deadline stated.'));
});

test('a notice alone says that nothing can be told yet', () => {
  const text = textOf(render(bareCase()));
  assert.ok(text.includes('Cannot tell'));
  assert.ok(text.includes('There is a notice and no readable log beside it.'));
  assert.ok(text.includes('No log could be read, so nothing can be said about the traffic yet.'));
  assert.ok(!text.includes('Confirmed'));
});

test('an empty case says that no log could be read and accuses nobody', () => {
  assert.equal(
    headline(render({ ...bareCase(), claims: [] })),
    'No log could be read, so nothing can be said about the traffic yet.',
  );
});

test('logs without any finding say that the rules found nothing', () => {
  const scan = scanCase();
  const quiet = { ...bareCase(), claims: [], evidence: scan.evidence };
  assert.equal(
    headline(render(quiet)),
    'The logs show no abuse by the rules that were run. Not read, so nothing is said of it: flows/core.bin.',
  );
});

test('a notice that the logs contradict is ruled out, and nobody is named', () => {
  const scan = scanCase();
  const page = render({
    ...scan,
    findings: [],
    culprits: [],
    fan_out: undefined,
    verdicts: [
      {
        claim: 0,
        verdict: 'ruled_out',
        message: quoted('the log covers the window and has no such flow'),
        lines: [],
      },
    ],
  } as unknown as CaseDocument);
  assert.ok(textOf(page).includes('Ruled out'));
  assert.match(
    headline(page),
    /^The notice claims a port scan by 203\.0\.113\.10 .*The logs rule the notice out\. Not read, so nothing is said of it: flows\/core\.bin\. The logs, which reach to 2026-11-20 16:48:00 UTC, show nothing of it\.$/,
  );
});

test('a culprit that the evidence does not tell apart from another is likely, not confirmed', () => {
  const scan = scanCase();
  const culprits = scan.culprits.map((culprit) => ({
    ...culprit,
    ties: [
      {
        address: '10.10.3.18',
        instance: 'i-0fedcba9876543210',
        message: quoted('as many packets in the window'),
      },
    ],
  }));
  const page = render({ ...scan, culprits });
  assert.match(textOf(page), /Likely/);
  assert.ok(headline(page).includes('does not tell it apart from i-0fedcba9876543210'));
});

test('a confirmed notice without a culprit says that the machine cannot be told yet', () => {
  const page = render({ ...scanCase(), culprits: [] });
  assert.ok(headline(page).includes('Which machine sent the traffic cannot be told yet.'));
});

test('the sections stand in reading order', () => {
  const ids = tagsOf(render(scanCase()))
    .filter((tag) => tag.name === 'section' && !tag.closing)
    .map((tag) => tag.attributes.get('id'));
  assert.deepEqual(
    ids,
    'answer clock next also culprit traffic fan findings claims letters gaps sources tables cost timeline evidence'.split(
      ' ',
    ),
  );
});

test('a step is words and commands: no command breaks within a word, and nothing dangles behind it', () => {
  const argv = ['aws', 'ec2', 'stop-instances', '--instance-ids', 'i-0a5306f1eb7c8294d'];
  const stop = { key: 'nextCutOff', params: { host: 'web', stop: { argv } } };
  const page = render({ ...bareCase(), next: [stop] });
  const list = page.slice(page.indexOf('<ol>'), page.indexOf('</ol>'));
  assert.ok(
    list.includes('<span class="word">--instance-ids</span> <span class="word">i-0a5306f1eb7c8294d</span>'),
  );
  const text = textOf(`<body>${list}<script>`).replaceAll(/\s+/g, ' ');
  assert.match(text, /stop it with Copy aws ec2 stop-instances .* or deny its traffic/);
  assert.doesNotMatch(text, /8294d ?,/);
});

test('what a verdict lacks is among what was not seen', () => {
  const missing = [quoted('VPC flow logs of i-0a5306f1eb7c8294d')];
  const verdicts = [
    { claim: 0, verdict: 'cannot_tell' as const, message: quoted('none'), missing, lines: [] },
  ];
  const page = render({ ...scanCase(), verdicts, gaps: [] });
  const gaps = page.slice(page.indexOf('<section id="gaps"'), page.indexOf('<section id="sources"'));
  assert.match(gaps, /VPC flow logs of/);
  assert.doesNotMatch(gaps, /Nothing is known to be missing/);
});

test('providers and senders are called as people call them', () => {
  assert.ok(textOf(render(scanCase())).includes('Notice from AWS'));
  const text = textOf(render(owaCase()));
  assert.ok(text.includes('Amazon Web Services peaked at'));
});

test('every link within the page has its target, and no id is given twice', () => {
  for (const document of [scanCase(), owaCase(), bareCase()]) {
    const tags = tagsOf(render(document)).filter((tag) => !tag.closing);
    const ids = tags.map((tag) => tag.attributes.get('id')).filter((id) => id !== undefined);
    assert.equal(new Set(ids).size, ids.length);
    const links = tags.map((tag) => tag.attributes.get('href') ?? '').filter((href) => href.startsWith('#'));
    const labels = tags.flatMap((tag) => tag.attributes.get('aria-labelledby')?.split(' ') ?? []);
    const wanted = [...links.map((href) => href.slice(1)), ...labels];
    assert.deepEqual(
      wanted.filter((id) => !ids.includes(id)),
      [],
    );
  }
});

test('the policy allows this style and this script by their hashes and nothing else', () => {
  const page = render(scanCase());
  const policy =
    tagsOf(page)
      .find((tag) => tag.attributes.get('http-equiv') === 'Content-Security-Policy')
      ?.attributes.get('content') ?? '';
  const inner = (name: string) =>
    page.slice(page.indexOf(`<${name}>`) + name.length + 2, page.indexOf(`</${name}>`));
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  assert.ok(policy.startsWith("default-src 'none'; "));
  assert.ok(policy.includes(`style-src 'sha256-${hash(inner('style'))}';`));
  assert.ok(policy.includes(`script-src 'sha256-${hash(inner('script'))}';`));
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
});

test('nothing is loaded from anywhere', () => {
  for (const document of [scanCase(), owaCase(), bareCase()]) {
    const page = render(document);
    for (const tag of tagsOf(page)) {
      assert.ok(!tag.attributes.has('src'));
      assert.ok(!tag.attributes.has('style'));
      assert.ok(
        !['link', 'img', 'iframe', 'object', 'embed', 'base', 'form', 'use', 'image'].includes(tag.name),
        tag.name,
      );
    }
    assert.doesNotMatch(page, /@import|url\(/);
  }
});

test('the time left is counted from the given moment', () => {
  const left = (now: string) => textOf(render(scanCase(), 'UTC', new Date(now)));
  assert.ok(left('2026-11-21T06:48:02Z').includes('23 hours 10 minutes left'));
  assert.ok(left('2026-11-22T07:58:02Z').includes('overdue by 2 hours'));
});

test('a forged notice is called forged and sets no deadline', () => {
  const scan = scanCase();
  const claims = scan.claims.map((claim) => ({
    ...claim,
    authenticity: { verdict: 'forged' as const, message: PASTED.message },
  }));
  const page = render({ ...scan, claims });
  assert.ok(textOf(page).includes('No deadline stated.'));
  assert.ok(headline(page).includes('The notice is forged: it does not come from the sender that it names.'));
});

test('times stand in UTC with the reader’s zone beside', () => {
  const text = textOf(render(scanCase()));
  assert.ok(text.includes('2026-11-22 05:58:02 UTC (2026-11-22 14:58:02 Asia/Seoul)'));
  assert.ok(text.includes('2026-11-20 23:31:07 Asia/Seoul – 2026-11-21 00:02:44 Asia/Seoul'));
  assert.ok(!textOf(render(scanCase(), 'UTC')).includes('Asia/Seoul'));
});

test('every file stands with its hash, its count and its rejects', () => {
  const scan = scanCase();
  const text = textOf(render(scan));
  for (const file of scan.evidence) {
    assert.ok(text.includes(file.sha256 ?? ''));
    for (const reject of file.rejects) assert.ok(text.includes(reject.reason));
  }
  assert.match(text, /1,204,331 read ?= ?1,204,306 parsed ?\+ ?3 rejected ?\+ ?22 skipped/);
  assert.ok(!text.includes('do not add up'));
});

test('a count that does not add up is said', () => {
  const scan = scanCase();
  const evidence = scan.evidence.map((file) => ({ ...file, parsed: file.parsed + 1 }));
  assert.ok(textOf(render({ ...scan, evidence })).includes('The counts of this file do not add up.'));
});

test('every finding stands with its rule, its query and its original lines', () => {
  const text = textOf(render(scanCase()));
  for (const finding of scanCase().findings) {
    assert.ok(text.includes(english(finding.message)));
    assert.ok(text.includes(english(finding.rule_message)));
    assert.ok(text.includes(finding.sql.replaceAll(/\s+/g, ' ')));
    for (const ref of finding.lines) assert.ok(text.includes(`${ref.evidence}:${ref.line}`));
  }
});

test('a table of many rows is bounded in the page, and the rest is counted', () => {
  const rows = Array.from({ length: 1203 }, (_, i) => [`10.0.${i >> 8}.${i & 255}`, i]);
  const tables = [{ name: 'x', message: quoted('Many'), columns: ['address', 'hits'], rows }];
  const page = render({ ...bareCase(), tables });
  assert.ok(textOf(page).includes('All 1,203 rows'));
  assert.ok(textOf(page).includes('703 more in case.json'));
  assert.ok(page.length < 400_000);
});

test('many findings, files and sources keep the page bounded, and the rest is counted', () => {
  const scan = scanCase();
  const times = <T>(items: readonly T[], count: number) =>
    Array.from({ length: count }, (_, i) => items[i % items.length] as T);
  const page = render({
    ...scan,
    findings: times(scan.findings, 3000),
    evidence: times(scan.evidence, 3000),
    sources: times(scan.sources, 30_000),
    gaps: times(scan.gaps, 3000),
  });
  assert.ok(page.length < 6_000_000, `${page.length}`);
  for (const count of ['2,900', '2,500', '29,500'])
    assert.ok(textOf(page).includes(`${count} more in case.json`), count);
});

test('each language renders all three cases in its own words', () => {
  const seen = new Set<string>();
  for (const lang of LANGS) {
    for (const document of [scanCase(), owaCase(), bareCase()]) {
      const page = renderReport(concluded(document), { lang, now: NOW, zone: 'Asia/Tokyo' });
      assert.match(page, new RegExp(`<html[^>]*lang="${lang}`));
      assert.doesNotMatch(textOf(page), /undefined|\[object|NaN/);
      seen.add(headline(page));
    }
  }
  assert.equal(seen.size, LANGS.length * 3);
});

test('letters in the page’s language stand open, the others are folded', () => {
  const letters = LANGS.map((lang) => ({
    kind: 'reply-final',
    lang,
    path: `letters/reply-final.${lang}.txt`,
    blanks: ['why'],
  }));
  for (const lang of LANGS) {
    const page = renderReport(concluded({ ...bareCase(), letters }), { lang, now: NOW, zone: 'UTC' });
    const section = page.slice(page.indexOf('<section id="letters"'), page.indexOf('<section id="gaps"'));
    const [own = '', others = ''] = section.split(/(?<=<\/article>)/);
    assert.deepEqual(
      tagsOf(own)
        .filter((tag) => tag.name === 'a' && !tag.closing)
        .map((tag) => tag.attributes.get('href')),
      [`./letters/reply-final.${lang}.txt`],
    );
    assert.equal(tagsOf(others).filter((tag) => tag.name === 'a' && !tag.closing).length, LANGS.length - 1);
  }
});

test('of many files those that want a look stand open, and all of them on demand', () => {
  const scan = scanCase();
  const [, log] = scan.evidence;
  assert.ok(log);
  const clean = Array.from({ length: 30 }, (_, i) => ({
    ...log,
    path: `clean-${i}.log`,
    read: 9,
    parsed: 9,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: [],
  }));
  const page = render({ ...scan, evidence: [...clean, log, { ...log, path: 'odd.bin', format: 'unknown' }] });
  const section = page.slice(page.indexOf('<section id="evidence"'));
  const open = textOf(`<body>${section.slice(0, section.indexOf('All 32 files'))}<script>`);
  assert.ok(open.includes('odd.bin'));
  assert.ok(!open.includes('clean-7.log'));
  assert.ok(textOf(page).includes('clean-29.log'));
});

test('an original line that is kept stands beside its number, as text', () => {
  const scan = scanCase();
  const [finding] = scan.findings;
  assert.ok(finding);
  const kept = { ...finding, lines: [{ evidence: 'a.log', line: 7, text: '2 <b>x</b> \u001b[31m' }] };
  const text = textOf(render({ ...scan, findings: [kept] }));
  assert.match(text, /a\.log:7 ?2 <b>x<\/b> \\x1b\[31m/);
});

test('a table of one row reads as names and values', () => {
  const tables = [
    {
      name: 'rhythm',
      message: quoted('Rhythm'),
      columns: ['provider', 'median_gap_seconds', 'share_of_day'],
      rows: [['aws', 636, 0.25]],
    },
  ];
  const text = textOf(render({ ...bareCase(), tables }));
  assert.match(text, /provider ?aws ?median gap seconds ?636 \(10 minutes 36 seconds\) ?share of day ?25%/);
});

const series = (out: number[], into: number[]): CaseDocument => ({
  ...bareCase(),
  series: [
    {
      name: 's',
      message: quoted('S'),
      subject: '10.0.0.1',
      unit: 'bytes',
      start: '2026-11-20T00:00:00Z',
      bucket_seconds: 60,
      out,
      in: into,
    },
  ],
});
const traffic = (page: string) =>
  textOf(
    `<body>${page.slice(page.indexOf('<section id="traffic"'), page.indexOf('<section id="findings"'))}<script>`,
  );

test('the picture of the traffic says the peak of what was sent, and when', () => {
  const text = traffic(render(series([1024, 4096, 2048], [1024, 1024, 9000])));
  assert.ok(text.includes('10.0.0.1 sent at most 4 KiB in 1 minute, at 2026-11-20 00:01 UTC'));
  assert.ok(!text.includes('own scales'));
});

test('both directions stand on one scale, and what it makes thinner than a pixel is there all the same', () => {
  const page = render(series([100, 100, 100], [100_000_000, 0, 0]));
  const height = (look: string): number => {
    const [, d = ''] = new RegExp(`class="${look} fill" d="([^"]+)"`).exec(page) ?? [];
    const ys = [...d.matchAll(/V([\d.]+)/g)].map(([, y]) => Number(y));
    return Math.max(...ys) - Math.min(...ys);
  };
  assert.equal(height('ours'), 1);
  assert.ok(height('theirs') > 100);
});

test('a burst is marked where it is, not where traffic is steady', () => {
  const marks = (out: number[]) => render(series(out, [])).match(/<path class="burst"/g)?.length ?? 0;
  assert.equal(marks([5, 5, 5, 5]), 0);
  // Three widths of the picture, and the legend.
  assert.equal(marks([5, 5, 50, 5, 5]), 4);
  assert.equal(marks([5, 5, 50, 60, 5, 70, 5, 5, 5]), 7);
});

test('a series that is too long for the picture is cut, and the rest is counted', () => {
  const page = render(
    series(
      Array.from({ length: 150_000 }, () => 7),
      [],
    ),
  );
  assert.ok(traffic(page).includes('145,000 more in case.json'));
});

test('a chart of two bars is a table instead', () => {
  const page = render(series([100, 200], [0, 0]));
  assert.ok(page.includes('<figure id="volume-0">'));
  assert.ok(!page.includes('id="volume-0-wide'));
  assert.ok(traffic(page).includes('2026-11-20 00:01'));
  assert.ok(render(series([100, 200, 100], [0, 0, 0])).includes('id="volume-0-wide'));
});

test('a strip of two dots is a table instead', () => {
  const rows = [
    { address: '10.0.0.1', targets: 500, role: 'host' as const, culprit: true },
    { address: '10.0.0.2', targets: 500, role: 'nat' as const, culprit: false },
  ];
  const page = render({ ...bareCase(), fan_out: { message: quoted('Targets'), port: 22, rows } });
  assert.ok(textOf(page).includes('10.0.0.1 reached 500 targets (port 22)'));
  const named = render({
    ...bareCase(),
    fan_out: { message: quoted('Targets'), port: 22, protocol: 6, rows },
  });
  assert.ok(textOf(named).includes('10.0.0.1 reached 500 targets (TCP port 22)'));
  assert.ok(!page.includes('class="dot'));
});

test('both ends of a range have seconds, or neither has', () => {
  const headline = (from: string, to: string) => {
    const findings = scanCase().findings.map((finding) => Object.assign(finding, { from, to }));
    const document = { ...scanCase(), findings };
    const text = answerText(document, { lang: 'en', now: NOW, zone: 'UTC' });
    return [text, textOf(render(document))] as const;
  };
  const [answer, page] = headline('2026-11-20T14:31:00Z', '2026-11-20T15:02:44Z');
  assert.match(answer, / from 2026-11-20 14:31:00 to 15:02:44 UTC /);
  assert.ok(page.includes('2026-11-20 23:31:00 Asia/Seoul – 2026-11-21 00:02:44 Asia/Seoul'));
  const [turned] = headline('2026-11-20T14:31:07Z', '2026-11-21T15:02:00Z');
  assert.match(turned, / from 2026-11-20 14:31:07 to 2026-11-21 15:02:00 UTC /);
  const [whole] = headline('2026-11-20T14:31:00Z', '2026-11-20T15:02:00.400Z');
  assert.match(whole, / from 2026-11-20 14:31 to 15:02 UTC /);
});

test('the path names the targets of the notice first', () => {
  const scan = scanCase();
  const claims = scan.claims.map((claim) => ({
    ...claim,
    flows: [{ remote: '192.0.2.99', remote_ports: [22], protocol: 6 }],
  }));
  const page = render({ ...scan, claims });
  const path = page.slice(page.indexOf('<figure id="path"'), page.indexOf('</figure>'));
  assert.ok(path.indexOf('192.0.2.99') < path.indexOf('198.51.100.7'));
});

test('the targets are not said to have seen the private address of a gateway', () => {
  const scan = scanCase();
  const culprits = scan.culprits.map((culprit) => ({
    ...culprit,
    via: { kind: 'nat' as const, interface: 'eni-0d68f3a17b5c92e4f', address: '10.10.2.68' },
  }));
  const page = render({ ...scan, culprits });
  const text = textOf(page);
  assert.match(text, /web-7 reached [\d,]+ targets? through eni-0d68f3a17b5c92e4f/);
  assert.ok(!text.includes('which saw 10.10.2.68'));
});

test('without a finding the path leads to what the notice names', () => {
  const page = render({ ...scanCase(), findings: [] });
  const path = textOf(
    `<body>${page.slice(page.indexOf('<figure id="path"'), page.indexOf('</figure>'))}<script>`,
  );
  assert.ok(path.includes('web-7 reached 1 target, which saw 203.0.113.10'));
  assert.ok(path.includes('→ TCP port 22'));
  const unnamed = scanCase();
  for (const claim of unnamed.claims) for (const flow of claim.flows) delete flow.protocol;
  assert.ok(textOf(render({ ...unnamed, findings: [] })).includes('→ port 22'));
});

test('of a case without a notice the page gives no reason that is its own first sentence again', () => {
  const because = (changes: Partial<CaseDocument>): boolean =>
    render({ ...scanCase(), ...changes }).includes('class="because"');
  const { findings, culprits } = scanCase();
  const deed = findings.find(({ direction }) => direction === 'outbound') ?? assert.fail();
  const alone = { claims: [], verdicts: [], findings: [deed] };
  const same = culprits.map((culprit) => Object.assign({}, culprit, { message: deed.message }));
  assert.equal(because({ ...alone, culprits: same }), false);
  const message = quoted('It has the address behind the gateway.');
  const others = culprits.map((culprit) => Object.assign({}, culprit, { message }));
  assert.equal(because({ ...alone, culprits: others }), true);
  assert.equal(because({}), true);
});
