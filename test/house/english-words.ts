/**
 * Words in Vietnamese sentences that are not Vietnamese, and those that the field says so all the same. Vietnamese is written in
 * syllables of one shape: what has another shape, and is no option, address, acronym or command, came from elsewhere.
 *
 * Does not know English: a word that could be a Vietnamese syllable as well, such as “in”, is not seen.
 */

/** What is left of a sentence that a reader of Vietnamese has to know by other means; none where it is whole. */
export function foreignWords(sentence: string, known: ReadonlySet<string>): readonly string[] {
  const bare = sentence
    .replace(/\$\{[^}]*\}|\{\{?\w+\}?\}/g, ' ')
    .replace(/&(?:amp|lt|gt);|\\n/g, ' ')
    // As they are typed: options, addresses, names of files, of formats and of commands.
    .replace(/--[a-z0-9][a-z0-9…-]*/g, ' ')
    .replace(/[\w()-]+:(?:\/\/[^\s,;]*|[\w*…?][^\s,;]*)/g, ' ')
    .replace(/[\w*-]*[./@][\w./@*-]+/g, ' ')
    .replace(/\bloa(?: (?:[a-z-]+))+/g, commandsTaken)
  return (
    [...bare.matchAll(/[\p{L}\p{M}][\p{L}\p{M}\d_-]*/gu)]
      .map(([word]) => word)
      .filter(word => !/[^\p{ASCII}]|\d|_/u.test(word) && !/^\p{Lu}[\p{Lu}-]*$/u.test(word))
      // A name of a program or of a format's part, as it is written there.
      .filter(word => !/\p{Ll}\p{Lu}/u.test(word) && !/^[a-z]{2}-[A-Z]{2}$/.test(word))
      .flatMap(word => word.split('-'))
      .filter(word => word !== '' && !SYLLABLE.test(word) && !known.has(word.toLowerCase()))
  )
}

/** One letter is a unit, a key or a place in a formula. */
const SYLLABLE =
  /^(?:[a-z]|(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?(?:[aeiouy]|a[iouy]|eo|eu|ia|ieu?|iu|oa[ioy]?|oe[o]?|oi|oo|ua[ioy]?|ue|ui|uo[iu]?|uu|uy[aeu]?|ye|yeu)(?:c|ch|m|n|ng|nh|p|t)?)$/i

const COMMANDS = new Set(
  `audience bench broadcast build cap cbs check code combine cbc compare count demo effects enrol export
   follow info key mail map media month operator outcomes pages plan probe publish records replay report restored
   resume rotate round run screening serve sign speaker status stop stopped summary text trail trust verify
   zerorating audit programme yield pause lists signing-page roster show`.split(/\s+/),
)

function commandsTaken(typed: string): string {
  const [, ...names] = typed.split(' ')
  const first = names.findIndex(name => !COMMANDS.has(name))
  return ` ${(first < 0 ? [] : names.slice(first)).join(' ')}`
}
