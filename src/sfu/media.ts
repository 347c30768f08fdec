/**
 * The media process: `loa media`, started by the server and by nobody else. Rooms around the library, the pipe to the server, time.
 *
 *   file descriptor 3   orders in, reports out (frames.ts)
 *   standard error      JSON lines, as the server writes them
 *
 * It ends when the pipe does: when the server stops it, and when the server is gone. No secret is given to it.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import nodeDataChannel from 'node-datachannel'
import type { Millis } from '../base/clock.ts'
import { keepCompiledCodeAfter } from '../base/compiled-code.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { diskFolder } from '../media/recorder/disk-folder.ts'
import { Recorder } from '../media/recorder/recorder.ts'
import { candidatesOf } from './candidates.ts'
import { makeCertificate } from './certificate.ts'
import { FrameReader, frameOf } from './frames.ts'
import { Lateness, TICK_MS } from './lateness.ts'
import type { Order, Report } from './orders.ts'
import { Peer } from './peer.ts'
import { type Connecting, MediaRooms } from './rooms.ts'
import { offerOf } from './session.ts'

export const PIPE_FD = 3
const SERIAL_SIZE = 8
const UFRAG_SIZE = 9
const PWD_SIZE = 24
/** Those who wait for it have joined. */
const SETTLED_MS = 5000
/** What waits for the server. Beyond it nobody listens there. */
const UNREAD_MAX = 64 << 20

export interface MediaProcess {
  /** 0: any that is free. */
  readonly port: number
  /** Null: all addresses of this machine. */
  readonly bind: string | null
  readonly announced: readonly string[]
}

/** Not to be guessed. */
const unguessed: Random = { below: below => randomInt(below), chance: percent => randomInt(100) < percent }

/** Until the pipe ends. */
export async function runMedia({ port: wanted, bind, announced }: MediaProcess): Promise<void> {
  const port = wanted === 0 ? await freePort(bind) : wanted
  const listener = listenOn(port, bind)
  const pipe = new Socket({ fd: PIPE_FD })
  const tell = (report: Report) => {
    if (pipe.writableLength > UNREAD_MAX) pipe.destroy()
    else pipe.write(frameOf(report))
  }
  const now = () => performance.now() as Millis
  const lateness = new Lateness(now())
  const certificate = makeCertificate({ serial: randomBytes(SERIAL_SIZE), nowMs: Date.now() })
  const connect = (): Connecting => {
    const [ufrag, pwd] = [UFRAG_SIZE, PWD_SIZE].map(size => randomBytes(size).toString('base64'))
    const join = randomUUID()
    let ssrcs: readonly number[] = []
    const peer = new Peer({ name: join, port, bind, certificate, ufrag, pwd, now, ssrcs: () => ssrcs })
    const offer = (slots: readonly number[]) => {
      ssrcs = slots
      return offerOf({
        ufrag,
        pwd,
        ssrcs,
        setup: 'actpass' as const,
        fingerprint: `sha-256 ${certificate.fingerprint}`,
        candidates: candidatesOf({ port, bind, announced }, networkInterfaces()),
      })
    }
    return { join, peer, offer }
  }
  const epochMs = Date.now() - now()
  const rooms = new MediaRooms({
    random: unguessed,
    epochMs,
    record: (folder, at) => new Recorder({ disk: diskFolder(folder), epochMs, now: at }),
    lateness,
    now,
    connect,
    tell,
    log,
  })
  const ticks = setInterval(() => rooms.tick(), TICK_MS)
  tell({ is: 'ready', port })
  keepCompiledCodeAfter(SETTLED_MS)
  await served(pipe, order => rooms.order(order))
  clearInterval(ticks)
  listener.stop()
}

/** Holds the port for as long as this process lives. */
function listenOn(port: number, bind: string | null) {
  try {
    return new nodeDataChannel.IceUdpMuxListener(port, ...(bind === null ? [] : [bind]))
  } catch (error) {
    throw baseFailure('cannotListen', { where: `${bind ?? '*'}:${port}/udp`, why: reason(error) })
  }
}

async function served(pipe: Socket, onOrder: (order: Order) => void): Promise<void> {
  const reader = new FrameReader()
  await new Promise<void>(resolve => {
    pipe.on('data', octets => {
      // Written by the server that started this process.
      if (!reader.push(octets, value => onOrder(value as Order))) pipe.destroy()
    })
    pipe.on('error', () => {})
    pipe.once('close', () => resolve())
  })
}

async function freePort(bind: string | null): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).bind(0, bind ?? '0.0.0.0', resolve)
  })
  const { port } = socket.address()
  await new Promise<void>(resolve => socket.close(resolve))
  return port
}

/** As pino writes it, which is not loaded here: a new process is there sooner without. */
const log: Pick<Log, 'warn'> = {
  warn: (event, fields = {}) => {
    const line = { level: 40, time: new Date().toISOString(), part: 'media', ...fields, msg: event }
    process.stderr.write(`${JSON.stringify(line)}\n`)
  },
}
