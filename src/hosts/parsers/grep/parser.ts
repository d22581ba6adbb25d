import type { Facts, Origin } from '../../facts.ts';
import { HEADER, isAsked } from '../../parser.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { isScript } from '../../scripts/places.ts';
import { signsOfLine } from '../../scripts/read.ts';

/** `/var/www/html/a.php:3:text`; with context `-3-text` around it. */
const ROW = /^((?:\.{0,2}\/)?[^:\n]{1,4000}?\.\w{2,5})([:-])(\d{1,9})\2(.*)$/;

class GrepReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (text === '--') return HEADER;
    const [, path = '', , number = '', line = ''] = ROW.exec(text) ?? [];
    if (!isScript(path)) return undefined;
    const signs = signsOfLine(line).map((sign) => ({ sign, line: Number(number) }));
    this.#facts.files.push({ path, ...(signs.length > 0 && { signs }), origin });
    return 'parsed';
  }
}

/** Lines of scripts as `grep -n` shows them: people look for `eval(` that way. */
export const GREP: HostParser = {
  name: 'grep',
  title: 'grep -n over scripts of a web server (GNU, BusyBox)',
  programs: ['grep', 'egrep', 'fgrep', 'zgrep', 'rg', 'ag', 'ack'],
  // What a line of code goes on with looks like anything.
  wraps: false,
  sample: '/var/www/html/x.php:2:passthru($_GET["c"]);',
  begin(line, facts, asked) {
    const [, path = '', , , text = ''] = ROW.exec(line) ?? [];
    if (!isScript(path)) return undefined;
    return isAsked(GREP, asked) || (path.startsWith('/') && signsOfLine(text).length > 0)
      ? new GrepReader(facts)
      : undefined;
  },
  hides: () => ({ unseen: ['content'], next: ['tar czf web-root.tar.gz /var/www'] }),
};
