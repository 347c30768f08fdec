/** Everything that people read in Vietnamese, page, paper and terminal, read for words that are none. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { COMMANDS, NOTES, OPTIONS, TITLES } from '../../src/app/help-vi.ts'
import { notFound } from '../../src/authority/failures.ts'
import { foreignWords } from './english-words.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILES = globSync('{src,town,bench,tools}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
  file => !/\.(?:test|suite|bench)\.ts$|^src\/report\/reference\//.test(file),
)

/** What the field, an office or a keyboard calls so in Vietnamese too. */
const FIELD =
  words(`byte kbit ms mm km pt wi fi ogg viettel passkey camera web internet email kiosk proxy hotline https http
  bind esc enter shift alt ctrl tab excel word libreoffice chrome edge firefox safari debian node npm
  parquet gzip mobifone english times new roman ffmpeg idempotency key lines json`)

/** What is typed or read word for word where the file tells how a format is written, or which program is meant. */
const PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  'src/cap/fault-words.ts': words(`alert uri parameter language status exercise note scope private addresses restricted
    restriction references sender identifier sent ceiling altitude reference enveloped signature`),
  'src/plan/fault-words.ts': words(`null inputs greatest count measures leaving entering while when areas false
    parameters`),
  'src/plan/remark-words.ts': words('leaving'),
  'src/plan/failures.ts': words('date area'),
  'src/areas/plan/words.ts': words('id date area population analytics inputs areas'),
  'src/areas/screening/words.ts': words('bundle observation'),
  'src/areas/briefing/words-preparing.ts': words('zh'),
  'src/areas/subscriptions/page.ts': words('span'),
  'src/zerorating/fault-words.ts': words('exclusive false'),
  'src/speaker/failures.ts': words('normal priority urgent'),
  'src/operator/cell-table.ts': words('bsc'),
  'src/channels/failures.ts': words('opendkim genkey openssl genrsa'),
  'src/plan/template.ts': words('minute'),
  'src/app/failures.ts': words('setup'),
  'bench/failures.ts': words('nats server'),
  'bench/commands/bench.ts': words('last all none'),
  'bench/commands/briefing.ts': words('werift pion bare'),
  'src/app/commands/serve.ts': words('none'),
  'src/app/commands/media.ts': words('serve'),
  'src/app/commands/zerorating-probe.ts': words('calls'),
  'tools/smsc/flags.ts': words('text tlv both'),
}

/** Programs and values that the help of the terminal names as they are typed. */
const TYPED =
  words(`bundle observation diameter common alerting protocol nginx postfix transport heads restore csv cgrates
  curl audit running loopback werift pion bare golang nats server audience build last all none hold resend failed uncertain
  approver administrator error warn info debug push backup enrol mcc mnc nci bsc tenant probe read plan realm event
  timestamp period text tlv both smpp kannel`)

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

const SAID = /\bvi:\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g

test('no Vietnamese sentence has a word of English in it, but what the field calls so', () => {
  let sentences = 0
  const found: string[] = []
  for (const file of FILES) {
    const known = new Set([...FIELD, ...(PARTS[file] ?? [])])
    for (const [, one, two, three] of readFileSync(join(ROOT, file), 'utf8').matchAll(SAID)) {
      sentences += 1
      const said = one ?? two ?? three
      const foreign = foreignWords(said, known)
      if (foreign.length > 0) found.push(`${file}: ${foreign.join(', ')}: ${said}`)
    }
  }
  assert.ok(sentences > 5000, 'sentences are where they used to be')
  assert.deepEqual(found, [])
})

test('the help of the terminal in Vietnamese has no word of English but names that are typed', () => {
  const known = new Set([...FIELD, ...TYPED])
  const found = [COMMANDS, NOTES, OPTIONS, TITLES].flatMap(table =>
    Object.values(table).flatMap(said => {
      const foreign = foreignWords(said, known)
      return foreign.length > 0 ? [`${foreign.join(', ')}: ${said}`] : []
    }),
  )
  assert.deepEqual(found, [])
})

for (const [said, foreign] of [
  ['Không tìm thấy round.', ['round']],
  ['{what} đã hết hạn. Chạy loa round resume {directory} rồi xem tệp a/b.csv.', []],
  ['Cần --not-before và SMS dạng GSM-7, không có the link.', ['link']],
  ['loa của cụm này nghe được; loa report month thì không', []],
] as const)
  test(`what is foreign in “${said}”`, () => {
    assert.deepEqual(foreignWords(said, FIELD), foreign)
  })

test('what is not found is named in the language of the sentence', () => {
  const failure = notFound('round')
  assert.equal(failure.sentence('vi'), 'Không tìm thấy đợt nhắn tin. Có thể đường dẫn đã cũ.')
  assert.equal(failure.sentence('en'), 'There is no such round. The link may be old.')
})
