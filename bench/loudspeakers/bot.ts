/**
 * A device as the server sees it: it says hello, listens, fetches what is new and tells that it has played it. It believes everything,
 * keeps nothing and plays nothing: thousands fit into one process.
 */
import { once } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { SoundForm } from '../../src/directive/bulletin.ts'
import { type AgendaContent, clusterId } from '../../src/speaker/agenda.ts'
import { makeSpeakerToken } from '../../src/speaker/link.ts'
import { SPEAKER_PATHS, type SpeakerHello } from '../../src/speaker/wire.ts'
import type { BenchCluster } from './country.ts'

/** Calls of all devices at once; streams are beside them. */
const CALLS_MAX = 64
const agent = new Agent({ keepAlive: true, maxSockets: CALLS_MAX })

export interface BotHears {
  /** An agenda with these items; all that it holds. */
  agenda(bot: SpeakerBot, content: AgendaContent): void
  /** An item's sound is here. */
  sound(bot: SpeakerBot, item: string): void
}

export class SpeakerBot {
  readonly cluster: BenchCluster
  readonly #url: string
  readonly #authority: string
  readonly #decodes: readonly SoundForm[]
  readonly #hears: BotHears
  readonly #known = new Set<string>()
  #stream: ClientRequest | null = null
  #text = ''
  #counter = 0

  constructor(of: {
    readonly cluster: BenchCluster
    readonly url: string
    readonly authority: string
    readonly decodes: readonly SoundForm[]
    readonly hears: BotHears
  }) {
    this.cluster = of.cluster
    this.#url = of.url
    this.#authority = of.authority
    this.#decodes = of.decodes
    this.#hears = of.hears
  }

  async hello(): Promise<void> {
    await this.#post(SPEAKER_PATHS.hello, {
      version: 'bench',
      clock: new Date().toISOString(),
      decodes: [...this.#decodes],
      agenda: null,
      roster: null,
      counter: 0,
      off: false,
      places: [{ code: '01', from: '2025-07-01', until: null }],
    } satisfies SpeakerHello)
  }

  /** Until its first agenda has come. */
  async listen(): Promise<void> {
    const headers = await this.#headers()
    await new Promise<void>((resolve, reject) => {
      const stream = request(this.#url + SPEAKER_PATHS.agenda, { headers, agent: false })
      this.#stream = stream
      stream.on('error', reject)
      stream.on('response', response => {
        if (response.statusCode !== 200) reject(new Error(`HTTP ${response.statusCode}`))
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          if (this.#take(text)) resolve()
        })
        response.on('error', () => {})
      })
      stream.end()
    })
  }

  close(): void {
    this.#stream?.on('error', () => {})
    this.#stream?.destroy()
  }

  /** What is new in it is fetched where `fetches`, and told as played. */
  async plays(content: AgendaContent, { fetches }: { readonly fetches: boolean }): Promise<number> {
    const fresh = content.items.filter(({ id }) => !this.#known.has(id))
    for (const { id } of fresh) this.#known.add(id)
    if (fresh.length === 0) return 0
    if (fetches)
      for (const { id, audio } of fresh) {
        await this.#call('GET', `${SPEAKER_PATHS.audio}/${audio.sha256}`)
        this.#hears.sound(this, id)
      }
    const receipts = fresh.flatMap(({ id: item, audio, priority }) => {
      const at = new Date().toISOString()
      const start = this.#counter + 1
      this.#counter += 2
      return [
        {
          is: 'started',
          counter: start,
          at,
          item,
          sha256: audio.sha256,
          priority,
          serial: content.serial,
          part: 1,
          of: 1,
        },
        { is: 'ended', counter: start + 1, at, start },
      ]
    })
    const cluster = clusterId.parse(this.cluster.id)
    const document = await this.cluster.signer.sign('speakerReceipts', { cluster, receipts })
    await this.#post(SPEAKER_PATHS.receipts, { document })
    return fresh.length
  }

  /** True: an agenda was among it. */
  #take(text: string): boolean {
    this.#text += text
    let isAgenda = false
    for (let end = this.#text.indexOf('\n\n'); end >= 0; end = this.#text.indexOf('\n\n')) {
      const [name, data] = this.#text.slice(0, end).split('\n')
      this.#text = this.#text.slice(end + 2)
      if (name !== 'event: agenda') continue
      isAgenda = true
      this.#hears.agenda(this, contentOf(data))
    }
    return isAgenda
  }

  async #headers(): Promise<Record<string, string>> {
    const token = await makeSpeakerToken(this.cluster.signer, {
      cluster: this.cluster.id,
      audience: this.#authority,
      nowMs: Date.now(),
    })
    return { authorization: `Bearer ${token}` }
  }

  async #post(path: string, body: object): Promise<void> {
    await this.#call('POST', path, JSON.stringify(body))
  }

  async #call(method: string, path: string, body?: string): Promise<void> {
    const headers = {
      ...(await this.#headers()),
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(this.#url + path, { method, headers, agent })
      asked.once('response', resolve)
      asked.once('error', reject)
      asked.end(body)
    })
    if (response.statusCode !== 200) {
      const text = (await response.toArray()).join('')
      throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 200)}`)
    }
    response.resume()
    await once(response, 'end')
  }
}

/** Without the proofs behind it, which a bot does not look at: it is one of thousands in a process. */
function contentOf(event: string): AgendaContent {
  const begin = event.indexOf('.') + 1
  const payload = Buffer.from(event.slice(begin, event.indexOf('.', begin)), 'base64url')
  const text = payload.toString('utf8', 0, payload.indexOf(',"proofs":'))
  return (JSON.parse(`${text}}`) as { content: AgendaContent }).content
}
