/**
 * Hosts of our own on this machine: two network namespaces with one link between them and nothing else. Root's.
 *
 *   here            there
 *   198.18.0.1 ──── 198.18.0.17, 198.18.0.200, ...     addresses for tests (RFC 2544), reached from nowhere else
 *
 * Names carry our process id; what was made is taken away with `close`, and nothing outlives a namespace.
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
  /** Both ways not more than so many kbit/s from now on; what waits longer than QUEUE_MS is dropped. */
  limit(kbits: number): Promise<void>
  close(): Promise<void>
}

/** `addresses` are those of `there`, in 198.18.0.0/24. */
export async function makeNamespaces(addresses: readonly string[]): Promise<Namespaces> {
  const names = { here: `loa-${process.pid}-here`, there: `loa-${process.pid}-there` }
  const made: string[] = []
  const close = async () => {
    for (const name of made.splice(0)) await ip('netns', 'delete', name)
  }
  try {
    for (const name of Object.values(names)) {
      await ip('netns', 'add', name)
      made.push(name)
    }
    const link = ['link', 'add', LINK, 'netns', names.here, 'type', 'veth']
    await ip(...link, 'peer', 'name', LINK, 'netns', names.there)
    for (const [name, own] of [
      [names.here, [HERE]],
      [names.there, addresses],
    ] as const) {
      for (const address of own)
        await ip('-n', name, 'address', 'add', `${address}/24`, 'dev', LINK)
      for (const link of [LINK, 'lo']) await ip('-n', name, 'link', 'set', link, 'up')
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    start: (side, { command, args, ...rest }) =>
      new Child({
        command: 'ip',
        args: ['netns', 'exec', names[side], command, ...args],
        env: { ...process.env, PATH: PEER_PATH },
        ...rest,
      }),
    limit: async kbits => {
      for (const name of Object.values(names))
        await run({
          command: 'tc',
          args: [
            ...['-n', name, 'qdisc', 'add', 'dev', LINK, 'root', 'tbf', 'rate', `${kbits}kbit`],
            ...['burst', `${BURST_OCTETS}`, 'latency', `${QUEUE_MS}ms`],
          ],
          env: { ...process.env, PATH: PEER_PATH },
        })
    },
    close,
  }
}

async function ip(...args: string[]): Promise<void> {
  await run({ command: 'ip', args, env: { ...process.env, PATH: PEER_PATH } })
}
