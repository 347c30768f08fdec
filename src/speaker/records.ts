/**
 * What a device must never forget, in the journal of its folder: the agenda that counts, the rosters that it followed and the one that it
 * waits for, how far each bulletin came, every receipt until the authority keeps it, and where the timetable stood.
 *
 *   keep ──► [what is owed] ──► journal, synced ──► counts          a disk that is full owes it: kept as soon as there is room
 *
 * Invariants: counters have no hole; nothing that was not kept is told; what was kept is told until the authority has it.
 */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { draftOf, syncFolderNow } from '../base/durable-files.ts'
import { Journal } from '../base/journal.ts'
import { heldRoster, type NamedRoster } from '../directive/statement.ts'
import { count, sha256 } from '../directive/values.ts'
import type { Edition } from './approved.ts'
import { type Receipt, receipt } from './receipts.ts'
import { standingOf, standingText, textOf } from './standing-text.ts'
import type { Keeper, UnnumberedReceipt } from './station.ts'
import type { TimetableState } from './timetable.ts'

const JOURNAL = 'journal.jsonl'
/** More than this are written together when the device starts. */
const ENTRIES_MAX = 20_000
/** Urgents without a sound, and items that nobody approved: told once each. */
const TOLD_MAX = 2000
/** Bulletins that were corrected or are in a later version, each proved. */
const EDITIONS_MAX = 2000

const entry = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('agenda'), jws: z.string() }),
  z.strictObject({ is: z.literal('roster'), text: z.string() }),
  /** Somebody has signed under this one, which is not here. */
  z.strictObject({ is: z.literal('roster-named'), ...heldRoster.shape, at: z.number() }),
  /** This bulletin came so far: what was before is played no more. */
  z.strictObject({
    is: z.literal('edition'),
    bulletin: z.string(),
    version: z.int(),
    says: z.enum(['message', 'correction']),
  }),
  /** Of the first agenda, where no hours are pinned: the night is by this one. */
  z.strictObject({ is: z.literal('zone'), zone: z.string() }),
  z.strictObject({ is: z.literal('receipt'), receipt, standing: standingText }),
  /** The authority has all up to this one. */
  z.strictObject({ is: z.literal('sent'), counter: count }),
  z.strictObject({ is: z.literal('revoked'), revoked: z.boolean() }),
  /** The sound of this digest is here, decoded to a file of that one. */
  z.strictObject({ is: z.literal('sound'), sha256, wav: sha256 }),
  z.strictObject({
    is: z.literal('before'),
    counter: count,
    sent: count,
    told: z.array(z.string()),
    open: z.array(z.strictObject({ counter: count, until: z.number() })),
    standing: standingText.nullable(),
    revoked: z.boolean(),
  }),
])
type Entry = z.infer<typeof entry>

export class Records implements Keeper {
  readonly #journal: Journal
  readonly #onReceipt: () => void
  #agenda: string | null = null
  readonly #rosters: string[] = []
  #named: NamedRoster | null = null
  readonly #editions = new Map<string, Edition>()
  #zone: string | null = null
  readonly #sounds = new Map<string, string>()
  /** By counter: those that the authority may not have. */
  readonly #unsent = new Map<number, Receipt>()
  /** Starts whose end was not kept: counter and when it would have ended. */
  readonly #open = new Map<number, number>()
  readonly #told = new Set<string>()
  #counter = 0
  #sent = 0
  #standing: TimetableState | null = null
  #isRevoked = false
  #owed: { readonly told: UnnumberedReceipt; readonly standing: TimetableState }[] = []
  #work: Promise<unknown> = Promise.resolve()

  private constructor(journal: Journal, onReceipt: () => void) {
    this.#journal = journal
    this.#onReceipt = onReceipt
  }

