import type { Clock } from "../clock";

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  constructor(private time = Date.now()) {}

  now(): Date {
    return new Date(this.time);
  }

  advance({ ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 }): void {
    this.time += ms + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
  }
}
