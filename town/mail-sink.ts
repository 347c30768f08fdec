/**
 * Where citizens of the demo have their mailboxes: a mail server on loopback with as much of SMTP (RFC 5321) as one sender needs. Takes
 * every letter, keeps it as a file, octet for octet, and says no of itself to nobody. Knows no bulletin.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { silent } from './waiting.ts'

/** Beyond, it is no letter of ours. */
const LETTER_OCTETS_MAX = 1_000_000
const END_OF_DATA = '\r\n.\r\n'

export interface ReceivedLetter {
  readonly to: string
  /** Headers unfolded, quoted-printable decoded: what a person and their mail program read. */
  readonly text: string
}

export class MailSink {
  readonly #folder: string
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #letters: ReceivedLetter[] = []

  /** `folder` gets a file for each letter. */
  static async open(folder: string): Promise<MailSink> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const sink = new MailSink(folder)
    await new Promise<void>(done => sink.#server.listen(0, '127.0.0.1', done))
    return sink
  }

  private constructor(folder: string) {
    this.#folder = folder
    this.#server = createServer(socket => this.#talk(socket))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  lettersTo(address: string): readonly ReceivedLetter[] {
    return this.#letters.filter(({ to }) => to === address)
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy())
    const say = (reply: string) => socket.write(`${reply}\r\n`)
    let rest = ''
    let isData = false
    let to = ''
    const next = async (): Promise<boolean> => {
      const end = rest.indexOf(isData ? END_OF_DATA : '\r\n')
      if (end < 0) return false
      const said = rest.slice(0, end)
      rest = rest.slice(end + (isData ? END_OF_DATA.length : 2))
      if (isData) {
        isData = false
        await this.#keep(to, said.replace(/^\./gm, ''))
        say('250 2.0.0 taken')
      } else if (/^RCPT TO:/i.test(said)) {
        to = /<([^>]*)>/.exec(said)?.[1] ?? ''
        say('250 2.1.5 ok')
      } else if (/^DATA/i.test(said)) {
        isData = true
        say('354 go ahead')
      } else if (/^QUIT/i.test(said)) {
        say('221 2.0.0 bye')
        socket.end()
      } else say(/^EHLO/i.test(said) ? '250-demo.example\r\n250 8BITMIME' : '250 2.0.0 ok')
      return true
    }
    let turn = Promise.resolve()
    socket.setEncoding('latin1').on('data', (piece: string) => {
      rest += piece
      if (rest.length > LETTER_OCTETS_MAX) socket.destroy()
      turn = turn.then(async () => {
        while (await next());
      })
      turn.catch(() => socket.destroy())
    })
    say('220 demo.example')
  }

  async #keep(to: string, octets: string): Promise<void> {
    const name = `${String(this.#letters.length + 1).padStart(2, '0')}.eml`
    this.#letters.push({ to, text: readable(octets) })
    await writeFile(join(this.#folder, name), Buffer.from(`${octets}\r\n`, 'latin1'))
  }
}

/** Fails with demoSilent where the letter has no such header. */
export function headerOf({ text }: ReceivedLetter, name: string): string {
  const [head] = text.split('\r\n\r\n', 1)
  const line = head.split('\r\n').find(each => each.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  if (line === undefined) throw silent(name)
  return line.slice(name.length + 1).trim()
}

function readable(octets: string): string {
  const [head, ...body] = octets.split('\r\n\r\n')
  const decoded = body
    .join('\r\n\r\n')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ')
  return `${unfolded}\r\n\r\n${Buffer.from(decoded, 'latin1').toString('utf8')}`
}
