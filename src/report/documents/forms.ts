/** In which forms a report is written. Runs in a browser too. */
export const FORMS = ['docx', 'pdf', 'html', 'json'] as const
export type Form = (typeof FORMS)[number]
