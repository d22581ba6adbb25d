import { inTemporaryFolder } from '../base/temporary.ts';
import type { Environment, Files, Processes } from '../base/ports.ts';
import { readCase, readLake } from '../cases/reading.ts';
import type { CaseDocument } from '../model/case.ts';
import { openEngine } from '../events/engines/duckdb/engine.ts';
import type { Engine } from '../events/engines/engine.ts';

/** Which case is asked, and with how much memory (`1GB`); `name` as `inTemporaryFolder` takes it. */
interface LakeOptions {
  folder: string;
  memory: string;
  name: string;
}

/**
 * Questions of the lake of a case that is on disk; the engine is closed behind them.
 * @throws UserError (exit 2) where the case cannot be read
 */
export async function inLakeOf<T>(
  { folder, memory, name }: LakeOptions,
  effects: Files & Processes & Environment,
  questions: (engine: Engine, document: CaseDocument) => Promise<T>,
): Promise<T> {
  const reading = await readCase(folder, effects);
  const lake = await readLake(reading, effects);
  return inTemporaryFolder(name, effects, async (spill) => {
    const engine = await openEngine(lake.folder, { threads: effects.cpus, memory, spill });
    try {
      return await questions(engine, reading.document);
    } finally {
      await engine.close();
    }
  });
}
