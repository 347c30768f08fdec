/**
 * What Prometheus reads: requests by route pattern, watchers, and what areas measure. Knows no area.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Hub } from './hub.ts'

/** Registers gauges; what it answers sets them. */
export type Measure = (registry: Registry) => () => Promise<void>

export interface Metrics {
  request(of: { method: string; route: string; status: number }, seconds: number): void
  text(): Promise<string>
}

export function openMetrics(needs: {
  hub: Hub
  /** What areas measure, each asked when it is read. */
  measures: readonly Measure[]
}): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'loa_http_request_seconds',
    help: 'Seconds from a request to its answer, by route pattern; streams until their first event',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  new Gauge({
    name: 'loa_watchers',
    help: 'Open streams of server-sent events',
    registers,
    collect() {
      this.set(needs.hub.watching)
    },
  })
  let told = 0
  new Counter({
    name: 'loa_watchers_dropped_total',
    help: 'Streams that were ended because nobody read them',
    registers,
    collect() {
      this.inc(needs.hub.dropped - told)
      told = needs.hub.dropped
    },
  })
  const measures = needs.measures.map(measure => measure(registry))
  return {
    request: (of, seconds) => requests.observe(of, seconds),
    text: async () => {
      for (const ask of measures) await ask()
      return await registry.metrics()
    },
  }
}
