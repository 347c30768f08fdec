/**
 * The bound that no sender passes: as many octets as the same submit_sm have, written to a TCP connection of which the
 * other side only reads. No answers, no ledger, nothing is patched.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, Socket, type SocketConstructorOpts } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Child, run } from '../../test/peers/child.ts'
import { SEND_MS_MAX, type SenderOptions, type SenderResult, SUBMIT_SM_SIZE } from './message.ts'

const SELF = fileURLToPath(import.meta.url)
const READ_SIZE = 1 << 18
/** One write. */
const BATCH_SIZE = 1 << 16

/** In a process of its own. Ends when the sink has read all and closed. */
export async function sendRawTcp(options: SenderOptions): Promise<SenderResult> {
  const { stdout } = await run({ ...program('send', options), withinMs: SEND_MS_MAX })
  return JSON.parse(stdout) as SenderResult
}

export interface RawSink {
  readonly host: string
  readonly port: number
  /** Ends it; the octets it has read. */
  stop(): Promise<number>
}

/** A sink that only reads, in a process of its own, for one connection. */
export async function startRawSink(): Promise<RawSink> {
  const child = new Child(program('sink'))
  const [, port] = await child.printed(/listening on 127\.0\.0\.1:(\d+)/)
  const stop = async () => {
    await child.stop()
    return Number(/read (\d+)/.exec(child.stdout)?.[1] ?? Number.NaN)
  }
  return { host: '127.0.0.1', port: Number(port), stop }
}

function program(role: 'send' | 'sink', options?: SenderOptions) {
  const args = ['--disable-warning=ExperimentalWarning', SELF, role, JSON.stringify(options ?? {})]
  return { command: process.execPath, args }
}

async function send(options: SenderOptions): Promise<SenderResult> {
  const { host, port, messages, octetsEach = SUBMIT_SM_SIZE } = options
  const socket = connect({ host, port, noDelay: true }).resume()
  await once(socket, 'connect')
  const batch = Buffer.alloc(BATCH_SIZE, 0x61)
  const from = { at: performance.now(), cpu: process.cpuUsage() }
  for (let left = Math.round(messages * octetsEach); left > 0; left -= BATCH_SIZE) {
    const octets = left < BATCH_SIZE ? batch.subarray(0, left) : batch
    if (!socket.write(octets)) await once(socket, 'drain')
  }
  socket.end()
  await once(socket, 'close')
  const { user, system } = process.cpuUsage(from.cpu)
  const seconds = (performance.now() - from.at) / 1000
  return { messages, seconds, cpuSeconds: (user + system) / 1e6 }
}

/** Reads into one buffer over and over, for which node:net needs the handle of an incoming connection. */
function sink(): void {
  let octets = 0
  const buffer = Buffer.allocUnsafeSlow(READ_SIZE)
  const read = (size: number) => {
    octets += size
    return true
  }
  const server = createServer(incoming => {
    const holder = incoming as unknown as { _handle: unknown }
    const handle = holder._handle
    holder._handle = null
    const onread = { buffer, callback: read }
    const socket = new Socket({ handle, onread } as unknown as SocketConstructorOpts)
    socket.on('error', () => socket.destroy()).on('end', () => socket.end())
    socket.resume()
  })
  server.listen(0, '127.0.0.1', () => {
    process.stderr.write(`listening on 127.0.0.1:${(server.address() as AddressInfo).port}\n`)
  })
  process.once('SIGTERM', () => {
    process.stdout.write(`read ${octets}\n`)
    process.exit(0)
  })
}

if (process.argv[1] === SELF) {
  if (process.argv[2] === 'sink') sink()
  else {
    const result = await send(JSON.parse(process.argv[3]) as SenderOptions)
    process.stdout.write(JSON.stringify(result))
  }
}
