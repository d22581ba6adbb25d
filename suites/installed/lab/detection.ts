import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../test/support.ts';
import { CLASSES_BEGIN } from '../../../test/findings/web-classes/page.ts';
import { RULES } from './others.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import type { Score } from './score.ts';

/** The ways in which our detectors see the traffic. */
export const FORMS = ['capture', 'flow log, version 2', 'flow log, version 5'] as const;
export type Form = (typeof FORMS)[number];

/** What a run of the lab came to. */
export interface LabRun {
  seed: number;
  date: string;
  cast: ReadonlyMap<string, Scenario>;
  ours: Readonly<Record<Form, Score>>;
  /** Addresses that the rules of other programs accuse, by their names. */
  others: ReadonlyMap<string, ReadonlySet<string>>;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part} of ${whole}`;
}

/** What found somebody: the detectors; `nobody` where none should and none did. */
function seenBy(scenario: Scenario, address: string, { accusations }: Score): string {
  const names = accusations.filter((one) => one.address === address).map(({ detector }) => `\`${detector}\``);
  if (names.length > 0) return names.toSorted().join(', ');
  return scenario.found.length === 0 ? 'nobody accuses it' : '**not found**';
}

function rows({ cast, ours, others }: LabRun): string[] {
  return SCENARIOS.map((scenario) => {
    const address = [...cast].find(([, one]) => one === scenario)?.[0] ?? '';
    const cells = FORMS.map((form) => seenBy(scenario, address, ours[form]));
    const rules = RULES.map(({ name }) => (others.get(name)?.has(address) === true ? 'yes' : 'no'));
    return `| ${scenario.what} | ${cells.join(' | ')} | ${rules.join(' | ')} |`;
  });
}

/** Detectors that have somebody to find in the lab, with who found them and who was accused wrongly. */
function byDetector({ cast, ours }: LabRun): string[] {
  const detectors = [...new Set(SCENARIOS.flatMap(({ found }) => found))].toSorted();
  return detectors.map((detector) => {
    const cells = FORMS.map((form) => {
      const { accusations, wrong } = ours[form];
      const meant = [...cast].filter(([, { found }]) => found.includes(detector)).map(([address]) => address);
      const own = accusations.filter((one) => one.detector === detector);
      const hit = meant.filter((address) =>
        accusations.some((one) => one.address === address && cast.get(address)!.found.includes(one.detector)),
      );
      const right = own.length - wrong.filter((one) => one.detector === detector).length;
      return `${share(hit.length, meant.length)} | ${share(right, own.length)}`;
    });
    return `| \`${detector}\` | ${cells.join(' | ')} |`;
  });
}

function pageOf(run: LabRun): string {
  const { ours, others, cast } = run;
  const attackers = [...cast].filter(([, { found }]) => found.length > 0).map(([address]) => address);
  const totals = FORMS.map((form) => {
    const { found, missed, wrong, accusations } = ours[form];
    return `| ${form} | ${share(found.length, found.length + missed.length)} | ${share(accusations.length - wrong.length, accusations.length)} |`;
  });
  const rules = RULES.map(({ name, source }) => {
    const accused = [...(others.get(name) ?? [])].filter((address) => cast.has(address));
    const right = accused.filter((address) => attackers.includes(address));
    return `| ${name} | ${share(right.length, attackers.length)} | ${share(right.length, accused.length)} | ${source} |`;
  });
  return `# What is found in traffic whose makers are known

\`suites/installed/lab\` makes network namespaces that have no way out, runs real programs in them (nmap, masscan, hping3, curl, rsync, ping, a
mail client and a peer of its own), records the wire between our side and the world, writes the same packets as VPC flow logs of versions 2 and
5 (one minute, as Amazon's user guide describes the fields), and lets \`investigate\` read each of the three. Addresses, ports
and rates are other ones with each seed. Thresholds come from their [sources](detectors.md), none from here.

This page is written by the suite: \`node dist/test/run.js suites/installed/lab\` holds that every labelled actor is found in each form, and nobody
else is accused; \`LAB_PAGE=2026-11-30\` before it writes the tables anew. Below: ${run.date}, seed ${run.seed}; \`LAB_SEED=${run.seed}\` gives the same addresses.

| read as | labelled actors that were found (recall) | accusations that are right (precision) |
|---|---|---|
${totals.join('\n')}

## By detector

Of each form: how many of the actors that the detector is meant for were found, and how many of its accusations are right. Where several detectors
may find an actor, any of them counts.

| detector | ${FORMS.flatMap((form) => [`${form}: found`, 'right']).join(' | ')} |
|---|${'---|'.repeat(FORMS.length * 2)}
${byDetector(run).join('\n')}

## By actor

Beside ours, whether the numbers of other programs, asked as SQL over the log of version 5, accuse the same host. They are the published
rules over flow records and not those programs: Zeek and Snort are not in the distribution's archive that the suite installs
from, and see packets.

| actor | ${FORMS.join(' | ')} | ${RULES.map(({ name }) => name).join(' | ')} |
|---|${'---|'.repeat(FORMS.length + RULES.length)}
${rows(run).join('\n')}

| rule of others | actors found | accusations that are right | source |
|---|---|---|---|
${rules.join('\n')}

All but the scans are outside of what these rules are for: floods, mails and pings they miss by design.

Scans of FIN, of no flags and of FIN, PSH and URG (\`-sF\`, \`-sN\`, \`-sX\`) send no SYN. In a capture the finding says which they are; in version 5, which keeps
neither PSH nor URG and ACK only with SYN, that it is a FIN or an Xmas scan, or a NULL or an ACK scan; version 2 has no flags, and they are
found by what else they are.

## What the lab does not have

Tunnels in DNS (iodine), passwords tried by hydra (the fixtures and \`suites/installed/hosts\` have logs of ssh servers), and anything that takes
hours: a scan of one host a minute, beacons over a day.
`;
}

/** Writes the page; what another program writes behind its own mark stays. */
export function writePage(run: LabRun): void {
  const page = join(ROOT, 'docs', 'reference', 'detection.md');
  const old = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const others = old.indexOf(CLASSES_BEGIN);
  writeFileSync(page, `${pageOf(run)}${others < 0 ? '' : `\n${old.slice(others)}`}`);
}
