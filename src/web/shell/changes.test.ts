import assert from 'node:assert/strict'
import test from 'node:test'
import type { Change } from '../../authority/unit-of-work.ts'
import { onChange, touched } from './changes.ts'

test('a change makes old what shows it, and nothing else', () => {
  const table: [Change, string[][]][] = [
    [{ is: 'campaign', campaign: 'c' }, [['campaigns'], ['campaign', 'c']]],
    [
      { is: 'round', round: 'r', state: 'running', version: 2 },
      [['rounds'], ['round', 'r'], ['campaigns']],
    ],
    [{ is: 'operator', operator: 'viettel' }, [['operators']]],
    [{ is: 'agenda', operator: 'viettel' }, [['operators']]],
  ]
  for (const [change, expected] of table) assert.deepEqual(touched(change), expected)
})

test('a change of a kind that a later server may send makes nothing old and breaks nothing', () => {
  const asked: unknown[] = []
  const cache = { invalidateQueries: async (filter: unknown) => void asked.push(filter) }
  onChange(cache, { is: 'briefing' })
  assert.deepEqual(asked, [])
})
