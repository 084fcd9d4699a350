/** Tuned windows of HTTP/2 flow control: see Http2Windows. A constant. */

/**
 * What 200 ms at 80 MB/s have on the way. Only of what clients receive: grpc-js lets a server choose no window, so what
 * they send goes through HTTP/2's default in any case.
 */
export const tunedWindowBytes = 16_777_216;
