import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lasting } from './orders.ts'
import { ToldLast } from './told-last.ts'

const open = (room: string): Lasting => ({ is: 'open', room, setup: { recordTo: null, isEcho: false } })
const heard = (room: string, ...sites: string[]): Lasting => ({ is: 'heard', room, sites })
const listens = (room: string, site: string, language: string | null): Lasting => ({
  is: 'listens',
  room,
  site,
  language,
})

test('a new process is told the last of each kind, a room before what is told of it, and nothing of a closed one', () => {
  const told = new ToldLast()
  const orders = [
    open('a'),
    heard('a', 'x'),
    open('b'),
    heard('b', 'z'),
    heard('a', 'y'),
    listens('a', 'x', 'en'),
    listens('a', 'y', 'fr'),
    listens('a', 'x', null),
  ]
  for (const order of orders) assert.ok(told.keep(order))
  told.forget('b')
  assert.deepEqual([...told.all()], [open('a'), heard('a', 'y'), listens('a', 'y', 'fr')])
})

test('what is told of a room that is not open is not kept', () => {
  const told = new ToldLast()
  assert.equal(told.keep(heard('a', 'x')), false)
  assert.deepEqual([...told.all()], [])
})

test('a room that is opened once more to be recorded stays as it was, and a new process records it', () => {
  const told = new ToldLast()
  const recorded: Lasting = { is: 'open', room: 'a', setup: { recordTo: '/a', isEcho: false } }
  for (const order of [open('a'), heard('a', 'x'), listens('a', 'x', 'en'), recorded]) assert.ok(told.keep(order))
  assert.deepEqual([...told.all()], [recorded, heard('a', 'x'), listens('a', 'x', 'en')])
})
