/**
 * Kannel as a sender: its bearerbox bound to an SMS centre, and its smsbox for messages over HTTP.
 *
 * Two programs that speak over a third port. Each cannot take port 0, so a port that another program took in the
 * meantime makes the start fail: it is tried again with others, a bounded number of times.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Child, freePorts } from './child.ts'
import { PEER_PATH } from './installed.ts'

/** What Kannel can be asked to tell of a message: delivered to the phone, not delivered, refused by the centre. */
export const DELIVERED = 1
export const UNDELIVERED = 2
export const REFUSED = 16

const TELL_MS = 120_000
const STARTS_MAX = 3
/** Between two looks at its status page. Kannel says on no stream that it is bound. */
const LOOK_MS = 10
const LOOKS_MAX = 2_000
/** Where its log grows beyond this, only the end is of use. Errors only, so that it is not the log that is measured. */
const LOG_LEVEL = '3'

/** By which a smsbox tells its bearerbox who it is. */
const BOX = 'box'

export interface KannelOptions {
  readonly host: string
  readonly port: number
  /** Asks for a transceiver bind. */
  readonly systemId?: string
  readonly password?: string
  /** submit_sm in flight. */
  readonly window?: number
}

export interface Kannel {
  readonly bearerbox: Child
  readonly smsbox: Child
  /** Where a program that speaks the boxes' own protocol connects (mtbatch). */
  readonly boxPort: number
  readonly httpPort: number
  /** What to GET there for one message. 202 is the answer to one that Kannel takes. */
  sendPath(message: KannelMessage): string
  /** One message over HTTP; rejects unless Kannel accepts it. */
  send(message: KannelMessage): Promise<void>
  /** submit_sm that the centre answered with ESME_ROK, and what waits for it. */
  status(): Promise<KannelStatus>
  stop(): Promise<void>
}

export interface KannelMessage {
  readonly to: string
  readonly from: string
  readonly text: string
  /** Called by Kannel over HTTP for each event of the mask; `%d` stands for which, `%A` for the receipt's text. */
  readonly receipts?: { readonly url: string; readonly mask: number }
}

export interface KannelStatus {
  readonly bound: boolean
  /** Its smsbox is connected, and known by its name. */
  readonly hasBox: boolean
  readonly sent: number
  readonly failed: number
  readonly queued: number
}

export async function startKannel(options: KannelOptions): Promise<Kannel> {
  for (let starts = 1; ; starts++) {
    try {
      return await start(options)
    } catch (error) {
      if (starts === STARTS_MAX) throw error
    }
  }
}

