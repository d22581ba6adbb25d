import type { Command, MessageOf, Nothing } from '../../model/message.ts';

/** Days of a period, both ends included: `2026-11-08`. */
export interface Days {
  from: string;
  to: string;
}

/** A port of a protocol, or a protocol without ports. */
export interface Aim {
  protocol: number;
  port?: number;
}

/** Titles of its tables and series. `set`: what is set against the rest, `aws`, `AS14618`, `203.0.113.0/24`. */
interface PotTitles {
  /** Heads the part, and what tells how its words are meant. */
  potTitle: Nothing;
  potMeans: Nothing;
  /** A mark in a picture. */
  potBurst: Nothing;
  tablePotTraffic: Nothing;
  tablePotDays: Nothing;
  tablePotBursts: Nothing;
  tablePotKinds: Nothing;
  tablePotPorts: Nothing;
  tablePotSources: Nothing;
  tablePotLifetimes: Nothing;
  tablePotBusiest: { most: number };
  tablePotProviders: Nothing;
  tablePotDownloads: Nothing;
  tablePotSetDays: { set: string };
  tablePotSetPorts: { set: string };
  tablePotSetSources: { set: string };
  tablePotPeriods: { before: Days; now: Days };
  seriesPot: Nothing;
  seriesPotSet: { set: string };
}

/** What its tables come to. Shares are between 0 and 1. */
interface PotStatements {
  /** Of what came in. */
  potCame: { flows: number; unsolicited: number; response: number; backscatter: number; unknown: number };
  /** Of what left; `begun` in flows. */
  potSent: { flows: number; begun: number; answers: number; unknown: number };
  potNothing: Nothing;
  potBursts: {
    bursts: (Aim & { day: string; direction: 'in' | 'out'; flows: number; times: number; share: number })[];
    more: number;
  };
  potNoBursts: { days: number; least: number };
  potSources: { sources: number; days: number; oneDay: number; lasting: number };
  potSet: {
    set: string;
    flows: number;
    share: number;
    sources: number;
    oneDay: number;
    restOneDay?: number;
    ports: (Aim & { share: number; rest: number })[];
  };
  potSetNone: { set: string };
  potDownloads: { times: number; samples: number; sources: number };
  potUnknownCounted: { share: number };
  potPeriods: {
    before: Days;
    now: Days;
    flowsBefore: number;
    flowsNow: number;
    sourcesBefore: number;
    sourcesNow: number;
  };
}

/** How the words of the part are meant. */
interface PotDefinitions {
  potMeansClasses: Nothing;
  potMeansBurst: { times: number; share: number; least: number };
  potMeansRotation: Nothing;
  potMeansRecords: Nothing;
}

/** What a page for publishing says in their place: shares alone. */
interface MaskedMessages {
  potMasked: { least: number; rest: number };
  potMaskedPart: Nothing;
  potWithheld: { least: number };
  potSharesCame: { unsolicited: number; response: number; backscatter: number; unknown: number };
  potSharesSent: { begun: number; answers: number; unknown: number };
  potSharesSources: { oneDay: number };
  potSharesSet: { set: string; share: number; oneDay?: number };
  /** Axis of its picture, and its days. */
  potOfPeak: Nothing;
  potDay: { day: number };
}

/** Which address is the user's own, where none of the flows has one that is known to be. */
interface OursMessages {
  oursProposed: { prefix: string; share: number; again: Command };
  oursUnknown: { again: Command };
}

/** Columns of the tables, and words in their cells. */
const NAMES = [
  'class',
  'share_flows',
  'share_packets',
  'share_bytes',
  'share_new',
  'share_busiest',
  'active_days',
  'share_sources',
  'share_one_day',
  'set_flows',
  'rest_flows',
  'share_set',
  'set_sources',
  'rest_sources',
  'share_of_set',
  'share_of_rest',
  'part',
  'flows_per_source',
  'sources_before',
  'sources_now',
  'flows_before',
  'flows_now',
  'times',
  'median_flows',
  'share_port',
  'what',
  'sample',
  'share_hits',
  'honeypot',
  'deed',
  'said',
  'pot_unsolicited',
  'pot_response',
  'pot_backscatter',
  'pot_not_known',
  'pot_begun',
  'pot_answer',
  'pot_set',
  'pot_rest',
  'pot_mail',
  'pot_dns',
  'pot_icmp',
  'pot_smb',
  'pot_ssh',
  'pot_telnet',
  'pot_proxy',
  'pot_web',
  'pot_desktop',
  'pot_database',
  'pot_other',
] as const;
export type PotName = (typeof NAMES)[number];

type PotNames = { [Name in PotName as `name_${Name}`]: Nothing };

export interface HoneypotMessages
  extends PotTitles, PotStatements, PotDefinitions, MaskedMessages, OursMessages, PotNames {}

export type HoneypotMessage = MessageOf<HoneypotMessages>;
