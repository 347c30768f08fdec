/**
 * What a log says is an interface for whoever is on duty: each message of level warn and above is on the page of log messages with its
 * level and the files that write it, and the page has no other. Words that a reader at night would have to guess are in none.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LOG_WORDS } from './better-words.ts'
import { everyLogMessage, logged } from './log-messages.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = 'docs/reference/log-messages.md'
const ON_THE_PAGE: ReadonlySet<string> = new Set(['warn', 'error', 'fatal'])
const ROW = /^\| `([^`]+)` \| (\w+) \| (.+?) \| (.+?) \| (.+?) \|$/gm
const { messages, unread } = everyLogMessage()

test('every message of a log is a literal with a level of its own: what varies is in its fields', () => {
  assert.ok(messages.length > 100, 'messages are no longer found where they used to be')
  assert.deepEqual(unread, [])
})

test('every message of level warn and above is on the page of log messages with its level and its files, and no other', () => {
  const text = readFileSync(join(ROOT, PAGE), 'utf8')
  const rows = [...text.matchAll(ROW)].map(([, message, level, from]) => {
    const files = [...from.matchAll(/\]\(\.\.\/\.\.\/([^)]+)\)/g)].map(([, file]) => file)
    return `${message}: ${level}, ${files.toSorted().join(' ')}`
  })
  const found = Map.groupBy(
    messages.filter(({ level }) => ON_THE_PAGE.has(level)),
    ({ message, level }) => `${message}: ${level}`,
  )
  const written = [...found].map(
    ([said, by]) => `${said}, ${[...new Set(by.map(({ file }) => file))].sort().join(' ')}`,
  )
  assert.deepEqual(rows.toSorted(), written.toSorted())
})

test('the lines that the page shows as they were printed are such as are still written', () => {
  const lines = readFileSync(join(ROOT, PAGE), 'utf8').match(/^\{"level".+\}$/gm) ?? []
  const names: Readonly<Record<number, string>> = { 30: 'info', 40: 'warn', 50: 'error' }
  assert.ok(lines.length >= 10)
  for (const line of lines) {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string }
    const isWritten = messages.some(one => one.message === msg && one.level === names[level])
    assert.ok(isWritten, `no program writes: ${msg}`)
  }
})

test('no message of a log says what a reader would have to guess', () => {
  for (const { message, file } of messages)
    for (const { not, better } of LOG_WORDS)
      assert.doesNotMatch(message, not, `${file}: “${message}”; better: ${better}`)
})

test('a message is found with its level however its log is reached, and one that is made up or has no level of its own is told', () => {
  const found = (text: string) => {
    const { messages: all, unread: none } = logged('x.ts', text)
    return [...all.map(({ level, message }) => `${level} ${message}`), ...none.map(() => 'unread')]
  }
  for (const [text, expected] of [
    ["log.warn('disk full')", ['warn disk full']],
    ["this.#o.log.error('disk full', { why })", ['error disk full']],
    ["log.info({ why }, 'disk full')", ['info disk full']],
    ["log.warn(isFull ? 'disk full' : 'disk slow')", ['warn disk full', 'warn disk slow']],
    ["log.warn('disk ' + how)", ['unread']],
    ['log.warn(what, { why })', ['unread']],
    ["log[level]('disk full')", ['unread']],
    ["const say = log.warn; say('disk full')", ['unread']],
    ['const on = { warn: (event, fields) => log.warn(event, fields) }', []],
    ["console.log('disk full'); catalogue.warn('x')", []],
  ] as const)
    assert.deepEqual(found(text), expected, text)
})
