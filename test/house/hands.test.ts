/**
 * In whose hands everything is: a table of every kind of thing and every state of it, over all areas. What a new area or a new state leaves
 * out does not compile, or fails here.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AREAS } from '../../src/app/areas.ts'
import { kindsOf } from '../../src/areas/notices/model.ts'
import { actionsIn } from '../../src/authority/area.ts'
import type { Hands } from '../../src/authority/hands.ts'

const KINDS = AREAS.flatMap(({ name, hands }) =>
  Object.entries(hands).flatMap(([kind, held]) => (held === null ? [] : [{ name, kind, held }])),
)

function said(hands: Hands): string {
  if (typeof hands === 'string') return hands
  return 'writers' in hands ? `writers: ${hands.writers.join(', ')}` : `${hands.does}: ${hands.roles.join(', ')}`
}

test('every kind of thing of which an area tells the trail says in whose hands it is, or that it has no states', () => {
  const missing = AREAS.flatMap(({ name, trail, hands }) =>
    [...new Set(actionsIn(trail).map(action => action.slice(0, action.indexOf('.'))))]
      .filter(kind => !(kind in hands))
      .map(kind => `${name}: ${kind}`),
  )
  assert.deepEqual(missing, [])
})

test('every state of every kind is closed, goes on by itself, or waits for roles that see it on the page where they land', () => {
  const table = KINDS.map(({ kind, held }) => [
    kind,
    Object.fromEntries(Object.entries(held.states).map(([state, hands]) => [state, said(hands)])),
  ])
  assert.deepEqual(Object.fromEntries(table), {
    round: {
      draft: 'writers: editor, approver',
      submitted: 'second',
      returned: 'writers: editor, approver',
      approved: 'issue: approver',
      scheduled: 'itself',
      running: 'itself',
      paused: 'resume: approver',
      finished: 'nobody',
      stopped: 'nobody',
    },
    list: {
      none: 'nobody',
      draft: 'writers: editor, approver',
      submitted: 'second',
      returned: 'writers: editor, approver',
    },
    month: {
      draft: 'writers: editor, approver',
      reviewed: 'second',
      signed: 'publish: editor, approver',
      published: 'nobody',
    },
    roster: { prepared: 'second', held: 'itself', inForce: 'nobody' },
    briefing: { planned: 'writers: editor, approver', open: 'itself', ended: 'nobody', cancelled: 'nobody' },
    instruction: {
      draft: 'writers: editor, approver',
      submitted: 'second',
      issued: 'itself',
      acknowledged: 'itself',
      done: 'nobody',
      withdrawn: 'nobody',
    },
    bulletin: { draft: 'writers: editor, approver', submitted: 'second', approved: 'itself', discarded: 'nobody' },
    plan: {
      none: 'nobody',
      draft: 'writers: editor, approver',
      submitted: 'second',
      returned: 'writers: editor, approver',
    },
    'level-change': {
      draft: 'writers: editor, approver',
      submitted: 'second',
      approved: 'itself',
      refused: 'nobody',
      withdrawn: 'nobody',
    },
    'level-proposal': { open: 'do: editor, approver', followed: 'nobody', overtaken: 'nobody', dismissed: 'nobody' },
    effect: {
      planned: 'itself',
      failed: 'retry: editor, approver',
      done: 'nobody',
      asked: 'stop: editor, approver',
      dropped: 'nobody',
    },
    'plan-task': { open: 'do: editor, approver', done: 'nobody', withdrawn: 'nobody' },
  })
  for (const { kind, held } of KINDS)
    for (const [state, hands] of Object.entries(held.states)) {
      if (typeof hands === 'string') continue
      const roles = 'writers' in hands ? hands.writers : hands.roles
      assert.ok(roles.length > 0, `${kind} ${state} waits for nobody`)
      for (const role of roles)
        assert.ok(kindsOf(role).includes('left'), `${kind} ${state}: ${role} is told of nothing`)
    }
})
