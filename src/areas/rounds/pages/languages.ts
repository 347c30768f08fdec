/** The languages that a message is offered in. A tag beside these still works and shows its name. */
export const LANGUAGES = ['vi', 'en', 'km', 'zh', 'ko', 'ja', 'lo', 'th', 'fr', 'ru']
