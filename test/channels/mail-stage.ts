/** For tests: a mail server on loopback that does what it is told, line by line, and keeps what came. Knows SMTP and no message. */
import { createServer, type Server, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import type { Behaviour, Peer } from './contract.suite.ts'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** As it came, dots unstuffed. */
  readonly text: string
}

/** Replies in place of the usual ones, by the command. */
export type Replies = Readonly<Partial<Record<'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'end', string>>>

const REPLIES: Readonly<Record<Exclude<Behaviour, 'hangs' | 'breaks' | 'floods' | 'away'>, Replies>> = {
  takes: {},
  gone: { RCPT: '550 5.1.1 <ai.do@bo.example>: no such user here' },
  refuses: { end: '554 5.7.1 looks like spam' },
  'not now': { RCPT: '451 4.7.1 greylisted, ai.do@bo.example' },
}

export class OddMailServer implements Peer {
  readonly received: Received[] = []
  most = 0
  port = 0
  connections = 0
  /** Hangs up on whoever begins one more on a connection. */
  mailsPerConnection = Number.POSITIVE_INFINITY
  #how: Behaviour = 'takes'
  #replies: Replies = {}
  #server: Server | null = null
  readonly #sockets = new Set<Socket>()
  readonly #waiting: (() => void)[] = []
  #underWay = 0

  static async open(t: TestContext): Promise<OddMailServer> {
    const made = new OddMailServer()
    await made.#listen()
    t.after(async () => await made.#end())
    return made
  }

  get marks(): string[] {
    return this.received.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1] ?? '')
  }

  get said(): string {
    return this.received.map(({ text }) => readable(text)).join('\n')
  }

  get html(): string {
    return this.received.map(({ text }) => /<!DOCTYPE.*$/s.exec(readable(text))?.[0] ?? '').join('\n')
  }

  async behave(how: Behaviour, replies?: Replies): Promise<void> {
    this.#how = how
    this.#replies = replies ?? (how in REPLIES ? REPLIES[how as keyof typeof REPLIES] : {})
    if (how === 'away') await this.#end()
    else if (this.#server === null) await this.#listen()
  }

  async came(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>(done => this.#waiting.push(done))
  }

  /** As a server that restarts does. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async #listen(): Promise<void> {
    const server = createServer(socket => this.#talk(socket))
    await new Promise<void>(done => server.listen(this.port, '127.0.0.1', done))
    this.port = (server.address() as { port: number }).port
    this.#server = server
  }

  async #end(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.hangUp()
    if (server !== null) await new Promise(done => server.close(done))
  }

  #talk(socket: Socket): void {
    this.connections++
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    let from = ''
    let to: string[] = []
    let data: string[] | null = null
    let rest = ''
    let mails = 0
    const reply = (line: string) => socket.write(`${line}\r\n`)
    reply(this.#replies.greeting ?? '220 odd.example ESMTP')
    socket.setEncoding('utf8').on('data', (piece: string) => {
      const lines = (rest + piece).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (data !== null) {
          if (line !== '.') {
            data.push(line.replace(/^\./, ''))
            continue
          }
          this.received.push({ from, to, text: data.join('\r\n') })
          data = null
          this.#underWay--
          this.#answer(socket, reply)
          for (const each of this.#waiting.splice(0)) each()
          continue
        }
        const verb = line.slice(0, 4).toUpperCase()
        if (verb === 'EHLO') reply('250-odd.example\r\n250 8BITMIME')
        else if (verb === 'MAIL' && mails++ >= this.mailsPerConnection) socket.destroy()
        else if (verb === 'MAIL') {
          from = /<(.*)>/.exec(line)?.[1] ?? ''
          to = []
          reply(this.#replies.MAIL ?? '250 2.1.0 ok')
        } else if (verb === 'RCPT') {
          const answer = this.#replies.RCPT ?? '250 2.1.5 ok'
          if (answer.startsWith('2')) to = [...to, /<(.*)>/.exec(line)?.[1] ?? '']
          reply(answer)
        } else if (verb === 'DATA') {
          const answer = this.#replies.DATA ?? '354 go on'
          if (answer.startsWith('3')) {
            data = []
            this.#underWay++
            this.most = Math.max(this.most, this.#underWay)
          }
          reply(answer)
        } else if (verb === 'QUIT') {
          reply('221 bye')
          socket.end()
        } else reply('250 ok')
      }
    })
  }

  #answer(socket: Socket, reply: (line: string) => void): void {
    if (this.#how === 'hangs') return
    if (this.#how === 'breaks') socket.destroy()
    else if (this.#how === 'floods') flood(socket)
    else reply(this.#replies.end ?? '250 2.0.0 queued')
  }
}

/** One reply that never ends. */
function flood(socket: Socket): void {
  const piece = `250-${'x'.repeat(1020)}\r\n`.repeat(64)
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', more)
  more()
}

/** Header words and quoted-printable as their reader sees them. */
export function readable(text: string): string {
  const unfolded = text.replace(/\r\n[ \t]+/g, ' ')
  const octets = (hex: string) => Buffer.from(hex.replace(/=/g, ''), 'hex').toString('latin1')
  const words = unfolded.replace(/\?=\s+=\?UTF-8\?[QB]\?/gi, '')
  return Buffer.from(
    words
      .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, word) => Buffer.from(word, 'base64').toString('latin1'))
      .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, word) => word.replaceAll('_', ' '))
      .replace(/=\r\n/g, '')
      .replace(/(?:=[0-9A-F]{2})+/g, octets),
    'latin1',
  ).toString('utf8')
}
