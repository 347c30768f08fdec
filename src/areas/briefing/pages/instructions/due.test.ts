import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InstructionState } from '../../model.ts'
import { byUrgency, dueIn, isOpen, shortened } from './due.ts'

const of = (due: string, state: InstructionState = 'issued') => ({ due, state, isOverdue: false })

test('what is open stands by its due day, and what is over after all of it', () => {
  const sorted = byUrgency([
    of('2026-11-20', 'done'),
    of('2026-12-05'),
    of('2026-11-25', 'acknowledged'),
    of('2026-11-01', 'withdrawn'),
  ])
  assert.deepEqual(
    sorted.map(({ due }) => due),
    ['2026-11-25', '2026-12-05', '2026-11-01', '2026-11-20'],
  )
})

test('an instruction is due to the end of its day', () => {
  const cases = [
    ['2026-11-26', { is: 'over', days: 1 }],
    ['2026-11-27', { is: 'today', days: 0 }],
    ['2026-12-01', { is: 'left', days: 4 }],
  ] as const
  for (const [due, expected] of cases) assert.deepEqual(dueIn(of(due), '2026-11-27'), expected)
  assert.equal(dueIn(of('2026-11-01', 'done'), '2026-11-27'), null)
})

test('only what was issued and is not over is open', () => {
  const open = (['draft', 'submitted', 'issued', 'acknowledged', 'done', 'withdrawn'] as const).filter(state =>
    isOpen({ state }),
  )
  assert.deepEqual(open, ['issued', 'acknowledged'])
})

test('a long text is cut between words', () => {
  assert.equal(shortened('Một\n dòng'), 'Một dòng')
  const cut = shortened('chữ '.repeat(60))
  assert.ok(cut.length <= 141 && cut.endsWith('chữ…'))
})
