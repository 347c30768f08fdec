import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlan } from '../src/audience/numbering.ts'
import { paceOf, turnOf } from './mishaps.ts'
import { operatorsOf } from './operators.ts'

/** Of `loa operator` and `loa smsc`: what `--tps` takes. */
const TPS_MAX = 100_000_000

test('nodes and centres take the paces that they are given, from a handful of people to the whole country', async () => {
  const plan = await loadPlan('VN')
  for (const scale of [1, 10, 1000, 100_000, 125_000_000])
    for (const operator of operatorsOf(plan, scale)) {
      const paces = [paceOf(operator, 11)]
      for (const round of [1, 2, 3, 4, 5]) {
        const { tps } = turnOf(operator, round, 11).centre
        if (tps !== undefined) paces.push(Number(tps))
      }
      for (const pace of paces)
        assert.ok(Number.isSafeInteger(pace) && pace > 0 && pace <= TPS_MAX, `${scale} ${operator.id} ${pace}`)
    }
})
