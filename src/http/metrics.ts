/**
 * What Prometheus reads: requests by route pattern, watchers, nodes, directives, and the rounds that run.
 *
 * Figures of rounds are asked of the authority when they are read; nothing is counted twice.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { UseCases } from '../areas/rounds/use-cases.ts'
import type { Hub } from './hub.ts'

const ROUNDS_MAX = 20

export interface Metrics {
  request(of: { method: string; route: string; status: number }, seconds: number): void
  text(): Promise<string>
}

export function openMetrics(needs: {
  hub: Hub
  authority: Pick<UseCases, 'operators' | 'rounds' | 'live'>
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
  const connected = new Gauge({
    name: 'loa_nodes_connected',
    help: 'Nodes of operators that are connected',
    registers,
  })
  const open = new Gauge({
    name: 'loa_directives_open',
    help: 'Directives that have not been returned, by operator',
    labelNames: ['operator'],
    registers,
  })
  const segments = new Gauge({
    name: 'loa_round_segments',
    help: 'Ordinary SMS of the rounds that run or are paused',
    labelNames: ['round', 'outcome'],
    registers,
  })
  const subscribers = new Gauge({
    name: 'loa_round_subscribers',
    help: 'Subscribers times messages of the rounds that run or are paused',
    labelNames: ['round', 'outcome'],
    registers,
  })
  const ask = async () => {
    const operators = await needs.authority.operators()
    connected.set(operators.filter(operator => operator.isConnected).length)
    open.reset()
    for (const operator of operators) open.set({ operator: operator.id }, operator.openDirectives)
    segments.reset()
    subscribers.reset()
    const rounds = await needs.authority.rounds({
      cursor: null,
      limit: ROUNDS_MAX,
      campaign: null,
      states: ['running', 'paused'],
    })
    for (const { id } of rounds.items) {
      const { sum } = await needs.authority.live(id)
      for (const [outcome, value] of Object.entries(sum.segments))
        segments.set({ round: id, outcome }, value)
      for (const [outcome, value] of Object.entries(sum.turns))
        subscribers.set({ round: id, outcome }, value)
    }
  }
  return {
    request: (of, seconds) => requests.observe(of, seconds),
    text: async () => {
      await ask()
      return await registry.metrics()
    },
  }
}
