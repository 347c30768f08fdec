import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeedView } from '../model.ts'
import { followingOf } from './following.ts'

const deed = (is: string, id: string, awaits: DeedView['awaits']) =>
  ({ thing: { is, id, state: 'ready' }, awaits }) as unknown as DeedView

test('what is left of a change is told by whom it waits for, each thing once, and what has a page of its own is left to that', () => {
  const waits = deed('free-list', '4', 'submission')
  const task = deed('task', 't', 'task')
  const unfinished = deed('bulletin', 'u', 'content')
  const { elsewhere, ...here } = followingOf([
    deed('bulletin', 'a', 'submission'),
    deed('round', 'r', 'submission'),
    deed('bulletin', 'b', 'approval'),
    deed('bulletin', 'o', 'stop'),
    ...[waits, waits, task, unfinished],
    deed('round', 's', 'schedule'),
    deed('bulletin', 'done', null),
    { thing: null, awaits: null } as unknown as DeedView,
  ])
  assert.deepEqual(here, { submit: { bulletins: ['a'], rounds: ['r'] }, approve: ['b'], stop: ['o'] })
  assert.deepEqual(
    elsewhere.map(({ thing }) => thing?.id),
    ['4', 't', 'u', 's'],
  )
})
