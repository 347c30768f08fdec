/** By whose clocks days are counted and bulletins are dated, wherever a server stands. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh'
