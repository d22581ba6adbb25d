import type { ReadCount } from '../../model/evidence.ts';
import type { Facts } from '../facts.ts';
import type { PromptCommand } from '../parser.ts';

/** One command's output within a text. */
export interface Output {
  /** The parser's name. */
  parser: string;
  /** What was typed, where a prompt shows it. */
  asked?: PromptCommand;
  /** The first line, counted from 1. */
  line: number;
  /** Lines that gave facts. */
  rows: number;
}

/** A text of pasted outputs: `read = parsed + rejected + skipped`, in lines. */
export interface Paste extends ReadCount {
  facts: Facts;
  outputs: Output[];
  /** Hosts that the prompts name. */
  hosts: string[];
}
