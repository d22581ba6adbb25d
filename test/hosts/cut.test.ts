import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { PARSERS } from '../../src/hosts/parsers/index.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import type { Paste } from '../../src/hosts/pastes/paste.ts';
import { fixture } from '../support.ts';

interface Output {
  name: string;
  text: string;
  /** Every value that the whole output gives, with its name: `sockets.local.port=22`. */
  whole: ReadonlySet<string>;
}

/** Each value of the facts by its name; what a row lacks says nothing. */
function told({ facts }: Paste): string[] {
  const all: string[] = [];
  const walk = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(name, item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) if (key !== 'origin') walk(`${name}.${key}`, inner);
    } else if (value !== undefined) all.push(`${name}=${JSON.stringify(value)}`);
  };
  for (const [name, list] of Object.entries(facts)) walk(name, list);
  return all;
}

async function outputs(): Promise<Output[]> {
  const all: Output[] = [];
  // Of a file that is shown each line is what the file says, whatever it is.
  for (const { name } of PARSERS.filter((parser) => parser.name !== 'configuration')) {
    const folder = fixture('hosts', name);
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.txt'))) {
      const text = await readFile(join(folder, file), 'utf8');
      all.push({ name: `${name}/${file}`, text, whole: new Set(told(readPaste(text, 'paste.txt'))) });
    }
  }
  return all;
}

/** An attempt that failed in a way that is not told, rows of a kind of socket or of a file that is not named. */
const LESS: ReadonlySet<string> = new Set([
  'attempts.outcome="failed"',
  'sockets.kind="other"',
  'persistence.name="crontab"',
]);

/** Of what was read, the values that the whole does not give; one that is marked as cut must be a part of one that it gives. */
function invented(paste: Paste, { text, whole }: Output): string[] {
  return told(paste).filter((one) => {
    // Without the prompt above, or the words that follow, it says less, and nothing else.
    if (LESS.has(one)) return false;
    const relative = /^files\.path="([^/].*)"$/s.exec(one)?.[1];
    if (relative !== undefined && [...whole].some((other) => other.endsWith(`/${relative}"`))) return false;
    if (whole.has(one)) return false;
    const [name = '', json = ''] = one.split(/=(.*)/s);
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'string' || (!value.startsWith('…') && !value.endsWith('…'))) return true;
    const part = value.replace(/^…/, '').replace(/…$/, '');
    return (
      !text.includes(part) &&
      ![...whole].some(
        (other) => other.startsWith(`${name}=`) && other.includes(JSON.stringify(part).slice(1, -1)),
      )
    );
  });
}

function addsUp({ read, parsed, rejected, skipped, rejects, skips }: Paste): void {
  assert.equal(parsed + rejected + skipped, read);
  assert.equal(rejects.length, Math.min(rejected, 20));
  assert.equal(
    skips.reduce((sum, { count }) => sum + count, 0),
    skipped,
  );
}

function check(text: string, output: Output): void {
  const paste = readPaste(text, 'paste.txt');
  addsUp(paste);
  assert.deepEqual(invented(paste, output), [], `${output.name}:\n${text}`);
}

/** The same cases on each machine: a value that is invented once in a million is found by more runs, not by chance. */
const RUNS = { numRuns: 1500, seed: 20261130 };

test('cut at any byte, at one end or both, no output gives a value that the whole one does not give', async () => {
  const all = await outputs();
  const place = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.oneof(fc.constant(0), place), place, (output, one, other) => {
      const bytes = Buffer.from(output.text);
      const [start = 0, end = 0] = [one, other]
        .map((at) => Math.floor((bytes.length * at) / 1_000_001))
        .sort((a, b) => a - b);
      // What ends with a line end was written by a program, and begins with a whole row.
      if (start > 0 && bytes[end - 1] === 10) return;
      check(bytes.subarray(start, end).toString('utf8'), output);
    }),
    RUNS,
  );
});

/** Each line broken at so many letters, as a terminal does. */
function byTerminal(text: string, width: number): string {
  return text.replace(new RegExp(`[^\\n]{${width}}(?=[^\\n])`, 'g'), '$&\n');
}

/** Each line broken at the last blank before so many letters, as a mail does. */
function byMail(text: string, width: number): string {
  const piece = new RegExp(`(.{1,${width}})(?:\\s+|$)|(\\S+)(?:\\s+|$)`, 'g');
  return text
    .split('\n')
    .map((line) => (line.length <= width ? line : line.replace(piece, '$1$2\n').trimEnd()))
    .join('\n');
}

