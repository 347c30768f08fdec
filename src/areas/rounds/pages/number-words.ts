/**
 * A whole number in words, as cheques and official papers give it beside the digits: a slip of a digit does not survive
 * being read aloud. Knows nothing of what is counted.
 *
 * Vietnamese as read in the north and in state papers: linh, mốt, tư, lăm, không trăm. Up to SPELT_MAX.
 */
import type { Language } from '../../../web/words/both.ts'

export const SPELT_MAX = 999_999_999_999

/** Null beyond SPELT_MAX. */
export function inWords(count: number, language: Language): string | null {
  if (!Number.isInteger(count) || count < 0 || count > SPELT_MAX) return null
  return language === 'vi' ? vietnamese(count) : english(count)
}

const CHU = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const LOP = ['', 'nghìn', 'triệu', 'tỷ']

function vietnamese(count: number): string {
  if (count === 0) return CHU[0]
  const words: string[] = []
  for (const { group, place } of groupsOf(count)) {
    words.push(vietnameseGroup(group, words.length > 0))
    if (LOP[place] !== '') words.push(LOP[place])
  }
  return words.join(' ')
}

/** A group that follows another is read with its hundreds, even if there are none. */
function vietnameseGroup(group: number, isAfter: boolean): string {
  const [hundreds, tens, units] = digitsOf(group)
  const words: string[] = []
  if (hundreds > 0 || isAfter) words.push(CHU[hundreds], 'trăm')
  if (tens === 1) words.push('mười')
  else if (tens > 1) words.push(CHU[tens], 'mươi')
  else if (units > 0 && words.length > 0) words.push('linh')
  if (units > 0) words.push(vietnameseUnit(units, tens))
  return words.join(' ')
}

function vietnameseUnit(units: number, tens: number): string {
  if (units === 1 && tens > 1) return 'mốt'
  if (units === 4 && tens > 1) return 'tư'
  if (units === 5 && tens > 0) return 'lăm'
  return CHU[units]
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES = ['', 'thousand', 'million', 'billion']

function english(count: number): string {
  if (count === 0) return UNITS[0]
  const words: string[] = []
  for (const { group, place } of groupsOf(count)) {
    const isLast = place === 0 && words.length > 0 && group < 100
    words.push(isLast ? `and ${englishGroup(group)}` : englishGroup(group))
    if (SCALES[place] !== '') words.push(SCALES[place])
  }
  return words.join(' ')
}

function englishGroup(group: number): string {
  const [hundreds, tens] = digitsOf(group)
  const rest = group % 100
  const words: string[] = []
  if (hundreds > 0) words.push(UNITS[hundreds], 'hundred')
  if (hundreds > 0 && rest > 0) words.push('and')
  if (rest >= 20) words.push(rest % 10 === 0 ? TENS[tens] : `${TENS[tens]}-${UNITS[rest % 10]}`)
  else if (rest > 0) words.push(UNITS[rest])
  return words.join(' ')
}

/** Groups of three digits that are not nothing, highest first. */
function groupsOf(count: number): readonly { readonly group: number; readonly place: number }[] {
  return [3, 2, 1, 0]
    .map(place => ({ group: Math.floor(count / 1000 ** place) % 1000, place }))
    .filter(({ group }) => group > 0)
}

function digitsOf(group: number): readonly [number, number, number] {
  return [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10]
}
