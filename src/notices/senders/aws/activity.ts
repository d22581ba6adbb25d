import type { AbuseType } from '../../../model/abuse-types.ts';

/**
 * AWS's words for what happened, and the type they stand for. The first that matches wins, so the narrower
 * comes before the wider. Sources: AWS Health's abuse event types, AWS Trust & Safety's published categories.
 */
const TYPES: readonly (readonly [RegExp, AbuseType])[] = [
  [/copyright|dmca|infring/i, 'copyright'],
  [/phish/i, 'phishing'],
  [/malware|virus|trojan/i, 'malware'],
  [/denial of service|\bd?dos\b/i, 'ddos'],
  [/port[ -]?scan/i, 'port_scan'],
  [/open (?:web )?prox(?:y|ies)/i, 'open_proxy'],
  [/open (?:dns |recursive )?resolver/i, 'open_resolver'],
  [/spam|unsolicited/i, 'spam'],
  [/crypto\s?-?(?:currency)?\s?-?mining|coin mining|\bmining\b/i, 'cryptomining'],
  [/botnet|command and control/i, 'infected_host'],
  [
    /inappropriately accessed|exposed (?:access )?(?:key|credential)|compromised (?:access )?(?:key|credential)/i,
    'credential_exposure',
  ],
  [/scraping|crawling/i, 'scraping'],
  [/sql injection/i, 'sql_injection'],
  [/vulnerability scan/i, 'vulnerability_scan'],
  [/intrusion|without authori[sz]ation|brute.?force|unauthori[sz]ed access/i, 'login_attack'],
];

/** The type that AWS's words stand for; `other` if they stand for none. */
export function typeOf(activity: string): AbuseType {
  return TYPES.find(([words]) => words.test(activity))?.[1] ?? 'other';
}

/**
 * Sentences that say what happened; the group holds the words for it. They are looked for in the notice's own
 * part only, which is all on one line by then, a pilcrow at each end of a statement.
 */
const SENTENCES: readonly RegExp[] = [
  /implicated in activity (?:that|which) resembles (?:an? |the )?([^.;:\u00b6]{3,160})/i,
  /operating in a way that resembles (?:an? )?([^.;:\u00b6]{3,80})/i,
  /observed ([A-Z][A-Za-z /-]{2,60}?) activity\b/,
  /abuse reports?: ([A-Z][A-Za-z /-]{2,60}?) activity from account\b/,
  /abuse report for ([A-Z][A-Za-z /-]{2,60}?) originating/,
  /implicated in (?:the )?([^.;:\u00b6]{3,160})/i,
  /resembles (?:an? |the )?([^.;:\u00b6]{3,160})/i,
  /(?:may have been |been )(inappropriately accessed)/i,
];

/** The notice's own words for what happened: `Port Scanning`, `a Denial of Service attack against remote hosts`. */
export function activityOf(prose: string): string | undefined {
  for (const sentence of SENTENCES) {
    const words = sentence.exec(prose)?.[1]?.trim();
    if (words !== undefined) return words;
  }
  return undefined;
}
