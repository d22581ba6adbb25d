/** One tag of a page, as a browser's tokenizer would see it. */
export interface Tag {
  name: string;
  attributes: Map<string, string>;
  closing: boolean;
}

const SPACE = /\s/;

/**
 * Reads the tags of a page by the rules of HTML that matter here: comments, quoted and unquoted attributes,
 * and the raw text of `script`, `style` and `title`. It is a second opinion on what `html` wrote, so it
 * shares no code with it.
 */
export function tagsOf(page: string): Tag[] {
  const tags: Tag[] = [];
  let at = 0;
  for (;;) {
    at = page.indexOf('<', at);
    if (at === -1) return tags;
    if (page.startsWith('<!--', at)) {
      const end = page.indexOf('-->', at);
      at = end === -1 ? page.length : end + 3;
      continue;
    }
    const match = /^<(\/?)([a-z!][a-z0-9]*)/i.exec(page.slice(at, at + 40));
    if (match === null) {
      at++;
      continue;
    }
    const tag: Tag = {
      name: (match[2] ?? '').toLowerCase(),
      closing: match[1] === '/',
      attributes: new Map(),
    };
    at = attributesOf(page, at + match[0].length, tag);
    tags.push(tag);
    if (!tag.closing && ['script', 'style'].includes(tag.name)) {
      const end = page.indexOf(`</${tag.name}`, at);
      at = end === -1 ? page.length : end;
    }
  }
}

function attributesOf(page: string, from: number, tag: Tag): number {
  let at = from;
  while (at < page.length) {
    const character = page.charAt(at);
    if (character === '>') return at + 1;
    if (SPACE.test(character) || character === '/') {
      at++;
      continue;
    }
    const start = at;
    while (at < page.length && !/[\s=>/]/.test(page.charAt(at))) at++;
    const name = page.slice(start, at).toLowerCase();
    if (page.charAt(at) !== '=') {
      tag.attributes.set(name, '');
      if (at === start) at++;
      continue;
    }
    at++;
    const quote = page.charAt(at);
    const end =
      quote === '"' || quote === "'" ? page.indexOf(quote, at + 1) : at + page.slice(at).search(/[\s>]/);
    const open = quote === '"' || quote === "'" ? at + 1 : at;
    tag.attributes.set(name, page.slice(open, end));
    at = quote === '"' || quote === "'" ? end + 1 : end;
  }
  return at;
}

/** The shape of a page: how often each tag with its attribute names (not their values) occurs. */
export function shapeOf(page: string): Set<string> {
  return new Set(
    tagsOf(page).map(
      (tag) => `${tag.closing ? '/' : ''}${tag.name} ${[...tag.attributes.keys()].toSorted().join(' ')}`,
    ),
  );
}

/** The text of the page's body as a reader sees it: no tags, entities resolved. */
export function textOf(page: string): string {
  const body = page.slice(page.indexOf('<body>'), page.lastIndexOf('<script>'));
  return body
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}
