/**
 * An SMS centre that costs next to nothing, in a thread of its own: what is measured against it is the client.
 * Accepts every bind and answers every submit_sm with ESME_ROK and the same message_id, a whole read at a time.
 *
 * Knows the header and four command_ids; trusts its client to send whole, sound PDUs.
 */
import { createServer, type Socket } from 'node:net'
import { isMainThread, parentPort } from 'node:worker_threads'

const HEADER_SIZE = 16
const BIND_TRANSCEIVER = 0x00000009
const SUBMIT_SM = 0x00000004
const UNBIND = 0x00000006
const ENQUIRE_LINK = 0x00000015
const MESSAGE_ID = Buffer.from('0123456789\0', 'latin1')
const SYSTEM_ID = Buffer.from('SINK\0', 'latin1')
const NOTHING = Buffer.alloc(0)
const BODIES: ReadonlyMap<number, Buffer> = new Map([
  [BIND_TRANSCEIVER, SYSTEM_ID],
  [SUBMIT_SM, MESSAGE_ID],
  [UNBIND, NOTHING],
  [ENQUIRE_LINK, NOTHING],
])

function serve(socket: Socket): void {
  let kept = NOTHING
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', chunk => {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk])
    // A response is never longer than two headers, and no request is shorter than one.
    const out = Buffer.allocUnsafe(2 * bytes.length + HEADER_SIZE)
    let at = 0
    let used = 0
    while (bytes.length - at >= HEADER_SIZE) {
      const size = bytes.readUInt32BE(at)
      if (bytes.length - at < size) break
      used = answer(bytes, at, out, used)
      at += size
    }
    kept = bytes.subarray(at)
    if (used > 0) socket.write(out.subarray(0, used))
  })
}

function answer(bytes: Buffer, at: number, out: Buffer, used: number): number {
  const id = bytes.readUInt32BE(at + 4)
  const body = BODIES.get(id)
  if (body === undefined) return used
  out.writeUInt32BE(HEADER_SIZE + body.length, used)
  out.writeUInt32BE((id | 0x80000000) >>> 0, used + 4)
  out.writeUInt32BE(0, used + 8)
  bytes.copy(out, used + 12, at + 12, at + 16)
  body.copy(out, used + HEADER_SIZE)
  return used + HEADER_SIZE + body.length
}

if (!isMainThread) {
  const server = createServer(serve)
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage(server.address()))
}
