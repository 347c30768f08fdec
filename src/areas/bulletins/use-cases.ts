/**
 * What can be asked about bulletins: one interface, which `area.ts` joins and the routes call.
 *
 * Each use case that changes something takes the actor, checks its role and the state, writes the change and its entry of the trail in
 * one transaction, and tells the listeners after the commit. Failures beside the authority's own are in failures.ts.
 */
import type { Actor } from '../../authority/actor.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import type { GivenSignature } from '../../authority/said.ts'
import type { Sound } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { WhichArchived } from '../rounds/model.ts'
import type {
  Bulletin,
  BulletinDraft,
  BulletinLine,
  BulletinState,
  KeptSound,
  Placement,
  PlacementEntry,
  Proof,
  ReleasedContent,
} from './model.ts'
import type { ShareKit } from './share-kit.ts'

interface Decided {
  /** That was read. */
  readonly version: number
  readonly sha256: string
  /** What of it contradicts itself, and they have looked at (doubts.ts). */
  readonly doubts?: readonly string[] | undefined
  readonly signature?: GivenSignature | undefined
}

export interface BulletinUseCases {
  /** Newest first. */
  bulletins(
    query: PageQuery & {
      states: readonly BulletinState[] | null
      purpose: Purpose | null
      archived?: WhichArchived
    },
  ): Promise<Page<BulletinLine>>
  bulletin(actor: Actor, id: string): Promise<Bulletin>
  /** `isMade`: of something else, which goes on knowing it; nobody deletes it. */
  createBulletin(
    actor: Actor,
    draft: BulletinDraft,
    began?: { readonly isMade: true },
  ): Promise<Bulletin>
  /** A new draft with what this one says, without its window. */
  copyBulletin(actor: Actor, id: string): Promise<Bulletin>
  archiveBulletin(actor: Actor, id: string): Promise<Bulletin>
  unarchiveBulletin(actor: Actor, id: string): Promise<Bulletin>
  /** A draft that was never submitted; what the trail says of it stays. */
  deleteBulletin(actor: Actor, id: string, input: { version: number }): Promise<void>
  /** `version`: that was opened; rises by one. */
  saveBulletin(
    actor: Actor,
    id: string,
    input: { version: number; draft: BulletinDraft },
  ): Promise<Bulletin>
  submitBulletin(actor: Actor, id: string, input: Decided): Promise<Bulletin>
  /**
   * Releases it, now or when its window begins. `purpose`: that the approver says it has; `emergency`: that they say that no phone can
   * switch its cell broadcast off.
   */
  approveBulletin(
    actor: Actor,
    id: string,
    input: Decided & { purpose: Purpose; emergency?: boolean },
  ): Promise<Bulletin>
  returnBulletin(actor: Actor, id: string, input: { reason: string }): Promise<Bulletin>
  /** A draft of the next version. */
  reviseBulletin(actor: Actor, id: string): Promise<Bulletin>
  discardBulletin(actor: Actor, id: string): Promise<Bulletin>
  /** After a restore: it was not taken back meanwhile, and is told again. */
  upholdBulletin(actor: Actor, id: string, input: { version: number }): Promise<Bulletin>
  /** `version`: that was seen as published. */
  correctBulletin(actor: Actor, id: string, input: { version: number }): Promise<Bulletin>
  cancelBulletin(
    actor: Actor,
    id: string,
    input: { version: number; reason: string },
  ): Promise<Bulletin>
  /** By serial, with what two people signed. */
  releases(id: string): Promise<readonly ReleasedContent[]>
  proofs(id: string): Promise<readonly Proof[]>
  kit(id: string): Promise<ShareKit>

  /** Octets of a sound file or of a recording, made into the forms in which it is handed on. */
  keepSound(
    actor: Actor,
    given: { by: Exclude<Sound['by'], 'machine'>; type: string; octets: Uint8Array },
  ): Promise<KeptSound>
  /** A machine speaks it, with the mark of an exercise where it is one. */
  speak(
    actor: Actor,
    given: { spoken: string; language: string; purpose: Purpose },
  ): Promise<KeptSound>

  placements(bulletin: string): Promise<readonly Placement[]>
  recordPlacement(actor: Actor, bulletin: string, entry: PlacementEntry): Promise<Placement>
  withdrawPlacement(actor: Actor, id: string, input: { reason: string }): Promise<Placement>
  /** The same once more is done already. */
  putPlacementPicture(actor: Actor, id: string, octets: Uint8Array): Promise<Placement>
}
