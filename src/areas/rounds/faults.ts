/**
 * What keeps a round's content from being submitted: each fault with its place and a sentence in both languages.
 * Pure; runs in a browser too.
 *
 * A draft may be saved with faults. Everything an operator's node would refuse, and that can be known here, is one.
 */

import { Failure } from '../../base/failure.ts'
import { clockTime, isTimeZone } from '../../base/wall-time.ts'
import { isSameProvince, type Province, provinceAt, withItsKind } from '../../country/vn/provinces.ts'
import { isMarked, markOf } from '../../directive/exercise-mark.ts'
import { split } from '../../text/split.ts'
import { oddLetter, oddSentence } from '../../text/written.ts'
import type { OperatorFacts } from './estimate.ts'
import type { RoundContent, RoundDetail } from './model.ts'

export type Fault = RoundDetail['faults'][number]

export function faultsOf(
  content: RoundContent,
  facts: { readonly operators: readonly OperatorFacts[]; readonly now: number },
): readonly Fault[] {
  return [
    ...ofMessages(content),
    ...ofMarks(content),
    ...ofSource(content.source),
    ...ofOperators(content, facts.operators),
    ...ofAudience(content, facts.operators),
    ...ofWindow(content.window, facts.now),
  ]
}

const SENTENCES = {
  messageMissing: { vi: 'Chưa có tin nhắn nào.', en: 'No message yet.' },
  messagesTooLarge: {
    vi: 'Toàn bộ nội dung dài quá {what} chữ. Hãy rút gọn hoặc chia thành nhiều đợt.',
    en: 'All texts together have more than {what} letters. Shorten them or divide them into several rounds.',
  },
  languageTwice: {
    vi: 'Ngôn ngữ {what} có hai nội dung trong cùng một tin.',
    en: 'The language {what} has two texts in one message.',
  },
  exerciseUnmarked: {
    vi: 'Tin của đợt diễn tập phải bắt đầu bằng “{what}”, để không ai tưởng là thật.',
    en: 'The text of an exercise must begin with “{what}”, so that nobody takes it for real.',
  },
  liveMarked: {
    vi: 'Tin gửi thật không được bắt đầu như diễn tập. Hãy bỏ “{what}”, hoặc soạn một đợt diễn tập.',
    en: 'A live text must not begin like an exercise. Remove “{what}”, or write an exercise.',
  },
  sourceBad: { vi: 'Tên người gửi {what}.', en: 'The sender {what}.' },
  operatorMissing: { vi: 'Chưa chọn nhà mạng nào.', en: 'No operator is chosen.' },
  operatorTwice: { vi: 'Nhà mạng {what} được chọn hai lần.', en: 'The operator {what} is chosen twice.' },
  operatorUnknown: { vi: 'Không có nhà mạng {what}.', en: 'There is no operator {what}.' },
  operatorNotEnrolled: {
    vi: 'Nút của nhà mạng {what} chưa đăng ký. Cấp mã đăng ký hoặc bỏ nhà mạng này.',
    en: 'The node of {what} is not enrolled. Issue an enrolment code or leave the operator out.',
  },
  operatorRevoked: {
    vi: 'Nút của nhà mạng {what} đã bị thu hồi. Đăng ký lại hoặc bỏ nhà mạng này.',
    en: 'The node of {what} was revoked. Enrol it again or leave the operator out.',
  },
  operatorNoExercise: {
    vi: 'Nhà mạng {what} chưa có số thử nghiệm và kênh diễn tập. Bỏ nhà mạng này, hoặc đề nghị nhà mạng khai báo.',
    en: '{what} has no test numbers with exercise lanes. Leave this operator out, or ask the operator to declare them.',
  },
  exerciseImpossible: {
    vi: 'Không nhà mạng nào đã chọn diễn tập được: chưa có số thử nghiệm và kênh diễn tập. Đề nghị nhà mạng khai báo, hoặc bỏ đánh dấu để gửi thật mà không diễn tập.',
    en: 'No chosen operator can run an exercise: they have no test numbers with exercise lanes. Ask an operator to declare them, or untick this to send without an exercise.',
  },
  provinceMissing: {
    vi: 'Chưa chọn tỉnh, thành phố nào. Hãy chọn, hoặc chọn cả nước.',
    en: 'No province is chosen. Choose provinces, or the whole country.',
  },
  provinceUnknown: {
    vi: 'Mã {what} không phải là mã tỉnh nào vào ngày đó.',
    en: '{what} is not a province code on that day.',
  },
  provinceTwice: { vi: 'Tỉnh {what} được chọn hai lần.', en: 'The province {what} is chosen twice.' },
  provinceNotAtOperator: {
    vi: '{operator} không có danh sách thuê bao của {whatVi}. Bỏ nơi đó, bỏ nhà mạng đó, hoặc đề nghị nhà mạng lập danh sách.',
    en: '{operator}: no list of {what}. Leave out the place or the operator, or ask the operator for a list.',
  },
  listTwice: { vi: 'Danh sách loại trừ {what} được chọn hai lần.', en: 'The exclusion {what} is chosen twice.' },
  listNotAtOperator: {
    vi: 'Nhà mạng {operator} không có danh sách loại trừ {what}.',
    en: '{operator} has no exclusion list {what}.',
  },
  timeZoneUnknown: {
    vi: '{what} không phải là múi giờ, chẳng hạn Asia/Ho_Chi_Minh.',
    en: '{what} is not a time zone such as Asia/Ho_Chi_Minh.',
  },
  windowOver: {
    vi: 'Thời hạn gửi đã qua. Chọn một thời điểm trong tương lai.',
    en: 'The window has passed. Choose an end in the future.',
  },
  windowEmpty: { vi: 'Thời hạn gửi kết thúc trước khi bắt đầu.', en: 'The window ends before it begins.' },
  hoursEmpty: {
    vi: 'Giờ gửi trong ngày bắt đầu và kết thúc cùng lúc.',
    en: 'The daily hours begin and end at the same time.',
  },
  windowWithoutHours: {
    vi: 'Không có giờ gửi nào trong ngày nằm trong thời hạn gửi.',
    en: 'No daily hours fall within the window.',
  },
} as const
type FaultCode = keyof typeof SENTENCES

