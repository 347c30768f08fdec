/** What can be asked about notes. */
import { z } from 'zod'
import { ADMINISTRATORS, READERS, row } from '../../authority/contract.ts'
import { note } from './model.ts'

export const notesContract = {
  listNotes: row({
    method: 'get',
    path: '/api/v1/notes',
    summary: 'All notes, newest first',
    may: READERS,
    answer: z.array(note),
  }),
  leaveNote: row({
    method: 'post',
    path: '/api/v1/notes',
    summary: 'Leaves a note',
    may: ADMINISTRATORS,
    body: note.pick({ text: true }).meta({ id: 'NoteInput', examples: [{ text: 'Họp lúc 14:00' }] }),
    status: 201,
    answer: note,
    starts: true,
  }),
}
