/** By whose clocks bulletins are dated. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh'
