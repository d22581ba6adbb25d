const FIELDS_LINE = /^(?:\u0000{0,65536})(?:\u00ef\u00bb\u00bf)?#Fields:([^\r\n]{0,8192})/im;
/** How such a log begins: with a directive, or with a record where its beginning is lost. */
const BEGINNING = /^[\s\u0000]{0,65536}(?:\u00ef\u00bb\u00bf)?[#\d]/;

/**
 * The field names of the first `#Fields:` line of a log in the W3C's extended form. Other files may hold such a line
 * too, quoted by somebody in what they tell: those do not begin as a log does.
 * @param text the file's beginning, in latin1
 */
export function fieldsLine(text: string): string[] {
  const [, names = ''] = (BEGINNING.test(text) ? FIELDS_LINE.exec(text) : null) ?? [];
  return names.split(/[ \t]+/).filter((name) => name !== '');
}
