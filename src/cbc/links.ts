/**
 * Connections to BSCs over TCP: we connect, or they do. Octets in, messages out; a connection that brings what is no CBSP, or does
 * not read, is closed.
 *
 * Knows what a BSC is asked by nobody but the centre.
 */
import { BlockList, connect, createServer, isIPv6, type Server, type Socket } from 'node:net'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Bsc } from '../cbs/bsc.ts'
import { decodeMessage, encodeMessage } from '../cbs/codec.ts'
import { FrameCutter } from '../cbs/frames.ts'
import type { Message } from '../cbs/messages.ts'
import type { BscUrl } from './urls.ts'

/** What waits to be read by a BSC: more than all that it is ever asked. */
const WAITING_MAX = 1024 * 1024
/** How long what was written last may take to go out, once the connection is to end. */
const LAST_WORDS_MS = 1000
/** So much is told of a connection in so long: a peer that comes and goes without end fills no log. */
const TELL_MAX = 20
const TELL_MS = 10 * 60 * 1000

export interface LinkEvents {
  /** By the monotonic clock, in milliseconds. */
  now(): number
  /** Something has happened: whoever owns the centre looks at it. */
  changed(): void
  say(event: LinkEvent): void
}

export type LinkEvent =
  | { readonly is: 'connected'; readonly bsc: string }
  | { readonly is: 'lost'; readonly bsc: string; readonly why: string }
  /** Somebody connects from an address that is none of this BSC's. */
  | { readonly is: 'stranger'; readonly bsc: string; readonly from: string }

/** What a connection needs of whoever decides what goes over it. */
export type Line = Pick<Bsc, 'name' | 'take' | 'opened' | 'lost' | 'heard'>

export class Link {
  readonly #bsc: Line
  readonly #url: BscUrl
  readonly #events: LinkEvents
  #server: Server | null = null
  #socket: Socket | null = null
  /** What was last said of it: a BSC that stays away is told of once. Null: nothing yet. */
  #told: boolean | null = null
  /** When it was told, the last times. */
  #toldAt: readonly number[] = []
  readonly #from: BlockList | null

  constructor(bsc: Line, url: BscUrl, events: LinkEvents) {
    this.#bsc = bsc
    this.#url = url
    this.#events = events
    this.#from = url.from ? listOf(url.from) : null
  }

  /** Where the BSC connects. Fails with cannotListen. */
  async listen(): Promise<void> {
    if (this.#url.calls) return
    const { host, port, name } = this.#url
    const server = createServer(socket => this.#accepted(socket))
    try {
      await new Promise<void>((done, fail) => {
        server.once('error', fail)
        server.listen(port, host, done)
      })
    } catch (error) {
      throw baseFailure('cannotListen', { where: name, why: reason(error) })
    }
    server.on('error', () => {})
    this.#server = server
  }

  /** What the BSC's machine wants done. */
  act(): void {
    for (const step of this.#bsc.take())
      if (step.is === 'connect') this.#connect()
      else if (step.is === 'send') this.#send(step.message)
      else this.#end(step.why)
  }

  /** The message stays where it is. */
  close(): void {
    this.#server?.close()
    const socket = this.#socket
    this.#socket = null
    socket?.destroySoon()
    // What was said last goes out, but not for ever, to a BSC that does not read.
    if (socket !== null) setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref()
  }

  #connect(): void {
    const { host, port } = this.#url
    const socket = connect({ host, port })
    this.#own(socket)
    socket.once('connect', () => this.#opened(socket))
  }

  /** A new connection takes the old one's place. CBSP has nothing by which a BSC could show who it is but its address. */
  #accepted(socket: Socket): void {
    const from = socket.remoteAddress ?? ''
    if (this.#from?.check(from, familyOf(from)) === false) {
      socket.destroy()
      this.#say({ is: 'stranger', bsc: this.#bsc.name, from })
      return
    }
    if (this.#socket !== null) {
      this.#end('another connection has taken its place')
      this.#bsc.lost(this.#events.now())
    }
    this.#own(socket)
    this.#opened(socket)
  }

  #own(socket: Socket): void {
    this.#socket = socket
    let why = 'the connection was closed'
    const cutter = new FrameCutter()
    socket.setNoDelay(true)
    socket.on('data', (bytes: Buffer) => {
      if (this.#socket !== socket) return
      let isHeard = false
      const error = cutter.push(bytes, frame => {
        isHeard = true
        this.#heard(frame)
      })
      if (error !== null) {
        why = 'a message is longer than 1 MiB'
        socket.destroy()
      }
      // A message that comes octet by octet is looked at once.
      if (isHeard) this.#events.changed()
    })
    socket.on('error', error => {
      why = reason(error)
    })
    socket.on('close', () => {
      if (this.#socket !== socket) return
      this.#socket = null
      this.#bsc.lost(this.#events.now())
      this.#tell(false, why)
      this.#events.changed()
    })
  }

  #opened(socket: Socket): void {
    if (this.#socket !== socket) return
    this.#bsc.opened(this.#events.now())
    this.#tell(true, '')
    this.#events.changed()
  }

  /** What cannot be decoded is passed over, and the next is read. */
  #heard(frame: Buffer): void {
    const decoded = decodeMessage(frame)
    if (decoded.ok) this.#bsc.heard(decoded.message, this.#events.now())
  }

  #send(message: Message): void {
    const socket = this.#socket
    if (socket === null) return
    socket.write(encodeMessage(message))
    if (socket.writableLength > WAITING_MAX) socket.destroy()
  }

  /** The machine knows that it is over. */
  #end(why: string): void {
    this.#socket?.destroy()
    this.#socket = null
    this.#tell(false, why)
  }

  #tell(isUp: boolean, why: string): void {
    if (this.#told === isUp) return
    this.#told = isUp
    const { name: bsc } = this.#bsc
    this.#say(isUp ? { is: 'connected', bsc } : { is: 'lost', bsc, why })
  }

  #say(event: LinkEvent): void {
    const now = this.#events.now()
    const lately = this.#toldAt.filter(at => now - at < TELL_MS)
    if (lately.length >= TELL_MAX) return
    this.#toldAt = [...lately, now]
    this.#events.say(event)
  }
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList()
  for (const address of addresses) list.addAddress(address, familyOf(address))
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