  /** One process at a time: the caller holds a lock. Fails with journalDamaged or fileUnwritable. */
  static async open(directory: string, onReceipt: () => void): Promise<Records> {
    const file = join(directory, JOURNAL)
    const opened = await Journal.open(file)
    const records = new Records(opened.journal, onReceipt)
    for (const line of opened.entries) records.#add(entry.parse(line))
    const together = records.#together()
    const isWorthIt = opened.entries.length > Math.max(ENTRIES_MAX, 2 * together.length)
    if (!isWorthIt) return records
    await opened.journal.close()
    await writeAnew(file, together)
    return await Records.open(directory, onReceipt)
  }

  get agenda(): string | null {
    return this.#agenda
  }

  get rosters(): readonly string[] {
    return this.#rosters
  }

  get named(): NamedRoster | null {
    return this.#named
  }

  /** By bulletin; missing: its first version's message. */
  get editions(): ReadonlyMap<string, Edition> {
    return this.#editions
  }

  get zone(): string | null {
    return this.#zone
  }

  get sounds(): ReadonlyMap<string, string> {
    return this.#sounds
  }

  get counter(): number {
    return this.#counter
  }

  get standing(): TimetableState | null {
    return this.#standing
  }

  get open(): ReadonlyMap<number, number> {
    return this.#open
  }

  /** Ids of items of which it was told that they are not approved, or that their sound did not come. */
  get told(): ReadonlySet<string> {
    return this.#told
  }

  get isRevoked(): boolean {
    return this.#isRevoked
  }

  /** In order, at most so many. */
  unsent(max: number): readonly Receipt[] {
    const first: Receipt[] = []
    for (const one of this.#unsent.values()) {
      if (first.length === max) break
      first.push(one)
    }
    return first
  }

