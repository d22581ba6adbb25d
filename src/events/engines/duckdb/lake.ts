// Without a port: DuckDB writes the derived tables itself, and can write to no other file system than the real one.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../../base/ports.ts';
import type { Prefix } from '../../../net/prefix.ts';
import { deriveAddresses } from './addresses.ts';
import { deriveAttribution, spanOf } from './attribution.ts';
import type { AddressHistory, Span } from './attribution.ts';
import { Connection } from './connection.ts';
import type { LakeOptions } from './connection.ts';
import { DuckEngine } from './engine.ts';
import { deriveRequestClasses } from './request-classes.ts';
import type { RequestClassifier } from './request-classes.ts';
import { findOverlaps } from './overlaps.ts';
import type { Overlap } from '../../overlap.ts';

/**
 * A lake that is being made: the events lie in it, and what is derived from them is added. Its engine answers questions
 * meanwhile; everybody later has an engine only.
 */
export class DuckLake {
  readonly engine: DuckEngine;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.engine = new DuckEngine(connection);
  }

  /** Absolute path. */
  get folder(): string {
    return this.#connection.folder;
  }

  /** Makes the table `addresses`. @param local the networks that are ours */
  deriveAddresses(local: readonly Prefix[], effects: Files): Promise<void> {
    return deriveAddresses(this.#connection, local, effects);
  }

  /** Makes the table `attribution`, of `addresses`. @returns how many of them somebody publishes */
  deriveAttribution(published: AddressHistory, span: Span, effects: Files): Promise<number> {
    return deriveAttribution(this.#connection, published, span, effects);
  }

  /** Makes the table `request_classes`: which requests look like attacks. */
  deriveRequestClasses(classifier: RequestClassifier): Promise<void> {
    return deriveRequestClasses(this.#connection, classifier);
  }

  /** Leaves the lake without the table `attribution`. */
  async dropAttribution(): Promise<void> {
    await rm(join(this.folder, 'attribution'), { recursive: true, force: true });
    await this.#connection.refresh();
  }

  /** First and last moment of the events; undefined if none has a time. */
  span(): Promise<Span | undefined> {
    return spanOf(this.#connection);
  }

  /** Files whose events are in part the same. */
  overlaps(): Promise<Overlap[]> {
    return findOverlaps(this.#connection);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

/** Opens a lake to add what is derived from its events. */
export async function openLake(lake: string, options: LakeOptions = {}): Promise<DuckLake> {
  await mkdir(lake, { recursive: true });
  return new DuckLake(await Connection.to(lake, options));
}
