import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ForwardTable, type Shown } from './forward-table.ts'

const shown = (source: number, isGivenUp = false): Shown => ({ source, isGivenUp })

test('a source that nobody was given goes to nobody', () => {
  const table = new ForwardTable<string>()
  assert.deepEqual(table.of(7), { shown: [], givenUp: [] })
  table.set('A', [shown(7), null])
  assert.deepEqual(table.of(8), { shown: [], givenUp: [] })
})

test('what a slot no longer shows goes there no more, and only slots that changed are told', () => {
  const table = new ForwardTable<string>()
  assert.deepEqual(table.set('A', [shown(7), shown(8), null]), [0, 1])
  assert.deepEqual(table.set('A', [shown(7), shown(8), null]), [])
  assert.deepEqual(table.set('A', [shown(7), shown(9), null]), [1])
  assert.deepEqual(table.of(8).shown, [])
  assert.deepEqual(table.of(9).shown, [{ receiver: 'A', slot: 1 }])
  assert.deepEqual(table.set('A', [shown(7, true), shown(9), null]), [0])
  assert.deepEqual(table.of(7), { shown: [], givenUp: [{ receiver: 'A', slot: 0 }] })
  table.remove('A')
  assert.deepEqual([table.of(7), table.of(9)], Array(2).fill({ shown: [], givenUp: [] }))
})

test('whatever is set and removed, a source goes where slots show it and nowhere else', () => {
  const slot = fc.option(fc.record({ source: fc.nat(4), isGivenUp: fc.boolean() }))
  const step = fc.tuple(fc.nat(3), fc.option(fc.array(slot, { minLength: 4, maxLength: 4 })))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      const table = new ForwardTable<number>()
      const model = new Map<number, readonly (Shown | null)[]>()
      for (const [receiver, slots] of steps) {
        if (slots === null) {
          table.remove(receiver)
          model.delete(receiver)
        } else {
          table.set(receiver, slots)
          model.set(receiver, slots)
        }
        for (let source = 0; source <= 4; source++) {
          const told = (isGivenUp: boolean) =>
            [...model].flatMap(([to, all]) =>
              all.flatMap((one, place) =>
                one?.source === source && one.isGivenUp === isGivenUp ? [`${to} ${place}`] : [],
              ),
            )
          const names = (list: readonly { receiver: number; slot: number }[]) =>
            list.map(one => `${one.receiver} ${one.slot}`).toSorted()
          const is = table.of(source)
          assert.deepEqual(names(is.shown), told(false).toSorted())
          assert.deepEqual(names(is.givenUp), told(true).toSorted())
        }
      }
    }),
  )
})
