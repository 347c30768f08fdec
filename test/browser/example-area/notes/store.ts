/** What notes need of a store: an area's rows of `authority/store.ts`, with its promises. */
import { rowsOf } from '../../authority/store.ts'

export const noteRows = rowsOf<NoteReading, NoteWriting>('notes')

export interface NoteReading {
  notes(): Promise<readonly StoredNote[]>
}

export interface NoteWriting extends NoteReading {
  insertNote(note: StoredNote): Promise<void>
}

export interface StoredNote {
  readonly id: string
  readonly text: string
  readonly at: number
  readonly by: string
}