  async keep(told: UnnumberedReceipt, standing: TimetableState): Promise<number> {
    return await this.#queued(async () => {
      await this.#pay()
      return await this.#append(told, standing)
    })
  }

  note(told: UnnumberedReceipt, standing: TimetableState): void {
    this.#owed.push({ told, standing })
    this.payWhatIsOwed()
  }

  /** What a full disk has left owing. */
  payWhatIsOwed(): void {
    if (this.#owed.length > 0) this.#queued(async () => await this.#pay()).catch(() => {})
  }

  /** These are no receipts. Fails with fileUnwritable. */
  async write(given: Exclude<Entry, { is: 'receipt' | 'before' }>): Promise<void> {
    await this.#queued(async () => {
      await this.#journal.append(given)
      this.#add(given)
    })
  }

  /** Counts at once; on a disk that is full for as long as this process lives. */
  async keepEdition(of: { readonly bulletin: string } & Edition): Promise<void> {
    await this.#countAtOnce({ is: 'edition', ...of })
  }

  async keepZone(zone: string): Promise<void> {
    await this.#countAtOnce({ is: 'zone', zone })
  }

  /** The authority has all up to this one. */
  sent(counter: number): void {
    if (counter <= this.#sent || counter > this.#counter) return
    // Should it be lost, they are told once more, which changes nothing.
    void this.#countAtOnce({ is: 'sent', counter })
  }

  async close(): Promise<void> {
    await this.#work
    await this.#journal.close()
  }

  async #countAtOnce(line: Entry): Promise<void> {
    this.#add(line)
    await this.#queued(async () => await this.#journal.append(line)).catch(() => {})
  }

  #queued<Of>(act: () => Promise<Of>): Promise<Of> {
    const done = this.#work.then(act)
    this.#work = done.catch(() => {})
    return done
  }

  async #pay(): Promise<void> {
    for (let next = this.#owed[0]; next !== undefined; next = this.#owed[0]) {
      await this.#append(next.told, next.standing)
      this.#owed.shift()
    }
  }

  async #append(told: UnnumberedReceipt, standing: TimetableState): Promise<number> {
    const counter = this.#counter + 1
    const line: Entry = { is: 'receipt', receipt: receipt.parse({ ...told, counter }), standing: textOf(standing) }
    await this.#journal.append(line)
    this.#add(line)
    this.#onReceipt()
    return counter
  }

  #add(line: Entry): void {
    if (line.is === 'agenda') this.#agenda = line.jws
    else if (line.is === 'roster') this.#rosters.push(line.text)
    else if (line.is === 'roster-named') this.#named = namedIn(line)
    else if (line.is === 'edition') this.#addEdition(line)
    else if (line.is === 'zone') this.#zone = line.zone
    else if (line.is === 'sound') this.#sounds.set(line.sha256, line.wav)
    else if (line.is === 'revoked') this.#isRevoked = line.revoked
    else if (line.is === 'sent') this.#addSent(line.counter)
    else if (line.is === 'receipt') this.#addReceipt(line)
    else this.#addBefore(line)
  }

  #addEdition({ bulletin, version, says }: Extract<Entry, { is: 'edition' }>): void {
    const [oldest] = this.#editions.keys()
    if (this.#editions.size >= EDITIONS_MAX && !this.#editions.has(bulletin)) this.#editions.delete(oldest)
    this.#editions.set(bulletin, { version, says })
  }

  #addReceipt({ receipt: given, standing }: Extract<Entry, { is: 'receipt' }>): void {
    this.#counter = given.counter
    this.#standing = standingOf(standing)
    this.#unsent.set(given.counter, given)
    if (given.is === 'started') this.#open.set(given.counter, standing.play?.until ?? Date.parse(given.at))
    if (given.is === 'ended' || given.is === 'cut' || given.is === 'unknown') this.#open.delete(given.start)
    const isToldOnce =
      (given.is === 'missed' && given.why === 'audio') || (given.is === 'refused' && given.why === 'not-approved')
    if (!isToldOnce) return
    if (this.#told.size >= TOLD_MAX) this.#told.clear()
    this.#told.add(given.item)
  }

  #addSent(counter: number): void {
    this.#sent = Math.max(this.#sent, counter)
    for (const one of this.#unsent.keys()) if (one <= counter) this.#unsent.delete(one)
  }

  #addBefore(line: Extract<Entry, { is: 'before' }>): void {
    this.#counter = line.counter
    this.#sent = line.sent
    this.#standing = line.standing && standingOf(line.standing)
    this.#isRevoked = line.revoked
    for (const id of line.told) this.#told.add(id)
    for (const { counter, until } of line.open) this.#open.set(counter, until)
  }

  /** All that still counts. */
  #together(): Entry[] {
    const unsent = [...this.#unsent.values()]
    const standing = this.#standing && textOf(this.#standing)
    const before: Entry = {
      is: 'before',
      counter: this.#counter - unsent.length,
      sent: this.#sent,
      told: [...this.#told],
      open: [...this.#open].map(([counter, until]) => ({ counter, until })),
      standing,
      revoked: this.#isRevoked,
    }
    const agenda: Entry[] = this.#agenda === null ? [] : [{ is: 'agenda', jws: this.#agenda }]
    return [
      before,
      ...this.#rosters.map(text => ({ is: 'roster', text }) as const),
      ...(this.#named === null ? [] : [{ is: 'roster-named' as const, ...this.#named }]),
      ...[...this.#editions].map(([bulletin, of]) => ({ is: 'edition' as const, bulletin, ...of })),
      ...(this.#zone === null ? [] : [{ is: 'zone' as const, zone: this.#zone }]),
      ...[...this.#sounds].map(([sha256, wav]) => ({ is: 'sound', sha256, wav }) as const),
      ...agenda,
      ...unsent.flatMap(receipt => (standing === null ? [] : { is: 'receipt' as const, receipt, standing })),
    ]
  }
}

function namedIn({ number, sha256, at }: Extract<Entry, { is: 'roster-named' }>): NamedRoster {
  return { number, sha256, at }
}

/** As a journal that takes the place of this one, in one step. */
async function writeAnew(file: string, lines: readonly Entry[]): Promise<void> {
  const draft = draftOf(file)
  const { journal } = await Journal.open(draft)
  for (const line of lines) await journal.append(line)
  await journal.close()
  renameSync(draft, file)
  syncFolderNow(file)
}
