import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agenda } from '../directive/documents.ts'
import { Agendas, directivesOf } from './agendas.ts'

const item = (directive: string, order = 'run') => ({ directive, order })
const list = (directive: string) => ({ directive, list: `list of ${directive}` })
const roster = { text: '{}', signatures: [] }

function agenda(changes: Partial<Agenda>): Agenda {
  return { items: [], ...changes }
}

test('what two addresses want is wanted once, in the order of each, and whatever one of them leaves out', () => {
  const agendas = new Agendas()
  const [both, one, other] = [list('2'), list('1'), list('3')]
  agendas.take('a', agenda({ items: [item('x'), item('y')], lists: [one, both] }))
  agendas.take('b', agenda({ items: [item('y', 'stop')], lists: [both, other] }))
  const { directives, lists } = agendas.joined
  assert.deepEqual(directives, ['x', 'y'])
  assert.deepEqual(lists, [one, both, other])
  agendas.take('b', agenda({}))
  assert.deepEqual(agendas.joined.lists, [one, both])
})

test('both orders of one directive are there, for whoever knows which of them counts', () => {
  const agendas = new Agendas()
  agendas.take('a', agenda({ broadcasts: [item('x')], announcements: [item('z')] }))
  agendas.take('b', agenda({ broadcasts: [item('x', 'stop'), item('x')] }))
  const { broadcasts, announcements } = agendas.joined
  assert.deepEqual(broadcasts, [item('x'), item('x', 'stop')])
  assert.deepEqual(announcements, [item('z')])
})

test('the orders of one directive are those of every address, each once', () => {
  const agendas = new Agendas()
  agendas.take('a', agenda({ items: [item('x'), item('y')] }))
  agendas.take('b', agenda({ items: [item('x'), item('x', 'stop')] }))
  assert.deepEqual(agendas.ordersOf('x'), ['run', 'stop'])
  assert.deepEqual(agendas.ordersOf('z'), [])
})

test('an address whose stream is over is heard no more while another speaks, and until then', () => {
  const agendas = new Agendas()
  agendas.take('a', agenda({ items: [item('x')] }))
  agendas.ended('a')
  assert.deepEqual(agendas.joined.directives, ['x'], 'nobody else says anything')
  agendas.take('b', agenda({ items: [item('y')] }))
  assert.deepEqual(agendas.joined.directives, ['y'])
  agendas.ended('b')
  agendas.take('a', agenda({ items: [item('x')] }))
  assert.deepEqual(agendas.joined.directives, ['x'])
})

test('an address of which more rosters follow holds up no judgement of what another wants', () => {
  const agendas = new Agendas()
  const rosters = Array.from({ length: 20 }, () => roster)
  agendas.take('a', agenda({ items: [item('x')], rosters }))
  agendas.take('b', agenda({ items: [item('y')], rosters: [roster] }))
  assert.deepEqual(agendas.joined.directives, ['y'])
})

test('the directives of every kind on an agenda are known', () => {
  const all = agenda({ items: [item('a')], lists: [list('b')], announcements: [item('c')], broadcasts: [item('d')] })
  assert.deepEqual(directivesOf(all), ['a', 'b', 'c', 'd'])
})
