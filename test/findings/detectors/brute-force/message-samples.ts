import type { BruteForceMessages } from '../../../../src/findings/detectors/brute-force/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const guessed = { who: '10.10.3.17 (web-7)', port: 22, connections: 812, hosts: 3, when };

export const SAMPLES: SamplesOf<BruteForceMessages> = {
  guesses: [guessed, { ...guessed, port: 40_022, hosts: 1 }],
  guessesAtUs: [guessed, { ...guessed, port: 40_022, hosts: 1 }],
  guessesAtUsMore: [{ sources: 40, named: 10, connections: 9000, when }],
  guessRule: [{ source: part, connections: 30, other: 100, minutes: 31, share: 0.9, one: 10 }],
  sourceGuess: [{}],
  sourceGuessAtUs: [{}],
  name_login_connections: [{}],
  name_connections_in_busiest_window: [{}],
};
