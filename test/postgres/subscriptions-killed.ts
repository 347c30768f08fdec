/** A server that queues and sends letters and is killed once so many went out: `subscriptions-sending.test.ts` starts it. */
import { appendFileSync, readFileSync } from 'node:fs'
import { openAuthority } from '../../src/app/authority.ts'
import { openSubscriptionsArea } from '../../src/areas/subscriptions/area.ts'
import { systemClock } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { ACCEPTED } from '../../src/channels/provider.ts'
import { ofOneProcess } from '../../src/http/rate.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { SECRET, SITE } from './subscriptions-stage.ts'

/** `world`: a file of those to whom one went out; `now`: milliseconds since 1970. */
export type Given = readonly [file: string, keyFile: string, now: string, world: string, killedAfter: string]

const [file, keyFile, now, world, killedAfter] = process.argv.slice(2)

const authority = await openAuthority({
  database: await openDatabase({ file }),
  signingKey: JSON.parse(readFileSync(keyFile, 'utf8')),
  clock: { now: () => Number(now) },
})
let sent = 0
const area = openSubscriptionsArea({
  work: authority.work,
  subscribe: authority.subscribe,
  secret: SECRET,
  site: SITE,
  onError: error => {
    throw error
  },
  sharedLimits: ofOneProcess(),
  holdsNumber: () => false,
  push: null,
  mail: {
    channel: 'mail',
    peerOf: ({ address }) => address,
    close: async () => undefined,
    send: async ({ to }) => {
      appendFileSync(world, `${to.address}\n`)
      // As by kill -9: nothing of this process comes after it.
      if (++sent === Number(killedAfter)) process.kill(process.pid, 'SIGKILL')
      return ACCEPTED
    },
  },
  clock: { ...systemClock, wall: () => Number(now) },
  random: seeded(1),
})
for (const { act } of area.jobs ?? []) await act()
