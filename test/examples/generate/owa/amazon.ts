import type { Chance } from '../chance.ts';
import type { Prefix } from '../example.ts';
import type { Hit } from './iis-log.ts';
import { LOGON_FAILURE } from './people.ts';

const BOTH = ['AMAZON', 'EC2'] as const;

/** Where the clients come from, by how often. As AWS published them in March 2018. */
const USED: readonly Prefix[] = [
  ['52.44.0.0/15', BOTH, 'us-east-1'],
  ['54.144.0.0/14', BOTH, 'us-east-1'],
  ['34.192.0.0/12', BOTH, 'us-east-1'],
  ['34.224.0.0/12', BOTH, 'us-east-1'],
  ['54.80.0.0/13', BOTH, 'us-east-1'],
  ['18.204.0.0/14', BOTH, 'us-east-1'],
  ['35.168.0.0/13', BOTH, 'us-east-1'],
  ['34.208.0.0/12', BOTH, 'us-west-2'],
  ['54.184.0.0/13', BOTH, 'us-west-2'],
];

/** The excerpt of the published ranges: what is used, and some that is not. */
export const PREFIXES: readonly Prefix[] = [
  ...USED,
  ['34.240.0.0/13', BOTH, 'eu-west-1'],
  ['52.24.0.0/14', BOTH, 'us-west-2'],
  ['52.216.0.0/15', ['AMAZON', 'S3'], 'us-east-1'],
  ['107.20.0.0/14', BOTH, 'us-east-1'],
];

const AGENT = 'python-requests/2.9.1';
const STEM = '/EWS/Exchange.asmx';

/** Account names that are tried, with the part of the tries they get. */
const TRIED: readonly (readonly [user: string, part: number])[] = [
  ['CORP\\a.user', 0.3],
  ['CORP\\m.lee', 0.12],
  ['CORP\\d.kim', 0.12],
  ['CORP\\t.choi', 0.1],
  ['CORP\\administrator', 0.12],
  ['CORP\\info', 0.09],
  ['CORP\\sales', 0.08],
  ['CORP\\scan', 0.07],
];

/** The account whose password is found. */
export const VICTIM = 'CORP\\m.lee';

function address(chance: Chance): string {
  const [prefix] = chance.pick(USED);
  const [base = '', length] = prefix.split('/');
  const [first = 0, second = 0] = base.split('.').map(Number);
  const blocks = 2 ** (16 - Number(length));
  return `${first}.${second + chance.between(0, blocks - 1)}.${chance.between(0, 255)}.${chance.between(1, 254)}`;
}

function name(chance: Chance): string | undefined {
  let rest = chance.share() * 1.05;
  for (const [user, part] of TRIED) {
    rest -= part;
    if (rest < 0) return user;
  }
  return undefined;
}

function refused(at: number, client: string, user: string | undefined, chance: Chance): Hit {
  const why = user === undefined ? { substatus: 2, win32: 5 } : { substatus: 1, win32: LOGON_FAILURE, user };
  const taken = chance.between(80, 260);
  return {
    at,
    method: 'POST',
    stem: STEM,
    client,
    agent: AGENT,
    status: 401,
    ...why,
    taken,
    sent: 0,
    received: 820,
  };
}

function accepted(at: number, client: string, chance: Chance): Hit {
  return {
    at,
    method: 'POST',
    stem: STEM,
    client,
    agent: AGENT,
    user: VICTIM,
    status: 200,
    taken: chance.between(200, 4000),
    sent: chance.between(20_000, 900_000),
    received: chance.between(900, 2400),
  };
}

/**
 * A script tries names, one about every eleven minutes, mostly from a new address. From `found` on it uses the
 * password it found instead, and reads the mailbox about every 37 minutes.
 */
export function amazon(from: number, found: number, to: number, chance: Chance): Hit[] {
  const hits: Hit[] = [];
  let client = address(chance);
  for (let at = from; at < to; at += chance.between(540, 780)) {
    if (chance.happens(0.7)) client = address(chance);
    const user = name(chance);
    // After the password was found, nobody has to guess it any more.
    if (user === VICTIM && at >= found - 600) continue;
    hits.push(refused(at, client, user, chance));
  }
  const first = address(chance);
  hits.push(refused(found - 4, first, VICTIM, chance), refused(found - 2, first, VICTIM, chance));
  hits.push(accepted(found, first, chance));
  for (let at = found + 60; at < to; at += chance.between(1980, 2460)) {
    if (chance.happens(0.8)) client = address(chance);
    hits.push(accepted(at, client, chance));
  }
  return hits;
}
