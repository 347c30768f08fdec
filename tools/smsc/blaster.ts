/**
 * A raw load for the bench: writes hand-made submit_sm as fast as the window allows and counts what comes back.
 *
 * Run as a program: `blaster.ts PORT SUBSCRIBERS SEGMENTS WINDOW RECEIPTS(0|1) REFERENCES`; prints one JSON line.
 */
import net from 'node:net'
import { rawBind, rawSubmit } from './raw.ts'

const READ_SIZE = 1 << 20
const WRITE_SIZE = 1 << 18

export interface Load {
  readonly host: string
  readonly port: number
  readonly subscribers: number
  readonly segments: number
  /** submit_sm in flight. */
  readonly window: number
  /** References that the subscribers take in turns: 1 to 256. */
  readonly references: number
  /** Ask for a receipt for each. */
  readonly receipts: boolean
}

export interface Blasted {
  readonly messages: number
  readonly accepted: number
  readonly receipts: number
  readonly seconds: number
  /** Of this process, user and system. */
  readonly cpuSeconds: number
}

/** Where the nine digits of `rawSubmit` are. */
const DIGITS_AT = 16 + 3 + 6 + 2 + 2
const FIRST = '900000000'

export function blast(load: Load): Promise<Blasted> {
  const templates = Array.from({ length: load.segments * load.references }, (_, i) =>
    rawSubmit(0, {
      reference: Math.floor(i / load.segments),
      part: (i % load.segments) + 1,
      parts: load.segments,
      receipt: load.receipts ? 1 : 0,
    }),
  )
  const size = templates[0].length
  const total = load.subscribers * load.segments
  const input = Buffer.allocUnsafeSlow(READ_SIZE)
  const view = new DataView(input.buffer)
  const spare: Buffer[] = []
  let kept = 0
  let sent = 0
  let accepted = 0
  let answered = 0
  let receipts = 0
  let bound = false
  let part = 0
  let acks: Buffer = Buffer.allocUnsafeSlow(READ_SIZE)
  let acksSize = 0
  const digits = Buffer.from(FIRST, 'latin1')
  let started = 0
  let cpu = process.cpuUsage()

  return new Promise((resolve, reject) => {
    const finish = () => {
      const used = process.cpuUsage(cpu)
      socket.destroy()
      resolve({
        messages: total,
        accepted,
        receipts,
        seconds: (performance.now() - started) / 1000,
        cpuSeconds: (used.user + used.system) / 1e6,
      })
    }
    const write = (bytes: Buffer, length: number) => socket.write(bytes.subarray(0, length), () => spare.push(bytes))
    const next = () => {
      part = (part + 1) % templates.length
      if (part % load.segments !== 0) return
      for (let i = 8; i >= 0; i -= 1) {
        if (digits[i] !== 57) {
          digits[i] += 1
          return
        }
        digits[i] = 48
      }
    }
    const refill = () => {
      while (sent < total && sent - answered < load.window && socket.writableLength < 4 * WRITE_SIZE) {
        const bytes = spare.pop() ?? Buffer.allocUnsafeSlow(READ_SIZE)
        const room = Math.min(Math.floor(WRITE_SIZE / size), load.window - sent + answered, total - sent)
        let at = 0
        for (let i = 0; i < room; i += 1) {
          bytes.set(templates[part], at)
          sent += 1
          bytes[at + 12] = sent >>> 24
          bytes[at + 13] = sent >>> 16
          bytes[at + 14] = sent >>> 8
          bytes[at + 15] = sent
          for (let d = 0; d < 9; d += 1) bytes[at + DIGITS_AT + d] = digits[d]
          at += size
          next()
        }
        write(bytes, at)
      }
    }
    const parse = (end: number) => {
      let at = 0
      while (end - at >= 16) {
        const length = view.getUint32(at)
        if (end - at < length) break
        const command = view.getUint32(at + 4)
        if (command === 0x80000004) {
          answered += 1
          if (view.getInt32(at + 8) === 0) accepted += 1
        } else if (command === 5) {
          receipts += 1
          if (acksSize + 17 > acks.length) flushAcks()
          for (let i = 0; i < 16; i += 1) acks[acksSize + i] = input[at + i]
          acks[acksSize + 3] = 17
          acks[acksSize + 4] = 0x80
          acks[acksSize + 2] = 0
          acks[acksSize + 16] = 0
          acksSize += 17
        } else if (command === 0x80000009) {
          bound = true
          started = performance.now()
          cpu = process.cpuUsage()
        }
        at += length
      }
      return at
    }
    const flushAcks = () => {
      if (acksSize === 0) return
      write(acks, acksSize)
      acks = spare.pop() ?? Buffer.allocUnsafeSlow(READ_SIZE)
      acksSize = 0
    }
    const socket = net.connect({
      host: load.host,
      port: load.port,
      noDelay: true,
      onread: {
        buffer: () => input.subarray(kept),
        callback: length => {
          const end = kept + length
          const used = parse(end)
          kept = end - used
          if (kept > 0) input.copyWithin(0, used, end)
          flushAcks()
          if (bound) refill()
          if (answered === total && (!load.receipts || receipts >= accepted)) setImmediate(finish)
          return true
        },
      },
    })
    socket.on('drain', refill)
    socket.on('error', reject)
    socket.write(rawBind(1))
  })
}

if (import.meta.main) {
  const [port, subscribers, segments, window, receipts, references] = process.argv.slice(2).map(Number)
  const load = { host: '127.0.0.1', port, subscribers, segments, window, references }
  process.stdout.write(`${JSON.stringify(await blast({ ...load, receipts: receipts === 1 }))}\n`)
}
