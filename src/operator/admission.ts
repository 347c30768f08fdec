/**
 * Decides on the directives of an agenda: verified, examined, signed by two people whom this node believes, prepared, in
 * the journal, acknowledged, and only then carried out.
 *
 *   agenda ─► verify ─► examine ─► two people ─► prepare ─► journal ─► acknowledge ─► accepted
 *                 │          └ no ──────┴─► refused ─► journal ─► acknowledge
 *                 └ nobody trusted signed it ─► told to the engineers alone
 *
 * One after another, in the order of their serials; what is known already is only told again. What could not be
 * prepared, for want of disk, is tried again.
 *
 * Invariants: nothing begins and nothing is acknowledged before that is in the journal. The authority's key alone lets
 * nothing in.
 */
import { z } from 'zod'
import type { Timekeeper, Timer } from '../base/clock.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import { claimOfRound } from '../directive/claims.ts'
import {
  type AcknowledgementBody,
  type DirectiveBody,
  directiveBody,
  operatorId,
  purpose,
  type RefusalReason,
  uuid,
} from '../directive/documents.ts'
import { lacksTwoPeople, RosterBehind } from '../directive/failures.ts'
import type { Lack } from '../directive/proof.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import { type Examined, examine, isAsApproved } from './examine.ts'
import type { Heads } from './heads.ts'
import type { Holdings } from './holdings.ts'
import type { Accepted } from './memory.ts'
import type { Outbox } from './outbox.ts'
import type { Prepared, PrepareTask } from './prepare.ts'
import { prepareInThread } from './prepare-in-thread.ts'
import type { Records } from './records.ts'
import type { Rosters } from './rosters.ts'
import type { Untrusted } from './untrusted.ts'

export interface AdmissionOptions {
  readonly link: Pick<AuthorityLink, 'authorityKey' | 'operator' | 'signer'>
  readonly records: Records
  readonly outbox: Pick<Outbox, 'acknowledge' | 'again'>
  /** Of this machine, where there are several. */
  readonly machine: string | null
  readonly untrusted: Untrusted
  readonly rosters: Pick<Rosters, 'lackOf'>
  readonly heads: Pick<Heads, 'see'>
  readonly holdings: Holdings
  readonly clock: Timekeeper
  readonly log: Log
  /** Of a directive's rounds. */
  readonly roundsOf: (directive: string) => string
  /** A directive of another kind, or another than this one, had this serial. */
  readonly hasOtherSerial: (serial: number, sha256: string) => boolean
  /** It is in the journal, and acknowledged. */
  readonly onAccepted: (entry: Accepted) => Promise<void>
  /** In place of the thread of its own. */
  readonly prepare?: (task: PrepareTask) => Promise<Prepared>
}

/** A directive that could not be prepared, for want of disk, is tried again. */
const AGAIN_MS = 30_000

/**
 * How long what this machine refuses is left to the others of its operator, one of which may accept it: longer than a country's lists
 * take to be prepared.
 */
const REFUSED_MS = 30_000

/** What a claim lacks, as an acknowledgement says it. */
const REASONS = {
  who: 'needs-two-people',
  what: 'digest-differs',
  when: 'expired',
  often: 'replayed',
  which: 'needs-two-people',
} as const

function saysOf(lack: Lack): Failure | null {
  if (lack.of === 'who') return lack.says
  return lack.of === 'which' ? lacksTwoPeople('approve', 'operator') : null
}

/** A directive whose signature is good. */
interface Signed<B> {
  readonly jws: string
  readonly sha256: string
  readonly body: B
}

export class Admission {
  readonly #o: AdmissionOptions
  /** Of the newest agenda. */
  #directives: readonly string[] = []
  #work: Promise<void> = Promise.resolve()
  #timer: Timer | null = null
  /** Of refusals that are told a little later. */
  readonly #refusing = new Set<Timer>()
  #isClosed = false

  constructor(options: AdmissionOptions) {
    this.#o = options
  }

  /** The whole agenda. `ordered`: its orders have been obeyed, which go first. */
  take(directives: readonly string[], ordered: Promise<unknown>): void {
    this.#directives = directives
    this.#admit(ordered)
  }

  /** Resolves once all of them are decided, or wait to be tried again. */
  async settled(): Promise<void> {
    await this.#work
  }

