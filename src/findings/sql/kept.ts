import type { Engine } from '../../events/engines/engine.ts';

/** Rows that several questions need: found once where the engine keeps them, else written into each question. */
export class KeptRows {
  readonly #engine: Engine;
  readonly #names: string[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @returns what follows FROM in the questions that follow */
  async keep(name: string, sql: string): Promise<string> {
    if (!this.#engine.can.keeps) return `(${sql})`;
    await this.#engine.keep(name, sql);
    this.#names.push(name);
    return name;
  }

  async forget(): Promise<void> {
    for (const name of this.#names.splice(0)) await this.#engine.forget(name);
  }
}
