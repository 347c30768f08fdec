import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LogHealth, LogNews } from './log.ts'

const away = (why: string): LogHealth => ({ is: 'away', since: 0, why })
const HERE: LogHealth = { is: 'here', since: 0 }

test('people are told once that a log is away, anew of another reason and not at each change of one that comes and goes, and that it is here', () => {
  const news = new LogNews()
  const looks: readonly (readonly [number, LogHealth, string | null])[] = [
    [1000, away('it has no leader'), null],
    [2001, away('it has no leader'), 'it has no leader'],
    [2500, away('it does not answer'), null],
    [2600, away('it has no leader'), null],
    [4002, away('a server syncs every two minutes'), 'a server syncs every two minutes'],
    [9000, away('a server syncs every two minutes'), null],
    [9001, HERE, 'here'],
    [9002, HERE, null],
  ]
  for (const [now, health, expected] of looks) {
    const event = news.of(health, now)
    assert.equal(event?.is === 'log-away' ? event.why : event && 'here', expected, `at ${now}`)
  }
})
