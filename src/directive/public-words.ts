/**
 * Words of our own beside what the public reads of a bulletin, the same on a page, in a feed, in an alert and in a letter: that it is an
 * exercise, and what has become of it. Pure; runs in a browser too.
 */
import { straight } from '../text/written.ts'
import type { Purpose } from './documents.ts'
import { unmarked } from './exercise-mark.ts'

export const PAGE_LANGUAGES = ['vi', 'en'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

const vi = {
  exercise: 'DIỄN TẬP',
  exerciseWhat: 'Đây là diễn tập, không phải tin thật. Không cần làm theo.',
  corrected: 'Đính chính',
  takenBack: 'Đã thu hồi',
  replaced: 'Đã có bản tin mới',
  notValid: 'Nội dung bản tin này không còn giá trị.',
  recording: 'Bản ghi âm',
}

const en: typeof vi = {
  exercise: 'EXERCISE',
  exerciseWhat: 'This is an exercise, not a real bulletin. Nothing has to be done.',
  corrected: 'Correction',
  takenBack: 'Withdrawn',
  replaced: 'Replaced',
  notValid: 'What this bulletin said is not valid any more.',
  recording: 'Recording',
}

export const BULLETIN_WORDS: Readonly<Record<PageLanguage, typeof vi>> = { vi, en }

/** Around a text that is in no language of the pages. */
export function wordsBeside(language: string): PageLanguage {
  return language === 'vi' ? 'vi' : 'en'
}

/** With what has become of it, and that it is an exercise, before all else and once. */
export function headline(
  title: string,
  of: {
    readonly kind: 'takenBack' | 'corrected' | 'replaced' | null
    readonly purpose: Purpose
    readonly language: PageLanguage
  },
): string {
  const words = BULLETIN_WORDS[of.language]
  const bare = unmarked(straight(title))
  const mark = of.kind === null ? '' : `${words[of.kind]}: `
  const said = bare.toLowerCase().startsWith(mark.trimEnd().toLowerCase()) ? bare : mark + bare
  return of.purpose === 'exercise' ? `${words.exercise}: ${said}` : said
}
