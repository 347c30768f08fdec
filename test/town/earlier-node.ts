/**
 * A node of version 0.1.0, the last release, as the authority meets it: its shapes are strict and know no signatures of people, so it does
 * whatever its authority's key has signed that it can read, and nothing else. It carries out in words: it sends no message.
 */
import { z } from 'zod'
import {
  type AcknowledgementBody,
  type Agenda,
  agenda,
  type DirectiveBody,
  directiveBody,
  type HelloBody,
  type ListAcknowledgementBody,
  listDirectiveBody,
  type OrderBody,
  operatorId,
  orderBody,
  uuid,
} from '../../src/directive/documents.ts'
import type { PublicJwk } from '../../src/directive/public-key.ts'
import { type Signer, sha256Of, verify } from '../../src/directive/signing.ts'

const [live, exercise] = directiveBody.options
const people = { operators: true, exerciseFirst: true, approval: true, trail: true } as const
/** What 0.1.0 reads; each refuses a field that it does not know. */
export const EARLIER = {
  directive: z.union([live.omit(people), exercise.omit({ ...people, roundPurpose: true })]),
  order: orderBody.omit({ resume: true, trail: true }),
  listDirective: listDirectiveBody.omit({ approval: true, isAtOnce: true, trail: true }),
  agenda: agenda.pick({ items: true, lists: true }),
} as const
const nameOnly = z.looseObject({ directive: uuid, serial: z.int(), operator: operatorId })

/** What it says of itself: of who signs it knows nothing. */
export const EARLIER_HELLO: HelloBody = {
  version: '0.1.0',
  clock: new Date(0).toISOString(),
  subscribers: 1500,
  audienceSha256: 'a'.repeat(64),
  provinces: [],
  excludes: [],
  languages: [],
  exercise: { subscribers: 3 },
  lanes: 1,
  segmentsPerSecond: 100,
  serialMax: 0,
  freeList: { version: 0, sha256: null },
}

interface Answers {
  readonly acknowledgements: readonly string[]
  readonly listAcknowledgements: readonly string[]
}

export class EarlierNode {
  readonly #operator: string
  readonly #signer: Signer
  readonly #authority: PublicJwk
  readonly #seen = new Set<string>()
  /** Directives and versions of lists that it does or holds. */
  readonly accepted: DirectiveBody[] = []
  readonly held: number[] = []
  /** The last order of each directive that it has accepted. */
  readonly obeyed = new Map<string, OrderBody>()
  /** What it was given and could not read. */
  readonly unread: string[] = []

  constructor(operator: string, signer: Signer, authority: PublicJwk) {
    this.#operator = operator
    this.#signer = signer
    this.#authority = authority
  }

  /** Of an agenda as it came. Orders first; what it answers to what is new to it. */
  async takes(given: unknown): Promise<Answers> {
    const read = EARLIER.agenda.safeParse(given)
    if (!read.success) {
      this.unread.push('agenda')
      return { acknowledgements: [], listAcknowledgements: [] }
    }
    const { items, lists = [] } = read.data
    const acknowledgements: string[] = []
    for (const { directive } of items) acknowledgements.push(...(await this.#directed(directive)))
    for (const { order } of items) await this.#ordered(order)
    return { acknowledgements, listAcknowledgements: await this.#listed(lists) }
  }

  async #directed(jws: string): Promise<readonly string[]> {
    const sha256 = sha256Of(jws)
    if (this.#seen.has(sha256)) return []
    this.#seen.add(sha256)
    const said = { type: 'directive', key: this.#authority } as const
    const body = await verify(jws, { ...said, schema: EARLIER.directive }).catch(() => null)
    const named = body ?? (await verify(jws, { ...said, schema: nameOnly }))
    if (body === null) this.unread.push('directive')
    else this.accepted.push(body as DirectiveBody)
    const { directive, serial } = named
    const verdict: AcknowledgementBody['verdict'] =
      body === null
        ? { is: 'refused', why: 'malformed' }
        : { is: 'accepted', subscribers: 1500, audienceSha256: 'a'.repeat(64), segmentsExpected: 1500 }
    return [
      await this.#signer.sign('acknowledgement', {
        directive,
        serial,
        sha256,
        verdict,
        operator: this.#operator,
        at: new Date().toISOString(),
      } satisfies AcknowledgementBody),
    ]
  }

  async #ordered(jws: string): Promise<void> {
    const said = { type: 'order', key: this.#authority, schema: EARLIER.order } as const
    const order = await verify(jws, said).catch(() => null)
    if (order === null) this.unread.push('order')
    const isKnown = this.accepted.some(({ directive }) => directive === order?.directive)
    if (order === null || !isKnown) return
    const before = this.obeyed.get(order.directive)
    if (before?.wish !== 'stop' && (before?.sequence ?? 0) < order.sequence) this.obeyed.set(order.directive, order)
  }

  async #listed(lists: NonNullable<Agenda['lists']>): Promise<readonly string[]> {
    const answers: string[] = []
    for (const { directive: jws, list } of lists) {
      const sha256 = sha256Of(jws)
      if (this.#seen.has(sha256)) continue
      this.#seen.add(sha256)
      const said = { type: 'listDirective', key: this.#authority } as const
      const body = await verify(jws, { ...said, schema: EARLIER.listDirective }).catch(() => null)
      if (body === null) {
        // Which it tells nobody.
        this.unread.push('list')
        continue
      }
      const { directive, serial, version } = body
      this.held.push(version)
      answers.push(
        await this.#signer.sign('listAcknowledgement', {
          directive,
          serial,
          version,
          sha256,
          operator: this.#operator,
          listSha256: sha256Of(list),
          at: new Date().toISOString(),
          verdict: { is: 'held' },
        } satisfies ListAcknowledgementBody),
      )
    }
    return answers
  }
}
