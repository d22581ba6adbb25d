// The parts of two packages without types of their own that we use.

declare module 'tar-stream' {
  import type { Readable, Writable } from 'node:stream';

  export interface Headers {
    name: string;
    size: number;
    /** Null: a type that the package does not know. */
    type: string | null;
    linkname: string | null;
  }
  export interface Entry extends AsyncIterable<Uint8Array> {
    header: Headers;
    resume(): void;
  }
  export interface Extract extends Writable, AsyncIterable<Entry> {
    [Symbol.asyncIterator](): AsyncIterator<Entry>;
  }
  export interface Pack extends Readable {
    entry(headers: Partial<Headers>, content?: string | Uint8Array): void;
    finalize(): void;
  }
  export function extract(options?: { allowUnknownFormat?: boolean }): Extract;
  export function pack(): Pack;
}

declare module 'yauzl' {
  interface ReadStream extends AsyncIterable<Uint8Array> {
    [Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array>;
    destroy(): void;
  }
  export interface Entry {
    fileNameRaw: Buffer;
    generalPurposeBitFlag: number;
    versionMadeBy: number;
    externalFileAttributes: number;
    extraFields: { id: number; data: Buffer }[];
    compressionMethod: number;
    compressedSize: number;
    uncompressedSize: number;
    crc32: number;
    isEncrypted(): boolean;
  }
  export interface ZipFile {
    entryCount: number;
    eachEntry(): AsyncIterableIterator<Entry>;
    openReadStreamPromise(entry: Entry, options: { decodeFileData: false }): Promise<ReadStream>;
  }
  export interface Options {
    decodeStrings: boolean;
    autoClose: boolean;
    validateEntrySizes: boolean;
  }
  export function fromFdPromise(fd: number, options: Options): Promise<ZipFile>;
  export function getFileNameLowLevel(
    flags: number,
    name: Buffer,
    extraFields: { id: number; data: Buffer }[],
    strict: boolean,
  ): string;
}
