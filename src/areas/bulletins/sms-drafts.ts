/**
 * Short messages: a release becomes the draft of a round, with everything filled in that the bulletin says. That round goes its own way, by
 * two people, since its operators, its price and its subscribers are decided there.
 *
 * Made after the release and once for each, whatever is killed in between: the round and the word that it was made are one transaction.
 */
import type { Actor } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { leave } from '../../authority/waiting.ts'
import type { DirectiveTally, Purpose } from '../../directive/documents.ts'
import { WRITERS } from './states.ts'
import { bulletinRows, type StoredRelease } from './store.ts'

/** Made in one go; the rest follows soon. */
const WANTED_MAX = 20
const TITLE_MAX = 200
/** What its round is called, beside that of the bulletin. */
const CORRECTION = 'Đính chính'

/** What rounds are asked for. */
export interface SmsRounds {
  /** Within a transaction; the campaign is one that was made for this bulletin before, or null: then one is made, named `of` and the time. */
  draft(
    tx: Transaction,
    by: Actor,
    given: SmsRound & { readonly campaign: string | null; readonly of: string },
  ): Promise<{ readonly campaign: string; readonly round: string }>
  /** What it sends is stopped, and what is on its way needs two people anew. */
  takeBack(
    tx: Transaction,
    by: Actor,
    round: string,
    because: { readonly by: { readonly is: 'bulletin'; readonly id: string }; readonly reason: string },
  ): Promise<void>
  /** What is known now of what was sent for this purpose. */
  outcome(store: Reading, round: string, purpose: Purpose): Promise<SmsOutcome>
}

export interface SmsRound {
  readonly title: string
  /** Of a rehearsal an exercise for good. */
  readonly purpose: Purpose
  readonly variants: readonly { readonly language: string; readonly text: string }[]
  readonly provinces: StoredRelease['content']['provinces']
  readonly window: { readonly from: string | null; readonly until: string }
}

export interface SmsOutcome {
  /** As operators declare them. */
  readonly subscribers: number
  /** Null: nothing was sent for it. */
  readonly turns: DirectiveTally['turns'] | null
  /** Nothing more is sent of it: it has ended, was stopped, put away, taken back or deleted, or its time went by. */
  readonly isOver: boolean
  readonly at: number
}

/** Whoever takes back a bulletin takes back what its short messages say, in the same transaction. */
export async function takeBackSms(
  tx: Transaction,
  rounds: SmsRounds,
  by: Actor,
  { bulletin, reason }: { readonly bulletin: string; readonly reason: string },
): Promise<void> {
  const made = await bulletinRows(tx.store).smsDraftsOf(bulletin)
  for (const { round } of made.filter(({ kind }) => kind === 'publish'))
    await rounds.takeBack(tx, by, round, { by: { is: 'bulletin', id: bulletin }, reason })
}

/** Whatever is wanted, each in a transaction of its own: what one cannot be made with keeps no other from it. */
export async function draftSmsRounds(work: UnitOfWork, rounds: SmsRounds): Promise<void> {
  const errors: unknown[] = []
  const wanted = await bulletinRows(work.store).smsDraftsWanted(work.now(), WANTED_MAX)
  for (const release of wanted)
    await work.transaction(async tx => await draftOne(tx, rounds, release)).catch(error => void errors.push(error))
  if (errors.length > 0) throw errors[0]
}

async function draftOne(tx: Transaction, rounds: SmsRounds, release: StoredRelease): Promise<void> {
  const { serial, bulletin, kind } = release
  const rows = bulletinRows(tx.store)
  const made = await rows.smsDraftsOf(bulletin)
  if (made.some(draft => draft.serial === serial)) return
  const campaign = made.at(0)?.campaign ?? null
  const drafted = await rounds.draft(tx, await authorOf(tx, release), {
    ...roundOf(release),
    campaign,
    of: `Bản tin: ${release.content.renditions.page[0].title}`,
  })
  await leave(
    tx,
    { kind: 'round', id: drafted.round },
    {
      roles: WRITERS,
      by: release.by,
      page: `/rounds/${drafted.round}/compose`,
      obliged: { dueAt: tx.now, isUrgent: release.content.purpose === 'live' },
    },
  )
  await rows.insertSmsDraft({ serial, bulletin, kind, ...drafted })
  tx.publish({ is: 'bulletin', bulletin })
}

/** Who submitted the bulletin wrote what the round says: whoever approved it may approve the round too. */
async function authorOf({ store }: Transaction, { bulletin, by }: StoredRelease): Promise<Actor> {
  const stored = await bulletinRows(store).bulletin(bulletin)
  const { id, name } = stored?.submittedBy ?? stored?.updatedBy ?? { id: '', name: by }
  return { kind: 'person', id, name, role: 'editor', operator: null }
}

function roundOf({ kind, content }: StoredRelease): SmsRound {
  const { purpose, renditions, correction, provinces, window } = content
  const { page, sms } = kind === 'correct' ? correction : renditions
  const [{ title }] = page
  const isNamed = kind !== 'correct' || title.startsWith(CORRECTION)
  return {
    title: `${isNamed ? '' : `${CORRECTION}: `}${title}`.slice(0, TITLE_MAX),
    purpose,
    variants: sms.map(({ language, text }) => ({ language, text })),
    provinces,
    window,
  }
}
