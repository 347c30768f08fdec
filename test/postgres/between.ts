/** What lies between a program and a private PostgreSQL server, and can lose a commit or the answer to it, as a network does. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

const SOCKET = '.s.PGSQL.5432'
/** As a whole statement: its text ends with a zero. */
const COMMIT = 'commit\0'

export interface Between {
  readonly url: string
  /**
   * From now on commits arrive and their answers do not; commits do not arrive; nothing does, without a word; connections are cut
   * and none is made; or nothing is lost.
   */
  lose(what: 'answers' | 'commits' | 'everything' | 'connections' | 'nothing'): void
}

export async function between(t: TestContext, url: string): Promise<Between> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-between-'))
  const server = new URLSearchParams(url.split('?')[1]).get('host') ?? ''
  const open = new Set<Socket>()
  let lost: Parameters<Between['lose']>[0] = 'nothing'
  const proxy = createServer(client => {
    if (lost === 'connections') {
      client.destroy()
      return
    }
    const behind = createConnection(join(server, SOCKET))
    let isCommitting = false
    for (const socket of [client, behind]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => open.delete(socket))
    }
    client.on('data', octets => {
      if (lost === 'everything') return
      const isCommit = octets.includes(COMMIT)
      if (isCommit && lost === 'commits') {
        client.destroy()
        return
      }
      isCommitting ||= isCommit && lost === 'answers'
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
    lose: what => {
      lost = what
      if (what === 'connections') for (const socket of open) socket.destroy()
    },
  }
}
