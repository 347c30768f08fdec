/** What lies between a program and a private PostgreSQL server, and can lose the answer to a commit, as a network does. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

const SOCKET = '.s.PGSQL.5432'

export interface Between {
  readonly url: string
  /** From now on commits arrive and their answers do not. */
  loseCommits(isLost: boolean): void
}

export async function between(t: TestContext, url: string): Promise<Between> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-between-'))
  const server = new URLSearchParams(url.split('?')[1]).get('host') ?? ''
  const open = new Set<Socket>()
  let isLost = false
  const proxy = createServer(client => {
    const behind = createConnection(join(server, SOCKET))
    let isCommitting = false
    for (const socket of [client, behind]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => open.delete(socket))
    }
    client.on('data', octets => {
      isCommitting ||= isLost && octets.includes('commit')
      behind.write(octets)
    })
    behind.on('data', octets => {
      // The answer says that it is done, and goes no further.
      if (isCommitting) client.destroy()
      else client.write(octets)
    })
    client.on('close', () => behind.destroy())
    behind.on('close', () => client.destroy())
  })
  await new Promise<void>(ready => proxy.listen(join(folder, SOCKET), ready))
  t.after(() => {
    for (const socket of open) socket.destroy()
    proxy.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    url: url.replace(encodeURIComponent(server), encodeURIComponent(folder)),
    loseCommits: lost => {
      isLost = lost
    },
  }
}
