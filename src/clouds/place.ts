/** Where files are put that others read, in a cloud or in a folder: a bucket's prefix, a share that is mounted. */
export interface Place {
  /** The place as whoever reads there writes it: `s3://bucket/prefix`; without a slash at the end. */
  readonly url: string;
  /** What lies there: paths below it, with slashes, and their bytes. */
  list(): Promise<Map<string, number>>;
  /** Puts a file there, whole or not at all. @param file on this computer */
  put(path: string, file: string): Promise<void>;
  close(): Promise<void>;
}
