/** In which forms a report is written. Runs in a browser too. */
export const FORMS = ['docx', 'pdf', 'html', 'json'] as const
export type Form = (typeof FORMS)[number]

export const MEDIA_TYPES: Readonly<Record<Form, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
}
