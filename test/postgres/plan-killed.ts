/** A server that carries out what was decided and is killed within its second effect: `plan-bad-days.test.ts` starts it. */
import { readFileSync } from 'node:fs'
import { openAuthority } from '../../src/app/authority.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { plansOn } from './plan-stage.ts'
import { staged } from './stage.ts'

export type KilledWith = [file: string, keyFile: string, now: string]

const [file, keyFile, now] = process.argv.slice(2)

const authority = staged(
  await openAuthority({
    database: await openDatabase({ file }),
    signingKey: JSON.parse(readFileSync(keyFile, 'utf8')),
    clock: { now: () => Number(now) },
  }),
)
const { work } = authority
let done = 0
await plansOn({
  ...authority,
  work: {
    ...work,
    transaction: async (act, keep) =>
      await work.transaction(async tx => {
        const result = await act(tx)
        // As by kill -9: nothing of this process comes after it.
        if (++done === 2) process.kill(process.pid, 'SIGKILL')
        return result
      }, keep),
  },
}).carryOut()
