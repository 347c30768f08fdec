/**
 * Numbers → Vietnamese words, as they are read out in broadcasting. Knows digits only: no texts, no units.
 *
 * | written      | read                                    | the rule that was chosen |
 * | ------------ | --------------------------------------- | ------------------------ |
 * | 21, 1        | hai mươi mốt, một                       | mốt after mươi |
 * | 24, 14, 104  | hai mươi tư, mười bốn, một trăm linh bốn | tư after mươi; tháng tư, thứ tư, phần tư |
 * | 25, 15, 105  | hai mươi lăm, mười lăm, một trăm linh năm | lăm after mươi and mười |
 * | 105          | một trăm linh năm                       | linh, not lẻ |
 * | 1005         | một nghìn không trăm linh năm           | a group that is not the first is read with its hundreds |
 * | 10^12        | một nghìn tỷ                            | nghìn, triệu, tỷ; beyond 18 digits one by one |
 */

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const SCALES = ['', ' nghìn', ' triệu'] as const
/** Under a thousand million, a thousand million of them at the most; more digits are read one by one. */
const BILLION_DIGITS = 9
const WORDS_DIGITS_MAX = 18

/** Each digit plainly: 115 → một một năm. */
export function digitWords(digits: string): string {
  return [...digits].map(digit => DIGITS[Number(digit)]).join(' ')
}

/** A whole number without sign, of any length: 115 → một trăm mười lăm. */
export function numberWords(digits: string): string {
  const plain = digits.replace(/^0+/, '')
  if (plain === '') return DIGITS[0]
  if (plain.length > WORDS_DIGITS_MAX) return digitWords(digits)
  if (plain.length <= BILLION_DIGITS) return millions(plain, { isFirst: true })
  const high = plain.slice(0, -BILLION_DIGITS)
  const low = plain.slice(-BILLION_DIGITS)
  const rest = millions(low, { isFirst: false })
  return `${numberWords(high)} tỷ${rest === '' ? '' : ` ${rest}`}`
}

/** What stands after the decimal comma: one or two digits as a number, else one by one. 5 → năm; 25 → hai mươi lăm; 05 → không năm. */
export function decimalWords(digits: string): string {
  return digits.length <= 2 && !digits.startsWith('0') ? numberWords(digits) : digitWords(digits)
}

/** After thứ: nhất, hai, ba, tư, năm. */
export function ordinalWords(digits: string): string {
  const number = Number(digits)
  return number === 1 ? 'nhất' : number === 4 ? 'tư' : numberWords(digits)
}

/** After tháng. */
export function monthWords(digits: string): string {
  return Number(digits) === 4 ? 'tư' : numberWords(digits)
}

/** a/b: parts of a small whole as một phần tư, all others as hai mươi tư trên bảy. */
export function fractionWords(above: string, below: string): string {
  const [a, b] = [Number(above), Number(below)]
  if (a < b && b <= PARTS_MAX) return `${numberWords(above)} phần ${b === 4 ? 'tư' : numberWords(below)}`
  return `${numberWords(above)} trên ${numberWords(below)}`
}

const PARTS_MAX = 10

/** I to MMMCMXCIX, well formed; null where it is none. */
export function romanValue(letters: string): number | null {
  const [, ...places] = /^(M{0,3})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.exec(letters) ?? []
  if (letters === '' || places.length === 0) return null
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }
  let sum = 0
  for (const [i, letter] of [...letters].entries()) {
    const value = values[letter]
    sum += value < (values[letters[i + 1]] ?? 0) ? -value : value
  }
  return sum
}

/** Up to nine digits; '' where all are 0. */
function millions(digits: string, { isFirst }: { isFirst: boolean }): string {
  const groups = (digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []).map(Number)
  const words: string[] = []
  for (const [i, group] of groups.entries()) {
    if (group === 0) continue
    const hasMore = words.length > 0 || !isFirst
    words.push(hundreds(group, { isFirst: !hasMore }) + SCALES[groups.length - 1 - i])
  }
  return words.join(' ')
}

function hundreds(group: number, { isFirst }: { isFirst: boolean }): string {
  const [hundred, ten, one] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10]
  const words: string[] = []
  const saysHundred = hundred > 0 || !isFirst
  if (saysHundred) words.push(DIGITS[hundred], 'trăm')
  if (ten === 1) words.push('mười')
  else if (ten > 1) words.push(DIGITS[ten], 'mươi')
  else if (saysHundred && one > 0) words.push('linh')
  if (one > 0) words.push(ones(one, ten))
  return words.join(' ')
}

function ones(one: number, ten: number): string {
  if (one === 1 && ten > 1) return 'mốt'
  if (one === 4 && ten > 1) return 'tư'
  if (one === 5 && ten > 0) return 'lăm'
  return DIGITS[one]
}
