/** The title in the browser's tab. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { titleOf } from './shown-title.ts'

test('a tab says how much waits, and nothing where nothing does', () => {
  assert.equal(titleOf('Tổng quan – Loa', 3), '(3) Tổng quan – Loa')
  assert.equal(titleOf('Tổng quan – Loa', 0), 'Tổng quan – Loa')
})