async function start(options: KannelOptions): Promise<Kannel> {
  const [adminPort, boxPort, httpPort] = await freePorts(3)
  const directory = await mkdtemp(join(tmpdir(), 'loa-kannel-'))
  const file = join(directory, 'kannel.conf')
  await writeFile(file, configuration(options, { adminPort, boxPort, httpPort }))
  const env = { ...process.env, PATH: PEER_PATH }
  const children: Child[] = []
  const box = (command: string) => {
    const child = new Child({ command, args: ['-v', LOG_LEVEL, file], env, cwd: directory })
    children.push(child)
    return child
  }
  const stop = async () => {
    for (const child of children.toReversed()) await child.stop()
    await rm(directory, { recursive: true, force: true })
  }
  const status = () => readStatus(adminPort)
  try {
    const bearerbox = box('bearerbox')
    await until(bearerbox, 'bound to the SMS centre', async () => (await status()).bound)
    const smsbox = box('smsbox')
    await until(smsbox, 'takes messages over HTTP', async () => {
      // Before it has told the bearerbox who it is, a message over HTTP ends its process (gwlib/conn.c: conn != NULL).
      if (!(await status()).hasBox) return false
      await get(`http://127.0.0.1:${httpPort}/`)
      return true
    })
    const send = (message: KannelMessage) =>
      sendOverHttp(httpPort, message).catch((cause: unknown) => {
        throw new Error(`Kannel took no message\n${bearerbox.stderr}\n${smsbox.stderr}`, { cause })
      })
    return { bearerbox, smsbox, boxPort, httpPort, sendPath, send, status, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Ports {
  readonly adminPort: number
  readonly boxPort: number
  readonly httpPort: number
}

function configuration(options: KannelOptions, { adminPort, boxPort, httpPort }: Ports): string {
  const { host, port, systemId = 'kannel', password = 'secret', window = 1000 } = options
  return `
group = core
admin-port = ${adminPort}
admin-interface = 127.0.0.1
admin-password = loa
status-password = loa
smsbox-port = ${boxPort}
smsbox-interface = 127.0.0.1
smsbox-max-pending = 1000
dlr-storage = internal
sms-resend-freq = 1

group = smsc
smsc = smpp
smsc-id = loa
host = ${host}
port = ${port}
transceiver-mode = true
smsc-username = ${systemId}
smsc-password = ${password}
system-type = ""
interface-version = 34
max-pending-submits = ${window}
source-addr-ton = 5
source-addr-npi = 0
dest-addr-ton = 1
dest-addr-npi = 1

group = smsbox
smsbox-id = ${BOX}
bearerbox-host = 127.0.0.1
sendsms-port = ${httpPort}
sendsms-interface = 127.0.0.1
global-sender = BOYTE

group = sendsms-user
username = loa
password = loa
max-messages = 255
concatenation = true
`
}

/** Looks until it is so. Ends early when the program has ended. */
async function until(child: Child, what: string, look: () => Promise<boolean>): Promise<void> {
  let ended = false
  child.exited.then(
    () => {
      ended = true
    },
    () => {
      ended = true
    },
  )
  let last: unknown
  for (let looks = 0; looks < LOOKS_MAX && !ended; looks++) {
    try {
      if (await look()) return
    } catch (error) {
      last = error
    }
    await delay(LOOK_MS)
  }
  throw new Error(`Kannel never ${what} (${String(last)})\n${child.stdout}\n${child.stderr}`)
}

async function get(url: string): Promise<{ status: number; body: string }> {
  // Kannel closes connections that are idle, as another request may be on its way there.
  const headers = { connection: 'close' }
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) })
  return { status: response.status, body: await response.text() }
}

async function readStatus(adminPort: number): Promise<KannelStatus> {
  const { body } = await get(`http://127.0.0.1:${adminPort}/status.xml?password=loa`)
  const smsc = /<smsc>(.*?)<\/smsc>/s.exec(body)?.[1] ?? ''
  const figure = (name: string) => Number(new RegExp(`<${name}>(\\d+)</${name}>`).exec(smsc)?.[1] ?? 0)
  return {
    bound: /<status>online/.test(smsc),
    hasBox: body.includes(`<id>${BOX}</id>`),
    sent: figure('sent'),
    failed: figure('failed'),
    queued: figure('queued'),
  }
}

function sendPath(message: KannelMessage): string {
  const query = new URLSearchParams({
    username: 'loa',
    password: 'loa',
    from: message.from,
    to: message.to,
    text: message.text,
    charset: 'UTF-8',
    ...(isAscii(message.text) ? {} : { coding: '2' }),
    ...(message.receipts && { 'dlr-mask': String(message.receipts.mask), 'dlr-url': message.receipts.url }),
  })
  return `/cgi-bin/sendsms?${query}`
}

async function sendOverHttp(port: number, message: KannelMessage): Promise<void> {
  const { status, body } = await get(`http://127.0.0.1:${port}${sendPath(message)}`)
  if (status !== 202) throw new Error(`Kannel refused a message: ${status} ${body}`)
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text, 'utf8') === text.length
}

/** A page for Kannel to call: `told` is the first event that it calls it for. */
export async function startPage() {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer((request, response) => {
    resolve(Number(request.url?.slice(1)))
    response.end()
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const timer = setTimeout(() => reject(new Error('Kannel was told nothing')), TELL_MS)
  const told = promise.finally(() => clearTimeout(timer))
  told.catch(() => {})
  const close = () => {
    clearTimeout(timer)
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/%d`, told, close }
}
