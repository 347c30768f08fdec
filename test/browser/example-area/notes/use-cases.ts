/** Notes are read, and left for others to read. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../authority/actor.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { noteFailure } from './failures.ts'
import { NOTES_MAX, type Note } from './model.ts'
import { noteRows, type StoredNote } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    readonly note: object
  }
}

export interface NoteUseCases {
  /** Newest first. */
  notes(): Promise<readonly Note[]>
  leave(actor: Actor, text: string): Promise<Note>
}

export class Notes implements NoteUseCases {
  readonly #work: UnitOfWork

  constructor(work: UnitOfWork) {
    this.#work = work
  }

  async notes(): Promise<readonly Note[]> {
    return (await noteRows(this.#work.store).notes()).map(shown)
  }

  async leave(actor: Actor, text: string): Promise<Note> {
    return await this.#work.transaction(async tx => {
      const rows = noteRows(tx.store)
      if ((await rows.notes()).length >= NOTES_MAX) throw noteFailure('notesFull', { max: NOTES_MAX })
      const note = { id: randomUUID(), text, at: tx.now, by: actor.name }
      await rows.insertNote(note)
      await tx.record(trailActor(actor), {
        action: 'note.leave',
        subject: { kind: 'note', id: note.id },
        details: { title: text },
      })
      tx.publish({ is: 'note' })
      return shown(note)
    })
  }
}

function shown(note: StoredNote): Note {
  return { ...note, at: new Date(note.at).toISOString() }
}
