import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Claim } from '../../model/claim.ts';

/** Where the mails and the case of one matter lie. */
export interface Place {
  /** As the folder is called: `aws-27579687149-1a2b3c4d`. */
  name: string;
  /** The mails, and whatever logs somebody adds to them. */
  evidence: string;
  /** The case folder. */
  folder: string;
}

const MAX_NAME = 40;

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * One folder for each case number of a sender; without a number, one for each mail. A number is a stranger's text: what is no
 * letter or digit of it is left out of the name, and a digest tells names apart that are then the same.
 * @param mail digest of the mail's bytes
 */
export function placeOf({ source, reference }: Claim, mail: string, root: string): Place {
  const whole = sha256(JSON.stringify(reference === undefined ? [source, null, mail] : [source, reference]));
  const plain = (reference ?? '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, MAX_NAME);
  const name = [source, plain, whole.slice(0, 8)].filter((part) => part !== '').join('-');
  return placeNamed(name, root);
}

/** @param name of a folder of cases */
export function placeNamed(name: string, root: string): Place {
  return { name, evidence: join(root, name, 'evidence'), folder: join(root, name, 'case') };
}
