import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audited, call, stage, text } from '../audit/stage.test.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { auditTable } from './audit-table.ts'

/** `people` of them, once each. */
const on = (day: string, people: number) =>
  Array.from({ length: people }, (_, at) =>
    call({ id: `${day}${at}`, start: `2020-02-${day}T08:00:00`, seconds: 60, amount: 5000 }),
  )
const lastColumn = (table: string) =>
  table.split('\n').flatMap(line => /^(?:byt-19003228|all) .*\s{2,}(\S.*)$/.exec(line)?.[1] ?? [])

test('the sum over days that tell their subscribers is not said to be below five', async t => {
  const { file } = stage(t)
  const rows = [...on('03', 8), ...on('04', 13), ...on('05', 3)]
  const { summary } = await audited([FEBRUARY], [file('a.csv', text(rows))])
  assert.deepEqual(lastColumn(auditTable(summary, 'en')), ['8', '13', 'below 5', 'withheld'])
  assert.match(auditTable(summary, 'vi'), /tất cả .*không nêu$/m)

  const few = await audited([FEBRUARY], [file('b.csv', text(on('05', 3)))])
  assert.deepEqual(lastColumn(auditTable(few.summary, 'en')), ['below 5', 'below 5'])
  const many = await audited([FEBRUARY], [file('c.csv', text(on('03', 8)))])
  assert.deepEqual(lastColumn(auditTable(many.summary, 'en')), ['8', '8'])
})
