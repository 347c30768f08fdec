/**
 * What Prometheus reads: requests by route pattern, watchers, and what areas measure. Knows no area.
 *
 * Its library is read once somebody asks, or soon after the start: not while a start is waited for. Requests are kept until then.
 */
import type { Histogram, Registry } from 'prom-client'
import type { Hub } from './hub.ts'

/** What an area makes its gauges of. */
export type Prometheus = Pick<typeof import('prom-client'), 'Counter' | 'Gauge'> & { readonly registry: Registry }

/** Registers gauges; what it answers sets them. */
export type Measure = (prometheus: Prometheus) => () => Promise<void>

export interface Metrics {
  request(of: RequestLabels, seconds: number): void
  /** Reads what it needs, if that was not done. */
  load(): Promise<void>
  text(): Promise<string>
}

type RequestLabels = { readonly method: string; readonly route: string; readonly status: number }

/** Requests that are kept before the library is read. With the last of them it is; those that are answered meanwhile are not counted. */
const WAITING_MAX = 10_000

interface Needs {
  readonly hub: Hub
  /** What areas measure, each asked when it is read. */
  readonly measures: readonly Measure[]
}

export function openMetrics(needs: Needs): Metrics {
  let waiting: [RequestLabels, number][] = []
  let requests: Histogram | null = null
  let opening: ReturnType<typeof register> | null = null
  const opened = async () => {
    opening ??= register(needs)
    const ready = await opening
    requests = ready.requests
    for (const [of, seconds] of waiting) requests.observe(of, seconds)
    waiting = []
    return ready
  }
  return {
    request: (of, seconds) => {
      if (requests !== null) return requests.observe(of, seconds)
      if (waiting.length === WAITING_MAX) return
      waiting.push([of, seconds])
      if (waiting.length === WAITING_MAX) opened().catch(() => {}) // who asks for the text is told
    },
    load: async () => {
      await opened()
    },
    text: async () => {
      const { registry, measures } = await opened()
      for (const ask of measures) await ask()
      return await registry.metrics()
    },
  }
}

async function register({ hub, measures }: Needs) {
  const { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests: Histogram = new Histogram({
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
      this.set(hub.watching)
    },
  })
  let told = 0
  new Counter({
    name: 'loa_watchers_dropped_total',
    help: 'Streams that were ended because nobody read them',
    registers,
    collect() {
      this.inc(hub.dropped - told)
      told = hub.dropped
    },
  })
  return { registry, requests, measures: measures.map(measure => measure({ registry, Counter, Gauge })) }
}
