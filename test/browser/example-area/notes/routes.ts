/** Notes: each row of the contract to its use case. */
import { type Route, routesOf } from '../../http/route.ts'
import { notesContract } from './contract.ts'
import type { NoteUseCases } from './use-cases.ts'

export function notesRoutes(notes: NoteUseCases): Route[] {
  return routesOf(notesContract, {
    listNotes: async () => await notes.notes(),
    leaveNote: async ({ actor, body }) => await notes.leave(actor, body.text),
  })
}
