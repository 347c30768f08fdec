/**
 * What is free from when to when, over all versions, one row a span: what feeds and time lines are made from.
 *
 *   version 1   ├── a ████████████┆──────►      version 2 from ┆ on says the same of a, and frees b
 *   version 2                     ┆── a ███─────►
 *   spans           a ███████████████           one span: nothing that matters changed at ┆
 *
 * Each span holds the service as the version in force then has it. Equals what `in-force.ts` answers at every instant.
 * Pure; runs in a browser too. Expects lists without faults.
 */
import { type InForce, type Interval, periodsWithin } from './in-force.ts'
import type { Service } from './list.ts'

export interface FreeSpan extends Interval {
  readonly service: Service
}

/** By first appearance of the service, then by time. Spans of one service lie apart, or touch where the service changed. */
export function freeSpans({ windows }: InForce): readonly FreeSpan[] {
  const spans = new Map<string, FreeSpan[]>()
  for (const window of windows.toSorted((a, b) => a.from - b.from))
    for (const service of window.list.services)
      for (const { from, until } of periodsWithin(service.free, window)) {
        const own = spans.get(service.id) ?? []
        const last = own.at(-1)
        if (last !== undefined && last.until === from && isSame(last.service, service))
          own[own.length - 1] = { service, from: last.from, until }
        else own.push({ service, from, until })
        spans.set(service.id, own)
      }
  return [...spans.values()].flat()
}

/** Apart from when it is free and what that rests on. */
function isSame(one: Service, other: Service): boolean {
  const essence = (service: Service) => JSON.stringify({ ...service, free: [], evidence: [] })
  return essence(one) === essence(other)
}
