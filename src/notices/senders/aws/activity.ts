import type { AbuseType } from '../../../model/abuse-types.ts';

/**
 * AWS's words for what happened, and the type they stand for. The first that matches wins, so the narrower
 * stands before the wider. Sources: AWS Health's abuse event types, AWS Trust & Safety's published categories.
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

/** A request line of a web log. */
const REQUEST = /"(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PROPFIND|PATCH) ([^"\s]{1,2000})/;

/** SQL in a request, as OWASP's testing guide describes it. */
const SQL =
  /union(?:\+|%20|\/\*|\s)+(?:all(?:\+|%20|\s)+)?select|information_schema|(?:'|%27)(?:\+|%20|\s)*(?:or|and)(?:\+|%20|\s)+(?:'|%27)?\d|sleep(?:\(|%28)\d|benchmark(?:\(|%28)|waitfor(?:\+|%20)delay|extractvalue(?:\(|%28)|xp_cmdshell/i;

/** Requests that only an attack on a web application makes: traversal, secrets' files, known exploits. */
const WEB_ATTACK =
  /\.\.(?:\/|%2f)|%2e%2e|\/etc\/passwd|\/\.env|\/\.git\/|\/\.aws\/|phpunit|eval-stdin|\/cgi-bin\/|<script|%3cscript|\$(?:\{|%7b)jndi|boaform|\/vendor\/|phpmyadmin|\/setup\.php|\/shell|wp-config|\/actuator|think(?:php|\\)|invokefunction/i;

/** Looked at in forwarded lines; more are not needed to tell. */
const MAX_FORWARDED_LINES = 5000;

/**
 * What an intrusion attempt was, by the third party's own log lines: SQL injection, another web attack, or
 * (also where there are no web requests) an attack on a login.
 */
export function intrusionType(forwarded: readonly string[]): 'sql_injection' | 'web_attack' | 'login_attack' {
  let attack = false;
  for (const line of forwarded.slice(0, MAX_FORWARDED_LINES)) {
    const target = REQUEST.exec(line.slice(0, 4000))?.[1];
    if (target === undefined) continue;
    if (SQL.test(target)) return 'sql_injection';
    attack ||= WEB_ATTACK.test(target);
  }
  return attack ? 'web_attack' : 'login_attack';
}
