/** Of a field in that language: no keyboard makes of its words what it takes for other words, on their way to two people's eyes. */
export function asTyped(language: string) {
  return { lang: language, autoCorrect: 'off', autoCapitalize: 'off' } as const
}
