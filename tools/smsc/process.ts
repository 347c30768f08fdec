/** The centre in a process of its own, so that it does not share a core with what is measured. For benches and drills. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Count } from './count.ts'
import type { Ask, CentreMessage } from './run.ts'

const BUILT = import.meta.url.endsWith('.js')
const MAIN = fileURLToPath(new URL(BUILT ? './main.js' : './main.ts', import.meta.url))

export interface CentreProcess {
  readonly pid: number
  readonly port: number
  count(): Promise<Count>
  /** What its peers have sent is counted: a process that is slow has not read all of it when they are through. */
  isSettled(): Promise<boolean>
  /** Processor time of the centre so far, user and system. */
  cpuSeconds(): Promise<number>
  dropAll(): void
  close(): Promise<Count>
}

/** Flags as of `./loa smsc`, without the dashes: `{ 'receipt-delay': '2s' }`. The port is any free one. */
export async function startCentreProcess(flags: Readonly<Record<string, string>> = {}): Promise<CentreProcess> {
  const args = Object.entries({ port: '0', ...flags }).flatMap(([name, value]) => [`--${name}`, value])
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const output = gather(child)
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const told = await Promise.race([once(child, 'port'), ended])
  if (told === null || typeof told === 'number') throw new Error(`the centre did not start: ${output.stderr}`)
  const ask = (what: Ask) => child.send(what)
  return {
    pid: child.pid ?? 0,
    port: told.port,
    count: async () => {
      const answer = once(child, 'count')
      ask('count')
      return (await answer).count
    },
    isSettled: async () => {
      const answer = once(child, 'isSettled')
      ask('isSettled')
      return (await answer).isSettled
    },
    cpuSeconds: async () => {
      const answer = once(child, 'cpuSeconds')
      ask('cpuSeconds')
      return (await answer).cpuSeconds
    },
    dropAll: () => ask('dropAll'),
    close: async () => {
      child.kill('SIGTERM')
      await ended
      return JSON.parse(output.stdout) as Count
    },
  }
}

function gather(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8')
    child[name]?.on('data', (text: string) => {
      output[name] += text
    })
  }
  return output
}

/** The next message of the child that tells this. */
function once<Key extends keyof CentreMessage>(child: ChildProcess, key: Key): Promise<Pick<CentreMessage, Key>> {
  return new Promise(resolve => {
    const listen = (told: Partial<CentreMessage>) => {
      if (told[key] === undefined) return
      child.off('message', listen)
      resolve(told as Pick<CentreMessage, Key>)
    }
    child.on('message', listen)
  })
}
