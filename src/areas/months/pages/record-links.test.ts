import assert from 'node:assert/strict'
import test from 'node:test'
import { type FigureRecord, record } from '../../../report/figure.ts'
import { linksOf } from './record-links.ts'

const ID = '0190a1b2-0000-7000-8000-000000000001'
const SHA = 'a'.repeat(64)
const AT = '2026-02-01T00:00:00Z'

test('each kind of record leads to the pages that show it, or says that there is none', () => {
  const table: [FigureRecord, string[]][] = [
    [
      { is: 'return', round: ID, directive: ID, operator: 'viettel', sha256: SHA },
      [`/rounds/${ID}/live`, '/operators/viettel'],
    ],
    [
      { is: 'progress', round: ID, directive: ID, operator: 'viettel', at: AT },
      [`/rounds/${ID}/live`, '/operators/viettel'],
    ],
    [{ is: 'round', round: ID }, [`/rounds/${ID}`]],
    [{ is: 'free-list', version: 3, service: 'byt' }, ['/zero-rating/lists/3']],
    [{ is: 'audit', id: 'kiem', sha256: SHA }, ['/zero-rating/audits/kiem']],
    [{ is: 'briefing', briefing: ID }, [`/briefings/${ID}`]],
    [{ is: 'instruction', instruction: ID, sha256: SHA }, [`/instructions/${ID}`]],
    [{ is: 'release', bulletin: ID, serial: 1, sha256: SHA }, [`/bulletins/${ID}`]],
    [{ is: 'placement', bulletin: ID, id: ID }, [`/bulletins/${ID}`]],
    [{ is: 'plays', month: '2026-02', bulletin: ID, item: 'a' }, [`/bulletins/${ID}`]],
    [{ is: 'plays', month: '2026-02', bulletin: null, item: '' }, []],
    [{ is: 'announcement', bulletin: ID, directive: ID, operator: 'viettel', sha256: SHA }, [`/bulletins/${ID}`]],
    [{ is: 'broadcast', bulletin: ID, directive: ID, operator: 'viettel', sha256: SHA }, [`/bulletins/${ID}`]],
    [{ is: 'subscriptions', month: '2026-02', channel: 'mail' }, []],
    [{ is: 'level-change', plan: 'vietnam-2020', change: ID, sha256: SHA }, [`/plan/vietnam-2020/changes/${ID}`]],
    [{ is: 'situation', plan: 'dich', area: '01.2025', month: '2026-02' }, ['/plan/dich']],
    [{ is: 'work-item', id: ID }, [`/reports/2026-02/items/${ID}`]],
    [{ is: 'screening', month: '2026-02' }, []],
    [{ is: 'document', title: 'demo', sha256: SHA }, []],
  ]
  assert.deepEqual(
    [...new Set(table.map(([{ is }]) => is))].toSorted(),
    record.options.map(({ shape }) => shape.is.value).toSorted(),
    'no kind is left out',
  )
  for (const [of, expected] of table)
    assert.deepEqual(
      linksOf(of, '2026-02').map(({ to }) => to),
      expected,
      of.is,
    )
})
