/** What is used of https://webassembly.github.io/spec/js-api/, which Node's own types do not describe. */
declare namespace WebAssembly {
  // oxlint-disable-next-line typescript/no-extraneous-class -- that is how it is made
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, (...values: number[]) => unknown>>);
    readonly exports: Record<string, unknown>;
  }
  /** What it does is not allowed: it left its memory, for instance. */
  class RuntimeError extends Error {}
  interface Memory {
    /** Another one after each `grow`. */
    readonly buffer: ArrayBuffer;
    /** @param pages of 64 KiB */
    grow(pages: number): number;
  }
  interface Global {
    readonly value: number;
  }
}
