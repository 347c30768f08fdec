/**
 * An AMF with its gNBs for the tests of this room, and as bad as they come. A file of no test, named so that it is not shipped. It takes
 * apart what it is sent by itself, and says what gNBs say with the writer that Wireshark reads in `test/peers`.
 */
import {
  connect,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { cancelled, completed } from '../cbs/gnb-says.test.ts'
import type { NrCell } from '../cbs/nr-cells.ts'

export interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly json: Data
  /** `write 4377 16400`, `cancel 4377 16400`, `subscribe PWS-RF`. */
  readonly what: string
  readonly ngap: Buffer
  readonly body: Buffer
}

interface Data {
  readonly n2InformationClass?: string
  readonly n2NotifyCallbackUri?: string
  readonly taiList?: readonly { readonly tac: string }[]
  readonly n2Information?: {
    readonly pwsInfo: {
      readonly messageIdentifier: number
      readonly serialNumber: number
      readonly sendRanResponse: boolean
      readonly nfId: string
      readonly pwsContainer: { readonly ngapMessageType: number }
    }
  }
}

/** What it does with a request of the transfer. */
export type Manner =
  | 'takes'
  | 'takes, and its gNBs say nothing'
  | 'takes, and lacks a subscription'
  | 'takes, and knows no area'
  | 'says nothing'
  | 'is busy'
  | 'refuses'
  | 'goes away'
  | 'says too much'
  | 'sends elsewhere'
  | 'sends elsewhere for good'
  | 'answers by halves'
  | 'answers nonsense'

const HUGE = Buffer.alloc(3 * 1024 * 1024, 0x20)

export class FakeAmf {
  readonly asked: Asked[] = []
  manner: Manner = 'takes'
  /** What its gNBs have on the air: `4377 16400`, by cell. */
  readonly onAir = new Map<string, Set<string>>()
  readonly callbacks = new Map<string, string>()
  sessions = 0
  /** Where it sends whoever asks, in that manner. */
  elsewhere = 'http://127.0.0.1:1/'
  readonly #cells: readonly NrCell[]
  readonly #server: Http2Server
  readonly #open = new Set<ServerHttp2Session>()

