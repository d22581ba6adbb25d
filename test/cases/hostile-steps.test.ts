// oxlint-disable typescript/no-unsafe-type-assertion -- the documents here are broken on purpose
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyInventory } from '../../src/clouds/inventory.ts';
import type { Inventory } from '../../src/clouds/inventory.ts';
import { nextSteps } from '../../src/cases/next-steps.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { PASTED } from '../../src/notices/authenticity.ts';
import { claim, noRecords, portScan } from '../letters/samples.ts';
import { scanCase } from '../report/sample-scan.ts';

const INSTANCE = 'i-0a1b2c3d4e5f60718';
const VPC = 'vpc-0a51c3e7d9b2f4068';
const KEY = 'AKIAIOSFODNN7EXAMPLE';

/** Texts that hold what is let into a command, and more than that. */
const EVIL = [
  '--profile=evil',
  '-evil',
  '$(evil)',
  '`evil`',
  'evil; reboot',
  `${INSTANCE} evil`,
  `${INSTANCE}\nevil`,
  `evil\n${INSTANCE}`,
  `${VPC},evil`,
  `${KEY}\nevil`,
  'us-east-1\nevil',
  '10.0.0.1,evil',
  '10.0.0.1\nevil',
  '::1 evil',
  'arn:aws:s3:::b;evil',
];

/** Every command in what a step says, however deep. */
function commandsIn(value: unknown): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const { argv, shell_line: line } = value as { argv?: unknown; shell_line?: unknown };
  if (Array.isArray(argv)) return [argv as string[]];
  if (typeof line === 'string') return [[line]];
  return Object.values(value).flatMap(commandsIn);
}

/** Every place of a text in a document: the names that lead there. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => placesOf(item, path.concat(name)));
}

/** The document with another text at that place. */
function withText<One>(value: One, [name, ...rest]: readonly string[], text: string): One {
  if (name === undefined) return text as One;
  const inner = (value as Record<string, unknown>)[name];
  if (Array.isArray(value))
    return value.map((item: unknown, i) => (String(i) === name ? withText(item, rest, text) : item)) as One;
  return { ...value, [name]: withText(inner, rest, text) };
}

const INVENTORY: Inventory = {
  ...emptyInventory(),
  vpcs: [{ id: VPC, cidrs: ['10.0.0.0/8'] }],
  natGateways: [
    {
      id: 'nat-0cd47e1b98a3f5d62',
      vpc: VPC,
      interfaces: [],
      addresses: [{ private: '10.10.2.68', public: '203.0.113.10' }],
    },
  ],
  flowLogs: [
    { id: 'fl-1', resource: VPC, status: 'ACTIVE', destination: 'arn:aws:s3:::flow-logs-123456789012' },
  ],
};

/** Nobody is found: the steps say how flow records can be had. */
function nobody(): CaseDocument {
  const what = { key: 'lackFlowLogs', params: { who: '203.0.113.10', when: null } };
  const missing = [{ key: 'lackHow', params: { what } }];
  const message = PASTED.message;
  const named = claim({ instances: [INSTANCE], interfaces: ['eni-0d4928c7be1f6035a'] });
  return {
    ...noRecords(),
    claims: [named, claim({ keys: [{ id: KEY, user: 'deploy-bot' }] })],
    verdicts: [{ claim: 0, verdict: 'cannot_tell', message, missing, lines: [] }],
    culprits: [],
    evidence: [],
  };
}

const SAMPLES: readonly [CaseDocument, Inventory | undefined][] = [
  [portScan(), undefined],
  [nobody(), undefined],
  [nobody(), INVENTORY],
  [scanCase(), INVENTORY],
];

/** The name of a user, in IAM's own grammar, is one word of a command, and no option. */
const USER = /^[\w+=,.@][\w+=,.@-]{0,63}$/;
/** What a step may be given from a host's outputs is a number and our own words; a finished case's own steps are not made anew. */
const OWN = new Set(['next', 'host', 'gaps']);

test('whichever text of a case or an inventory is an attacker’s, no word of it gets into a command of the next steps', () => {
  let commands = 0;
  let changed = 0;
  for (const [document, inventory] of SAMPLES) {
    const own = nextSteps(document, inventory).flatMap(commandsIn);
    assert.ok(own.length > 0);
    const places = placesOf({ document, inventory }).filter(([, name = '']) => !OWN.has(name));
    for (const place of places) {
      for (const text of EVIL) {
        const hostile = withText({ document, inventory }, place, text);
        let steps: readonly (readonly string[])[];
        try {
          steps = nextSteps(hostile.document, hostile.inventory).flatMap(commandsIn);
        } catch (error) {
          throw new Error(`${place.join('.')}: ${JSON.stringify(text)}`, { cause: error });
        }
        changed += 1;
        for (const argv of steps) {
          commands += 1;
          for (const word of argv) {
            if (place.at(-1) === 'user' && word === text && USER.test(word)) continue;
            assert.doesNotMatch(word, /evil|\n/, `${place.join('.')}: ${argv.join(' ')}`);
          }
        }
      }
    }
  }
  assert.ok(changed > 1000, `${changed} texts were put in`);
  assert.ok(commands > changed, `${commands} commands were looked at`);
});
