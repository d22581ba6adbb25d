import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Environment, Files } from '../../base/ports.ts';
import type { Pseudonym } from '../../report/honeypot/masked.ts';

const NAME = 'mask.key';
const BYTES = 32;

/**
 * The key by which addresses become marks, so that one address has one mark in all pages that are published from this
 * computer. It stays in the state folder; whoever has it can try out which address a mark stands for.
 */
async function keyOf(effects: Files & Environment): Promise<Buffer> {
  const folder = homeFolder(effects);
  const path = join(folder, NAME);
  try {
    await makeFolder(folder, effects);
    await effects.fs.writeFile(path, randomBytes(BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    if (errorCode(error) !== 'EEXIST')
      throw new UserError(`the key for marks cannot be kept (${errorCode(error)})`, {
        file: path,
        hint: 'Set ABUSEDESK_HOME to a folder that abusedesk may write.',
        cause: error,
      });
  }
  const key = await effects.fs.readFile(path);
  if (key.length === BYTES) return key;
  throw new UserError('the key for marks is damaged', {
    file: path,
    hint: 'Remove the file: a new one is made, and marks change.',
  });
}

/** Letters and digits that are not taken for one another (Crockford's base 32, lower case). */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/** Marks by a key that is given: ten characters, 50 bits of an HMAC (RFC 2104). */
export function pseudonymBy(key: Uint8Array): Pseudonym {
  return (kind, value) => {
    const digest = createHmac('sha256', key).update(`${kind}\0${value}`).digest();
    const characters = Array.from(
      { length: LENGTH },
      (_, i) => DIGITS[(digest[i] ?? 0) % DIGITS.length] ?? '',
    );
    return `${kind}-${characters.join('')}`;
  };
}

export async function pseudonyms(effects: Files & Environment): Promise<Pseudonym> {
  return pseudonymBy(await keyOf(effects));
}
