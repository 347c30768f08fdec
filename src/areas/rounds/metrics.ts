/** What Prometheus reads of the rounds that run: asked when it is read; nothing is counted twice. */
import type { Prometheus } from '../../http/metrics.ts'
import type { RoundsUseCases } from './use-cases.ts'

const ROUNDS_MAX = 20

export function measureRounds(
  { registry, Gauge }: Prometheus,
  rounds: Pick<RoundsUseCases, 'rounds' | 'live'>,
): () => Promise<void> {
  const registers = [registry]
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
  return async () => {
    segments.reset()
    subscribers.reset()
    const running = await rounds.rounds({
      cursor: null,
      limit: ROUNDS_MAX,
      campaign: null,
      states: ['running', 'paused'],
    })
    for (const { id } of running.items) {
      const { sum } = await rounds.live(id)
      for (const [outcome, value] of Object.entries(sum.segments)) segments.set({ round: id, outcome }, value)
      for (const [outcome, value] of Object.entries(sum.turns)) subscribers.set({ round: id, outcome }, value)
    }
  }
}
