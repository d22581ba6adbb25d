import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../support.ts';

/*
 * Every block of shell in the README and the how-tos is run by a real shell, in what a clone is after `npm ci`. Four programs
 * are stood in for, because a test may not have what they need; what they are given is held against what they take:
 *
 * - `npm`: it would install and test this very checkout. `.ci/run` runs both commands of the README.
 * - `aws`: it needs credentials. Its sub-command must be one of the calls listed here.
 * - `sudo`: it needs root, and changes the firewall. Each option must be in the command's own `--help`; the suites under
 *   suites/installed/firewalls apply and undo blocks for real.
 * - `npx abusedesk ranges update`, `collect aws --notice`, `block apply` and `undo` in AWS, and `contain`: they
 *   need the network. As with `sudo`; suites/installed runs them against a model of AWS.
 */
const AWS_CALLS = [
  ...['instances', 'network-interfaces', 'nat-gateways', 'addresses'].map((what) => `ec2 describe-${what}`),
  ...['security-groups', 'subnets', 'vpcs', 'flow-logs'].map((what) => `ec2 describe-${what}`),
  'ec2 create-flow-logs',
  'sso login',
  's3 cp',
  'logs filter-log-events',
];

const HOW_TO = readdirSync(join(ROOT, 'docs', 'how-to')).map((name) => join('docs', 'how-to', name));
const PAGES = [
  'README.md',
  join('examples', 'README.md'),
  join('docs', 'tutorial', 'first-case.md'),
  ...HOW_TO,
];

/** The blocks of shell on a page, in order. */
function blocksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return Array.from(text.matchAll(/^```(?:sh|console)\n([^]*?)^```$/gm), ([, block = '']) => block);
}

/** What stands in sentences for a reader's own files. */
const OWN: Readonly<Record<string, string>> = {
  FOLDER: 'examples/nat-port-scan',
  CASE: 'nat-port-scan.case',
  FILE: 'notice.eml',
};

/**
 * The commands that sentences of a page name. One with a place left open, or a path of Windows, is held against its own help,
 * as those of `sudo` are; every other is run.
 */
function inSentences(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```[^]*?^```$/gm, '');
  return Array.from(text.matchAll(/`(npx abusedesk [^`]+)`/g), ([, command = '']) => {
    const whole = command.replaceAll('\n', ' ').replace(/\b[A-Z]{4,6}\b/g, (word) => OWN[word] ?? word);
    return /…|[A-Z]:\\/.test(whole) ? `sudo ${whole.replaceAll(/…|\S+\\\S+/g, 'x')}` : whole;
  });
}

const WORLD = `#!/bin/sh
real() { exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(ROOT, 'bin', 'abusedesk.js'))} "$@"; }
# Holds the options of a command against its own help.
parsed() {
  [ "$1" = npx ] && shift
  [ "$1" = abusedesk ] && shift
  words=''
  for word in "$@"; do case "$word" in [a-z]*) case "$word" in *.case) ;; *) [ -z "$done" ] && words="$words $word" ;; esac ;; *) done=1 ;; esac; done
  help=$(${JSON.stringify(process.execPath)} ${JSON.stringify(join(ROOT, 'bin', 'abusedesk.js'))} $words --help) || exit 1
  for word in "$@"; do case "$word" in --*) case "$help" in *"$word"*) ;; *) echo "unknown: $word" >&2; exit 1 ;; esac ;; esac; done
}
case "$(basename "$0")" in
npm) case "$*" in ci|test) ;; *) exit 1 ;; esac ;;
sudo) parsed "$@" ;;
npx) [ "$1" = abusedesk ] || exit 1; shift
  case "$*" in 'ranges update'*|'block apply '*' --sink aws-'*|'block undo --sink aws-'*|'collect aws --notice '*|'contain '*) parsed "$@" ;; *) real "$@" ;; esac ;;
aws) case "$1 $2" in ${AWS_CALLS.map((call) => `'${call}'`).join('|')}) echo '{}' ;; *) echo "not expected: aws $1 $2" >&2; exit 1 ;; esac ;;
pbpaste) cat notice.eml ;;
esac
`;

let clone = '';

before(async () => {
  clone = await mkdtemp(join(tmpdir(), 'abusedesk-clone-'));
  mkdirSync(join(clone, 'stand-ins'));
  for (const name of ['npm', 'npx', 'aws', 'sudo', 'pbpaste'])
    writeFileSync(join(clone, 'stand-ins', name), WORLD, { mode: 0o755 });
  for (const name of ['docs', 'examples']) symlinkSync(join(ROOT, name), join(clone, name));
  // What a reader of the how-tos has beside the clone: a notice, logs.
  const notice = join(ROOT, 'examples', 'nat-port-scan', 'notice.eml');
  cpSync(notice, join(clone, 'notice.eml'));
  cpSync(join(ROOT, 'examples', 'tomcat-dos', 'notice.txt'), join(clone, 'pasted.txt'));
  cpSync(join(ROOT, 'examples', 'tomcat-dos', 'flows'), join(clone, 'flow-logs'), { recursive: true });
  mkdirSync(join(clone, 'evidence', 'web-seoul'), { recursive: true });
  const line = 'Nov  3 04:05:06 web sshd[811]: Failed password for root from 203.0.113.9 port 40000 ssh2\n';
  cpSync(join(ROOT, 'examples', 'owa-from-aws', 'ip-ranges.json'), join(clone, 'ip-ranges.json'));
  writeFileSync(join(clone, 'riswhoisdump.IPv4.gz'), gzipSync('24940\t5.9.0.0/16\t300\n'));
  writeFileSync(join(clone, 'webhooks.txt'), '192.0.2.0/24 payments\n');
  for (const name of ['auth.log', 'auth.log.1', 'web-seoul/auth.log'])
    writeFileSync(join(clone, 'evidence', name), line);
  const ranges = join('examples', 'owa-from-aws', 'ip-ranges.json');
  await shell(
    `npx abusedesk ranges import ${ranges}\nnpx abusedesk investigate examples/nat-port-scan --quiet`,
  );
});

after(() => rm(clone, { recursive: true, force: true }));

/** Runs a block as somebody would who copies all of it; one that fails fails the test, with what it printed. */
async function shell(block: string): Promise<string> {
  const PATH = [join(clone, 'stand-ins'), dirname(process.execPath), process.env['PATH']].join(delimiter);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], {
    cwd: clone,
    env: { PATH, HOME: clone, ABUSEDESK_HOME: join(clone, 'home'), npm_command: 'exec' },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

for (const page of PAGES) {
  test(`every command of ${page} runs in a clone`, async () => {
    for (const block of blocksOf(page)) {
      assert.doesNotMatch(
        block,
        /(?<!npx )\babusedesk (?=[a-z])/,
        `after npm ci there is no such command: ${block}`,
      );
      await shell(block);
    }
    for (const command of inSentences(page)) await shell(command);
  });
}

test('the answer that the README and the tutorial show is the one that the example gives', async () => {
  const said = await shell('npx abusedesk show nat-port-scan.case --lang en');
  const answer = said.slice(0, said.indexOf('\n\n'));
  for (const page of ['README.md', join('docs', 'tutorial', 'first-case.md')])
    assert.ok(readFileSync(join(ROOT, page), 'utf8').includes(answer), `${page} lacks:\n${answer}`);
});
