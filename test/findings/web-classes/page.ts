import { ATTACK_CLASSES } from '../../../src/findings/web-classes/classes.ts';
import type { Measured } from './measure.ts';
import { BENIGN_SEED } from './measure.ts';

export const CLASSES_BEGIN = '<!-- requests: written by test/docs/write-request-classes.ts -->';
export const CLASSES_END = '<!-- requests: end -->';

function share(part: number, whole: number, digits: number): string {
  return `${((100 * part) / whole).toFixed(digits)} %`;
}

function thousands(n: number): string {
  return n.toLocaleString('en');
}

/** The part of the page of detection that is about classes of requests, with its marks. */
export function classesPart({ classes, attacks, foundAtAll, benign, alarms }: Measured): string {
  const rows = classes.map(({ name, attacks: made, found, alarms: wrong }) => {
    const { source } = ATTACK_CLASSES.find((one) => one.name === name)!;
    return `| ${name} | ${thousands(made)} | ${share(found, made, 1)} | ${thousands(wrong)} | ${share(wrong, benign, 4)} | ${source} |`;
  });
  return `${CLASSES_BEGIN}

## Web requests

${thousands(attacks)} attack requests that the suite makes itself, each class from its published description and in the encodings that it
is known for, and ${thousands(benign)} ordinary requests of made-up sites, shops and interfaces (seed ${BENIGN_SEED}), among them searches for code and
for the names of attacks, OData, GraphQL and JQL, tokens, and addresses in addresses. Found means: of the right class.

| class | attacks | found | false alarms | share | described by |
|---|---|---|---|---|---|
${rows.join('\n')}
| any | ${thousands(attacks)} | ${share(foundAtAll, attacks, 1)} | ${thousands(alarms)} | ${share(alarms, benign, 4)} | |

Who wrote the rules made the requests, so these figures say that the rules do what they are meant to, and in every encoding; they do
not say how many of somebody else's attacks are found. Of the 37 payloads with which the OWASP Core Rule Set tests its rule 942190 (read on
2026-12-01, not part of the suite) 23 are of the right class; the others are words by themselves, such as \`union select\` and \`user(\`,
which people search for. Only what a log has is looked at: no bodies, no other headers.

${CLASSES_END}`;
}
