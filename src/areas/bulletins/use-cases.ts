/**
 * What can be asked about bulletins: one interface, which `area.ts` joins and the routes call.
 *
 * Each use case that changes something takes the actor, checks its role and the state, writes the change and its entry of the trail in
 * one transaction, and tells the listeners after the commit. Failures beside the authority's own are in failures.ts.
 */
import type { Actor } from '../../authority/actor.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import type { Page, PageQuery, WhichArchived } from '../../authority/paging.ts'
import type { Sound } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { bulletinKind } from './contract.ts'
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

export interface BulletinUseCases extends StepUseCases<typeof bulletinKind> {
  /** Newest first. */
  bulletins(
    query: PageQuery & { states: readonly BulletinState[] | null; purpose: Purpose | null; archived?: WhichArchived },
  ): Promise<Page<BulletinLine>>
  bulletin(actor: Actor, id: string): Promise<Bulletin>
  /** `isMade`: of something else, which goes on knowing it; nobody deletes it. */
  createBulletin(actor: Actor, draft: BulletinDraft, began?: { readonly isMade: true }): Promise<Bulletin>
  /** A new draft with what this one says, without its window. */
  copyBulletin(actor: Actor, id: string): Promise<Bulletin>
  /** A draft that was never submitted; what the trail says of it stays. */
  deleteBulletin(actor: Actor, id: string, input: { version: number }): Promise<void>
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
  speak(actor: Actor, given: { spoken: string; language: string; purpose: Purpose }): Promise<KeptSound>

  placements(bulletin: string): Promise<readonly Placement[]>
  recordPlacement(actor: Actor, bulletin: string, entry: PlacementEntry): Promise<Placement>
  withdrawPlacement(actor: Actor, id: string, input: { reason: string }): Promise<Placement>
  /** The same once more is done already. */
  putPlacementPicture(actor: Actor, id: string, octets: Uint8Array): Promise<Placement>
}
