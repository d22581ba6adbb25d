import { counted } from '../../../language/grammar/en.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoiseMessages } from '../messages.ts';

const KINDS = {
  health_check: 'health checks',
  monitor: 'a monitoring service',
  crawler: 'a search crawler',
  research: 'a scanner for research',
};

export const en: WordsOf<NoiseMessages> = {
  noiseOwn: () =>
    'Listed below the others: your settings name the address as your own monitoring (`monitoring`).',
  noisePublished: ({ name, kind }) =>
    `Listed below the others: by published ranges the address belongs to ${name} (${KINDS[kind]}).`,
  noiseClaimed: ({ name, kind, requests, owner }) =>
    (requests === 1
      ? `Listed below the others: its one request calls itself ${name} (${KINDS[kind]}) and does not look like an attack. `
      : `Listed below the others: all of its ${counted(requests, 'request')} call themselves ${name} ` +
        `(${KINDS[kind]}), and none of them looks like an attack. `) +
    (owner === undefined
      ? 'Nothing here proves the name, which anybody can use.'
      : `By published ranges the address is one of ${owner}’s own.`),
};
