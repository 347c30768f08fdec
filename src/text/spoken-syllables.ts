/**
 * Which words a Vietnamese reader can read as they stand, and the names of letters. Knows no abbreviation by name.
 *
 * A word in capitals is an abbreviation unless it is a Vietnamese syllable: KHÔNG and BÁO are read, BOT is not, for a syllable
 * that ends in c, ch, p or t bears sắc or nặng. In other words a vowel is enough: a foreign name is read as well as one can.
 */

/** Not x̌ or Кирилица: letters of the Latin script, with the marks of Vietnamese or of its neighbours. */
const LATIN = /^[\p{Script=Latin}\p{M}]+$/u
const VOWEL = /[aeiouy]/
const UPPER = /^\p{Lu}\p{M}*$/u

export function isReadable(word: string): boolean {
  const letters = word.match(/\P{M}\p{M}*/gu) ?? []
  if (!LATIN.test(word)) return false
  if (letters.length === 1) return VOWEL.test(bare(word))
  const [, ...rest] = letters
  if (rest.some(letter => UPPER.test(letter))) return isCapitals(word) && isSyllable(word)
  return VOWEL.test(bare(word))
}

/** Of the Latin script and in capitals: as headings are written. */
export function isLatinCapitals(word: string): boolean {
  return LATIN.test(word) && isCapitals(word)
}

export function isCapitals(word: string): boolean {
  return !/\p{Ll}|\p{Lt}/u.test(word) && /\p{Lu}/u.test(word)
}

/** A Vietnamese syllable of two letters or more, in any case, with the tone that its end asks for. */
export function isSyllable(word: string): boolean {
  const small = word.toLowerCase().normalize('NFD')
  const tones = small.match(TONES) ?? []
  const plain = small.replace(TONES, '').normalize('NFC')
  if (tones.length > 1 || plain.length < 2) return false
  const tone = tones[0] ?? ''
  return ONSETS.some(onset => {
    if (!plain.startsWith(onset)) return false
    const rhyme = plain.slice(onset.length)
    if (!RHYMES.has(rhyme) && !(onset === 'qu' && AFTER_QU.has(rhyme))) return false
    return !STOPPED.test(rhyme) || tone === SAC || tone === NANG
  })
}

/** How a letter by itself is called; null where it has no name here, or is none. */
export function letterName(letter: string): string | null {
  return NAMES.get(letter.toLowerCase()) ?? null
}

/** Letters one by one; a leading i is told from the numeral I, as it is in speech. Null where one of them has no name. */
export function spelledWords(letters: readonly string[]): string | null {
  const names = letters.map(letterName)
  if (names[0] === 'i') names[0] = `i-${SHORT_I}`
  return names.includes(null) ? null : names.join(' ')
}

export const SHORT_I = 'ngắn'

/** A vowel alone is a word, with any tone. */
export function isVowel(letter: string): boolean {
  return VOWEL.test(bare(letter))
}

function bare(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}

const SAC = '\u0301'
const NANG = '\u0323'
/** huyền, sắc, ngã, hỏi, nặng. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const STOPPED = /(c|ch|p|t|k)$/

const ONSETS = ('ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x'.split(' ') as string[]).concat('')

const RHYMES: ReadonlySet<string> = new Set(
  [
    'a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây',
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu',
    'iêc iêm iên iêng iêp iêt iêu o oc oi om on ong oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay',
    'oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt',
    'u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt',
    'uy uya uych uynh uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu',
    'y yêm yên yêng yêt yêu',
  ]
    .join(' ')
    .split(' '),
)
const AFTER_QU: ReadonlySet<string> = new Set(['yt', 'ych', 'ynh', 'yp'])

/** As schools teach them (Decision 240/QĐ of 1984 and the textbooks after it); F, J, W, Z as they are called. */
const NAMES: ReadonlyMap<string, string> = new Map(
  (
    'a:a ă:á â:ớ b:bê c:xê d:dê đ:đê e:e ê:ê f:ép g:giê h:hát i:i j:gi k:ca l:e-lờ m:em-mờ n:en-nờ o:o ô:ô ơ:ơ p:pê q:quy ' +
    'r:e-rờ s:ét-sì t:tê u:u ư:ư v:vê w:vê_kép x:ích-xì y:y z:dét'
  )
    .split(' ')
    .map(pair => {
      const [letter, name] = pair.split(':')
      return [letter, name.replace('_', ' ')] as const
    }),
)
