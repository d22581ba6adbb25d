import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { PUBLISHERS } from '../../src/clouds/index.ts';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import { fixture, ROOT, temporary } from '../support.ts';
import { run } from './run.ts';

const IIS = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
  '2018-03-05 10:00:00 10.0.0.1 GET /owa/ - 443 - 198.51.100.7 Mozilla/5.0 200 0 0 15',
  '2018-03-05 10:00:01 10.0.0.1 GET /owa/ - 443 - 198.51.100.7 Mozilla/5.0 200 0 0',
  '',
].join('\r\n');

test('a folder gives a case, and --json gives one document on standard output and nothing else', async (t) => {
  const ran = await run(t, { 'logs/u_ex180305.log': IIS }, ['investigate', 'logs', '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  const document = JSON.parse(ran.stdout);
  assert.equal(document.schema, 'abusedesk.case/1');
  const [file] = document.evidence;
  assert.deepEqual([file.read, file.parsed, file.rejected, file.skipped], [4, 1, 1, 2]);
  assert.equal(file.rejects[0].line, 4);
  assert.equal(ran.stderr, '');
  const written = await readFile(join(ran.folder, 'logs.case', 'case.json'), 'utf8');
  assert.deepEqual(JSON.parse(written), document);
});

test('from a clone, help and errors name what is to be typed there', async (t) => {
  const env = { env: { npm_command: 'exec' } };
  const help = await run(t, {}, ['show', '--help'], env);
  assert.match(help.stdout, /Usage: npx abusedesk show/);
  assert.match(help.stdout, /^  npx abusedesk show nat-port-scan\.case$/m);
  const none = await run(t, {}, ['show', 'none.case'], env);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /`npx abusedesk investigate`/);
  const notice = await run(t, { 'n.txt': 'Your AWS Abuse Report [4242]' }, ['notice', 'n.txt'], env);
  assert.match(notice.stdout, /^  npx abusedesk investigate FOLDER$/m);
});

test('without --json the answer comes first and the report is named', async (t) => {
  const ran = await run(t, { 'logs/a.log': IIS }, ['investigate', 'logs']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /^The logs show no abuse/);
  assert.match(ran.stdout, /4 records read = 1 parsed \+ 1 rejected \+ 2 skipped/);
  assert.match(ran.stdout, /Report\s+logs\.case[\\/]report\.html/);
  assert.doesNotMatch(ran.stdout, /\u001B/);
});

test('a notice that does not say when it came has a line on the clock all the same', async (t) => {
  const pasted = fixture('notices', 'aws', 'nat-gateway-address-only', 'input.txt');
  const ran = await run(t, {}, ['investigate', pasted]);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(
    ran.stdout,
    /^Deadline {2,}24 hours from receipt, as AWS asks; .*\n +--received YYYY-MM-DDThh:mmZ$/m,
  );
  const imitation = fixture('notices', 'aws', 'imitation-from-another-domain', 'input.eml');
  const forged = await run(t, {}, ['investigate', imitation]);
  assert.match(forged.stdout, /^The notice is forged: /);
  assert.match(forged.stdout, /^Deadline {2,}none: a forged notice sets no deadline$/m);
});

test('--quiet says nothing', async (t) => {
  const ran = await run(t, { 'logs/a.log': IIS }, ['investigate', 'logs', '--quiet']);
  assert.deepEqual([ran.code, ran.stdout, ran.stderr], [0, '', '']);
});

test('a path that is not there is named, with what to do, and leaves no case behind', async (t) => {
  const ran = await run(t, {}, ['investigate', 'logs']);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /^abusedesk: .*\blogs\b/);
  assert.ok(!(await readdir(ran.folder)).includes('logs.case'));
});

test('an empty folder is said to be empty', async (t) => {
  const folder = await temporary(t);
  const ran = await run(t, {}, ['investigate', folder]);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /no file/);
});

test('a case folder that holds something else is not touched', async (t) => {
  const ran = await run(t, { 'logs/a.log': IIS, 'mine/thesis.txt': 'years of work' }, [
    'investigate',
    'logs',
    '--case',
    'mine',
  ]);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /not empty/);
  assert.deepEqual(await readdir(join(ran.folder, 'mine')), ['thesis.txt']);
});

test('a second run continues the same case', async (t) => {
  const first = await run(t, { 'logs/a.log': IIS }, ['investigate', 'logs', '--json']);
  const { effects, written } = world(join(first.folder, 'home'), { cwd: () => first.folder });
  const code = await main(['investigate', 'logs', '--json'], new AbortController().signal, effects);
  assert.equal(code, 0, written.stderr);
  const [before, after] = [JSON.parse(first.stdout), JSON.parse(written.stdout)];
  assert.equal(after.id, before.id);
  assert.equal(after.opened, before.opened);
  assert.deepEqual(after.findings, before.findings);
});

test('an interrupted run ends with 130 and leaves no new case', async (t) => {
  const interrupt = new AbortController();
  interrupt.abort();
  const ran = await run(t, { 'logs/a.log': IIS }, ['investigate', 'logs'], {}, interrupt.signal);
  assert.equal(ran.code, 130);
  assert.match(ran.stderr, /interrupted/);
  assert.ok(!(await readdir(ran.folder)).includes('logs.case'));
});

