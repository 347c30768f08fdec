import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { NOTHING_TYPED, type Press, pressed, shownTemperature, type Typed, type Typing } from './typing.ts'

/** `1042⏎365⏎`; v is Visitor, ⌫ erases. */
function typed(keys: string, start: Typing = NOTHING_TYPED): { typing: Typing; made: Typed[] } {
  let typing = start
  const made: Typed[] = []
  for (const key of keys) {
    const after = pressed(typing, pressOf(key))
    typing = after.typing
    if (after.typed !== null) made.push(after.typed)
  }
  return { typing, made }
}

function pressOf(key: string): Press {
  if (key === '⏎') return { is: 'enter' }
  if (key === '⌫') return { is: 'erase' }
  if (key === 'v') return { is: 'visitor' }
  return { is: 'letter', letter: key }
}

const made = (badge: string | null, tenths: number): Typed => ({ badge, tenths, follows: null })

test('badge, Next, temperature, Save make an entry, and everything is empty for the next person', () => {
  for (const [keys, expected] of [
    ['1042⏎365⏎', [made('1042', 365)]],
    ['1042⏎36,5⏎', [made('1042', 365)]],
    ['1042⏎36.5⏎', [made('1042', 365)]],
    ['a12⏎36⏎', [made('A12', 360)]],
    ['v372⏎', [made(null, 372)]],
    ['12v365⏎', [made(null, 365)]],
    ['123⌫4⏎366⌫5⏎', [made('124', 365)]],
    ['v365⏎77⏎364⏎', [made(null, 365), made('77', 364)]],
  ] as const) {
    const after = typed(keys)
    assert.deepEqual(after.made, expected, keys)
    assert.deepEqual(after.typing, NOTHING_TYPED, keys)
  }
})

test('a badge or temperature that is missing or cannot be is said beside its field, and no entry is made', () => {
  for (const [keys, field, why] of [
    ['⏎', 'badge', 'missing'],
    ['-⏎', 'badge', 'form'],
    ['12⏎⏎', 'temperature', 'missing'],
    ['12⏎3655', 'temperature', 'decimals'],
    ['12⏎36,55⏎', 'temperature', 'decimals'],
    ['12⏎986⏎', 'temperature', 'fahrenheit'],
    ['12⏎29⏎', 'temperature', 'low'],
    ['12⏎46⏎', 'temperature', 'high'],
  ] as const) {
    const after = typed(keys)
    assert.deepEqual(after.typing.fault, { field, why }, keys)
    assert.deepEqual(after.made, [], keys)
  }
  assert.equal(typed('12⏎3655⌫').typing.fault, null, 'mended')
})

test('the decimal comma comes by itself, and one that was typed stays where it is', () => {
  for (const [keys, shown] of [
    ['3', '3'],
    ['36', '36'],
    ['365', '36,5'],
    ['3655', '36,55'],
    ['36,5', '36,5'],
    ['3,65', '3,65'],
  ] as const)
    assert.equal(shownTemperature(keys), shown)
})

test('a badge takes eight letters, so that no telephone number gets in', () => {
  assert.equal(typed('0912345678').typing.badge, '09123456')
  const pasted = pressed(NOTHING_TYPED, { is: 'text', field: 'badge', text: ' a1!b2 ễ' })
  assert.equal(pasted.typing.badge, 'A1B2')
})

test('somebody who waited is measured again without a badge, and follows the first', () => {
  const start = pressed(NOTHING_TYPED, { is: 'again', of: { id: 'one', badge: 'A12', label: 'A12' } }).typing
  assert.deepEqual(typed('37⏎', start).made, [{ badge: 'A12', tenths: 370, follows: 'one' }])
  assert.deepEqual(typed('⌫', start).typing, NOTHING_TYPED, 'erasing goes back')
  assert.deepEqual(pressed(start, { is: 'clear' }).typing, NOTHING_TYPED)
  assert.equal(pressed(start, { is: 'field', field: 'badge' }).typing.field, 'temperature')
})

test('whatever is pressed, every entry is of a badge or a visitor with a temperature that can be', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,.aQ-v⏎⌫'), maxLength: 40 }), keys => {
      for (const { badge, tenths } of typed(keys).made) {
        assert.ok(tenths >= 300 && tenths <= 450)
        assert.ok(badge === null || /^[A-Z0-9][A-Z0-9-]{0,7}$/.test(badge))
      }
    }),
    { numRuns: 2000 },
  )
})