function fault(path: string, code: FaultCode, names: Record<string, string> = {}): Fault {
  const fill = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
  return { path, code, vi: fill(SENTENCES[code].vi), en: fill(SENTENCES[code].en) }
}

/** Of all variants together: as a signed document, at three octets a letter, it stays below what a node takes. */
const LETTERS_MAX = 400_000

function ofMessages({ messages }: RoundContent): readonly Fault[] {
  if (messages.length === 0) return [fault('messages', 'messageMissing')]
  const letters = messages.reduce(
    (sum, { variants }) => sum + variants.reduce((part, { text }) => part + text.length, 0),
    0,
  )
  if (letters > LETTERS_MAX) return [fault('messages', 'messagesTooLarge', { what: String(LETTERS_MAX) })]
  return messages.flatMap(({ variants }, m) => {
    const path = `messages.${m}.variants`
    if (variants.length === 0) return [fault(path, 'messageMissing')]
    const twice = repeated(variants.map(({ language }) => language)).map(v =>
      fault(`${path}.${v}.language`, 'languageTwice', { what: variants[v].language }),
    )
    return [...twice, ...variants.flatMap(({ text }, v) => ofText(text, `${path}.${v}.text`))]
  })
}

/** The splitter's own failures: empty, too long, damaged; a letter that cannot go out. Blanks alone are as empty. */
function ofText(text: string, path: string): readonly Fault[] {
  try {
    split(text.trim() === '' ? '' : text)
    const odd = oddLetter(text)
    if (odd === null) return []
    return [{ path, code: 'letter', vi: oddSentence(odd, 'vi'), en: oddSentence(odd, 'en') }]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [{ path, code: error.code, vi: error.sentence('vi'), en: error.sentence('en') }]
  }
}

/** An exercise and the real thing never look alike. */
function ofMarks({ messages, purpose }: RoundContent): readonly Fault[] {
  return messages.flatMap(({ variants }, m) =>
    variants.flatMap(({ language, text }, v) => {
      const what = markOf(language)
      const isExercise = purpose === 'exercise'
      if (text.trim() === '' || isMarked(text) === isExercise) return []
      const code = isExercise ? 'exerciseUnmarked' : 'liveMarked'
      return [fault(`messages.${m}.variants.${v}.text`, code, { what })]
    }),
  )
}

