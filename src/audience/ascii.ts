/** The octets that mean something in a list. */
export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const QUOTE = 34
export const OPEN = 40
export const CLOSE = 41
export const PLUS = 43
export const COMMA = 44
export const DASH = 45
export const DOT = 46
export const ZERO = 48
export const SEMICOLON = 59
export const BAR = 124
