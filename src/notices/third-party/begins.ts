/** By which a third party's text is known where nothing marks its beginning: fail2ban's sentence, and lines of logs. */
const BEGINS: readonly RegExp[] = [
  /\bThe IP [0-9a-fA-FxX*.:]{2,45} has (?:just )?been banned by\b/,
  // A web log: the client comes first, a file's name and a colon may come before it.
  /^\s{0,20}(?:\S{1,300}:)?[0-9a-fA-FxX*.:]{2,45} \S{1,100} {1,4}\S{1,100} {1,4}\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:/,
  // Syslog.
  /^\s{0,20}[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2} \S{1,100} [\w./-]{1,40}(?:\[\d{1,10}\])?: /,
  // Netfilter's LOG target.
  /\bSRC=[0-9a-fA-FxX*.:]{2,45} DST=/,
];

/** Does a third party's text begin in this line? */
export function beginsReport(line: string): boolean {
  const bounded = line.slice(0, 2000);
  return BEGINS.some((pattern) => pattern.test(bounded));
}
