/**
 * Takes the signed jobs of one declared kind (directive/signed-job.ts): proved, in the journal, handed to a device once, answered.
 *
 *   agenda ─► verify ─► prove ─► journal: begun ─► device ─► journal: answered ─► acknowledge, until the authority has it
 *                          │ no: refused, and why             ╎ the node died, or the device failed: uncertain
 *
 * Invariant: a version of a document is handed to the device once, whatever its directive is called and however often the node is
 * started anew.
 */
import { reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Agenda } from '../directive/documents.ts'
import type { JobAnswer, JobBody, JobVerdict, SignedJob } from '../directive/signed-job.ts'
import { sha256Of } from '../directive/signing.ts'
import type { Document } from './courier.ts'
import { JobHandler, type JobParts, refusalFor } from './job-handler.ts'

/** A kind of jobs with what carries them out here. */
export interface JobAtNode {
  readonly kind: string
  readonly taker: (parts: JobTakerParts) => Pick<JobTaker<unknown, unknown>, keyof JobTaker<unknown, unknown>>
}

/** `perform`: the device's. Resolves with what came of it; until then no other of this kind begins. */
export function jobAtNode<Content, Told>(
  job: SignedJob<Content, Told>,
  perform: (content: Content) => Promise<Told>,
): JobAtNode {
  return { kind: job.kind, taker: parts => new JobTaker({ ...parts, job, perform }) }
}

interface Named {
  readonly kind: string
  readonly at: string
  readonly directive: string
  readonly serial: number
  /** Of the directive's JWS. */
  readonly sha256: string
}

type Begun = Named & { readonly is: 'job-begun'; readonly subject: string; readonly version: number }
type Answered = Named & {
  readonly is: 'job-answered'
  readonly verdict: JobVerdict<unknown>
  readonly acknowledgement: string
}
export type JobEntry =
  | Begun
  | Answered
  | { readonly is: 'job-acknowledged'; readonly kind: string; readonly sha256: string }

export function isJobEntry(entry: object): entry is JobEntry {
  return String((entry as { is?: unknown }).is).startsWith('job-')
}

interface JobTakerParts extends JobParts {
  readonly journal: Pick<Journal, 'append'>
  /** Of every kind. */
  readonly entries: readonly JobEntry[]
  /** To the authority, until it has it. */
  readonly bring: (document: Document) => void
  /** A directive of another kind had this serial. */
  readonly hasOtherSerial: (serial: number) => boolean
}

interface JobTakerOptions<Content, Told> extends JobTakerParts {
  readonly job: SignedJob<Content, Told>
  readonly perform: (content: Content) => Promise<Told>
}

type Item = NonNullable<Agenda['jobs']>[number]

class JobTaker<Content, Told> {
  readonly #o: JobTakerOptions<Content, Told>
  readonly #jobs: JobHandler<Item, JobBody<Content>>
  readonly #begun: Begun[] = []
  /** By the directive's digest. */
  readonly #answers = new Map<string, Answered>()
  readonly #taken = new Set<string>()

  constructor(options: JobTakerOptions<Content, Told>) {
    this.#o = options
    for (const entry of options.entries) this.#add(entry)
    this.#jobs = new JobHandler({
      ...options,
      kind: `job ${options.job.kind}`,
      directive: options.job.directive,
      orders: null,
      decide: async item => await this.#decide(item),
      lookAfter: async () => {
        for (const begun of this.#begun)
          if (!this.#answers.has(begun.sha256)) await this.#answer(begun, { is: 'uncertain' })
      },
    })
  }

