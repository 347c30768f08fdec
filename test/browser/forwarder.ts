/**
 * Carries TCP from one address to another, so that a browser in a network of its own reaches a server at a loopback address, which alone may be
 * without TLS and is a secure context all the same.
 *
 *   node test/browser/forwarder.ts FROM-HOST TO-HOST PORT      prints `ready`
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Forwarder {
  /** Whatever is on its way. */
  close(): void
}

export async function forward(from: string, to: string, port: number): Promise<Forwarder> {
  const open = new Set<Socket>()
  const server = createServer(one => {
    const other = connect(port, to)
    one.pipe(other).pipe(one)
    for (const [end, peer] of [
      [one, other],
      [other, one],
    ]) {
      open.add(end)
      // Whichever breaks, the other one learns it.
      end.on('error', () => peer.destroy())
      end.once('close', () => open.delete(end))
    }
  })
  await once(server.listen(port, from), 'listening')
  return {
    close: () => {
      server.close()
      for (const end of open) end.destroy()
    },
  }
}

if (import.meta.main) {
  const [from, to, port] = process.argv.slice(2)
  await forward(from, to, Number(port))
  process.stdout.write('ready\n')
}
