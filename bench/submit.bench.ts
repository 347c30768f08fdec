/**
 * How many segments a second one bind submits, a promise each, beside npm `smpp` on the same sink in the same run.
 *
 *   node bench/submit.bench.ts [segments]      default 300000, best of three
 *
 * `text`: each client encodes the text itself. `raw`: both are given the octets. The ratio is what counts; the
 * figures belong to the machine.
 */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { connect } from '../src/endpoint/smpp.ts'

export interface Measured {
  readonly what: string
  readonly segmentsPerSecond: number
  /** CPU time of the client's process per segment; the sink's thread is in it, the same for both. */
  readonly cpuMicros: number
}

interface Client {
  submit(i: number): Promise<unknown>
  close(): Promise<void>
}

const WINDOW = 1000
const TEXT =
  'Bo Y te khuyen cao: rua tay thuong xuyen bang xa phong, deo khau trang noi dong nguoi, khai bao y te khi co trieu chung. Goi 19003228.'
const OCTETS = Buffer.from(TEXT, 'latin1')

const numberOf = (i: number) => String(84_900_000_000 + (i % 100_000_000))

type Kind = 'text' | 'raw'

async function loa(port: number, kind: Kind): Promise<Client> {
  const session = await connect({ url: `smpp://id:pw@127.0.0.1:${port}`, window: WINDOW })
  const text = (i: number) =>
    session.submit({ source: 'BOYTE', destination: numberOf(i), text: TEXT, receipts: 'last' })
  const raw = (i: number) =>
    session.submit({
      source_addr_ton: 5,
      source_addr: 'BOYTE',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: numberOf(i),
      registered_delivery: 1,
      short_message: OCTETS,
    })
  return { submit: kind === 'text' ? text : raw, close: () => session.close() }
}

/** What we use of npm `smpp`, which has no types of its own. */
interface OldSession {
  bind_transceiver(fields: object, answered: () => void): void
  submit_sm(fields: object, answered: (response: object) => void): void
  close(closed: () => void): void
}

async function npmSmpp(port: number, kind: Kind): Promise<Client> {
  const smpp = createRequire(import.meta.url)('smpp') as { connect(options: object, connected: () => void): OldSession }
  const session = await new Promise<OldSession>(resolve => {
    const made = smpp.connect({ url: `smpp://127.0.0.1:${port}` }, () => resolve(made))
  })
  await new Promise<void>(resolve => session.bind_transceiver({ system_id: 'id', password: 'pw' }, resolve))
  const short_message = kind === 'text' ? TEXT : OCTETS
  const submit = (i: number) =>
    new Promise(resolve =>
      session.submit_sm(
        {
          source_addr_ton: 5,
          source_addr: 'BOYTE',
          dest_addr_ton: 1,
          dest_addr_npi: 1,
          destination_addr: numberOf(i),
          registered_delivery: 1,
          short_message,
        },
        resolve,
      ),
    )
  return { submit, close: () => new Promise(resolve => session.close(resolve)) }
}

/** As many workers as the window is wide, each with one message at a time. */
async function run(client: Client, segments: number): Promise<number> {
  let next = 0
  const started = performance.now()
  const worker = async () => {
    while (next < segments) await client.submit(next++)
  }
  await Promise.all(Array.from({ length: Math.min(WINDOW, segments) }, worker))
  return performance.now() - started
}

const CLIENTS = { loa, 'npm smpp': npmSmpp } as const

/** Each client on each kind of message, best of `rounds`. */
export async function measure(segments: number, rounds: number): Promise<Measured[]> {
  const sink = new Worker(new URL('./sink.bench.ts', import.meta.url))
  const { port } = await new Promise<{ port: number }>(resolve => sink.once('message', resolve))
  const measured: Measured[] = []
  for (const kind of ['text', 'raw'] as const)
    for (const [name, open] of Object.entries(CLIENTS)) {
      const client = await open(port, kind)
      let best = Number.POSITIVE_INFINITY
      let cpuMicros = Number.POSITIVE_INFINITY
      for (let round = 0; round < rounds; round++) {
        const before = process.cpuUsage()
        best = Math.min(best, await run(client, segments))
        const { user, system } = process.cpuUsage(before)
        cpuMicros = Math.min(cpuMicros, (user + system) / segments)
      }
      await client.close()
      measured.push({
        what: `${name}, ${kind}`,
        segmentsPerSecond: Math.round((segments / best) * 1000),
        cpuMicros: Math.round(cpuMicros * 100) / 100,
      })
    }
  await sink.terminate()
  return measured
}

/** How many times as many segments a second as npm `smpp`. */
export function ratio(measured: readonly Measured[], kind: Kind): number {
  const of = (name: string) => measured.find(m => m.what === `${name}, ${kind}`)?.segmentsPerSecond ?? 0
  return of('loa') / of('npm smpp')
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const measured = await measure(Number(process.argv[2] ?? 300_000), 3)
  console.table(measured)
  for (const kind of ['text', 'raw'] as const)
    console.log(`${kind}: ${ratio(measured, kind).toFixed(1)} times npm smpp`)
}