  get serialMax(): number {
    return Math.max(0, ...[...this.#begun, ...this.#answers.values()].map(({ serial }) => serial))
  }

  hasSerial(serial: number): boolean {
    return this.#begun.some(begun => begun.serial === serial)
  }

  /** What was not yet told. */
  start(): void {
    for (const { sha256 } of this.#answers.values()) if (!this.#taken.has(sha256)) this.#bring(sha256)
    this.#jobs.start()
  }

  /** The whole of what the authority wants of every declared kind. */
  take(items: readonly Item[]): void {
    this.#jobs.take(items.filter(({ kind }) => kind === this.#o.job.kind))
  }

  async close(): Promise<void> {
    await this.#jobs.close()
  }

  /** The authority has it. */
  async taken({ sha256 }: Pick<Document, 'sha256'>): Promise<void> {
    if (!this.#taken.has(sha256)) await this.#keep({ is: 'job-acknowledged', kind: this.#o.job.kind, sha256 })
  }

  async #decide({ directive: jws }: Item): Promise<void> {
    const sha256 = sha256Of(jws)
    if (this.#answers.has(sha256)) return this.#jobs.isLacking(sha256) ? this.#bring(sha256) : undefined
    const body = await this.#jobs.directive(jws)
    if (body === null) return
    const { rosters, clock, log, job } = this.#o
    const { directive, serial, subject, version } = body
    if (clock.wall() < job.fromOf(body.content)) return
    const named = { directive, serial, sha256 }
    const lack = await rosters.lackOf(job.claimOf(body, this.#isReplay(body)))
    if (lack !== null) {
      const { why, says } = refusalFor(lack)
      log.warn('job refused', { ...named, why, ...(says && { says }) })
      return await this.#answer(named, { is: 'refused', why })
    }
    await this.#keep({ is: 'job-begun', ...this.#stamp(named), subject, version })
    log.info('job begun', named)
    await this.#answer(named, await this.#perform(body.content))
  }

  #isReplay({ directive, serial, subject, version }: JobBody<Content>): boolean {
    const isKnown = (begun: Begun) =>
      begun.serial === serial ||
      begun.directive === directive ||
      (begun.subject === subject && begun.version >= version)
    return this.#o.hasOtherSerial(serial) || this.#begun.some(isKnown)
  }

  async #perform(content: Content): Promise<JobVerdict<Told>> {
    const { job, perform, log } = this.#o
    try {
      return { is: 'done', told: job.told.parse(await perform(content)) }
    } catch (error) {
      log.error('job failed', { kind: job.kind, why: reason(error) })
      return { is: 'uncertain' }
    }
  }

  /** Signed, kept, and only then told. */
  async #answer(
    { directive, serial, sha256 }: Pick<Named, 'directive' | 'serial' | 'sha256'>,
    verdict: JobVerdict<Told>,
  ): Promise<void> {
    const { link, job } = this.#o
    const named = { directive, serial, sha256 }
    const stamped = this.#stamp(named)
    const { kind: _, ...told } = stamped
    const answer: JobAnswer<Told> = { ...told, operator: link.operator, verdict }
    const acknowledgement = await link.signer.sign(job.answer.type, answer)
    await this.#keep({ is: 'job-answered', ...stamped, verdict, acknowledgement })
    this.#bring(sha256)
  }

  #stamp(named: Pick<Named, 'directive' | 'serial' | 'sha256'>): Named {
    return { ...named, kind: this.#o.job.kind, at: new Date(this.#o.clock.wall()).toISOString() }
  }

  #bring(sha256: string): void {
    const answered = this.#answers.get(sha256)
    if (answered === undefined) return
    const { directive, acknowledgement: jws } = answered
    this.#o.bring({ kind: this.#o.job.answer.type, directive, sha256, jws })
  }

  async #keep(entry: JobEntry): Promise<void> {
    await this.#o.journal.append(entry)
    this.#add(entry)
  }

  #add(entry: JobEntry): void {
    if (entry.kind !== this.#o.job.kind) return
    if (entry.is === 'job-begun') this.#begun.push(entry)
    else if (entry.is === 'job-answered') this.#answers.set(entry.sha256, entry)
    else this.#taken.add(entry.sha256)
  }
}
