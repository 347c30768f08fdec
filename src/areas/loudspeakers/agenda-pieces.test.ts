import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AgendaItem, agendaBody } from '../../speaker/agenda.ts'
import { ownPiece, sharedPiece } from './agenda-pieces.ts'

test('an agenda of two pieces is the body that a device reads, whatever the length of what is of one cluster alone', () => {
  const item: AgendaItem = {
    id: 'tin-Rửa tay',
    priority: 'urgent',
    audio: { sha256: 'a'.repeat(64), milliseconds: 9 },
    notBefore: '2026-03-01T00:00:00Z',
    notAfter: '2026-03-02T00:00:00Z',
    perWindow: 2,
    gapSeconds: 0,
  }
  const windows = [{ from: '05:30', until: '06:30' }]
  const shared = sharedPiece({ windows, items: [item], proofs: [] })
  for (const serial of [1, 10, 100]) {
    const own = { purpose: 'live', serial, issuedAt: '2026-03-01T00:00:00.000Z', cluster: '1-1' }
    const encoded = ownPiece({ ...own, purpose: 'live' }).toString() + shared.toString()
    assert.deepEqual(agendaBody.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString())), {
      purpose: 'live',
      content: { serial, issuedAt: own.issuedAt, cluster: '1-1', timeZone: 'Asia/Ho_Chi_Minh', windows, items: [item] },
      proofs: [],
    })
  }
})
