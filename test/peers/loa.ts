/** Our own side of a test with a peer: the program as a user starts it, and the simulated SMS centre with its count. */
import { fileURLToPath } from 'node:url'
import { Child } from './child.ts'
import { loaInProcess } from './in-process.ts'

const LOA = fileURLToPath(new URL('../../loa', import.meta.url))

/** What `./loa smsc --json` prints at its end, as far as a test compares it. */
export interface CentreCount {
  readonly submits: number
  readonly accepted: number
  readonly refused: number
  readonly throttled: number
  readonly segments: number
  readonly complete: number
  readonly duplicates: number
  /** Of the submit_sm as they came. */
  readonly octets: number
  readonly binds: number
  readonly unbinds: number
  readonly protocolErrors: number
  readonly receipts: {
    readonly sent: number
    readonly answered: number
    readonly delivered: number
    readonly undeliverable: number
    readonly refused: number
  }
}

export interface Centre {
  readonly host: string
  readonly port: number
  readonly child: Child
  /** Ends it and gives its own count. */
  count(): Promise<CentreCount>
}

/** `./loa smsc` with these flags, listening. Stop `child` when the test fails before it counts. */
export async function startCentre(...flags: string[]): Promise<Centre> {
  const child = new Child({ command: LOA, args: ['smsc', '--port', '0', '--json', ...flags] })
  const [, host, port] = await child.printed(/listening on ([\d.]+):(\d+)/)
  const count = async (): Promise<CentreCount> => {
    await child.stop('SIGINT')
    return JSON.parse(child.stdout) as CentreCount
  }
  return { host, port: Number(port), child, count }
}

/** `loa ARGS --json`, in this process, to its end: the document that it printed. Rejects on any exit code but `expected`. */
export async function loa(args: readonly string[], expected = 0): Promise<unknown> {
  const { code, stdout, stderr } = await loaInProcess([...args, '--json'], { withinMs: 60_000 })
  if (code !== expected) throw new Error(`loa ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`)
  return JSON.parse(stdout)
}
