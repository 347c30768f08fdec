/** How long a password may be, wherever one is set. Runs in a browser too. */
export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 128
