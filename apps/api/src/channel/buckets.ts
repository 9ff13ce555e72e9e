/** How much a connection may send. Times in milliseconds. */

interface Rate {
  /** Frames at once at most. */
  burst: number;
  perSecond: number;
}

const ALL: Rate = { burst: 60, perSecond: 10 };
const KINDS: Record<string, Rate> = {
  heartbeat: { burst: 10, perSecond: 1 },
  invite: { burst: 20, perSecond: 2 },
  tool: { burst: 15, perSecond: 1 },
  pin: { burst: 25, perSecond: 1 },
  live: { burst: 10, perSecond: 1 },
};
const OTHER: Rate = { burst: 40, perSecond: 5 };

/** Frames that may be bad at once, and how fast they are forgiven, before the connection is ended. */
const BAD: Rate = { burst: 10, perSecond: 0.1 };

interface Bucket {
  left: number;
  at: number;
}

/** Token buckets of one connection: one for all frames, one a kind, one for bad ones. */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();

  private take(name: string, { burst, perSecond }: Rate, now: number): boolean {
    const bucket = this.buckets.get(name) ?? { left: burst, at: now };
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.buckets.set(name, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }

  /** Whether a frame of this kind may be acted upon now. */
  allows(kind: string, now: Date): boolean {
    const time = now.getTime();
    return this.take("", ALL, time) && this.take(`.${kind}`, KINDS[kind] ?? OTHER, time);
  }

  /** Whether a connection that has sent yet another bad frame may go on. */
  forgives(now: Date): boolean {
    return this.take("bad", BAD, now.getTime());
  }
}
