import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { CREDENTIAL_NUMBERS } from './numbers.ts';

/** Whose credentials, logins or requests; a provider by its title, absent where none is known. */
interface Place {
  provider?: string;
  regions: string[];
}

/** Where a login came from; the provider by its title. */
interface Region {
  address: string;
  provider: string;
  region: string;
}

interface AttackLimits {
  source: Message;
  failures: number;
  minutes: number;
  accounts: number;
  rotating: number;
}

/** What the detectors of guessed passwords and of credentials that worked say, and their rules. */
export interface CredentialMessages extends NamesOf<typeof CREDENTIAL_NUMBERS> {
  loginsFailed: {
    attacker: Message;
    failures: number;
    services: string[];
    when: Span;
    tried: Message;
    /** A device with an old password looks the same. */
    device: boolean;
  };
  attackerClient: { address: string; provider?: string };
  attackerGroup: Place & { addresses: number; shared: Message };
  attackersBeyond: { addresses: number };
  sharedAgent: { agent: string };
  sharedNothing: Nothing;
  triedUnnamed: { log: 'form' | 'log' };
  triedOne: { user: string };
  triedMany: { accounts: number; few: boolean };
  webAttackRule: AttackLimits;
  loginAttackRule: AttackLimits;
  sourceWebAttack: Nothing;
  sourceLoginAttack: Nothing;
  credentialsWorked: {
    /** Absent where the log names no account. */
    user?: string;
    successes: number;
    noun: 'request' | 'login';
    services: string[];
    place: Message;
    when: Span;
    why: Message;
  };
  credentialsRefused: {
    /** Absent where the log names no account. */
    user?: string;
    attempts: number;
    services: string[];
    place: Message;
    when: Span;
    /** Failed logins from there, beside these. */
    failures: number;
  };
  loginsDistributed: {
    user: string;
    failures: number;
    addresses: number;
    /** Most addresses in one window of `minutes`. */
    peak: number;
    minutes: number;
    services: string[];
    when: Span;
  };
  distributedRule: { source: Message; addresses: number; minutes: number };
  sourceDistributed: Nothing;
  /** The fastest of the trips: from `there` to `here` in `seconds`. */
  loginTravelled: {
    user: string;
    trips: number;
    there: Region;
    here: Region;
    seconds: number;
    services: string[];
    when: Span;
  };
  travelRule: { source: Message; hours: number };
  sourceTravel: Nothing;
  refusedRule: { source: Message; failures: number };
  sourceRefused: Nothing;
  placeAddress: Place & { address: string };
  placeAddresses: Place & { addresses: number };
  whyGuessed: { failures: number };
  whyElsewhere: Nothing;
  whyAmongMany: { logins: number; accounts: number; before: number };
  entryRule: { source: Message; why: Message };
  ruleGuessed: { failures: number };
  ruleElsewhere: Nothing;
  ruleAmongMany: { failures: number; per_account: number };
  sourceWebEntry: Nothing;
  sourceLoginEntry: Nothing;
}

export type CredentialMessage = MessageOf<CredentialMessages>;
