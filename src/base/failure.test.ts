import assert from 'node:assert/strict'
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { everyFailure } from '../../test/house/failures.ts'
import { roundFailure } from '../round/failures.ts'
import { Failure, type FailureKind, type Language, reason } from './failure.ts'
import { baseFailure } from './failures.ts'

const FAILURES = await everyFailure()
const ALL = Object.entries(FAILURES) as [string, FailureKind][]

const namesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort()

function eachSentence(check: (sentence: string, where: string, language: 'vi' | 'en') => void): void {
  for (const [code, kind] of ALL)
    for (const language of ['vi', 'en'] as const)
      check(kind[language], `${code}, ${language}: ${kind[language]}`, language)
}

test('every failure is told in both languages, and the two are not the same', () => {
  for (const [code, { vi, en }] of ALL) {
    assert.ok(vi.length > 10 && en.length > 10, code)
    assert.notEqual(vi, en, code)
  }
})

test('both sentences of a failure tell the same details', () => {
  // Words that are a detail are there in both languages, each in its own sentence.
  const details = (sentence: string, language: Language) =>
    [...new Set(namesIn(sentence))].map(name => (name === language ? 'own words' : name)).toSorted()
  for (const [code, { vi, en }] of ALL) assert.deepEqual(details(vi, 'vi'), details(en, 'en'), code)
})

test('every sentence ends with a full stop, has no blanks too many and is one line', () => {
  eachSentence((sentence, where) => {
    assert.match(sentence, /[^.]\.$/, where)
    assert.equal(sentence, sentence.trim(), where)
    assert.doesNotMatch(sentence, /\s\s|\n|\t| [.,;:]/, where)
    assert.equal(sentence, sentence.normalize('NFC'), where)
  })
})

test('braces stand in pairs, around a name', () => {
  eachSentence((sentence, where) => {
    assert.doesNotMatch(sentence.replace(/\{[a-z]\w*\}/gi, ''), /[{}]/, where)
  })
})

test('a Vietnamese sentence is Vietnamese, and an English one is not', () => {
  const vietnamese = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i
  eachSentence((sentence, where, language) => {
    assert.equal(vietnamese.test(sentence), language === 'vi', where)
  })
})

test('nothing that may hold a number of a subscriber or a password is told', () => {
  eachSentence((sentence, where) => {
    for (const name of namesIn(sentence))
      assert.doesNotMatch(name, /number|msisdn|subscriber$|address$|password|secret/i, where)
  })
})

test('every failure says whether a retry helps, whose it is, and its codes', () => {
  for (const [code, kind] of ALL) {
    assert.ok(['never', 'now', 'later'].includes(kind.retry), code)
    assert.ok(['caller', 'peer', 'us'].includes(kind.blame), code)
    assert.ok(kind.http >= 400 && kind.http <= 599, code)
    assert.ok([1, 2, 3].includes(kind.exit), code)
    // Exit code 2 is a command line that is wrong, whatever is tried again.
    if (kind.exit === 2) assert.deepEqual([kind.retry, kind.blame], ['never', 'caller'], code)
  }
})

test('every failure is thrown somewhere', () => {
  const sources = ['src', 'town', 'bench', 'tools'].flatMap(top =>
    filesBelow(new URL(`../../${top}/`, import.meta.url)),
  )
  const text = sources.map(file => readFileSync(file, 'utf8')).join('\n')
  for (const [code] of ALL) assert.ok(text.includes(`'${code}'`), code)
})

/** Sources that may throw, no tests. In a table a code stands without quotes. */
function filesBelow(top: URL): URL[] {
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
    .map(name => new URL(name, top))
}

test('a failure fills its details in, in either language, and tells what is missing by its name', () => {
  const failure = baseFailure('fileUnreadable', { file: 'a $& b', why: '{file}' })
  assert.equal(failure.message, failure.sentence('en'))
  assert.match(failure.sentence('en'), /a \$& b/)
  assert.match(failure.sentence('vi'), /a \$& b/)
  assert.match(failure.sentence('en'), /\{file\}/, 'a detail is told as it is')
  const { fileUnreadable } = FAILURES
  assert.match(new Failure('fileUnreadable', fileUnreadable, { file: 'x' }).message, /\{why\}/)
  assert.match(roundFailure('ledgerVersion', { version: 0 }).message, / 0\b/)
  assert.equal(failure.kind, FAILURES.fileUnreadable)
  assert.equal(failure.name, 'Failure')
  assert.ok(failure instanceof Error)
})

test('a failure that is not given all that its sentences ask for does not compile', () => {
  // @ts-expect-error: the sentence names why, too
  const half = baseFailure('fileUnreadable', { file: 'a' })
  // @ts-expect-error: it names something at all
  const none = baseFailure('fileUnreadable')
  for (const { message } of [half, none]) assert.match(message, /\{why\}/)
})

test('of what the system says the words remain: no code, no call, no path', async t => {
  const folder = mkdtempSync(join(tmpdir(), "loa it's, "))
  t.after(() => rmSync(folder, { recursive: true }))
  const thrown = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      return reason(error)
    }
    return ''
  }
  assert.equal(
    thrown(() => openSync(join(folder, 'missing'), 'r')),
    'no such file or directory',
  )
  assert.equal(
    thrown(() => openSync(folder, 'w')),
    'illegal operation on a directory',
  )
  assert.equal(
    thrown(() => readFileSync(folder)),
    'illegal operation on a directory',
  )
  const refused = await new Promise(done => connect(join(folder, 'none')).once('error', done))
  assert.match(reason(refused), /^connect ENOENT/, 'of a connection, all of it')
  assert.equal(reason(new TypeError('a bug, open it')), 'a bug, open it')
  assert.equal(reason(new Error('wrong version:\ntlsany_meth.c:77:\n')), 'wrong version: tlsany_meth.c:77:')
  assert.equal(reason('a word'), 'a word')
  assert.equal(reason(undefined), 'undefined')
})
