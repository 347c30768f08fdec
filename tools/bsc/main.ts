/** Many BSCs as a program of its own, for benches: told what cells they have by whoever started it (`process.ts`), and gone with it. */
import { type Asked, type SimulatedBsc, startBsc } from './bsc.ts'
import { TYPES } from './octets.ts'
import type { Ask, BscsMessage } from './process.ts'

const bscs: SimulatedBsc[] = []
const homes: [cell: string, bsc: SimulatedBsc][] = []

const tell = (told: BscsMessage) => process.send?.(told)

process.once('disconnect', () => process.exit())
process.on('message', (ask: Ask) => {
  if ('cells' in ask) void begin(ask.cells)
  else if ('restart' in ask) for (const bsc of bscs) bsc.restart()
  else
    tell({
      showing: homes.filter(([cell, bsc]) => isShowing(bsc, cell, ask.showing)).length,
      connected: bscs.filter(({ connections }) => connections.taken > 0).length,
    })
})

async function begin(cells: readonly (readonly string[])[]): Promise<void> {
  for (const [at, each] of cells.entries()) {
    const bsc = await startBsc({ cells: each, done: asked => told(at, asked) })
    bscs.push(bsc)
    for (const cell of each) homes.push([cell, bsc])
  }
  tell({ ports: bscs.map(({ port }) => port) })
}

function told(bsc: number, { type, id, newSerial, oldSerial, at }: Asked): void {
  const is = type === TYPES.write ? 'write' : type === TYPES.kill ? 'kill' : null
  if (is === null || id === null) return
  tell({ done: { bsc, is, id, newSerial, oldSerial, at, doneAt: Date.now() } })
}

function isShowing(bsc: SimulatedBsc, cell: string, serial: number | null): boolean {
  const shown = bsc.onAir(cell)
  return serial === null ? shown.length > 0 : shown.length === 1 && shown[0].serial === serial
}
