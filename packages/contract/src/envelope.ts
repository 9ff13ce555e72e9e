/** The one shape of every REST answer (docs/api/transport.md, "Answer"). */
export interface Envelope<T = unknown> {
  /** The result; on failure the business code, or 0. */
  result: T;
  message: string;
  /** 1 success, 0 failure. */
  status: 0 | 1;
}
