/** Our own side of a test with Diameter peers: `./loa zerorating gy` as an operator starts it, with a list that is signed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GyStatus } from '../../src/charging/server.ts'
import { makeKey, publicOf, signerOf } from '../../src/directive/signing.ts'
import { FEBRUARY } from '../../src/zerorating/example-list.ts'
import { signList } from '../../src/zerorating/signed.ts'
import { Child } from './child.ts'
import { REALM } from './freediameter.ts'

const LOA = fileURLToPath(new URL('../../loa', import.meta.url))

export const US = `loa.${REALM}`
/** Free from 2 February 2020 on, without an end. */
const [, SERVICE] = FEBRUARY.services
export const [HOTLINE] = SERVICE.numbers

export interface Gy {
  readonly child: Child
  readonly port: number
  /** Ends it as an operator would, and gives what it counted. */
  standing(): Promise<GyStatus>
  /** Waits until this peer is connected: a client, or a charging system. */
  connected(identity: string): Promise<void>
}

export interface Lists {
  readonly args: readonly string[]
  remove(): void
}

/** A list with one hotline, and the key that signed it, as files. */
export async function writeLists(): Promise<Lists> {
  const directory = mkdtempSync(join(tmpdir(), 'loa-gy-'))
  const key = await makeKey()
  const list = { ...FEBRUARY, services: [SERVICE] }
  const files = { list: join(directory, 'list.jws'), key: join(directory, 'key.pub') }
  writeFileSync(files.list, await signList(list, await signerOf(key)))
  writeFileSync(files.key, JSON.stringify(publicOf(key)))
  return {
    args: ['--list', files.list, '--public-key', files.key],
    remove: () => rmSync(directory, { recursive: true }),
  }
}

export async function startGy(lists: Lists, ...args: string[]): Promise<Gy> {
  const child = new Child({
    command: LOA,
    args: [
      ...['zerorating', 'gy', ...lists.args, '--listen', '127.0.0.1:0'],
      ...['--origin-host', US, '--origin-realm', REALM, '--json', ...args],
    ],
  })
  const [, port] = await child.printed(/"listening","on":"127\.0\.0\.1:(\d+)"/)
  return {
    child,
    port: Number(port),
    standing: async () => {
      child.kill('SIGTERM')
      const { code } = await child.done()
      if (code !== 0) throw new Error(`it ended with ${code}\n${child.stderr}`)
      return JSON.parse(child.stdout) as GyStatus
    },
    connected: async identity => {
      await child.printed(new RegExp(`"(?:client|charging system) connected","(?:client|charging)":"${identity}"`))
    },
  }
}
