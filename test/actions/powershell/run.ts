import type { Node } from '@vscode/tree-sitter-wasm';

/** A value of the few kinds that the scripts have. */
export type Value = string | number | boolean | Value[] | object;

/** What a cmdlet is called with. */
export interface Call {
  name: string;
  /** By the name of each parameter; `true` for a switch. */
  parameters: Map<string, Value>;
  /** What comes in through the pipeline; undefined: nothing is piped. */
  input: Value[] | undefined;
}

/** Does what a cmdlet does. @throws Error for one that it does not know, as the scripts may use no other */
export type Cmdlet = (call: Call) => Value[];

/** Nodes that only hold another one. */
const WRAPPERS = new Set([
  'pipeline_chain',
  'logical_expression',
  'bitwise_expression',
  'comparison_expression',
  'additive_expression',
  'multiplicative_expression',
  'format_expression',
  'range_expression',
  'logical_argument_expression',
  'bitwise_argument_expression',
  'comparison_argument_expression',
  'additive_argument_expression',
  'multiplicative_argument_expression',
  'format_argument_expression',
  'range_argument_expression',
  'argument_expression',
  'unary_expression',
  'left_assignment_expression',
  'parenthesized_expression',
]);

/**
 * Executes a syntax tree of the frame that the scripts keep to: assignments, pipelines of cmdlets, literal strings and
 * lists, `@(…)`, and one method with one number. Any other node is an error: nothing of a script is passed over.
 */
export class Interpreter {
  readonly #variables = new Map<string, Value[]>();
  readonly #cmdlet: Cmdlet;

  constructor(cmdlet: Cmdlet) {
    this.#cmdlet = cmdlet;
  }

  run(root: Node): void {
    for (const child of named(root)) {
      if (child.type === 'comment') continue;
      if (child.type !== 'statement_list') throw unknown(child);
      for (const statement of named(child)) this.#statement(statement);
    }
  }

  #statement(node: Node): Value[] {
    if (node.type === 'comment') return [];
    if (node.type !== 'pipeline') throw unknown(node);
    const [only] = named(node);
    if (only?.type === 'assignment_expression') return this.#assign(only);
    return this.#pipeline(node);
  }

  #assign(node: Node): Value[] {
    const [left, operator, right, ...more] = named(node);
    if (left === undefined || right === undefined || more.length > 0 || operator?.text !== '=')
      throw unknown(node);
    const variable = unwrapped(left);
    if (variable.type !== 'variable') throw unknown(variable);
    this.#variables.set(variable.text, this.#pipeline(right));
    return [];
  }

  /** `a | b`: what comes out of one goes into the next. */
  #pipeline(node: Node): Value[] {
    const [chain, ...more] = named(node);
    if (node.type !== 'pipeline' || chain?.type !== 'pipeline_chain' || more.length > 0) throw unknown(node);
    let value: Value[] | undefined;
    for (const part of named(chain))
      value = part.type === 'command' ? this.#command(part, value) : this.#value(part);
    return value ?? [];
  }

  #command(node: Node, input: Value[] | undefined): Value[] {
    const [name, elements, ...more] = named(node);
    if (name?.type !== 'command_name' || more.length > 0) throw unknown(node);
    const parameters = new Map<string, Value>();
    let parameter: string | undefined;
    // `-Confirm:$false` has its colon as a separator.
    const parts = (elements === undefined ? [] : named(elements)).filter(
      ({ type }) => type !== 'command_argument_sep',
    );
    for (const [i, part] of parts.entries()) {
      if (part.type === 'argument_list') continue;
      if (part.type === 'command_parameter') {
        parameter = part.text.replace(/^-|:$/g, '');
        parameters.set(parameter, true);
        continue;
      }
      if (parameter === undefined) throw unknown(part);
      const next = parts[i + 1];
      const value = next?.type === 'argument_list' ? this.#method(part, next) : this.#argument(part);
      parameters.set(parameter, value);
      parameter = undefined;
    }
    return this.#cmdlet({ name: name.text, parameters, input });
  }

  #argument(node: Node): Value {
    if (node.type === 'generic_token') return node.text;
    const values = this.#value(node);
    return values.length === 1 ? values[0]! : values;
  }

  #value(node: Node): Value[] {
    const inner = unwrapped(node);
    switch (inner.type) {
      case 'pipeline':
        return this.#pipeline(inner);
      case 'array_literal_expression':
        return named(inner).flatMap((item) => this.#value(item));
      case 'array_expression':
        return named(inner).flatMap((list) => named(list).flatMap((statement) => this.#statement(statement)));
      case 'string_literal':
        return [literal(inner)];
      case 'integer_literal':
        return [Number(inner.text)];
      case 'variable':
        return this.#variable(inner);
      default:
        throw unknown(inner);
    }
  }

  #variable(node: Node): Value[] {
    if (node.text === '$false') return [false];
    if (node.text === '$true') return [true];
    const known = this.#variables.get(node.text);
    if (known === undefined) throw new Error(`${node.text} was never set`);
    return known;
  }

  /** `(Get-Date).AddSeconds(600)`: the object with its member, then the list of arguments. */
  #method(node: Node, list: Node): Value {
    const access = unwrapped(node);
    const [object, member] = named(access);
    if (access.type !== 'member_access' || object === undefined || member?.text !== 'AddSeconds')
      throw unknown(access);
    const [date] = this.#value(object);
    const [seconds, ...more] = named(list).flatMap((all) => named(all).flatMap((one) => this.#value(one)));
    if (!(date instanceof Date) || typeof seconds !== 'number' || more.length > 0) throw unknown(list);
    return new Date(date.getTime() + seconds * 1000);
  }
}

function named(node: Node): Node[] {
  return node.namedChildren.filter((child) => child !== null);
}

function unwrapped(node: Node): Node {
  let at = node;
  for (;;) {
    const children = named(at);
    const single = at.type === 'array_literal_expression' && children.length === 1;
    if (!WRAPPERS.has(at.type) && !single) return at;
    if (children.length !== 1 || children[0] === undefined) throw unknown(at);
    at = children[0];
  }
}

function literal(node: Node): string {
  const [only] = named(node);
  if (only?.type !== 'verbatim_string_characters') throw unknown(node);
  return only.text.slice(1, -1).replaceAll("''", "'");
}

function unknown(node: Node): Error {
  return new Error(`the script has what it must not have: ${node.type}: ${node.text.slice(0, 100)}`);
}