/** A short code, a longer number, or an alphanumeric sender (3GPP TS 23.040, 9.1.2.5); never altered. */
const SOURCE = /^(?:\d{3,8}|\d{9,20}|(?! *$)[A-Za-z0-9 ._-]{1,11})$/

const SOURCE_LETTERS_MAX = 11
const ODD_LETTERS_SHOWN = 3

function ofSource(source: string): readonly Fault[] {
  if (SOURCE.test(source)) return []
  const { vi, en } = wrongOf(source)
  const { path, code } = fault('source', 'sourceBad')
  return [{ path, code, vi: sentence('vi', vi), en: sentence('en', en) }]

  function sentence(language: 'vi' | 'en', what: string): string {
    return SENTENCES.sourceBad[language].replace('{what}', what)
  }
}

/** What is wrong with this very name, and what would be right: the rule alone leaves one to find out. */
function wrongOf(source: string): { readonly vi: string; readonly en: string } {
  const letters = [...source.normalize('NFC')]
  if (source.trim() === '')
    return {
      vi: 'đang để trống; cần 1 đến 11 chữ không dấu hoặc một số từ 3 đến 20 chữ số',
      en: 'is empty; use 1 to 11 plain letters, or a number of 3 to 20 digits',
    }
  if (/^\d+$/.test(source))
    return {
      vi: `là số có ${letters.length} chữ số; cần từ 3 đến 20 chữ số`,
      en: `is a number of ${letters.length} digits; 3 to 20 are needed`,
    }
  const odd = [...new Set(letters.filter(letter => !/[\p{L}\p{M}\p{Nd} ._-]/u.test(letter)))]
  const isLong = letters.length > SOURCE_LETTERS_MAX
  const isMarked = letters.some(letter => /[^\p{ASCII}]/u.test(letter) && /[\p{L}\p{M}\p{Nd}]/u.test(letter))
  const found: { readonly vi: string; readonly en: string }[] = []
  if (isLong) found.push({ vi: `dài ${letters.length} ký tự`, en: `is ${letters.length} characters long` })
  if (isMarked) found.push({ vi: 'có dấu', en: 'has accented letters' })
  if (odd.length > 0) {
    const which = odd
      .slice(0, ODD_LETTERS_SHOWN)
      .map(letter => `“${letter}”`)
      .join(' ')
    found.push({ vi: `có ký tự ${which}`, en: `has the character ${which}` })
  }
  return {
    vi: `${found.map(({ vi }) => vi).join(' và ')}; tối đa ${SOURCE_LETTERS_MAX} ký tự, không dấu: chữ, số, dấu cách, “-”, “_”, “.”`,
    en: `${found.map(({ en }) => en).join(' and ')}; at most ${SOURCE_LETTERS_MAX}, plain: letters, digits, spaces, “-”, “_”, “.”`,
  }
}

function ofOperators(
  { operators, purpose, exerciseFirst }: RoundContent,
  known: readonly OperatorFacts[],
): readonly Fault[] {
  if (operators.length === 0) return [fault('operators', 'operatorMissing')]
  const twice = repeated(operators).map(i => fault(`operators.${i}`, 'operatorTwice', { what: operators[i] }))
  const absent = operators.flatMap((id, i) => {
    const path = `operators.${i}`
    const operator = known.find(each => each.id === id)
    if (operator === undefined) return [fault(path, 'operatorUnknown', { what: id })]
    if (operator.state === 'enrolled')
      return purpose === 'exercise' && (operator.hello?.exercise ?? null) === null
        ? [fault(path, 'operatorNoExercise', { what: operator.name })]
        : []
    const code = operator.state === 'revoked' ? 'operatorRevoked' : 'operatorNotEnrolled'
    return [fault(path, code, { what: operator.name })]
  })
  const chosen = known.filter(({ id }) => operators.includes(id))
  // Of whose node nothing is known yet it may turn out that it can.
  const cannot = ({ hello }: OperatorFacts) => hello !== null && (hello.exercise ?? null) === null
  const isImpossible = purpose !== 'exercise' && exerciseFirst && chosen.every(cannot)
  const impossible = isImpossible && chosen.length > 0 ? [fault('exerciseFirst', 'exerciseImpossible')] : []
  return [...twice, ...absent, ...impossible]
}

