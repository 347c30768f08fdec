/** The command as other programs meet it: a child process, its exit code, its standard output. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const LOA = fileURLToPath(new URL('../../../loa', import.meta.url))

function speak(args: readonly string[], how: { input?: string; lang?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(LOA, ['speaker', 'spoken', ...args], {
    encoding: 'utf8',
    input: how.input ?? '',
    env: { ...process.env, LC_ALL: how.lang ?? 'C.UTF-8' },
  })
  return { status, stdout, stderr }
}

test('loa speaker spoken --json prints the spoken text and what it asks, and nothing else', () => {
  const { status, stdout, stderr } = speak(['--json', 'Gọi 19009095, XYZ'])
  assert.deepEqual([status, stderr], [0, ''])
  assert.equal(
    stdout,
    '{"spoken":"Gọi một chín không không, chín không chín năm, XYZ","asks":[{"word":"XYZ","at":14}]}\n',
  )
})

test('a message comes from a file or standard input, whose final line end is no part of it', () => {
  const { status, stdout } = speak(['--json', '--file', '-'], { input: '\ufeffngày 3/2\r\n' })
  assert.deepEqual([status, JSON.parse(stdout)], [0, { spoken: 'ngày ba tháng hai', asks: [] }])
})

test('people are told in their language what is asked and how long it takes, beside the spoken text', () => {
  const { status, stdout, stderr } = speak(['Theo XYZ'], { lang: 'vi_VN.UTF-8' })
  assert.deepEqual([status, stdout], [0, 'Theo XYZ\n'])
  assert.match(stderr, /^Chưa rõ cách đọc: XYZ \(chữ thứ 6\)\nĐọc hết khoảng \d+ giây\n$/)
  assert.match(speak(['Theo XYZ']).stderr, /^Unknown reading: XYZ \(letter 6\)\nTakes about \d+ seconds/)
})

for (const [name, args, status, sentence] of [
  ['an empty text', [''], 1, /^loa: The message is empty/],
  ['a text that has nothing to say', ['😀 '], 1, /^loa: The message is empty/],
  ['neither a text nor a file', [], 2, /^loa: give either a text or --file/],
  ['a text and a file', ['a', '--file', '-'], 2, /^loa: give either/],
  ['two texts', ['a', 'b'], 2, /too many arguments/],
] as const)
  test(`${name}: exit code ${status}, one sentence, and nothing on standard output`, () => {
    const got = speak([...args, '--json'])
    assert.deepEqual([got.status, got.stdout], [status, ''])
    assert.match(got.stderr, sentence)
  })
