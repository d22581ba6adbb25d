import { aheadOf, holdsAny, isWordCode, placesOf, skipSpaces, wordAt } from './value.ts';
import type { Value } from './value.ts';

/** Event handlers, without `on`: HTML Standard, section 8.1.8.2; Pointer, Touch and animation events beside them. */
const EVENTS = new Set(
  (
    'activate beforeactivate beforedeactivate deactivate propertychange losecapture move resizestart resizeend rowenter cellchange dataavailable ' +
    'abort afterprint afterscriptexecute animationcancel animationend animationiteration animationstart auxclick beforecopy beforecut ' +
    'beforeinput beforematch beforepaste beforeprint beforescriptexecute beforetoggle beforeunload begin blur bounce cancel canplay ' +
    'canplaythrough change click close contextmenu copy cuechange cut dblclick drag dragend dragenter dragleave dragover ' +
    'dragstart drop durationchange end ended error finish focus focusin focusout formdata fullscreenchange hashchange input invalid ' +
    'keydown keypress keyup load loadeddata loadedmetadata loadend loadstart message mousedown mouseenter mouseleave mousemove ' +
    'mouseout mouseover mouseup mousewheel pagehide pageshow paste pause play playing pointerdown pointerenter pointerleave ' +
    'pointermove pointerout pointerover pointerrawupdate pointerup popstate progress ratechange readystatechange repeat reset resize ' +
    'scroll scrollend search securitypolicyviolation seeked seeking select selectionchange selectstart show slotchange stalled start submit ' +
    'suspend timeupdate toggle touchcancel touchend touchmove touchstart transitioncancel transitionend transitionrun ' +
    'transitionstart unhandledrejection unload volumechange waiting webkitanimationend webkittransitionend wheel'
  ).split(' '),
);

/** What a script does that is put into a page to show that it runs, or to take something away. */
const SINKS = [
  'alert',
  'confirm',
  'prompt',
  'eval',
  'fetch',
  'settimeout',
  'setinterval',
  'import',
  'atob',
  'print',
  'document.write',
  'document.writeln',
  'string.fromcharcode',
  'xmlhttprequest',
  'constructor',
  'console.log',
];
const OBJECTS = [
  'document.cookie',
  'document.domain',
  'document.location',
  'window.location',
  'window.name',
  'location.href',
  'location.hash',
  'localstorage',
  'top[',
  'self[',
  'window[',
  'document[',
];

/** `onerror=` behind a sign that ends a tag's name or an attribute. */
function hasHandler(text: string): boolean {
  for (const at of placesOf(text, 'on')) {
    const before = text.charCodeAt(at - 1);
    if (at > 0 && isWordCode(before)) continue;
    const event = wordAt(text, at + 2);
    if (!EVENTS.has(event)) continue;
    const after = skipSpaces(text, at + 2 + event.length);
    if (text[after] === '=' && text[after + 1] !== '=') return true;
  }
  return false;
}

/** A call of what scripts show themselves with: `alert(1)`, alert`1`, `(alert)(1)`, `alert&lpar;1)`. */
function callsSink(text: string): boolean {
  for (const sink of SINKS) {
    for (const at of placesOf(text, sink)) {
      if (at > 0 && isWordCode(text.charCodeAt(at - 1))) continue;
      let after = skipSpaces(text, at + sink.length);
      // A comment or a closing bracket may stand between the name and its call.
      if (text.startsWith('/*', after)) after = Math.max(after, text.indexOf('*/', after) + 2);
      while (text[after] === ')' || text[after] === ']' || text[after] === "'" || text[after] === '"')
        after += 1;
      const sign = text[after];
      if (sign === '`' || (sign === '(' && text[skipSpaces(text, after + 1)] !== ')')) return true;
      if (sign === '(' && (sink === 'alert' || sink === 'print' || sink === 'confirm')) return true;
    }
  }
  return false;
}

/** Is it code and no text: does it call, assign or name what scripts are after? */
function isCode(text: string): boolean {
  return callsSink(text) || holdsAny(text, OBJECTS);
}

