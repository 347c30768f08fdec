import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Sound, WINDOW_DAYS_MAX } from '../../directive/bulletin.ts'
import { isMarked } from '../../directive/exercise-mark.ts'
import { LETTERS } from '../../text/table-of-letters.test.ts'
import { type ContentFacts, channelsOf, contentOf, contentText } from './content.ts'
import { broadcasting, FIXTURE_SOUND, fullDraft, keepsSounds, plainDraft, ringing } from './fixtures.test.ts'
import { type BulletinDraft, bulletinDraft } from './model.ts'
import { asksIn } from './spoken-asks.ts'

const ID = '0190a1b2-0000-7000-8000-000000000001'
const NOW = Date.parse('2020-02-13T00:00:00Z')
const DAY_MS = 86_400_000
const at = (days: number) => new Date(NOW + days * DAY_MS).toISOString()
const UNTIL = at(5)
const FULL = ringing(fullDraft(UNTIL), at(1), at(2))
const FACTS: ContentFacts = { now: NOW, spokenIn: keepsSounds(FIXTURE_SOUND), asks: () => false }

function made(draft: BulletinDraft, facts = FACTS) {
  return contentOf(draft, { id: ID, version: 3 }, facts)
}

function faultsOf(draft: BulletinDraft, facts = FACTS): readonly string[] {
  const result = made(draft, facts)
  return result.is === 'content' ? [] : result.faults.map(({ at: place, code }) => `${place} ${code}`)
}

/** The full draft with something of it changed. */
function changed(change: (draft: Changeable<BulletinDraft>) => void, of = FULL): BulletinDraft {
  const draft = structuredClone(of)
  change(draft)
  return draft
}
type Changeable<Of> = { -readonly [Key in keyof Of]: Changeable<Of[Key]> }

test('a bulletin without a fault becomes the content that two people sign, on every channel that it uses', () => {
  const result = made(FULL)
  assert.equal(result.is, 'content')
  if (result.is !== 'content') return
  const { content } = result
  assert.deepEqual([content.bulletin, content.version, content.format], [ID, 3, 1])
  assert.deepEqual(content.renditions, FULL.renditions)
  assert.deepEqual(content.correction, FULL.correction)
  assert.equal(channelsOf(content.renditions).length, 8)
  assert.deepEqual(channelsOf(plainDraft(UNTIL).renditions), ['page'])
  assert.equal(contentText(content), contentText(structuredClone(content)))
})

test('what keeps a bulletin from being approved is told with its place', () => {
  const check = (expected: readonly string[], change: Parameters<typeof changed>[0]) =>
    assert.deepEqual(faultsOf(changed(change)), expected, expected.join(', '))

  check(['renditions.page.1.title missing'], ({ renditions }) => {
    renditions.page[1].title = ''
  })
  check(['renditions.sms.0.text missing'], ({ renditions }) => {
    renditions.sms[0].text = ' \n'
  })
  check(['renditions.mail.0.subject missing', 'renditions.push.0.text missing'], draft => {
    draft.renditions.mail[0].subject = ''
    draft.renditions.push[0].text = ''
  })
  check(['renditions.placements.0.text missing'], ({ renditions }) => {
    renditions.placements[0].text = ''
  })
  check(['renditions.sms.1.language language-twice', 'correction.sms.1.language language-missing'], draft => {
    draft.renditions.sms[1].language = 'vi'
  })
  check(
    [
      'renditions.mail.0.language language-missing',
      'correction.mail language-missing',
      'correction.mail.0.language language-missing',
    ],
    ({ renditions }) => {
      renditions.mail[0].language = 'km'
    },
  )
  check(['provinces.0 province-unknown'], ({ provinces }) => {
    // From 1 July 2025 on there is none of this code.
    if (provinces !== null) provinces[0].asOf = '2025-07-01'
  })
  check(['renditions.loudspeakers.0.sound sound-missing'], ({ renditions }) => {
    renditions.loudspeakers[0].sound = null
  })
  check(['renditions.loudspeakers.0.sound sound-other'], ({ renditions }) => {
    const files = [{ ...FIXTURE_SOUND.files[0], sha256: 'b'.repeat(64) }]
    renditions.loudspeakers[0].sound = { ...FIXTURE_SOUND, files }
  })
  check(['renditions.ring.sound sound-missing', 'renditions.ring.from missing'], ({ renditions }) => {
    if (renditions.ring !== null) Object.assign(renditions.ring, { sound: null, from: null })
  })
})

