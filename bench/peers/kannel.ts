/**
 * Kannel bound to the sink, fed by the fastest of its own ways: `mtbatch`, which hands messages to the bearerbox from
 * a file, or HTTP requests to the smsbox, which is how most sites use it.
 */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Child } from '../../test/peers/child.ts'
import { PEER_PATH } from '../../test/peers/installed.ts'
import { type Kannel, type KannelMessage, startKannel } from '../../test/peers/kannel.ts'
import { cpuSecondsOf } from '../cpu-seconds.ts'
import { numberAt, SEND_MS_MAX, type SenderOptions, type SenderResult, SOURCE, TEXT, WINDOW } from './message.ts'

/** Requests at a time over HTTP, each on a connection that stays. */
const HTTP_CONNECTIONS = 32
const HTTP_MS = 30_000
const LOOK_MS = 10

export interface KannelSenderOptions extends SenderOptions {
  readonly by?: 'mtbatch' | 'http'
}

/** CPU time is that of the bearerbox, the smsbox and mtbatch. */
export async function sendByKannel(options: KannelSenderOptions): Promise<SenderResult> {
  const { host, port, messages, window = WINDOW, by = 'mtbatch' } = options
  const kannel = await startKannel({ host, port, window })
  try {
    const cpu = boxesCpu(kannel)
    const from = performance.now()
    const feederCpu = by === 'http' ? await overHttp(kannel, messages) : await byMtbatch(kannel, messages)
    const sent = await answered(kannel, messages)
    const seconds = (performance.now() - from) / 1000
    return { messages: sent, seconds, cpuSeconds: feederCpu + boxesCpu(kannel) - cpu }
  } finally {
    await kannel.stop()
  }
}

/** The shell that waits for mtbatch tells its CPU time, which nobody can ask for afterwards. */
const TIMED = 'mtbatch "$@" || exit; times'

async function byMtbatch(kannel: Kannel, messages: number): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'loa-mtbatch-'))
  try {
    const [content, receivers] = [join(directory, 'content'), join(directory, 'receivers')]
    await writeFile(content, TEXT)
    const numbers = Array.from({ length: messages }, (_, i) => `${numberAt(i)}\n`)
    await writeFile(receivers, numbers.join(''))
    const child = new Child({
      command: 'sh',
      args: [
        ...['-c', TIMED, 'mtbatch', '-v', '4', '-b', '127.0.0.1', '-p', String(kannel.boxPort)],
        ...['-f', SOURCE, '-r', 'loa', content, receivers],
      ],
      env: { ...process.env, PATH: PEER_PATH, LC_ALL: 'C' },
    })
    const { code } = await child.done(SEND_MS_MAX)
    if (code !== 0) throw new Error(`mtbatch ended with ${code}\n${child.stderr}`)
    return childrenSeconds(child.stdout)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The second line of `times`: user and system time of the children, as `0m0.84s 0m0.22s`. */
function childrenSeconds(times: string): number {
  const spans = [...(times.trim().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  if (spans.length !== 2) throw new Error(`what does the shell mean by '${times}'?`)
  return spans.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}

/** The requests are written by hand: a HTTP client would cost more than Kannel does. */
async function overHttp(kannel: Kannel, messages: number): Promise<number> {
  let next = 0
  const request = () => `GET ${kannel.sendPath(messageAt(next++))} HTTP/1.1\r\nHost: kannel\r\n\r\n`
  const connection = async () => {
    let { socket, ask } = await connectTo(kannel.httpPort)
    let taken = false
    try {
      while (next < messages) {
        const asked = request()
        // The smsbox on a busy machine may reset a connection before it has read from it: what was asked is asked anew.
        const answer = await ask(asked).catch(async (error: unknown) => {
          if (taken || !(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error
          const again = await connectTo(kannel.httpPort)
          socket = again.socket
          ask = again.ask
          return await ask(asked)
        })
        taken = true
        if (!answer.startsWith('HTTP/1.1 202 ')) throw new Error(`Kannel refused: ${answer}`)
      }
    } finally {
      socket.destroy()
    }
  }
  await Promise.all(Array.from({ length: HTTP_CONNECTIONS }, connection))
  return 0
}

async function connectTo(port: number) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  socket.setEncoding('latin1')
  await once(socket, 'connect')
  const ask = async (request: string): Promise<string> => {
    socket.write(request)
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(HTTP_MS) })
    return String(answer)
  }
  return { socket, ask }
}

function messageAt(message: number): KannelMessage {
  return { to: numberAt(message), from: SOURCE, text: TEXT }
}

/** Waits until the sink has answered them all. Kannel's own count says so: it counts at submit_sm_resp. */
async function answered(kannel: Kannel, messages: number): Promise<number> {
  const last = performance.now() + SEND_MS_MAX
  for (;;) {
    const { sent, failed } = await kannel.status()
    if (sent + failed >= messages) return sent
    if (performance.now() > last) throw new Error(`only ${sent} of ${messages} were answered`)
    await delay(LOOK_MS)
  }
}

function boxesCpu({ bearerbox, smsbox }: Kannel): number {
  return cpuSecondsOf(bearerbox.pid) + cpuSecondsOf(smsbox.pid)
}
