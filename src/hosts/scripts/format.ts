import type { AttachmentFormat, Head, Recognition } from '../../formats/format.ts';
import { worded } from '../../model/evidence-worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { isScript } from './places.ts';

/** How scripts begin that web servers run: PHP, JSP and ASP, and programs of CGI by the line that names who runs them. */
const BEGINS = /^\s{0,200}(?:<\?(?:php|=|\s)|<%|<jsp:|#!\s{0,4}\/\S{0,80}(?:perl|python|php|ruby|sh)\b)/i;
/** PHP within a page, or behind the bytes of a picture. */
const WITHIN = /<\?(?:php\b|=)|<%[@!=\s]/i;

/** Only what a server would run by its name too: a tool of the analyst's, or a picture with PHP in it, is none. */
function recognise({ name, text }: Head): Recognition | undefined {
  if (!isScript(name)) return undefined;
  const begins = BEGINS.exec(text)?.[0] ?? WITHIN.exec(text)?.[0];
  if (begins === undefined) return undefined;
  return { confidence: 0.9, because: worded('evWebScript', { begins: begins.trim().slice(0, 80) }) };
}

/** A script that a web server runs: of a web root that lies among the evidence. */
export const WEB_SCRIPT_FILE: AttachmentFormat = {
  name: 'web-script',
  title: 'Script of a web server: PHP, JSP, ASP, CGI',
  sample: '<?php\n',
  kind: 'attachment',
  role: 'host file',
  zone: ZONE.none,
  recognise,
};