test('a correction is there for each channel and each language in which the message goes out (Hawaii 2018: none was)', () => {
  const check = (expected: readonly string[], change: Parameters<typeof changed>[0]) =>
    assert.deepEqual(faultsOf(changed(change)), expected)

  for (const channel of ['sms', 'loudspeakers', 'mail', 'push'] as const)
    check([`correction.${channel} missing`], ({ correction }) => {
      correction[channel] = []
    })
  check(['correction.page missing'], ({ correction }) => {
    correction.page = []
  })
  check(['correction.sms language-missing'], ({ correction }) => {
    correction.sms.pop()
  })
  check(['correction.page.1.text missing'], ({ correction }) => {
    correction.page[1].text = ''
  })
})

test('a correction for a channel that is not used is not signed: nobody would hear it', () => {
  const result = made(
    changed(({ renditions }) => {
      Object.assign(renditions, { sms: [], loudspeakers: [], push: [] })
    }),
  )
  assert.ok(result.is === 'content')
  const { sms, loudspeakers, push, mail } = result.content.correction
  assert.deepEqual([sms, loudspeakers, push, mail.length], [[], [], [], 1])
})

test('a window of months is an accident, and an urgent one of weeks', () => {
  const check = (
    expected: readonly string[],
    window: BulletinDraft['window'],
    priority: BulletinDraft['priority'] = 'normal',
  ) => assert.deepEqual(faultsOf({ ...plainDraft(UNTIL), window, priority }), expected)

  check(['window.until missing'], { from: null, until: null })
  check(['window.until window-over'], { from: null, until: at(0) })
  check(['window.until window-over'], { from: at(-3), until: at(-1) })
  check(['window.until window-wrong'], { from: at(2), until: at(2) })
  check(['window.until window-wrong'], { from: at(3), until: at(2) })
  check([], { from: at(60), until: at(60 + WINDOW_DAYS_MAX.normal) })
  check(['window.until window-long'], { from: null, until: at(WINDOW_DAYS_MAX.normal + 0.001) })
  check([], { from: null, until: at(WINDOW_DAYS_MAX.urgent) }, 'urgent')
  check(['window.until window-long'], { from: null, until: at(8) }, 'urgent')
  // The same instant in another spelling.
  check(['window.until window-over'], { from: null, until: '2020-02-13T07:00:00+07:00' })
})

test('a ring is heard within the window and nowhere else', () => {
  const check = (expected: readonly string[], from: string, until: string) => {
    const window = { from: at(1), until: at(4) }
    assert.deepEqual(faultsOf(ringing({ ...FULL, window }, from, until)), expected)
  }
  check([], at(1), at(4))
  check(['renditions.ring.from window-wrong'], at(0.5), at(2))
  check(['renditions.ring.until window-wrong'], at(2), at(5))
  check(['renditions.ring.until window-wrong'], at(3), at(3))
})

test('what is heard before a ring lasts sixty seconds at the most, to the millisecond', () => {
  const check = (expected: readonly string[], milliseconds: number) => {
    const { ring } = FULL.renditions
    const draft = changed(({ renditions }) => {
      Object.assign(renditions, { ring: { ...ring, sound: { ...FIXTURE_SOUND, milliseconds } } })
    })
    assert.deepEqual(faultsOf(draft, { ...FACTS, spokenIn: () => null }), expected)
  }
  check([], 60_000)
  check(['renditions.ring.sound too-long'], 60_001)
})

