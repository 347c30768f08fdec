/** Many BSCs in a process of their own, so that they do not share a core with what is measured. For benches. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BUILT = import.meta.url.endsWith('.js')
const MAIN = fileURLToPath(new URL(BUILT ? './main.js' : './main.ts', import.meta.url))

/** What it is asked. `showing`: at how many cells this serial number is on the air, and nothing else; null: anything. */
export type Ask =
  | { readonly cells: readonly (readonly string[])[] }
  | { readonly restart: true }
  | { readonly showing: number | null }

/** A request that was done and answered; times are milliseconds since 1970. */
export interface Done {
  /** In the order of `cells`. */
  readonly bsc: number
  readonly is: 'write' | 'kill'
  readonly id: number
  readonly newSerial: number | null
  readonly oldSerial: number | null
  readonly at: number
  readonly doneAt: number
}

export interface State {
  readonly showing: number
  /** BSCs that anybody ever connected to. */
  readonly connected: number
}

/** A message of the child process: its ports once it listens, each request that was done, and the state that was asked for. */
export type BscsMessage = { readonly ports: readonly number[] } | { readonly done: Done } | State

export interface BscsProcess {
  readonly pid: number
  readonly ports: readonly number[]
  /** All lose their data at once, and say so. */
  restart(): void
  state(serial: number | null): Promise<State>
  close(): Promise<void>
}

/** Each BSC has its cells, and listens at a port of its own. */
export async function startBscs(
  cells: readonly (readonly string[])[],
  onDone: (done: Done) => void,
): Promise<BscsProcess> {
  const child = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const ask = (what: Ask) => child.send(what)
  const next = <Key extends 'ports' | 'showing'>(key: Key) =>
    new Promise<Extract<BscsMessage, Record<Key, unknown>>>(resolve => {
      const listen = (told: BscsMessage) => {
        if (!(key in told)) return
        child.off('message', listen)
        resolve(told as Extract<BscsMessage, Record<Key, unknown>>)
      }
      child.on('message', listen)
    })
  child.on('message', (told: BscsMessage) => {
    if ('done' in told) onDone(told.done)
  })
  const listening = next('ports')
  ask({ cells })
  const begun = await Promise.race([listening, ended])
  if (begun === undefined) throw new Error('the BSCs did not start')
  return {
    pid: child.pid ?? 0,
    ports: begun.ports,
    restart: () => void ask({ restart: true }),
    state: async serial => {
      const answer = next('showing')
      ask({ showing: serial })
      return await answer
    },
    close: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
