/**
 * Several `loa serve` on one database behind HAProxy, with the file that is to be deployed: only its addresses and how many it has room for
 * are others here.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { until } from '../../src/base/until.test.ts'
import { Child, freePorts } from '../peers/child.ts'
import { PEER_PATH } from '../peers/installed.ts'
import { dataFolder, dataFolderLike, type ServeProcess, serveProcess } from './stage.ts'

export interface Several {
  /** Of HAProxy. */
  readonly url: string
  readonly setupLink: string | null
  /** With which each was started, so that it can be started again. */
  readonly flags: readonly (readonly string[])[]
  readonly running: ServeProcess[]
  /** Past HAProxy. */
  readonly urls: readonly string[]
}

export async function severalBehindHaproxy(t: TestContext, database: string, count: number): Promise<Several> {
  const [front, ...ports] = await freePorts(count + 1)
  const url = `http://127.0.0.1:${front}`
  const flagsOf = (port: number, data: string) => [
    ...['--data', data, '--database', database, '--url', url, '--trust-proxy'],
    ...['--listen', `127.0.0.1:${port}`, '--name', 'Bộ Y tế', '--log-level', 'warn'],
  ]
  const data = dataFolder(t)
  const flags = [flagsOf(ports[0], data)]
  const running = [await serveProcess(t, flags[0])]
  for (const port of ports.slice(1)) {
    const own = flagsOf(port, dataFolderLike(t, data))
    flags.push(own)
    running.push(await serveProcess(t, own))
  }
  await haproxy(t, { front, ports })
  return {
    url,
    flags,
    running,
    // The last that started printed the link that counts.
    setupLink: running[running.length - 1].setupLink,
    urls: ports.map(port => `http://127.0.0.1:${port}`),
  }
}

async function haproxy(
  t: TestContext,
  { front, ports }: { readonly front: number; readonly ports: readonly number[] },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-haproxy-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const deployed = readFileSync(join(import.meta.dirname, '../../deploy/haproxy/haproxy.cfg'), 'utf8')
  const here = deployed
    .replace(/^ {4}bind .*$/m, `    bind 127.0.0.1:${front}`)
    .replace(/^ {4}maxconn .*$/m, '    maxconn 1000')
    .replaceAll(/^ {4}server \w+ 10\.0\.0\.1(\d):8080$/gm, (_, nth: string) => {
      const port = ports[Number(nth) - 1]
      return port === undefined ? '' : `    server p${nth} 127.0.0.1:${port}`
    })
  assert.ok(!/10\.0\.0\.|:443\b/.test(here.replaceAll(/^#.*$/gm, '')), 'every address is of here')
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(file, here)
  const child = new Child({ command: 'haproxy', args: ['-db', '-f', file], env: { ...process.env, PATH: PEER_PATH } })
  t.after(async () => await child.stop())
  const isReady = async () => (await fetch(`http://127.0.0.1:${front}/readyz`)).status === 200
  const ready = until(async () => await isReady().catch(() => false), 'HAProxy answers')
  await Promise.race([ready, child.exited.then(() => assert.fail(child.stderr))]).catch(error => {
    throw new Error(child.stderr, { cause: error })
  })
}