test('every wrong key of the settings is named, with the line of the first', async (t) => {
  const settings =
    'ours:\n  - 10.0.0.0/16\nthresholds:\n  port_scan:\n    targets_per_windw: 3\ncolour: blue\n';
  const ran = await run(t, { 'logs/a.log': IIS, 'home/abusedesk.yaml': settings }, ['investigate', 'logs']);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /thresholds\.port_scan\.targets_per_windw: no such key/);
  assert.match(ran.stderr, /colour: no such key/);
  assert.match(ran.stderr, /abusedesk\.yaml, line \d/);
});

test('settings that are no YAML are refused with the line', async (t) => {
  const ran = await run(t, { 'logs/a.log': IIS, 'home/abusedesk.yaml': 'ours: [\nlang: en\n' }, [
    'investigate',
    'logs',
  ]);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /not YAML.*line \d/s);
});

test('called alone it shows its help, and that is no error', async (t) => {
  const ran = await run(t, {}, []);
  assert.equal(ran.code, 0);
  assert.match(ran.stdout, /Usage: abusedesk/);
});

test('--ours takes address blocks only', async (t) => {
  const ran = await run(t, { 'logs/a.log': IIS }, ['investigate', 'logs', '--ours', '10.0.0.0/33']);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /10\.0\.0\.0\/33/);
});

test('an unknown command and a missing argument end with 2, help with 0', async (t) => {
  assert.equal((await run(t, {}, ['inspect'])).code, 2);
  const bare = await run(t, {}, ['investigate']);
  assert.equal(bare.code, 2);
  assert.equal(
    bare.stderr,
    "abusedesk: missing required argument 'path'\n  Run it with --help to see what is accepted.\n",
  );
  for (const name of ['investigate', 'notice', 'who', 'ranges', 'letter']) {
    const help = await run(t, {}, [name, '--help']);
    assert.equal(help.code, 0);
    assert.match(help.stdout, new RegExp(`Example[^]*abusedesk ${name}`), `${name} --help shows an example`);
  }
});

test('every command and subcommand takes --json, --quiet and --no-color', async (t) => {
  const below: string[][] = [];
  for (const group of ['letter', 'ranges']) {
    const { stdout } = await run(t, {}, [group, '--help']);
    const [, commands = ''] = stdout.split('Commands:\n');
    for (const [, name = ''] of commands.matchAll(/^ {2}(\w+) /gm)) {
      if (name !== 'help' && name !== 'abusedesk') below.push([group, name]);
    }
  }
  assert.ok(below.length >= 4);
  const single = ['investigate', 'explain', 'formats', 'notice', 'who'].map((name) => [name]);
  for (const name of [...single, ...below]) {
    const { stdout } = await run(t, {}, [...name, '--help']);
    for (const option of ['--json', '--quiet', '--no-color']) {
      assert.match(stdout, new RegExp(`^  ${option} `, 'm'), `${name.join(' ')} ${option}`);
    }
  }
});

test('--quiet leaves what was asked for', async (t) => {
  const formats = await run(t, {}, ['formats', '--quiet', '--no-color']);
  assert.match(formats.stdout, /^vpc-flow {2}\S/m);
  assert.doesNotMatch(formats.stdout, /fills|#Fields/);
  const eml = join(ROOT, 'examples', 'nat-port-scan', 'notice.eml');
  const notice = await run(t, {}, ['notice', eml, '--quiet']);
  assert.match(notice.stdout, /claims port scanning/);
  assert.doesNotMatch(notice.stdout, /Next:/);
  const home = await temporary(t);
  const changes = { env: { ABUSEDESK_HOME: home } };
  const ranges = join(ROOT, 'examples', 'nat-port-scan', 'ip-ranges.json');
  const stored = await run(t, {}, ['ranges', 'import', ranges, '--quiet'], changes);
  assert.deepEqual([stored.code, stored.stdout, stored.stderr], [0, '', '']);
  const status = await run(t, {}, ['ranges', 'status', '--quiet'], changes);
  // A line for each cloud, and nothing else.
  assert.match(status.stdout, /^aws: 1 version.*$/m);
  assert.equal(status.stdout.trimEnd().split('\n').length, PUBLISHERS.length);
});

test('a file name with escape sequences cannot paint the terminal', async (t) => {
  const name = 'logs/\u001B[31mred\u001B[0m\n.log';
  const ran = await run(t, { [name]: 'nothing that anybody knows\n' }, ['investigate', 'logs']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.doesNotMatch(ran.stdout + ran.stderr, /\u001B/);
});

test('original lines stand beside what is found in them', async (t) => {
  const head =
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken\n';
  const tries = Array.from({ length: 60 }, (_, i) => {
    const second = String(i).padStart(2, '0');
    return `2018-03-05 10:00:${second} 10.0.0.1 POST /EWS/Exchange.asmx - 443 CORP\\a.user 203.0.113.9 python-requests/2.9.1 401 1 1326 15\n`;
  });
  const ran = await run(t, { 'logs/a.log': head + tries.join('') }, ['investigate', 'logs', '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  const [finding] = JSON.parse(ran.stdout).findings;
  assert.equal(finding.type, 'login_attack');
  const all = (head + tries.join('')).split('\n');
  for (const { line, text } of finding.lines) assert.equal(text, all[line - 1]);
});