test('a sound that a machine made of another text is not released with this one', () => {
  const machine: Sound = { ...FIXTURE_SOUND, by: 'machine' }
  const draft = changed(({ renditions }) => {
    Object.assign(renditions.loudspeakers[0], { sound: machine })
  })
  const facts = (said: string) => ({ ...FACTS, spokenIn: (sound: Sound) => (sound.by === 'machine' ? said : null) })
  const { spoken } = draft.renditions.loudspeakers[0]
  assert.deepEqual(faultsOf(draft, facts(spoken)), [])
  assert.deepEqual(faultsOf(draft, facts(`${spoken} Tối nay.`)), ['renditions.loudspeakers.0.sound sound-other'])
})

test('a spoken text that nobody knows how to speak is not released', () => {
  const facts = { ...FACTS, asks: (spoken: string) => spoken.startsWith('Bà con') }
  assert.deepEqual(faultsOf(FULL, facts), ['renditions.loudspeakers.0.spoken asks'])
})

test('a short message is no longer than a round can send', () => {
  const draft = changed(({ renditions }) => {
    renditions.sms[0].text = 'Đ'.repeat(255 * 67)
  })
  assert.deepEqual(faultsOf(draft), ['renditions.sms.0.text too-long'])
  const longer = changed(({ renditions }) => {
    renditions.sms[0].text = 'Đ'.repeat(255 * 67 + 1)
  })
  assert.deepEqual(faultsOf(longer), ['renditions.sms.0.text sms-too-long'])
})

test('an exercise and the real thing never look alike: by rule an exercise says so first on every channel (Hawaii 2018)', () => {
  const result = made({ ...FULL, purpose: 'exercise' })
  assert.ok(result.is === 'content')
  const { renditions, correction } = result.content
  assert.deepEqual(
    [renditions, correction].flatMap(({ page, sms, mail, push, loudspeakers }) => [
      ...page.map(({ title }) => title),
      ...sms.map(({ text }) => text),
      ...mail.map(({ subject }) => subject),
      ...push.map(({ title }) => title),
      ...loudspeakers.map(({ spoken }) => spoken),
    ]),
    [
      'DIỄN TẬP: Đeo khẩu trang nơi đông người',
      'EXERCISE: Wear a mask in crowds',
      'DIỄN TẬP: BYT: hãy đeo khẩu trang nơi đông người.',
      'EXERCISE: MOH: wear a mask in crowds.',
      'DIỄN TẬP: Đeo khẩu trang',
      'DIỄN TẬP: Đeo khẩu trang',
      'Đây là bản tin diễn tập. Bà con hãy đeo khẩu trang nơi đông người.',
      'DIỄN TẬP: Đính chính: đeo khẩu trang',
      'EXERCISE: Correction: masks',
      'DIỄN TẬP: BYT: tin trước không đúng.',
      'EXERCISE: MOH: the message before was wrong.',
      'DIỄN TẬP: Đính chính',
      'DIỄN TẬP: Đính chính',
      'Đây là bản tin diễn tập. Tin trước không đúng.',
    ],
  )
  assert.ok(renditions.placements.every(({ text }) => isMarked(text)))
  // What was released is the next draft: it says so once.
  const again = made({ ...FULL, purpose: 'exercise', renditions, correction })
  assert.ok(again.is === 'content')
  assert.deepEqual(again.content.renditions, renditions)
  // And a live one that was copied of it is faulty everywhere.
  const live = faultsOf({ ...FULL, renditions, correction })
  assert.equal(live.length, 15)
  assert.ok(
    live.every(fault => fault.endsWith(' live-marked')),
    live.join('\n'),
  )
})

test('a live bulletin about an exercise may speak of it', () => {
  const draft = changed(({ renditions }) => {
    renditions.page[0].title = 'Diễn tập phòng cháy ngày 20/02'
  })
  assert.deepEqual(faultsOf(draft), [])
})

