// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { ipRanges, world } from '../../test/attribution/world.ts';
import { FORGED, FORGED_LINES, WAYS } from '../../test/formats/forged/carriers.ts';
import { temporary } from '../../test/support.ts';
import { command, leaks } from './cases.ts';
import type { Ran } from './cases.ts';
import { recorder } from './figures.ts';

const note = recorder('forged-names');

/** What a terminal or a page would obey: colours, titles, text that runs backwards. */
const ESCAPES = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202egnp.exe',
  '$(touch /tmp/owned)',
  '`touch /tmp/owned`',
];
/** What a terminal must never be sent. */
// oxlint-disable-next-line no-control-regex -- these are looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** All that is written into every name: lines of logs as they are and as they would end a value or a line, and escapes. */
const TEXTS: readonly string[] = [
  ...Object.values(FORGED_LINES).flatMap((line) => WAYS.map((way) => way(line))),
  ...ESCAPES.map((escape) => `${escape} ${FORGED}`),
];

/** As programs that list things by lines write what is no line: `ls`, `ps`, ClamAV, YARA. */
const listed = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f]/g, '?');

const PS_HEAD = 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n';
const SS_HEAD = 'Netid State  Recv-Q Send-Q  Local Address:Port  Peer Address:Port Process\n';
const ps = (texts: readonly string[]): string =>
  PS_HEAD +
  texts
    .map(
      (text, i) =>
        `root ${String(1000 + i).padStart(11)}  0.0  0.0 168140 13424 ?        Ss   Nov28   0:06 ${listed(text)}\n`,
    )
    .join('');
const ss = (texts: readonly string[]): string =>
  SS_HEAD +
  texts
    .map(
      (text, i) =>
        `tcp   LISTEN 0      128     0.0.0.0:${2000 + i}       0.0.0.0:*     users:(("${listed(text).slice(0, 15)}",pid=${1000 + i},fd=3))\n`,
    )
    .join('');

/** What is printed of a host in which an attacker has named everything, by file. Names of signatures have no blanks. */
const HOST_OUTPUTS: Readonly<Record<string, (texts: readonly string[]) => string>> = {
  'clamav file names': (texts) =>
    `${texts.map((text) => `/tmp/${listed(text)}: Unix.Trojan.Agent-37008 FOUND\n`).join('')}\n----------- SCAN SUMMARY -----------\nKnown viruses: 8706110\nInfected files: ${texts.length}\n`,
  'clamav signatures': (texts) =>
    `${texts.map((text, i) => `/tmp/${i}: ${listed(text).replaceAll(' ', '_').slice(0, 200)} FOUND\n`).join('')}\n----------- SCAN SUMMARY -----------\nKnown viruses: 8706110\nInfected files: ${texts.length}\n`,
  'maldet names': (texts) =>
    `malware detect scan report for web-1:\nSCAN ID: 121714-0220.1990\nTIME: Dec 14 02:20:13 +0000\nPATH: /var/www\nTOTAL FILES: 3111\nTOTAL HITS: ${texts.length}\nTOTAL CLEANED: 0\n\nFILE HIT LIST:\n${texts.map((text) => `{YARA}${listed(text)} : /var/www/${listed(text)}\n`).join('')}`,
  ps,
  ss,
};

interface Shown {
  findings: { subject: object; targets?: object }[];
  culprits: object[];
  sources: { address: string }[];
  next: { message?: unknown }[];
  host?: { findings: { subject: object }[]; sockets?: object[] };
}

/** Where the forged address would be an accusation, and what the screen was sent. */
function accused({ stdout }: Ran): string {
  const { findings, culprits, sources, host } = JSON.parse(stdout) as Shown;
  return JSON.stringify([
    findings.map(({ subject, targets }) => [subject, targets]),
    culprits,
    sources,
    // A finding of a host is about a file or a process, which may be called anything; an address it names was connected to.
    host?.findings.map(({ subject }) => Object.entries(subject).filter(([key]) => key === 'address')),
    host?.sockets,
  ]);
}

test('a name that an attacker gave to a file, a process or a rule accuses no address, and no terminal obeys it', async (t) => {
  const folder = await temporary(t);
  const evidence = join(folder, 'evidence');
  const uac = join(evidence, 'uac');
  const files: Record<string, string> = { 'uac/uac.log': 'UAC (Unix-like Artifacts Collector) 3.3\n' };
  for (const [name, write] of Object.entries(HOST_OUTPUTS)) files[`${name}.txt`] = write(TEXTS);
  files['uac/live_response/process/ps_auxwww.txt'] = ps(TEXTS);
  files['uac/live_response/network/ss_-tunap.txt'] = ss(TEXTS);
  // The bodyfile's names: a bar ends one, and TSK writes it as it is.
  files['uac/bodyfile/bodyfile.txt'] = TEXTS.map(
    (text, i) => `0|/tmp/${listed(text)}|${i}|-rwxr-xr-x|0|0|10|1772445601|1772445601|1772445601|0\n`,
  ).join('');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(evidence, name)), { recursive: true });
    await writeFile(join(evidence, name), text);
  }
  // Copies of a host's files, named so: what a file system allows.
  await mkdir(join(uac, '[root]', 'etc', 'cron.d'), { recursive: true });
  for (const [i, text] of TEXTS.entries()) {
    const name = text.replaceAll(/[/\u0000]/g, '_').slice(0, 80);
    await writeFile(
      join(uac, '[root]', 'etc', 'cron.d', `${i}${name}`),
      `* * * * * root /tmp/${listed(text)}\n`,
    );
  }
  const home = join(folder, 'home');
  const dir = join(folder, 'c');
  const ran = await command(['investigate', evidence, '--case', dir, '--json'], home);
  assert.equal(ran.code, 0, ran.stderr);
  const { host } = JSON.parse(ran.stdout) as Shown;
  assert.ok((host?.findings.length ?? 0) > 0, 'the names are read');
  assert.ok(!accused(ran).includes(FORGED), accused(ran).slice(0, 2000));
  assert.equal(await leaks(FORGED, dir, home), 0);
  for (const argv of [
    ['show', dir],
    ['investigate', evidence, '--case', dir],
    ...Object.keys(HOST_OUTPUTS).map((name) => ['host', 'inspect', '--paste', join(evidence, `${name}.txt`)]),
  ]) {
    const screen = await command(argv, home);
    assert.equal(screen.code, 0, screen.stderr);
    assert.doesNotMatch(screen.stdout + screen.stderr, OBEYED, argv.join(' '));
  }
  note('forged-names-host', TEXTS.length * (Object.keys(HOST_OUTPUTS).length + 4));
});

