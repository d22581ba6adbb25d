import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import type { Claim } from '../../src/model/claim.ts';
import { decodeText, isMail, readMail } from '../../src/notices/mail.ts';
import { readNotice } from '../../src/notices/read.ts';
import { Chance } from '../../test/examples/generate/chance.ts';
import { fixture } from '../../test/support.ts';

// MUTATED_MAILS=100000 for a long run.
const MAILS = Number(process.env['MUTATED_MAILS'] ?? 10_000);
/** Characters that no reader of the mail sees; within an address they are left out. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

const offline: Effects = {
  ...nodeEffects(1),
  resolveDns: () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })),
};

function inputs(): Buffer[] {
  return readdirSync(fixture('notices')).flatMap((sender) =>
    readdirSync(fixture('notices', sender)).map((name) => {
      const folder = fixture('notices', sender, name);
      const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? '';
      return readFileSync(join(folder, input));
    }),
  );
}

/** A few bytes changed, a piece left out, doubled, or put in from another notice. */
function mutated(bytes: Buffer, others: readonly Buffer[], chance: Chance): Buffer {
  let mail: Buffer = Buffer.from(bytes);
  for (let times = chance.between(1, 4); times > 0; times--) {
    const [a, b] = [chance.between(0, mail.length), chance.between(0, mail.length)].sort((x, y) => x - y);
    const [from = 0, to = 0] = [a, b];
    const other = chance.pick(others);
    const cut = chance.between(0, other.length);
    const changes: (() => Buffer)[] = [
      () => {
        for (let i = chance.between(1, 8); i > 0 && mail.length > 0; i--)
          mail[chance.between(0, mail.length - 1)] = chance.between(0, 255);
        return mail;
      },
      () => Buffer.concat([mail.subarray(0, from), mail.subarray(to)]),
      () => Buffer.concat([mail.subarray(0, to), mail.subarray(from)]),
      () => Buffer.concat([mail.subarray(0, from), other.subarray(cut), mail.subarray(from)]),
    ];
    mail = chance.pick(changes)().subarray(0, 200_000);
  }
  return mail;
}

/** All that the mail says, decoded, with the marks that make an address unclickable taken off. */
async function textOf(bytes: Buffer): Promise<string> {
  const texts = [decodeText(bytes)];
  if (isMail(bytes)) {
    const mail = await readMail(bytes).catch(() => undefined);
    if (mail !== undefined)
      texts.push(
        mail.subject ?? '',
        ...mail.bodies,
        ...mail.attached,
        ...mail.parts.map(({ text }) => text),
        ...(await Promise.all(mail.enclosed.map((inner) => textOf(Buffer.from(inner))))),
      );
  }
  return texts
    .join('\n')
    .replaceAll(INVISIBLE, '')
    .normalize('NFKC')
    .replaceAll(/\[\.\]|\(\.\)|\{\.\}|\[dot\]/gi, '.');
}

/** Values that a claim takes from the text as they are there. Addresses of version 6 are written anew, and evidence in base64 is not text. */
function values({ source, addresses, instances, targets = [], forwarded }: Claim): string[] {
  const coded = source === 'xarf' && forwarded !== undefined;
  return [...(coded ? [] : [...addresses, ...targets]), ...instances].filter((value) => !value.includes(':'));
}

test(`${MAILS} changed notices: none stops the reader, none is proven, and no claim has a value that its text has not`, async (t) => {
  const originals = inputs();
  const chance = new Chance(15);
  let claimed = 0;
  let slowest = 0;
  for (let count = 0; count < MAILS; count++) {
    const mail = mutated(chance.pick(originals), originals, chance);
    const began = performance.now();
    const { claims } = await readNotice(mail, {}, offline);
    slowest = Math.max(slowest, performance.now() - began);
    if (claims.length === 0) continue;
    claimed += claims.length;
    const text = (await textOf(mail)).toLowerCase();
    for (const claim of claims) {
      assert.notEqual(claim.authenticity.verdict, 'proven');
      for (const value of values(claim))
        assert.ok(
          text.includes(value.toLowerCase()),
          `${value}: ${mail.toString('base64').slice(0, 20_000)}`,
        );
      const { read = 0, parsed = 0, rejected = 0, skipped = 0 } = claim.reported_lines ?? {};
      assert.equal(read, parsed + rejected + skipped);
    }
  }
  assert.ok(claimed > MAILS / 10, `${claimed} claims`);
  // For whoever reads the run: how long one takes depends on the computer and what else it does, so nothing is asserted.
  t.diagnostic(`${claimed} claims; the slowest mail took ${Math.round(slowest)} ms`);
});
