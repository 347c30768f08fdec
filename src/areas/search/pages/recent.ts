/** What somebody searched a moment ago: in memory alone, gone with the page, and of nobody else who signs in on it. */

/** So many are offered. */
const RECENT_MAX = 5

let whose = ''
let questions: readonly string[] = []

export function recentOf(person: string): readonly string[] {
  return person === whose ? questions : []
}

export function keepRecent(person: string, question: string): void {
  const kept = question.trim()
  if (kept === '') return
  questions = [kept, ...recentOf(person).filter(each => each !== kept)].slice(0, RECENT_MAX)
  whose = person
}
