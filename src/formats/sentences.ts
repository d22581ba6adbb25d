import type { Rows } from '../model/reason.ts';
import { ACCESS_ROWS } from './access-log/sentences.ts';
import { MODSECURITY_ROWS } from './modsecurity/sentences.ts';
import { TEXT_ROWS } from './text/sentences.ts';
import { VPC_ROWS } from './vpc-flow/sentences.ts';
import { W3C_ROWS } from './w3c/sentences.ts';

/** What the families of formats say of lines and files: the words of each. */
export const FORMAT_ROWS: readonly Rows[] = [TEXT_ROWS, ACCESS_ROWS, MODSECURITY_ROWS, VPC_ROWS, W3C_ROWS];
