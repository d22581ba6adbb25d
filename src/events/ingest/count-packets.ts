import type { PacketFormat } from '../../formats/format.ts';
import { FlowMeter } from '../../formats/packets/flow-meter.ts';
import type { PartWriter } from '../lake/parts.ts';
import type { TableSink } from '../lake/sink.ts';
import type { Sinks } from '../lake/sinks.ts';
import type { Task } from './messages.ts';
import { blocksOf, marksOf } from './packet-blocks.ts';
import type { PacketAnswer } from './packet-blocks.ts';
import { CountingTally } from '../tally.ts';
import type { Counts } from '../tally.ts';

/** Conversations that are over are written so many rows at a time; in between a part may become full. */
const SWEEP_ROWS = 20_000;

/**
 * A worker thread's share of a capture: counts the packets of the blocks that come in through the task's port, and
 * writes the conversations that are over.
 */
export async function countPackets(
  task: Extract<Task, { kind: 'packets' }>,
  format: PacketFormat,
  sinks: Sinks,
  writer: PartWriter,
): Promise<Counts> {
  const meter = new FlowMeter(format.records(), task.share);
  const tally = new CountingTally();
  let rows = 0;

  /** One step of work that fills the sink; a part that is full is written. */
  async function step(work: (sink: TableSink) => boolean): Promise<boolean> {
    const sink = sinks.begin(['flows']);
    const more = work(sink);
    rows += sinks.end(task.evidence).flows ?? 0;
    if (sink.full) await writer.write(sink);
    return more;
  }

  for await (const { slot, memory, end, offset, marked } of blocksOf(task.port)) {
    await step((sink) => {
      const marks = marked && { marks: marksOf(memory), ...marked };
      meter.count(new Uint8Array(memory), 0, end, offset, sink, tally, marks);
      return false;
    });
    const answer: PacketAnswer = { slot, rows };
    task.port.postMessage(answer, []);
    while (meter.due) await step((sink) => meter.sweep(sink, SWEEP_ROWS));
  }
  while (await step((sink) => meter.finish(sink, SWEEP_ROWS))) {
    // The next step writes further rows.
  }
  if (rows > 0) tally.counts.rows = { flows: rows };
  return tally.counts;
}