test('the mark of an exercise counts: what fits without it may be too long with it', () => {
  const draft = changed(({ renditions }) => {
    renditions.page[0].title = 'a'.repeat(155)
  })
  assert.deepEqual(faultsOf(draft), [])
  assert.deepEqual(faultsOf({ ...draft, purpose: 'exercise' }), ['renditions.page.0.title too-long'])
})

test('marks that turn the order of what is written, and control characters, are no text of a bulletin; HTML is only letters', () => {
  const titled = (title: string) =>
    bulletinDraft.safeParse(
      changed(({ renditions }) => {
        renditions.page[0].title = title
      }),
    ).success
  for (const mark of ['\u202e', '\u2067', '\u0000', '\u0007', '\ud800', '\ufffe'])
    assert.equal(titled(`Tin${mark}khẩn`), false, JSON.stringify(mark))
  assert.equal(titled('a'.repeat(161)), false)
  const html = '<script>alert(1)</script> <b>&amp;'
  assert.ok(titled(html))
  const result = made(
    changed(({ renditions }) => {
      renditions.page[0].text = html
    }),
  )
  assert.ok(result.is === 'content')
  assert.equal(result.content.renditions.page[0].text, html)
})

test('a letter that cannot go out is a fault where whoever writes sees it, of an exercise too', () => {
  for (const purpose of ['live', 'exercise'] as const) {
    const draft = changed(({ renditions }) => {
      renditions.page[0].title = 'Tin \ufffe khẩn'
    })
    const result = made({ ...draft, purpose })
    assert.ok(result.is === 'faulty')
    const [{ at, code, sentence }] = result.faults
    assert.deepEqual([at, code], ['renditions.page.0.title', 'letter'])
    assert.match(sentence?.en ?? '', /^Line 1, letter 5: U\+FFFE /)
  }
})

test('each letter of a spoken text is said, or whoever writes is asked for it there', () => {
  const facts = { ...FACTS, asks: asksIn }
  let said = 0
  for (const letter of LETTERS) {
    const draft = changed(({ renditions }) => {
      renditions.loudspeakers[0].spoken = `Bà con ${letter} chú ý.`
    })
    const parsed = bulletinDraft.safeParse(draft)
    const found = faultsOf(parsed.data ?? draft, facts)
    const place = 'renditions.loudspeakers.0.spoken'
    if (!parsed.success) assert.ok(found.includes(`${place} letter`), letter)
    else if (found.length === 0) said += 1
    else assert.deepEqual(found, [`${place} asks`], letter)
  }
  assert.ok(said > 50, 'blanks and what cannot be seen are no matter of a voice')
})

test('a text of a page may be as long as what two people sign lets it', () => {
  const texts = (length: number) =>
    changed(({ renditions }) => {
      renditions.page[0].text = 'ă'.repeat(length)
    })
  assert.ok(bulletinDraft.safeParse(texts(6000)).success)
  assert.ok(!bulletinDraft.safeParse(texts(6001)).success)
  assert.ok(made(texts(6000)).is === 'content')
})

const AIRED = broadcasting(FULL, UNTIL)

/** The same with something of its broadcast, or of the broadcast's correction, changed. */
function airing(
  part: Partial<NonNullable<BulletinDraft['renditions']['broadcast']>>,
  correction = AIRED.correction.broadcast,
): BulletinDraft {
  const draft = structuredClone(AIRED)
  Object.assign(draft.renditions.broadcast ?? {}, part)
  return { ...draft, correction: { ...draft.correction, broadcast: correction } }
}

test('a bulletin without a broadcast has the very octets that it had before there were any, and one with a broadcast has its correction too', () => {
  const plain = made(FULL)
  assert.ok(plain.is === 'content')
  assert.ok(!contentText(plain.content).includes('broadcast'))
  // A correction of before stays in the draft; nobody would hear it.
  const left = made({ ...FULL, correction: AIRED.correction })
  assert.ok(left.is === 'content')
  assert.equal(contentText(left.content), contentText(plain.content))
  const aired = made(AIRED)
  assert.ok(aired.is === 'content')
  assert.deepEqual(aired.content.renditions.broadcast, AIRED.renditions.broadcast)
  assert.deepEqual(aired.content.correction.broadcast, AIRED.correction.broadcast)
  assert.deepEqual(channelsOf(aired.content.renditions).slice(-2), ['broadcast', 'placements'])
})

