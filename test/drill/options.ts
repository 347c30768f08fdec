/** How often a drill kills, and by which seed, as its command line says: another run with the same seed is the same. */
import { parseArgs } from 'node:util'

export interface DrillOptions {
  readonly kills: number
  readonly seed: number
}

export function drillOptions(): DrillOptions {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  })
  const options = { kills: Number(values.kills), seed: Number(values.seed) }
  console.log(`${options.kills} kills, seed ${options.seed}`)
  return options
}
