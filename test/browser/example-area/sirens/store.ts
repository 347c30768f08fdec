/** What siren orders need of a store: an area's rows of `authority/store.ts`, with its promises. */
import type { Writer } from '../../authority/actor.ts'
import { rowsOf } from '../../authority/store.ts'
import type { JobsReading, JobsWriting } from '../operators/jobs.ts'
import type { Siren } from './model.ts'

export const sirenRows = rowsOf<SirenReading, SirenWriting>('sirens')
export const sirenJobRows = rowsOf<JobsReading, JobsWriting>('sirenJobs')

export interface StoredSiren extends Pick<Siren, 'id' | 'version' | 'state' | 'content' | 'reason'> {
  readonly writers: readonly Writer[]
  readonly submittedBy: Writer | null
  readonly updatedBy: Writer
  readonly updatedAt: number
}

export interface SirenReading {
  siren(id: string): Promise<StoredSiren | null>
  sirens(): Promise<readonly StoredSiren[]>
}

export interface SirenWriting extends SirenReading {
  putSiren(siren: StoredSiren): Promise<void>
}
