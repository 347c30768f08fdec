import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { APPROVERS, type PeopleAccess } from './contract.ts'
import { documentKind, reason, version } from './document-kind.ts'
import { stepHandlers } from './document-steps.ts'

const WRITERS: PeopleAccess = { is: 'people', roles: ['editor'], scope: null }
const byId = z.strictObject({ id: z.string() })
const steps = {
  save: { summary: 'Saves it', body: z.strictObject({ version, text: z.string() }) },
  submit: { summary: 'Submits it', body: z.strictObject({ version }) },
  approve: { summary: 'Approves it', body: z.strictObject({ version }) },
  return: { summary: 'Sends it back', body: z.strictObject({ reason }) },
  discard: { summary: 'Gives it up' },
} as const
const answer = z.strictObject({ state: z.string() })
const notes = documentKind({ of: 'Note', at: '/api/v1/notes/{id}', params: byId, answer, writers: WRITERS, steps })

test('each step of a document is a row by its name: saved where it is, every other step below it, approved by approvers alone', () => {
  const { saveNote, submitNote, approveNote, returnNote, discardNote } = notes.rows
  assert.deepEqual(
    [saveNote, submitNote, approveNote, returnNote, discardNote].map(({ method, path, may, starts, fresh }) => [
      method,
      path,
      may,
      starts,
      fresh,
    ]),
    [
      ['put', '/api/v1/notes/{id}', WRITERS, false, null],
      ['post', '/api/v1/notes/{id}/submit', WRITERS, true, null],
      ['post', '/api/v1/notes/{id}/approve', APPROVERS, true, 'unless-passkey'],
      ['post', '/api/v1/notes/{id}/return', APPROVERS, true, null],
      ['post', '/api/v1/notes/{id}/discard', WRITERS, true, null],
    ],
  )
  assert.equal(discardNote.body, null)
})

test('each row is handled by the use case of its name, with the key that its path has, or with none where there is one document', async () => {
  const asked: unknown[] = []
  const useCases = new Proxy(
    {},
    {
      get:
        (_, name) =>
        async (...given: unknown[]) => {
          asked.push([name, ...given.slice(1)])
          return { state: 'draft' }
        },
    },
  )
  const call = { actor: {} as never, params: { id: 'a' }, body: { version: 1 } }
  await stepHandlers(notes, useCases as never).submitNote(call)
  const theOne = documentKind({ of: 'List', at: '/api/v1/list', params: null, answer, writers: WRITERS, steps })
  await stepHandlers(theOne, useCases as never).submitList(call)
  assert.deepEqual(asked, [
    ['submitNote', 'a', { version: 1 }],
    ['submitList', { version: 1 }],
  ])
})
