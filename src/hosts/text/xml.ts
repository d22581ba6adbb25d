import sax from 'sax';

/** An element of a configuration in XML. Names as written, prefixes included. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  /** Counted from 1. */
  line: number;
}

/** A configuration of people is far below; what is above was made to be. */
const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 100;

/**
 * The outermost element. No entity but XML's own five and numbers is known, so none can grow or name another file.
 * @returns undefined where the text is no XML, ends too early, or is larger than a configuration
 */
export function readXml(text: string): Element | undefined {
  // Strict: names keep their case, and what is not well-formed is an error.
  const reader = sax.parser(true, { position: true });
  const open: Element[] = [];
  let root: Element | undefined;
  let elements = 0;
  let bad = false;
  const fail = (): void => {
    bad = true;
  };
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the parser has callbacks, and no events
  reader.onerror = fail;
  reader.onopentag = ({ name, attributes }) => {
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length >= MAX_DEPTH)
      throw new RangeError('larger than a configuration');
    const values = Object.entries(attributes).map(([key, value]) => [key, String(value)] as const);
    const element = { name, attributes: Object.fromEntries(values), children: [], line: reader.line + 1 };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  reader.onclosetag = () => {
    open.pop();
  };
  try {
    reader.write(text.replace(/^\ufeff/, '')).close();
  } catch {
    return undefined;
  }
  return bad || open.length > 0 ? undefined : root;
}

/** The element and all below it, outermost first. */
export function withinXml(element: Element): Element[] {
  return [element, ...element.children.flatMap(withinXml)];
}

/** All elements of the name. */
export function elementsNamed(element: Element, name: string): Element[] {
  return withinXml(element).filter((one) => one.name === name);
}
