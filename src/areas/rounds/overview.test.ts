/** When a round is on the calendar, and what is said of an operator that is not well. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OperatorSummary } from '../operators/model.ts'
import { faultsOf, hoursOf } from './overview.ts'

const at = (day: number) => new Date(Date.UTC(2020, 1, day)).toISOString()
const ms = (day: number) => Date.UTC(2020, 1, day)

test('a round is on the calendar from its window or its directives on, until its window or its end', () => {
  for (const [given, expected] of [
    [{ state: 'draft', notBefore: null, notAfter: at(9), issued: null }, null],
    [{ state: 'draft', notBefore: at(3), notAfter: at(9), issued: null }, [3, 9]],
    [{ state: 'scheduled', notBefore: at(3), notAfter: null, issued: 2 }, [3, null]],
    [{ state: 'running', notBefore: at(3), notAfter: at(9), issued: 4 }, [4, 9]],
    [{ state: 'running', notBefore: null, notAfter: null, issued: 4 }, [4, null]],
    [{ state: 'finished', notBefore: at(3), notAfter: at(9), issued: 2 }, [3, 6]],
    [{ state: 'stopped', notBefore: null, notAfter: null, issued: 4 }, [4, 6]],
    // Its return came after its window was over.
    [{ state: 'finished', notBefore: at(3), notAfter: at(5), issued: 2 }, [3, 5]],
    // It was stopped before its window began.
    [{ state: 'stopped', notBefore: at(8), notAfter: at(9), issued: 2 }, [8, 8]],
  ] as const) {
    const { state, notBefore, notAfter, issued } = given
    const window = { notBefore, notAfter } as Parameters<typeof hoursOf>[0]['window']
    const hours = hoursOf({ state, updatedAt: ms(6), window }, issued === null ? null : ms(issued))
    assert.deepEqual(
      hours,
      expected && { from: ms(expected[0]), until: expected[1] === null ? null : ms(expected[1]) },
      JSON.stringify(given),
    )
  }
})

const WELL = {
  id: 'mot',
  name: 'Một',
  state: 'enrolled',
  isConnected: true,
  heardAt: at(3),
  openDirectives: 0,
  lastReturn: null,
  flags: [],
  alarms: [],
  hello: null,
} as unknown as OperatorSummary
const flag = { code: 'clock-skew', expected: '0', found: '9' } as const

const lost = (day: number) => ({ is: 'centre-lost', since: at(day), centre: day })

test('an operator is not well that is away, whose return does not add up, that has a flag, or whose node has no roster though one is in force; one that never came is not away', () => {
  for (const [change, says] of [
    [{}, []],
    [{ isConnected: false, heardAt: null }, []],
    [{ isConnected: false }, ['away']],
    [{ isConnected: false, openDirectives: 1 }, ['away, urgent']],
    [{ lastReturn: { directive: 'd', at: at(2), flags: [] } }, []],
    [{ lastReturn: { directive: 'd', at: at(2), flags: [flag, flag] } }, ['2']],
    [{ flags: [flag] }, ['1']],
    [{ isConnected: false, flags: [flag] }, ['away', '1']],
    [{ hello: { roster: null } }, ['away, urgent']],
    [{ hello: { roster: { number: 1, sha256: 'a' } } }, []],
    // Of version 0.1.0, which says nothing of one.
    [{ hello: {} }, ['away, urgent']],
    [{ alarms: [{ is: 'disk-low', since: at(1) }] }, ['away']],
    [{ alarms: [lost(2), lost(1), { is: 'alone', since: null }] }, ['away, urgent', 'away']],
    // What it said before it went away.
    [{ isConnected: false, alarms: [{ is: 'away', since: at(2) }, lost(1)] }, ['away']],
  ] as const) {
    const operator = { ...WELL, ...change } as unknown as OperatorSummary
    const found = faultsOf(operator, { isOwn: false, isRoster: true })
    assert.deepEqual(
      found.map(({ figures, isUrgent }) =>
        figures.length > 0 ? `${figures[0].value}` : isUrgent ? 'away, urgent' : 'away',
      ),
      [...says],
    )
    for (const { page } of found) assert.equal(page, '/operators/mot')
  }
  for (const hello of [{ roster: null }, {}]) {
    const early = { ...WELL, hello } as unknown as OperatorSummary
    assert.deepEqual(faultsOf(early, { isOwn: false, isRoster: false }), [])
  }
})
