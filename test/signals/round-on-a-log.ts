/** States in which `loa round` waits for a replicated log, or for who owns a leg of it. */
import { takeLock } from '../../src/base/lock.ts'
import { Child, freePorts } from '../peers/child.ts'
import { startNats } from '../peers/nats.ts'
import { messageAndList, untilStatus, urlOf, witness } from './a-round.ts'
import { LOA, type Place } from './place.ts'
import type { Waiting } from './told.ts'

/** The other machine's directory. */
const OTHER = 'other'

function onLog(place: Place, word: 'run' | 'follow', log: string, ...flags: string[]): Child {
  const files = messageAndList(place)
  const smsc = flags.includes('--smsc') ? [] : ['--smsc', urlOf(1)]
  const leg = ['--log', log, '--leg', 'a', '--log-unsafe']
  return place.loa(['round', word, 'round', ...files, ...smsc, ...leg, ...flags])
}

/** One server, which may lose what it took. */
async function logOf(place: Place): Promise<{ url: string; end: () => Promise<void> }> {
  const nats = await startNats({ servers: 1 })
  place.after(async () => await nats.close())
  return { url: nats.url, end: async () => await nats.servers[0].kill() }
}

/** Takes connections, is sent something, and never answers. */
async function silentLog(place: Place) {
  const { port, asked } = await place.silent()
  return { url: `postgres://loa@127.0.0.1:${port}/loa`, asked }
}

/** The owner of the leg, in a directory of its own, at its canary: another machine's process, which stays. */
async function owner(place: Place, url: string): Promise<void> {
  const centre = await witness(place)
  const files = messageAndList(place)
  const leg = ['--log', url, '--leg', 'a', '--log-unsafe']
  const args = ['round', 'run', OTHER, ...files, '--smsc', urlOf(centre.port), ...leg]
  const child = new Child({
    command: LOA,
    args: [...args, '--canary', '1'],
    cwd: place.directory,
    env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
  })
  place.after(() => child.stop('SIGKILL'))
  await child.printed(/paused; continue with/)
}

/** Has begun its leg, and was killed. */
async function killedOwner(place: Place, url: string): Promise<void> {
  const centre = await witness(place)
  const child = onLog(place, 'run', url, '--smsc', urlOf(centre.port), '--canary', '1')
  await child.printed(/paused; continue with/)
  child.kill('SIGKILL')
  await child.exited
}

const asStandby = async (place: Place) => {
  const log = await logOf(place)
  await owner(place, log.url)
  place.prepared()
  const child = onLog(place, 'follow', log.url)
  await child.printed(/following the leader/)
  return { child, log }
}

/** A process has the directory to itself. */
async function untilHeld(place: Place): Promise<void> {
  for (;;) {
    const lock = await takeLock(place.file('round'), { to: 'read' })
    if (lock === null) return
    lock.release()
  }
}

function follows(state: string, enter: Waiting['enter'], leaves: readonly string[] = []): Waiting {
  return { command: 'round follow', state, enter, ends: 3, leaves }
}

export const LEG_STATES: readonly Waiting[] = [
  follows('waits for a log whose servers refuse', async place => {
    const [port] = await freePorts(1)
    messageAndList(place)
    place.prepared()
    const child = onLog(place, 'follow', `nats://127.0.0.1:${port}`)
    await child.printed(/does not answer; waiting/)
    return child
  }),
  follows('waits for a log whose server takes connections and never answers', async place => {
    const log = await silentLog(place)
    messageAndList(place)
    place.prepared()
    const child = onLog(place, 'follow', log.url)
    await log.asked
    return child
  }),
  follows('waits for its leg to begin', async place => {
    const log = await logOf(place)
    messageAndList(place)
    place.prepared()
    const child = onLog(place, 'follow', log.url)
    await child.printed(/looking for the batch/)
    return child
  }),
  follows('follows the owner', async place => (await asStandby(place)).child, ['round']),
  follows(
    'follows, and the log is away',
    async place => {
      const { child, log } = await asStandby(place)
      await log.end()
      await child.printed(/does not answer; waiting/)
      return child
    },
    ['round'],
  ),
  follows('joins its leg again, and the log is away', async place => {
    const log = await logOf(place)
    await killedOwner(place, log.url)
    await log.end()
    place.prepared()
    const child = onLog(place, 'follow', log.url)
    await child.printed(/does not answer; waiting/)
    await untilStatus(place, 'joining')
    return child
  }),
  {
    command: 'round run',
    state: 'opens a log whose server takes connections and never answers',
    ends: 3,
    leaves: ['round'],
    enter: async place => {
      const log = await silentLog(place)
      messageAndList(place)
      place.prepared()
      const child = onLog(place, 'run', log.url)
      await log.asked
      await untilStatus(place, 'joining')
      return child
    },
  },
  {
    command: 'round run',
    // Its last group is for the log: whoever follows is to know it.
    state: 'owns its leg, and the log is away',
    ends: 3,
    endsAtOnce: true,
    leaves: ['round'],
    enter: async place => {
      const log = await logOf(place)
      const centre = await witness(place)
      messageAndList(place)
      place.prepared()
      const child = onLog(place, 'run', log.url, '--smsc', urlOf(centre.port), '--canary', '1')
      await child.printed(/paused; continue with/)
      await log.end()
      await child.printed(/does not answer; waiting/)
      return child
    },
  },
  ...(['pause', 'stop', 'resume'] as const).map(
    (word): Waiting => ({
      command: `round ${word}`,
      state: 'asks the owner of a leg by a log that is away',
      ends: 'signal',
      enter: async place => {
        const log = await logOf(place)
        await killedOwner(place, log.url)
        await log.end()
        place.prepared()
        const child = place.loa(['round', word, 'round'])
        await untilHeld(place)
        return child
      },
    }),
  ),
]
