/**
 * Hosts of our own on this machine: two network namespaces with one link between them and nothing else. Root's.
 *
 *   here            there
 *   198.18.0.1 ──── 198.18.0.17, 198.18.0.200, ...     addresses for tests (RFC 2544), reached from nowhere else
 *
 * Names carry our process id; what was made is taken away with `close`, and nothing outlives a namespace. `here` may be where this process
 * is, for a server that others on this machine use too.
 */
import { Child, run, type StartOptions } from './child.ts'
import { PEER_PATH } from './installed.ts'

export const HERE = '198.18.0.1'
export const LINK = 'loa0'

/** Of a limited link. */
export const QUEUE_MS = 400
const BURST_OCTETS = 4000

type Side = 'here' | 'there'

export interface Namespaces {
  /** A child in one of them. */
  start(side: Side, options: StartOptions): Child
  /** What a program is run by to live there. */
  into(side: Side): readonly string[]
  /** Both ways not more than so many kbit/s from now on; what waits longer than QUEUE_MS is dropped. */
  limit(kbits: number): Promise<void>
  close(): Promise<void>
}

/** One end of the link; no name: where this process is. */
interface End {
  readonly name: string | null
  readonly link: string
  readonly addresses: readonly string[]
}

/** `addresses` are those of `there`, in 198.18.0.0/24. */
export async function makeNamespaces(addresses: readonly string[], { isHereOurs = false } = {}): Promise<Namespaces> {
  const id = process.pid
  const here: End = isHereOurs
    ? { name: null, link: `loa${id}`, addresses: [HERE] }
    : { name: `loa-${id}-here`, link: LINK, addresses: [HERE] }
  const there: End = { name: `loa-${id}-there`, link: LINK, addresses }
  const ends = [here, there]
  const made: string[] = []
  const close = async () => {
    if (isHereOurs && made.length > 0) await ip('link', 'delete', here.link)
    for (const name of made.splice(0)) await ip('netns', 'delete', name)
  }
  const into = (side: Side) => {
    const { name } = side === 'here' ? here : there
    return name === null ? [] : ['ip', 'netns', 'exec', name]
  }
  try {
    for (const { name } of ends) {
      if (name === null) continue
      await ip('netns', 'add', name)
      made.push(name)
    }
    const within = ({ name }: End) => (name === null ? [] : ['netns', name])
    await ip(
      ...['link', 'add', here.link, ...within(here), 'type', 'veth'],
      ...['peer', 'name', there.link, ...within(there)],
    )
    for (const end of ends) {
      for (const address of end.addresses) await ip(...inside(end), 'address', 'add', `${address}/24`, 'dev', end.link)
      for (const link of end.name === null ? [end.link] : [end.link, 'lo'])
        await ip(...inside(end), 'link', 'set', link, 'up')
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    start: (side, { command, args, ...rest }) => {
      const [first, ...others] = [...into(side), command, ...args]
      const env = { ...process.env, PATH: PEER_PATH }
      return new Child({ command: first, args: others, env, ...rest })
    },
    into,
    limit: async kbits => {
      for (const end of ends)
        await run({
          command: 'tc',
          args: [
            ...[...inside(end), 'qdisc', 'replace', 'dev', end.link, 'root'],
            ...['tbf', 'rate', `${kbits}kbit`],
            ...['burst', `${BURST_OCTETS}`, 'latency', `${QUEUE_MS}ms`],
          ],
          env: { ...process.env, PATH: PEER_PATH },
        })
    },
    close,
  }
}

function inside({ name }: End): string[] {
  return name === null ? [] : ['-n', name]
}

async function ip(...args: string[]): Promise<void> {
  await run({ command: 'ip', args, env: { ...process.env, PATH: PEER_PATH } })
}
