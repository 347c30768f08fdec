/**
 * A node that only tells its progress: enrolled and connected as a real one, by the real node's link, with made-up progress.
 *
 * It takes one round at a time and sends nothing to anybody.
 */
import { systemClock } from '../../src/base/clock.ts'
import type { Log } from '../../src/base/log.ts'
import {
  type AcknowledgementBody,
  agenda,
  type DirectiveBody,
  type DirectiveTally,
  directiveBody,
  type HelloBody,
  NOTHING,
  type ProgressBody,
} from '../../src/directive/documents.ts'
import { sha256Of, verify } from '../../src/directive/signing.ts'
import { AuthorityLink } from '../../src/operator/authority-link.ts'
import { KeyDraft, type KeyFile } from '../../src/operator/key-file.ts'

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} }
const SUBSCRIBERS = 4_000_000
const AUDIENCE = 'a'.repeat(64)
/** Of the audience in a second: a round that takes a quarter of an hour. */
const SHARE_A_SECOND = 0.001

export class Teller {
  readonly #link: AuthorityLink
  #round = ''
  #taken = Promise.withResolvers<DirectiveBody>()
  #body: DirectiveBody | null = null
  #told = 0

  private constructor(link: AuthorityLink) {
    this.#link = link
  }

  /** Its key file is made; resolves once the authority has heard its hello. */
  static async start({ file, keys }: { file: string; keys: KeyFile }): Promise<Teller> {
    new KeyDraft(file).keep(keys)
    const { url } = keys.authority
    const link = await AuthorityLink.open({ url, file, log: SILENT, clock: systemClock })
    const teller = new Teller(link)
    await teller.#post('/node/v1/hello', hello())
    return teller
  }

  /** Stays connected from now on. Resolves once it has acknowledged this round. */
  async take(round: string): Promise<void> {
    this.#round = round
    void this.#link.follow('/node/v1/agenda', {
      onEvent: (event, data) => void this.#heard(event, data).catch(error => this.#taken.reject(error)),
      onOpen: () => {},
    })
    this.#body = await this.#taken.promise
  }

  /** One second of progress more. */
  async tell(): Promise<void> {
    if (this.#body === null) return
    this.#told++
    await this.#post('/node/v1/progress', {
      items: [
        {
          directive: this.#body.directive,
          state: 'running',
          note: null,
          orderSequence: 1,
          at: new Date().toISOString(),
          tally: tallyAfter(this.#told, segmentsOf(this.#body)),
        } satisfies ProgressBody,
      ],
    })
  }

  close(): void {
    this.#link.close()
  }

  async #heard(event: string, data: string): Promise<void> {
    if (event !== 'agenda' || this.#body !== null) return
    for (const { directive } of agenda.parse(JSON.parse(data)).items) {
      const key = this.#link.authorityKey
      const body = await verify(directive, { type: 'directive', key, schema: directiveBody }).catch(() => null)
      if (body?.round !== this.#round) continue
      await this.#acknowledge(body, sha256Of(directive))
      this.#taken.resolve(body)
    }
  }

  async #acknowledge(body: DirectiveBody, sha256: string): Promise<void> {
    const document = await this.#link.signer.sign('acknowledgement', {
      directive: body.directive,
      serial: body.serial,
      operator: this.#link.operator,
      sha256,
      at: new Date().toISOString(),
      verdict: {
        is: 'accepted',
        subscribers: SUBSCRIBERS,
        audienceSha256: AUDIENCE,
        segmentsExpected: SUBSCRIBERS * segmentsOf(body),
      },
    } satisfies AcknowledgementBody)
    await this.#post('/node/v1/acknowledgements', { document })
  }

  async #post(path: string, body: object): Promise<void> {
    const answer = await this.#link.post(path, body)
    if (answer.is !== 'ok') throw new Error(`${path}: ${JSON.stringify(answer)}`)
  }
}

function segmentsOf(body: DirectiveBody): number {
  return body.messages.reduce((sum, { variants }) => sum + variants[0].segments, 0)
}

function tallyAfter(told: number, segmentsEach: number): DirectiveTally {
  const done = Math.min(SUBSCRIBERS, Math.floor(SUBSCRIBERS * SHARE_A_SECOND * told))
  const segments = done * segmentsEach
  return {
    ...NOTHING,
    turns: { ...NOTHING.turns, audience: SUBSCRIBERS, unsent: SUBSCRIBERS - done, delivered: done },
    segments: {
      ...NOTHING.segments,
      expected: SUBSCRIBERS * segmentsEach,
      submitted: segments,
      accepted: segments,
      delivered: segments,
    },
    statuses: { ESME_RTHROTTLED: told },
    lanes: { bound: 4, all: 4, throttled: told, rebinds: 0 },
    segmentsPerSecond: SUBSCRIBERS * SHARE_A_SECOND * segmentsEach,
  }
}

function hello(): HelloBody {
  return {
    version: '1',
    clock: new Date().toISOString(),
    subscribers: SUBSCRIBERS,
    audienceSha256: AUDIENCE,
    provinces: [],
    excludes: [],
    languages: [],
    exercise: null,
    lanes: 4,
    segmentsPerSecond: 0,
    serialMax: 0,
    roster: null,
  }
}