function ofAudience({ audience, operators }: RoundContent, known: readonly OperatorFacts[]): readonly Fault[] {
  const targets = known.filter(({ id, hello }) => operators.includes(id) && hello !== null)
  if (audience.provinces?.length === 0)
    return [fault('audience.provinces', 'provinceMissing'), ...ofExcludes(audience, targets)]
  const provinces = [
    ...(audience.provinces ?? []).flatMap((one, i) =>
      provinceAt(one.code, one.asOf) === null
        ? [fault(`audience.provinces.${i}`, 'provinceUnknown', { what: one.code })]
        : [],
    ),
    ...ofAbsent(audience.provinces ?? [], targets),
  ]
  const names = (audience.provinces ?? []).map(({ code, asOf }) => {
    const province = provinceAt(code, asOf)
    return province === null ? `${code} ${asOf}` : `${province.code} ${province.from}`
  })
  const twice = repeated(names).map(i =>
    fault(`audience.provinces.${i}`, 'provinceTwice', { what: audience.provinces?.[i].code ?? '' }),
  )
  return [...provinces, ...twice, ...ofExcludes(audience, targets)]
}

/** One fault for one cause: the places that the same operators have no list of are named together. */
function ofAbsent(
  chosen: NonNullable<RoundContent['audience']['provinces']>,
  targets: readonly OperatorFacts[],
): readonly Fault[] {
  const groups = new Map<string, { first: number; places: Province[] }>()
  for (const [i, one] of chosen.entries()) {
    const province = provinceAt(one.code, one.asOf)
    const without = targets.filter(({ hello }) => !hello?.provinces.some(list => isSameProvince(one, list)))
    if (province === null || without.length === 0) continue
    const operator = without.map(({ name }) => name).join(', ')
    const group = groups.get(operator) ?? { first: i, places: [] }
    group.places.push(province)
    groups.set(operator, group)
  }
  return [...groups].map(([operator, { first, places }]) =>
    fault(`audience.provinces.${first}`, 'provinceNotAtOperator', {
      operator,
      what: places.map(({ name }) => name).join(', '),
      whatVi: places.map(withItsKind).join(', '),
    }),
  )
}

function ofExcludes(audience: RoundContent['audience'], targets: readonly OperatorFacts[]): readonly Fault[] {
  const lists = audience.excludes.flatMap((list, i) =>
    targets
      .filter(({ hello }) => !hello?.excludes.some(({ name }) => name === list))
      .map(({ name }) => fault(`audience.excludes.${i}`, 'listNotAtOperator', { what: list, operator: name })),
  )
  const listsTwice = repeated(audience.excludes).map(i =>
    fault(`audience.excludes.${i}`, 'listTwice', { what: audience.excludes[i] }),
  )
  return [...lists, ...listsTwice]
}

function ofWindow(window: RoundContent['window'], now: number): readonly Fault[] {
  if (!isTimeZone(window.timeZone)) return [fault('window.timeZone', 'timeZoneUnknown', { what: window.timeZone })]
  const from = window.notBefore === null ? null : Date.parse(window.notBefore)
  const to = window.notAfter === null ? null : Date.parse(window.notAfter)
  if (to !== null && to <= now) return [fault('window.notAfter', 'windowOver')]
  if (from !== null && to !== null && to <= from) return [fault('window.notAfter', 'windowEmpty')]
  const { daily } = window
  if (daily === null) return []
  if (daily.from === daily.to) return [fault('window.daily', 'hoursEmpty')]
  if (to !== null && !hasHours(Math.max(from ?? now, now), to, daily, window.timeZone))
    return [fault('window.daily', 'windowWithoutHours')]
  return []
}

const MINUTE = 60_000
/** A day, and a day with a change of clocks: within it every minute of the day comes. */
const DAY_MINUTES = 26 * 60

/** Whether a minute between the two instants lies in the daily hours; `to` is not in them, and they may run over midnight. */
function hasHours(
  from: number,
  to: number,
  daily: { readonly from: string; readonly to: string },
  timeZone: string,
): boolean {
  if (to - from >= DAY_MINUTES * MINUTE) return true
  for (let at = from; at < to; at += MINUTE) {
    const time = clockTime(at, timeZone)
    const inside = daily.from < daily.to ? time >= daily.from && time < daily.to : time >= daily.from || time < daily.to
    if (inside) return true
  }
  return false
}

/** Places of what stood there before. */
function repeated(values: readonly string[]): readonly number[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []))
}