test('what a registry says of an address reaches no other field and no terminal', async (t) => {
  const home = await temporary(t);
  const wrong: string[] = [];
  for (const text of TEXTS) {
    const card = [
      'vcard',
      [
        ['fn', {}, 'text', text],
        ['email', {}, 'text', `${text}@example.net`],
        ['org', {}, 'text', text],
      ],
    ];
    const answer = {
      objectClassName: 'ip network',
      startAddress: '8.8.8.0',
      endAddress: '8.8.8.255',
      name: text,
      handle: text,
      country: text,
      type: text,
      remarks: [{ title: text, description: [text] }],
      entities: [{ handle: text, roles: ['registrant', 'abuse', text], vcardArray: card }],
    };
    const fetch = (url: string): Promise<Response> =>
      Promise.resolve(
        Response.json(
          url.startsWith('https://data.iana.org/')
            ? { services: [[['8.0.0.0/8'], ['https://rdap.example.net/']]] }
            : answer,
        ),
      );
    for (const flags of [[], ['--json']]) {
      const { effects, written } = world(join(home, String(wrong.length), String(TEXTS.indexOf(text))), {
        fetch,
      });
      const code = await main(['who', '--rdap', ...flags, '8.8.8.8'], new AbortController().signal, effects);
      const said = written.stdout + written.stderr;
      // One line for the address: a name that ends a line begins no answer of its own.
      const lines = written.stdout
        .trimEnd()
        .split('\n')
        .filter((line) => line.startsWith(FORGED));
      if (code !== 0 || OBEYED.test(said) || lines.length > 0)
        wrong.push(`${flags.join()} ${JSON.stringify(text)}: ${code} ${said.slice(0, 300)}`);
      if (flags.length > 0) {
        const [one] = JSON.parse(written.stdout) as { address: string; rdap?: { contact?: string } }[];
        assert.equal(one?.address, '8.8.8.8');
      }
    }
  }
  assert.deepEqual(wrong, []);
  note('forged-names-rdap', TEXTS.length);
});

test('a list whose names somebody chose is refused line by line, and what a block is called is a plain name', async (t) => {
  const folder = await temporary(t);
  const home = join(folder, 'home');
  const list = join(folder, 'labels.csv');
  const lines = TEXTS.flatMap((text, i) => [
    `198.51.${i % 250}.0/24,${text.replaceAll(/[,;]/g, ' ')}`,
    `198.51.${i % 250}.0/24,own,${text.replaceAll(/[,;]/g, ' ')}`,
  ]);
  await writeFile(list, `prefix,provider,service,region\n203.0.113.0/24,own\n${lines.join('\n')}\n`);
  const imported = await command(['ranges', 'import', list], home);
  assert.doesNotMatch(imported.stdout + imported.stderr, OBEYED);
  assert.equal(imported.code, 0, imported.stderr);
  const aws = join(folder, 'ip-ranges.json');
  await writeFile(
    aws,
    ipRanges(
      '2018-03-05T19:48:10Z',
      TEXTS.map((text, i) => [`52.${i % 250}.0.0/16`, text, text] as const),
    ),
  );
  const published = await command(['ranges', 'import', aws], home);
  assert.doesNotMatch(published.stdout + published.stderr, OBEYED);
  for (const argv of [
    ['who', '203.0.113.9', '198.51.3.4', '52.3.4.5', FORGED],
    ['ranges', 'status'],
    ['block', 'plan', '--provider', 'own', '--sink', 'nftables'],
    ['block', 'plan', '--file', list, '--sink', 'nftables'],
    ['block', 'plan', '--file', list, '--sink', 'iptables'],
  ]) {
    const ran = await command(argv, home);
    assert.doesNotMatch(ran.stdout + ran.stderr, OBEYED, argv.join(' '));
    assert.doesNotMatch(ran.stdout, /touch \/tmp\/owned/, argv.join(' '));
    if (argv[0] === 'block') assert.ok(!ran.stdout.includes(FORGED), ran.stdout.slice(0, 500));
    if (argv[0] === 'who') {
      const answers = ran.stdout.split('\n').filter((line) => line.startsWith(FORGED));
      assert.ok(
        answers.every((line) => !/own|aws/i.test(line)),
        ran.stdout,
      );
    }
  }
  note('forged-names-lists', 2 * lines.length);
});
