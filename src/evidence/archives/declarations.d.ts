// The parts of a package without types of its own that we use.

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
    getLastModDate(options: { timezone: 'UTC' }): Date;
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