test('wrapped by a terminal or a mail, quoted or not, no output gives a value that the whole one does not give', async () => {
  const all = await outputs();
  const terminal = fc.oneof(fc.constantFrom(80, 100, 132), fc.integer({ min: 60, max: 160 }));
  const mail = fc.oneof(fc.constantFrom(72, 76, 78), fc.integer({ min: 60, max: 79 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.oneof(
        terminal.map(
          (width) =>
            (text: string): string =>
              byTerminal(text, width),
        ),
        mail.map(
          (width) =>
            (text: string): string =>
              byMail(text, width),
        ),
      ),
      fc.integer({ min: 0, max: 2 }),
      (output, wrap, levels) => {
        check(wrap(output.text).replace(/^/gm, '> '.repeat(levels)), output);
      },
    ),
    RUNS,
  );
});

test('a row without a line end keeps what is certain, and says of its last word that it may go on', () => {
  const paste = readPaste('raw  0  0 0.0.0.0:6  0.0.0.0:*  7  19719/Lixsy', 'paste.txt');
  const [socket] = paste.facts.sockets;
  assert.deepEqual([socket?.protocol, socket?.owners], [6, [{ pid: 19719, name: 'Lixsy…' }]]);
  assert.deepEqual([paste.parsed, paste.rejected], [0, 1]);
  assert.match(paste.rejects[0]?.reason ?? '', /pasteCutAtEnd/);
});

test('half of a port is no port: the row is rejected with the reason', () => {
  const paste = readPaste('tcp  0  0 192.0.2.10:22  203.0.113.7:515', 'paste.txt');
  assert.deepEqual(paste.facts.sockets, []);
  assert.match(paste.rejects[0]?.reason ?? '', /pasteCutAtEnd/);
});

test('half of one list above half of another: whole rows of both are read, the halves are counted with reasons', () => {
  const text = `tcp        0      0 192.0.2.10:22           0.0.0.0:*               LISTEN      881/sshd
tcp        0      0 192.0.2.10:22           203.0.113.7:515
[192.0.2.10]:80  203.0.113.9:40112 users:(("nginx",pid=7,fd=3))
tcp   ESTAB  0      0      192.0.2.10:80      203.0.113.9:40112 users:(("nginx",pid=7,fd=3))
`;
  const { facts, rejects, read, parsed, rejected, skipped } = readPaste(text, 'paste.txt');
  assert.deepEqual(
    facts.sockets.map(({ remote, owners }) => [remote?.port, owners[0]?.pid]),
    [
      [undefined, 881],
      [40112, 7],
    ],
  );
  assert.deepEqual([read, parsed + rejected + skipped, rejects[0]?.line], [4, 4, 2]);
});

test('a page tells what its reader sees, and each row keeps its line of the page', () => {
  const page = `<!DOCTYPE html>
<html><head><title>netstat</title>
<style>td { color: red }</style></head><body>
<p>It still sends, this is what I see:</p>
<pre class="lang-bash"><code>[root@ip-172-19-24-90 tmp]# netstat -anp | grep raw
raw   104832 426240 0.0.0.0:6      0.0.0.0:*       7     19719/Lixsyn
raw   104832 228096 0.0.0.0:6      0.0.0.0:*       7     19719/Lixsyn
</code></pre>
<p>Lixsyn&#58; ELF 32-bit LSB executable, Intel 80386,<br>statically linked</p>
</body></html>
`;
  const paste = readPaste(page, 'page.html');
  addsUp(paste);
  const { facts } = paste;
  assert.deepEqual(
    facts.sockets.map(({ protocol, owners, origin }) => [protocol, owners[0]?.name, origin.line]),
    [
      [6, 'Lixsyn', 6],
      [6, 'Lixsyn', 7],
    ],
  );
  assert.deepEqual(
    facts.files.map(({ path, origin }) => [path, origin.line]),
    [['Lixsyn', 9]],
  );
});

test('rows quoted among the words of an answer are read, though the mail broke them without its sign', () => {
  const mail = `Hello,

> We see this:
> raw   104832 426240 0.0.0.0:6                   0.0.0.0:*
7           19719/Lixsyn
> raw   104832 228096 0.0.0.0:6                   0.0.0.0:*
7           19719/Lixsyn

please advise.
`;
  const { facts } = readPaste(mail, 'mail.txt');
  assert.deepEqual(
    facts.sockets.map(({ protocol, owners }) => [protocol, owners[0]]),
    [
      [6, { pid: 19719, name: 'Lixsyn' }],
      [6, { pid: 19719, name: 'Lixsyn' }],
    ],
  );
});
