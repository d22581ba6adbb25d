import { CUT_ROWS } from '../../src/actions/contain/cut-words.ts';
import { SCREEN_ROWS } from '../../src/actions/contain/screen-words.ts';
import { STEP_ROWS } from '../../src/actions/contain/step-words.ts';
import { GIVEN_ROWS } from '../../src/attribution/given/sentences.ts';
import { CLOUD_ROWS } from '../../src/clouds/sentences.ts';
import { CUSTODY_ROWS } from '../../src/evidence/sentences.ts';
import { DAMAGE_ROWS } from '../../src/evidence/damage-sentences.ts';
import { FAULT_ROWS } from '../../src/evidence/fault-sentences.ts';
import { SIGNATURE_ROWS } from '../../src/evidence/signature-sentences.ts';
import { FORMAT_ROWS } from '../../src/formats/index.ts';
import { PARSERS } from '../../src/hosts/parsers/index.ts';
import { CHECKS } from '../../src/hosts/checks/index.ts';
import { HOST_ROWS } from '../../src/hosts/sentences.ts';
import { EVIDENCE_ROWS } from '../../src/model/evidence-words.ts';
import type { Rows } from '../../src/model/reason.ts';
import { SPECIAL_ROWS } from '../../src/net/special-words.ts';
import { TABLE_ROWS } from '../../src/tables/words.ts';

/** All messages whose words stand side by side, five languages to a row, by key. */
export const ALL_ROWS: readonly (readonly [key: string, row: Rows[string]])[] = [
  SPECIAL_ROWS,
  TABLE_ROWS,
  EVIDENCE_ROWS,
  CUSTODY_ROWS,
  DAMAGE_ROWS,
  FAULT_ROWS,
  SIGNATURE_ROWS,
  ...FORMAT_ROWS,
  CLOUD_ROWS,
  GIVEN_ROWS,
  HOST_ROWS,
  CUT_ROWS,
  STEP_ROWS,
  SCREEN_ROWS,
  ...PARSERS.map(({ rows }): Rows => rows ?? {}),
  ...CHECKS.map(({ rows }): Rows => rows),
].flatMap((rows: Rows) => Object.entries(rows));
