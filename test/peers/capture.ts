/**
 * What really goes over a port of the loopback interface, captured by tshark. Needs the right to capture: root's.
 *
 * tshark says that it captures a little before it does. So the start ends only when a packet that was sent to the port
 * for this purpose is in the file; its connection carries no octets and so no PDU.
 */
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Child } from './child.ts'
import { PEER_PATH } from './installed.ts'
import { type Dissection, dissect } from './tshark.ts'

const KNOCKS_MAX = 300
const KNOCK_MS = 20

export interface Capture {
  /** Stops, and gives what was captured in both directions. */
  read(): Promise<Dissection>
  stop(): Promise<void>
}

/** Somebody must listen on the port already. */
export async function startCapture(port: number, file: string): Promise<Capture> {
  // Packet by packet to the file, and a line for each: no buffer holds back what came last.
  const args = ['-i', 'lo', '-f', `tcp port ${port}`, '-w', file, '-P', '-l']
  const tshark = new Child({ command: 'tshark', args, env: { ...process.env, PATH: PEER_PATH } })
  const stop = () => tshark.stop('SIGINT')
  try {
    await tshark.printed(/Capturing on/)
    for (let knocks = 0; tshark.stdout === ''; knocks++) {
      if (knocks === KNOCKS_MAX) throw new Error(`nothing is captured\n${tshark.stderr}`)
      await knock(port)
      await delay(KNOCK_MS)
    }
  } catch (error) {
    await stop()
    throw error
  }
  const read = async () => {
    await stop()
    return dissect(file, port)
  }
  return { read, stop }
}

function knock(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end())
    socket.once('error', reject).once('close', () => resolve())
    socket.resume()
  })
}
