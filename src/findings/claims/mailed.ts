import type { Claim } from '../../model/claim.ts';
import type { MailedScript } from '../detector.ts';

/** `shop.example/cache/x.php?a=1` is asked for as `/cache/x.php`; a file's name stays one. */
function pathOf(script: string): string {
  const [page = ''] = script.split(/[?#]/, 1);
  const slash = page.indexOf('/');
  return slash < 0 ? page : page.slice(slash);
}

/** The scripts that sent what is complained of, as the headers of these mails have it. A forged notice names none. */
export function mailedScripts(claims: readonly Claim[]): MailedScript[] {
  return claims.flatMap(({ authenticity, mail_traces: traces = [] }) => {
    if (authenticity.verdict === 'forged') return [];
    const callers = traces.flatMap(({ kind, value }) => (kind === 'caller' ? [value] : []));
    return traces.flatMap(({ kind, value }) =>
      kind === 'script' ? [{ path: pathOf(value), callers: value.includes('/') ? callers : [] }] : [],
    );
  });
}