  private constructor(cells: readonly NrCell[]) {
    this.#cells = cells
    this.#server = createServer()
    this.#server.on('session', session => {
      this.sessions += 1
      this.#open.add(session)
      session.on('close', () => this.#open.delete(session))
      session.on('error', () => {})
    })
    this.#server.on('stream', (stream, headers) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('error', () => {})
      stream.on('end', () => this.#answer(stream, headers, Buffer.concat(pieces)))
    })
  }

  static async start(cells: readonly NrCell[], port = 0): Promise<FakeAmf> {
    const amf = new FakeAmf(cells)
    await new Promise<void>(done => amf.#server.listen(port, '127.0.0.1', done))
    return amf
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get whats(): readonly string[] {
    return this.asked.map(({ what }) => what)
  }

  texts(cell: NrCell): readonly string[] {
    return [...this.onAir].flatMap(([text, cells]) => (cells.has(nameOf(cell)) ? [text] : []))
  }

  /** Connections end; what gNBs have on the air stays there. */
  cut(): void {
    for (const session of this.#open) session.destroy()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise<void>(done => this.#server.close(() => done()))
  }

  /** To whoever subscribed, or to that address. Resolves with the status of the answer. */
  async tell(
    ngap: Uint8Array,
    news: 'PWS-BCAL' | 'PWS-RF',
    { to, ...more }: { readonly to?: string; readonly bcEmptyAreaList?: readonly object[] } = {},
  ): Promise<number> {
    const boundary = 'of-the-amf'
    const json = JSON.stringify({
      n2NotifySubscriptionId: '1',
      n2InfoContainer: {
        n2InformationClass: news,
        pwsInfo: {
          messageIdentifier: 0,
          serialNumber: 0,
          ...more,
          pwsContainer: { ngapMessageType: 51, ngapData: { contentId: 'gnb' } },
        },
      },
    })
    const body = Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Type: application/json\r\n\r\n${json}\r\n`),
      Buffer.from(`--${boundary}\r\nContent-Type: application/vnd.3gpp.ngap\r\nContent-Id: gnb\r\n\r\n`),
      ngap,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    return await post(to ?? this.callbacks.get(news) ?? '', body, {
      'content-type': `multipart/related; boundary="${boundary}"`,
    })
  }

  #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: Buffer): void {
    const asked = askedIn(headers, body)
    this.asked.push(asked)
    const { n2InformationClass, n2NotifyCallbackUri } = asked.json
    if (n2InformationClass !== undefined) {
      this.callbacks.set(n2InformationClass, n2NotifyCallbackUri ?? '')
      return say(stream, 201, { n2NotifySubscriptionId: '1' })
    }
    const error = { error: { status: 403, cause: 'UNSPECIFIED' } }
    switch (this.manner) {
      case 'says nothing':
        return
      case 'is busy':
        stream.respond({ ':status': 503, 'retry-after': '1' })
        stream.end()
        return
      case 'refuses':
        return say(stream, 403, error)
      case 'goes away':
        stream.session?.goaway()
        stream.session?.destroy()
        return
      case 'says too much':
        stream.respond({ ':status': 200, 'content-type': 'application/json' })
        stream.end(HUGE)
        return
      case 'answers by halves':
        stream.respond({ ':status': 200, 'content-type': 'application/json' })
        stream.write('{"result":')
        return
      case 'sends elsewhere':
      case 'sends elsewhere for good':
        stream.respond({ ':status': this.manner === 'sends elsewhere' ? 307 : 308, location: this.elsewhere })
        stream.end()
        return
      case 'answers nonsense':
        return say(stream, 200, ['accepted'])
      default:
        this.#take(stream, asked)
    }
  }

  #take(stream: ServerHttp2Stream, { what, json }: Asked): void {
    const { messageIdentifier: id = 0, serialNumber: serial = 0 } = json.n2Information?.pwsInfo ?? {}
    const taiList = json.taiList?.map(tai => ({ plmnId: { mcc: '452', mnc: '04' }, ...tai }))
    say(stream, 200, {
      result: 'N2_INFO_TRANSFER_INITIATED',
      pwsRspData: {
        ngapMessageType: 51,
        messageIdentifier: id,
        serialNumber: serial,
        ...(this.manner === 'takes, and lacks a subscription' && { n2PwsSubMissInd: true }),
        ...(this.manner === 'takes, and knows no area' && { unknownTaiList: taiList }),
      },
    })
    if (this.manner !== 'takes') return
    const text = `${id} ${serial}`
    if (what.startsWith('write')) {
      this.onAir.set(text, new Set(this.#cells.map(nameOf)))
      void this.tell(completed({ id, serial }, this.#cells), 'PWS-BCAL')
      return
    }
    const had = this.onAir.delete(text)
    const cells = this.#cells.map(cell => ({ ...cell, broadcasts: 7 }))
    void this.tell(cancelled({ id, serial }, had ? cells : null), 'PWS-BCAL')
  }
}

function nameOf({ mcc, mnc, nci }: NrCell): string {
  return `${mcc}-${mnc}-${nci}`
}

function say(stream: ServerHttp2Stream, status: number, json: object): void {
  stream.respond({ ':status': status, 'content-type': 'application/json' })
  stream.end(JSON.stringify(json))
}

function askedIn(headers: IncomingHttpHeaders, body: Buffer): Asked {
  const path = String(headers[':path'])
  const boundary = /boundary=([^;]+)/.exec(String(headers['content-type']))?.[1]
  if (boundary === undefined) {
    const json = JSON.parse(body.toString()) as Data
    const what = `subscribe ${json.n2InformationClass}`
    return { path, headers, json, what, ngap: Buffer.alloc(0), body }
  }
  // Latin-1 keeps every octet.
  const [, first = '', second = ''] = body.toString('latin1').split(`--${boundary}`)
  const contentOf = (part: string) => part.slice(part.indexOf('\r\n\r\n') + 4, -2)
  const json = JSON.parse(Buffer.from(contentOf(first), 'latin1').toString()) as Data
  const ngap = Buffer.from(contentOf(second), 'latin1')
  const { messageIdentifier, serialNumber, pwsContainer } = json.n2Information?.pwsInfo ?? {}
  const does = pwsContainer?.ngapMessageType === 51 ? 'write' : 'cancel'
  const what = `${does} ${messageIdentifier} ${serialNumber}`
  return { path, headers, json, what, ngap, body }
}

/** Resolves with the status; -1: there was none. */
export async function post(to: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<number> {
  const { origin, pathname } = new URL(to)
  const session = connect(origin)
  try {
    return await new Promise<number>(done => {
      session.on('error', () => done(-1))
      session.on('close', () => done(-1))
      const stream = session.request({ ':method': 'POST', ':path': pathname, ...headers })
      stream.on('response', answer => done(Number(answer[':status'])))
      stream.on('error', () => done(-1)).resume()
      stream.end(body)
    })
  } finally {
    session.close()
  }
}

/** One that is free now. */
export async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise<void>(done => server.close(() => done()))
  return port
}
