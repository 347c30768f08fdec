/** A server that releases what is due and is killed at a given point of it: `bulletins-bad-days.test.ts` starts it. */
import { readFileSync } from 'node:fs'
import { openAuthority } from '../../src/app/authority.ts'
import { releaseDue } from '../../src/areas/bulletins/releasing.ts'
import { openDatabase } from '../../src/sql/database.ts'

export type KilledAt = 'before' | 'within' | 'after'

const [file, keyFile, now, at] = process.argv.slice(2)

/** As by kill -9: nothing of this process comes after it. */
function kill(): void {
  process.kill(process.pid, 'SIGKILL')
}

const { work } = await openAuthority({
  database: await openDatabase({ file }),
  signingKey: JSON.parse(readFileSync(keyFile, 'utf8')),
  clock: { now: () => Number(now) },
})
await releaseDue({
  ...work,
  transaction: async (act, keep) => {
    if (at === 'before') kill()
    const result = await work.transaction(async tx => {
      const done = await act(tx)
      if (at === 'within') kill()
      return done
    }, keep)
    kill()
    return result
  },
})
