/**
 * What really goes over a port of the loopback interface, captured by tshark. Needs the right to capture: root's.
 *
 * tshark says that it captures a little before it does, and drops what it has not read when it is told to stop. So both
 * the start and the end wait until a connection that was made to the port for this purpose has been seen. Such a
 * connection carries no octets and so no PDU.
 */
import { connect } from 'node:net'
import { Child } from './child.ts'
import { PEER_PATH } from './installed.ts'
import { type Dissection, dissect } from './tshark.ts'

/** It ends by itself then, whatever became of us. */
const CAPTURE_SECONDS_MAX = 120
const KNOCKS_MAX = 100
const SEEN_MS = 200

export interface Capture<Read = Dissection> {
  /** Stops, and gives what was captured in both directions. Somebody must still listen on the port. */
  read(): Promise<Read>
  /** Waits for a line that tshark prints of a packet as it comes. */
  printed(pattern: RegExp): Promise<unknown>
  stop(): Promise<void>
}

interface As<Read> {
  /** Wireshark's name of it. */
  readonly protocol: string
  readonly read: (file: string, port: number) => Promise<Read>
}

/** Somebody must listen on the port already. */
export async function startCapture(port: number, file: string): Promise<Capture>
/** Of another protocol than SMPP. */
export async function startCapture<Read>(port: number, file: string, as: As<Read>): Promise<Capture<Read>>
export async function startCapture(
  port: number,
  file: string,
  { protocol, read: reader }: As<unknown> = { protocol: 'smpp', read: dissect },
): Promise<Capture<unknown>> {
  // To the file, and a line for each packet as it comes, by which one sees how far it is.
  const args = [
    '-n',
    '-a',
    `duration:${CAPTURE_SECONDS_MAX}`,
    '-i',
    'lo',
    '-f',
    `tcp port ${port}`,
    '-d',
    `tcp.port==${port},${protocol}`,
    '-w',
    file,
    '-P',
    '-l',
  ]
  const tshark = new Child({ command: 'tshark', args, env: { ...process.env, PATH: PEER_PATH } })
  const stop = () => tshark.stop('SIGINT')
  try {
    await tshark.printed(/Capturing on/)
    await seen(tshark, port)
  } catch (error) {
    await stop()
    throw error
  }
  const read = async () => {
    await seen(tshark, port)
    await stop()
    return reader(file, port)
  }
  return { read, stop, printed: pattern => tshark.printed(pattern) }
}

/** Waits until tshark has seen all that went over the port before this call. */
async function seen(tshark: Child, port: number): Promise<void> {
  for (let knocks = 0; knocks < KNOCKS_MAX; knocks++) {
    const from = await knock(port)
    const line = new RegExp(`\\b${from} → ${port}\\b`)
    if (await tshark.printed(line, SEEN_MS).catch(() => null)) return
  }
  throw new Error(`nothing is captured\n${tshark.stderr}`)
}

/** The local port of a connection that was made and closed. */
function knock(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const from = socket.localPort as number
      socket.once('close', () => resolve(from)).end()
    })
    socket.once('error', reject).resume()
  })
}
