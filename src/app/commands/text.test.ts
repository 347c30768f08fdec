/** The command as other programs meet it: its exit code, its standard output. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Given, loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'
import published from '../../text/vectors/golden-sms.json' with { type: 'json' }

const dir = mkdtempSync(join(tmpdir(), 'loa-text-'))
after(() => rmSync(dir, { recursive: true }))

const [golden] = published

function file(name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

async function count(args: readonly string[], how: Given = {}, loa = loaInProcess) {
  const { code, stdout, stderr } = await loa(['text', 'count', ...args], how)
  return { status: code, stdout, stderr }
}

async function checkJson(args: readonly string[], expected: object, input?: string) {
  const { status, stdout, stderr } = await count([...args, '--json'], input === undefined ? {} : { input })
  assert.deepEqual([status, stderr], [0, ''])
  const got = JSON.parse(stdout)
  assert.deepEqual(got, expected)
  assert.deepEqual(Object.keys(got), ['encoding', 'units', 'segments', 'parts', 'unaccented', 'notes'])
}

const GOLDEN_COUNT = {
  encoding: 'ucs2',
  units: 353,
  segments: 6,
  parts: [67, 67, 67, 67, 67, 18],
  unaccented: {
    text: 'BCD phong, chong Covid-19 tinh Hai Duong de nghi toan bo nguoi dan cai dat ung dung Bluezone tren dien thoai thong minh va moi nguoi than cung cai dat de co the truy vet nhanh chong cac truong hop tiep xuc gan voi nguoi nhiem, nghi nhiem Covid-19, gop phan khoanh vung, dap dich mot cach nhanh chong, hieu qua. Cai dat tai https://bluezone.gov.vn/taiapp',
    encoding: 'gsm7',
    units: 353,
    segments: 3,
  },
  notes: [],
}

test('the message of February 2021 is 6 ordinary SMS, 3 without accents', async () => {
  await checkJson([golden.text], GOLDEN_COUNT)
  await checkJson(['--file', file('crlf.txt', `${golden.text}\r\n`)], GOLDEN_COUNT)
  await checkJson(['--file', file('nfd.txt', `${golden.text.normalize('NFD')}\n`)], {
    ...GOLDEN_COUNT,
    notes: ['normalised to NFC'],
  })
  await checkJson(['--file', '-'], { ...GOLDEN_COUNT, notes: ['byte order mark left out'] }, `\ufeff${golden.text}`)
})

test('a text that accents do not touch has no alternative', async () => {
  const expected = { encoding: 'gsm7', units: 2, segments: 1, parts: [2], unaccented: null, notes: [] }
  await checkJson(['€'], expected)
  await checkJson(['a\n'], expected)
  await checkJson(['--file', '-'], expected, 'ab\n')
})

test('a text that begins with a dash comes after two dashes; a lone dash is a text', async () => {
  const dash = { encoding: 'gsm7', units: 1, segments: 1, parts: [1], unaccented: null, notes: [] }
  await checkJson(['-'], dash)
  const { status, stdout } = await count(['--json', '--', '-a'], {}, loaProcess)
  assert.deepEqual([status, JSON.parse(stdout).units], [0, 2])
})

test('the encoding and the bits of the reference can be asked for', async () => {
  const text = 'a'.repeat(153 * 2)
  assert.equal(JSON.parse((await count([text, '--json', '--reference', '16'])).stdout).segments, 3)
  assert.equal(JSON.parse((await count([text, '--json', '--encoding', 'ucs2'])).stdout).segments, 5)
})

for (const [name, args, status, sentence] of [
  ['an empty text fails', [''], 1, /^loa: The message is empty\. .*\n$/],
  ['an empty file fails', ['--file', file('empty.txt', '\n')], 1, /^loa: The message is empty/],
  ['a missing file fails', ['--file', join(dir, 'none')], 1, /^loa: Cannot read .*none/],
  ['more than 255 segments fail', ['ế'.repeat(255 * 67 + 1)], 1, /^loa: The message takes 256 /],
  ['a letter that forced GSM-7 lacks fails', ['Hà ₫', '--encoding', 'gsm7'], 1, /Letter 4 .*₫ \(U\+20AB\)/],
  ['a text and a file at once are wrong', ['a', '--file', '-'], 2, /^loa: give either a text or --file/],
  ['neither a text nor a file is wrong', [], 2, /^loa: give either/],
  ['two texts are wrong', ['a', 'b'], 2, /too many arguments/],
  ['an unknown option is wrong', ['a', '--jsn'], 2, /unknown option/],
  ['an unknown encoding is wrong', ['a', '--encoding', 'latin1'], 2, /Allowed choices/],
] as const) {
  test(`${name}: exit code ${status}, one sentence, and nothing on standard output`, async () => {
    const got = await count([...args, '--json'])
    assert.deepEqual([got.status, got.stdout], [status, ''])
    assert.match(got.stderr, sentence)
  })
}

test('people read a table in their language', async () => {
  assert.equal(
    (await count(['Bộ Y tế: “ở nhà”'], { lang: 'vi_VN.UTF-8' })).stdout,
    `Nội dung tin nhắn                   16 đơn vị, bảng mã UCS-2
Bản tin SMS thông thường (quy đổi)  1
Từng phần                           16; phần cuối còn trống 54
Nếu viết không dấu                  1; không tiết kiệm được gì; 16 đơn vị, bảng mã GSM-7

  Bo Y te: "o nha"
`,
  )
  assert.equal(
    (await count([golden.text])).stdout.split('\n').slice(0, 6).join('\n'),
    `Message          353 units in UCS-2
Ordinary SMS     6
Parts            5 × 67 + 18; 49 left in the last
Without accents  3; saves 3 of 6; 353 units in GSM-7

  BCD phong, chong Covid-19 tinh Hai Duong de nghi toan bo nguoi dan cai`,
  )
})

test('a message cannot steer the terminal', async () => {
  const { stdout } = await count(['--file', '-'], { input: 'ấ\u001b[31m\u0007\u009b' })
  assert.doesNotMatch(stdout, /[^\P{Cc}\n]/u)
  assert.match(stdout, /a␛\[31m␇/)
})

test('the help has examples', async () => {
  const { status, stdout } = await count(['--help'])
  assert.equal(status, 0)
  assert.match(stdout, /Examples:\n {2}loa text count/)
})
