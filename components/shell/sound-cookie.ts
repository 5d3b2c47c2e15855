/** Whether new exceptions are heard on this browser; absent means no. */
export const soundCookie = "sound";
