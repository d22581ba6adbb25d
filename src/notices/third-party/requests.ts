/** SQL in a request's target, as OWASP's testing guide describes it (WSTG-INPV-05, 2023). */
const SQL: readonly RegExp[] = [
  /union(?:\+|%20|\/\*|\s)+(?:all(?:\+|%20|\s)+)?select|information_schema|(?:'|%27)(?:\+|%20|\s)*(?:or|and)(?:\+|%20|\s)+(?:'|%27)?\d|sleep(?:\(|%28)\d|benchmark(?:\(|%28)|waitfor(?:\+|%20)delay|extractvalue(?:\(|%28)|xp_cmdshell/i,
  // A quote that ends a parameter's value: the first thing that is tried, as it ends a string in SQL.
  /[?&][\w.[\]-]{1,64}=[^&'%]{0,200}(?:'|%27)"?(?:&|$)/i,
];

/** Requests that only an attack on a web application makes: traversal, secrets' files, known exploits. */
const WEB_ATTACK =
  /\.\.(?:\/|%2f)|%2e%2e|\/etc\/passwd|\/\.env|\/\.git\/|\/\.aws\/|phpunit|eval-stdin|\/cgi-bin\/|<script|%3cscript|\$(?:\{|%7b)jndi|boaform|\/vendor\/|phpmyadmin|\/setup\.php|\/shell|wp-config|\/actuator|think(?:php|\\)|invokefunction/i;

/** What a request's path and query show; undefined: nothing that says attack. */
export function attackIn(target: string): 'sql_injection' | 'web_attack' | undefined {
  const bounded = target.slice(0, 4000);
  if (SQL.some((pattern) => pattern.test(bounded))) return 'sql_injection';
  return WEB_ATTACK.test(bounded) ? 'web_attack' : undefined;
}
