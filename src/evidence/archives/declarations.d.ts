// The parts of a package without types of its own that we use.

declare module 'yauzl' {
  /** What a file is read through; whoever extends it brings `read`. */
  export class RandomAccessReader {
    read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null) => void,
    ): void;
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
    readLocalFileHeaderPromise(entry: Entry, options: { minimal: true }): Promise<{ fileDataStart: number }>;
  }
  export interface Options {
    decodeStrings: boolean;
    autoClose: boolean;
    validateEntrySizes: boolean;
  }
  export function fromRandomAccessReaderPromise(
    reader: RandomAccessReader,
    size: number,
    options: Options,
  ): Promise<ZipFile>;
  export function getFileNameLowLevel(
    flags: number,
    name: Buffer,
    extraFields: { id: number; data: Buffer }[],
    strict: boolean,
  ): string;
}