  /** The one that is being prepared is decided; none after it. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    for (const timer of this.#refusing) timer.cancel()
    await this.settled()
  }

  #admit(ordered: Promise<unknown>): void {
    this.#work = this.#work
      .then(async () => {
        await ordered
        await this.#admitAll()
      })
      .catch((error: unknown) => this.#later(error))
  }

  #later(error: unknown): void {
    if (this.#isClosed) return
    const { log, clock } = this.#o
    const why = error instanceof Failure ? error.sentence('en') : reason(error)
    if (!(error instanceof RosterBehind)) log.error('directive not prepared, will retry', { why })
    this.#timer?.cancel()
    this.#timer = clock.after(AGAIN_MS, () => this.#admit(Promise.resolve()))
  }

  async #admitAll(): Promise<void> {
    const { records, outbox } = this.#o
    const fresh: Signed<DirectiveBody>[] = []
    for (const jws of this.#directives) {
      const sha256 = sha256Of(jws)
      const known = records.memory.byDigest(sha256)
      if (known !== null) {
        outbox.again(known)
        continue
      }
      const body = await this.#verified(jws, sha256)
      if (body !== null) fresh.push({ jws, sha256, body })
    }
    fresh.sort((a, b) => a.body.serial - b.body.serial)
    for (const one of fresh) {
      if (this.#isClosed) return
      await this.#decide(one)
    }
  }

  /** Null: it is not to be decided on; a malformed one has been refused where it says who it is. */
  async #verified(jws: string, sha256: string): Promise<DirectiveBody | null> {
    const { link, untrusted, heads } = this.#o
    const key = link.authorityKey
    try {
      const body = await verify(jws, { type: 'directive', key, schema: directiveBody })
      const { operator, directive, serial, trail } = body
      if (operator === link.operator) heads.see(trail, { kind: 'directive', directive, serial })
      return body
    } catch (error) {
      const isMalformed = error instanceof Failure && error.code === 'documentMalformed'
      const named = isMalformed
        ? await verify(jws, { type: 'directive', key, schema: nameOnly }).catch(() => null)
        : null
      if (named?.operator === link.operator) await this.#refuse({ jws, sha256, body: named }, 'malformed')
      else untrusted.tell(sha256, 'directive', error)
      return null
    }
  }

  async #decide(signed: Signed<DirectiveBody>): Promise<void> {
    const { body, sha256 } = signed
    const { records, holdings, clock, hasOtherSerial, rosters } = this.#o
    if (body.operator !== holdings.operator) return await this.#refuse(signed, 'not-for-us')
    const claim = claimOfRound(body, {
      now: clock.wall(),
      isReplay: records.memory.isReplay({ ...body, sha256 }) || hasOtherSerial(body.serial, sha256),
      differs: body.messages.every(({ variants }) => variants.every(isAsApproved)) ? null : 'text',
    })
    const lack = await rosters.lackOf(claim)
    if (lack !== null) return await this.#refuse(signed, REASONS[lack.of], saysOf(lack))
    const examined = examine(body, holdings)
    if (examined.is === 'refused') return await this.#refuse(signed, examined.why)
    const prepared = await (this.#o.prepare ?? prepareInThread)(this.#taskOf(examined))
    if (prepared.subscribers === 0) return await this.#refuse(signed, 'no-audience')
    await this.#accept(signed, prepared)
  }

  async #accept(signed: Signed<DirectiveBody>, prepared: Prepared): Promise<void> {
    const { records, outbox, log, onAccepted } = this.#o
    const { jws, sha256, body } = signed
    const { subscribers, audienceSha256, legs } = prepared
    const segmentsExpected = legs.reduce((sum, leg) => sum + leg.subscribers * leg.segmentsEach, 0)
    const verdict = { is: 'accepted', subscribers, audienceSha256, segmentsExpected } as const
    const acknowledgement = await this.#acknowledgement(signed, verdict)
    const named = this.#named(signed)
    const entry = { is: 'accepted', ...named, jws, acknowledgement, ...prepared } as const
    await records.keep(entry)
    const { directive, serial, purpose } = body
    const segments = segmentsExpected
    log.info('directive accepted', { directive, serial, purpose, subscribers, segments })
    outbox.acknowledge(sha256)
    if (!this.#isClosed) await onAccepted(entry)
  }

  async #refuse(signed: Signed<NamedDirective>, why: Refused, lack: Failure | null = null): Promise<void> {
    const { records, outbox, log } = this.#o
    const { directive, serial } = signed.body
    const acknowledgement = why === 'not-for-us' ? null : await this.#acknowledgement(signed, { is: 'refused', why })
    await records.keep({ is: 'refused', ...this.#named(signed), why, acknowledgement })
    const says = lack === null ? {} : { says: lack.sentence('en') }
    log.warn('directive refused', { directive, serial, why, ...says })
    if (this.#o.machine === null) return outbox.acknowledge(signed.sha256)
    const timer = this.#o.clock.after(REFUSED_MS, () => {
      this.#refusing.delete(timer)
      outbox.acknowledge(signed.sha256)
    })
    this.#refusing.add(timer)
  }

  #taskOf({ directed, provinces, excludes }: Extract<Examined, { is: 'fit' }>): PrepareTask {
    const { holdings, roundsOf } = this.#o
    const { body, side } = directed
    return {
      directory: roundsOf(body.directive),
      body,
      lanes: side.lanes,
      audience: side.audience.path,
      provinces,
      excludes,
      languages: Object.fromEntries(holdings.lists.languages.map(({ language, list }) => [language, list.path])),
    }
  }

  #named({ body, sha256 }: Signed<NamedDirective>) {
    const { directive, serial, round, version, purpose } = body
    return { at: this.#at, directive, serial, round, version, purpose, sha256 }
  }

  async #acknowledgement(
    { body: { directive, serial }, sha256 }: Signed<NamedDirective>,
    verdict: AcknowledgementBody['verdict'],
  ): Promise<string> {
    const { link, machine } = this.#o
    const { signer, operator } = link
    const named = { directive, serial, operator, sha256, at: this.#at, verdict }
    const acknowledged = { ...named, ...(machine !== null && { machine }) }
    return await signer.sign('acknowledgement', acknowledged satisfies AcknowledgementBody)
  }

  get #at(): string {
    return new Date(this.#o.clock.wall()).toISOString()
  }
}

type Refused = RefusalReason | 'not-for-us'

/** What a malformed directive must say of itself to be refused by name. */
const nameOnly = z.looseObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  round: uuid,
  version: z.int(),
  purpose,
})
type NamedDirective = Pick<DirectiveBody, 'directive' | 'serial' | 'operator' | 'round' | 'version' | 'purpose'>