/** `javascript:` where an address begins, its letters perhaps apart; `javascript:void(0)` is what careless pages and crawlers ask for. */
function hasScriptUrl(text: string): boolean {
  const packed = text.includes(':') ? text.replaceAll(/[\u0000-\u0020\u007f]/g, '') : '';
  for (const scheme of ['javascript:', 'vbscript:', 'livescript:']) {
    for (const at of placesOf(packed, scheme)) {
      if (at > 0 && isWordCode(packed.charCodeAt(at - 1))) continue;
      const code = aheadOf(packed, at + scheme.length);
      if (/^(?:void\(?0?\)?;?|;|#|)$/.test(code)) continue;
      if (isCode(code) || (/[(=`]/.test(code) && at === 0 && !code.startsWith('javascript:void(0)')))
        return true;
    }
  }
  const data = packed.indexOf('data:text/html');
  return data >= 0 && (packed.includes('base64,', data) || packed.includes('<', data));
}

/** Elements that load or run something, with the attributes by which they do. */
const ELEMENTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    iframe: ['src', 'srcdoc', 'onload'],
    frame: ['src'],
    object: ['data', 'type'],
    embed: ['src', 'code'],
    applet: ['code', 'object'],
    base: ['href'],
    meta: ['http-equiv'],
    link: ['href'],
    form: ['action'],
    isindex: ['action', 'type'],
    import: ['implementation'],
    xml: ['src', 'id'],
    bgsound: ['src'],
    layer: ['src'],
    animate: ['attributename', 'values'],
    set: ['attributename'],
    use: ['href'],
    portal: ['src'],
  }),
);

function isScriptTag(text: string, at: number): boolean {
  const name = at + 1 + 'script'.length;
  const sign = text[name] ?? '';
  if (sign !== '' && isWordCode(text.charCodeAt(name))) return false;
  const close = text.indexOf('>', name);
  const inside = close < 0 ? aheadOf(text, name) : aheadOf(text, name).slice(0, close - name);
  if (/\bsrc\s{0,9}=/.test(inside)) return true;
  if (close < 0) return sign !== '' && isCode(inside);
  const code = aheadOf(text, close + 1);
  // "what the <script> tag does" goes on with words; a script with calls, or with nothing more than its end.
  return /[(=`;]/.test(code) || code.includes('</script') || /^[\s/]*$/.test(code);
}

function hasTag(text: string): boolean {
  for (const at of placesOf(text, '<')) {
    let begin = skipSpaces(text, at + 1);
    // Of `<<<` the last one counts.
    if (text[begin] === '<') continue;
    if (text[begin] === '/') begin += 1;
    if (text.startsWith('script', begin) && text[at + 1] !== '/' && isScriptTag(text, begin - 1)) return true;
    const name = wordAt(text, begin);
    if (name === '') continue;
    const close = text.indexOf('>', begin);
    const rest = aheadOf(text, begin + name.length);
    const tag = close < 0 ? rest : rest.slice(0, close - begin - name.length);
    // `<x:script xmlns:x=…>`
    if (/^:script\b/.test(tag)) return true;
    if (hasHandler(rest)) return true;
    if (hasScriptUrl(tag)) return true;
    for (const attribute of ELEMENTS.get(name) ?? []) {
      for (const place of placesOf(tag, attribute)) {
        if (isWordCode(tag.charCodeAt(place - 1))) continue;
        if (tag[skipSpaces(tag, place + attribute.length)] === '=') return true;
      }
    }
    if (
      /style\s{0,9}=/.test(tag) &&
      /expression\s{0,9}\(|-moz-binding|url\s{0,9}\(|behavior\s{0,9}:/.test(tag)
    )
      return true;
    if (name === 'style' && /@import|expression\s{0,9}\(|onload/.test(rest)) return true;
  }
  return false;
}

/** Where a text in a script ends and goes on with code: `';alert(1)//`, `"-alert(1)-"`, `</script>`. */
function endsText(text: string): boolean {
  if (!isCode(text)) return false;
  for (const at of [...placesOf(text, "'"), ...placesOf(text, '"'), ...placesOf(text, '`')]) {
    const next = text[skipSpaces(text, at + 1)] ?? '';
    if (next !== '' && ';-+*/^|&,)}?.=<>%!]'.includes(next) && isCode(aheadOf(text, at + 1))) return true;
  }
  return false;
}

/** Expressions of templates that a browser evaluates, and scripts that need no tag. */
function isExpression(text: string): boolean {
  if (text.includes('{{') && /constructor|\$eval|\$on\b|alert\s{0,9}\(|\$event|\.call\(|__proto__/.test(text))
    return true;
  if (/^[\s;({[+!~-]*(?:\$\{|`\$\{)/.test(text) && callsSink(text)) return true;
  if (/^\s{0,9}[;)}\]]+\s{0,9}/.test(text) && callsSink(text)) return true;
  return (
    /^\s{0,9}(?:\(*(?:alert|confirm|prompt)\)*[(`].*[)`]|\[\]\[|\(?!\[\])/.test(text) ||
    text.includes('[]["constructor"]') ||
    /(?:top|self|window|parent|frames|this)\s{0,9}\[\s{0,9}["'`/]/.test(text)
  );
}

/** Is it markup or script that a page may show again (CWE-79)? */
export function isCrossSiteScripting(value: Value): boolean {
  const { text } = value;
  if (text.includes('<') && hasTag(text)) return true;
  if (hasScriptUrl(text)) return true;
  if (/["'`]/.test(text)) {
    const quote = text.search(/["'`]/);
    if (hasHandler(text.slice(quote)) && value.place !== 'header') return true;
    if (endsText(text)) return true;
  }
  if (/^\s{0,9}on[a-z]+\s{0,9}=/.test(text) && hasHandler(text) && isCode(text)) return true;
  return isExpression(text);
}