test('a broadcast of sixteen pages, one that its period has no room for, and a repetition of the correction that has none either, are faults: nothing is cut', () => {
  const check = (expected: readonly string[], draft: BulletinDraft) => assert.deepEqual(faultsOf(draft), expected)
  const pages = (count: number) => 'ă'.repeat(41 * (count - 1) + 1)
  const vi = (text: string) => [{ language: 'vi', text }]
  const corrected = vi('BYT: tin trước không đúng.')
  check([], airing({ texts: vi(pages(15)) }, corrected))
  check(['renditions.broadcast.texts.0.text pages-many'], airing({ texts: vi(pages(16)) }, corrected))
  // Fifteen pages take 28.2 s on the air.
  check([], airing({ texts: vi(pages(15)), periodSeconds: 29 }, corrected))
  const short = 'renditions.broadcast.periodSeconds period-short'
  check([short], airing({ texts: vi(pages(15)), periodSeconds: 28 }, corrected))
  check([short], airing({ texts: vi('Ngắn'), periodSeconds: 28 }, vi(pages(15))))
  const two = [...vi(pages(8)), { language: 'en', text: pages(8) }]
  check([short], airing({ texts: two, periodSeconds: 29 }))
})

test('a broadcast whose end went by while it was written or waited for a second person is a fault, and what was signed with it keeps its digest', () => {
  const late = { ...FACTS, now: NOW + DAY_MS }
  const ended = airing({ until: at(1) })
  assert.deepEqual(faultsOf(ended, { ...late, isUndecided: true }), ['renditions.broadcast.until window-over'])
  assert.deepEqual(faultsOf(ended, late), [])
  assert.deepEqual(faultsOf(ended, { ...FACTS, isUndecided: true }), [])
})

test('a broadcast ends within the window, its polygons hold something, and each of its languages has a correction', () => {
  const check = (expected: readonly string[], draft: BulletinDraft) => assert.deepEqual(faultsOf(draft), expected)
  check(['renditions.broadcast.until missing'], airing({ until: null }))
  check(['renditions.broadcast.until window-wrong'], airing({ until: at(6) }))
  const corner = (latitude: number, longitude: number) => ({ latitude, longitude })
  const line = [corner(21, 105), corner(21.5, 105.5), corner(22, 106)]
  const area = [corner(21, 105), corner(21.5, 105.5), corner(21, 106)]
  check(['renditions.broadcast.polygons.1 polygon-wrong'], airing({ polygons: [area, line] }))
  check(['renditions.broadcast.polygons.0 polygon-wrong'], airing({ polygons: [area.map(() => area[0])] }))
  check(['correction.broadcast missing'], airing({}, []))
  const vi = AIRED.correction.broadcast?.slice(0, 1) ?? []
  check(['correction.broadcast language-missing'], airing({}, vi))
})

test('Hawaii 2018: an exercise’s broadcast begins with its mark in each language, and a live one that begins so is faulty', () => {
  const exercise = made({ ...AIRED, purpose: 'exercise' })
  assert.ok(exercise.is === 'content')
  const { renditions, correction } = exercise.content
  for (const texts of [renditions.broadcast?.texts, correction.broadcast])
    assert.deepEqual(
      texts?.map(({ text }) => isMarked(text)),
      [true, true],
    )
  const marked = renditions.broadcast?.texts ?? []
  assert.deepEqual(faultsOf(airing({ texts: [...marked] })), [
    'renditions.broadcast.texts.0.text live-marked',
    'renditions.broadcast.texts.1.text live-marked',
  ])
})
